package dev.stowage.fakes.s3;

import dev.stowage.fakes.RawClient;
import dev.stowage.fakes.RawClient.Answer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** S3 by hand: each request signed by {@link TestSigner} and sent on a connection of its own. */
final class SignedClient {

  private final FakeS3 s3;

  SignedClient(FakeS3 s3) {
    this.s3 = s3;
  }

  /** Sends a request; path and query are percent-encoded already. */
  Answer call(String method, String target, Map<String, String> headers, byte[] body)
      throws IOException {
    try (RawClient client = new RawClient(s3.port())) {
      return client.exchange(head(method, target, headers, body), body);
    }
  }

  Answer call(String method, String target) throws IOException {
    return call(method, target, Map.of(), new byte[0]);
  }

  Answer call(String method, String target, String body, String... headers) throws IOException {
    Map<String, String> map = new TreeMap<>();
    for (int i = 0; i < headers.length; i += 2) {
      map.put(headers[i], headers[i + 1]);
    }
    return call(method, target, map, body.getBytes(StandardCharsets.UTF_8));
  }

  String head(String method, String target, Map<String, String> extra, byte[] body) {
    Map<String, String> headers = new TreeMap<>();
    headers.put("host", "127.0.0.1:" + s3.port());
    headers.put("x-amz-date", timestamp(s3.clock().instant()));
    extra.forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
    headers.putIfAbsent("x-amz-content-sha256", TestSigner.sha256(body));
    Map<String, String> signed = new TreeMap<>(headers);
    signed.keySet().removeIf(name -> !name.startsWith("x-amz-") && !name.equals("host"));
    int mark = target.indexOf('?');
    String path = canonical(mark < 0 ? target : target.substring(0, mark));
    String query = mark < 0 ? "" : sorted(target.substring(mark + 1));
    headers.put(
        "authorization",
        signer(headers.get("x-amz-date"))
            .authorization(method, path, query, signed, headers.get("x-amz-content-sha256")));
    if (body.length > 0 || method.equals("PUT") || method.equals("POST")) {
      headers.putIfAbsent("content-length", Integer.toString(body.length));
    }
    return method
        + " "
        + target
        + " HTTP/1.1\n"
        + headers.entrySet().stream()
            .map(h -> h.getKey() + ": " + h.getValue() + "\n")
            .collect(Collectors.joining());
  }

  /** What S3 signs: a slash is a slash, and a plus sign is always encoded. */
  private static String canonical(String path) {
    return path.replace("+", "%2B").replace("%2F", "/");
  }

  TestSigner signer(String timestamp) {
    return new TestSigner(s3.accessKey(), s3.secretKey(), s3.region(), timestamp);
  }

  static String timestamp(Instant time) {
    return DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT)
        .withZone(ZoneOffset.UTC)
        .format(time);
  }

  private static String sorted(String query) {
    return Arrays.stream(query.split("&", -1))
        .map(pair -> pair.contains("=") ? pair : pair + "=")
        .sorted()
        .collect(Collectors.joining("&"));
  }
}
