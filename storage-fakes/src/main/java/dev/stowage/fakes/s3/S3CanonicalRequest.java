package dev.stowage.fakes.s3;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The text that Signature Version 4 signs: a request as the server has understood it, which is the
 * path decoded and encoded again, and the headers as they came.
 */
final class S3CanonicalRequest {

  private S3CanonicalRequest() {}

  static String of(S3Call call, List<String> signedHeaders, String payload) {
    StringBuilder text = new StringBuilder(512);
    text.append(call.request().method()).append('\n');
    text.append(S3Text.percentEncoded(call.canonicalPath(), false)).append('\n');
    text.append(canonicalQuery(call.request().query())).append('\n');
    for (String name : signedHeaders) {
      String value =
          call.request().headers().all(name).stream()
              .map(v -> v.strip().replaceAll(" +", " "))
              .collect(Collectors.joining(","));
      text.append(name).append(':').append(value).append('\n');
    }
    return text.append('\n')
        .append(String.join(";", signedHeaders))
        .append('\n')
        .append(payload)
        .toString();
  }

  private static String canonicalQuery(String query) {
    if (query.isEmpty()) {
      return "";
    }
    List<String> pairs = new ArrayList<>();
    for (String pair : query.split("&", -1)) {
      int equals = pair.indexOf('=');
      String name = S3Text.queryDecoded(equals < 0 ? pair : pair.substring(0, equals));
      String value = equals < 0 ? "" : S3Text.queryDecoded(pair.substring(equals + 1));
      if (!name.equals("X-Amz-Signature")) {
        // A character below '=' sorts the names first and the values behind them.
        pairs.add(S3Text.percentEncoded(name, true) + "\0" + S3Text.percentEncoded(value, true));
      }
    }
    return pairs.stream().sorted().collect(Collectors.joining("&")).replace('\0', '=');
  }
}
