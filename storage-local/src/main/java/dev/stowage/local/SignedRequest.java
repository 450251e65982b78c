package dev.stowage.local;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import dev.stowage.StorageException;
import dev.stowage.StorageUrl;
import dev.stowage.blob.BlobBody;
import dev.stowage.blob.ByteRange;
import dev.stowage.blob.Checksum;
import dev.stowage.blob.ChecksumAlgorithm;
import dev.stowage.blob.GetOptions;
import dev.stowage.blob.PutOptions;
import dev.stowage.blob.WriteCondition;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A request to a {@link SignedUrlHandler}: the key, and what was signed with it. */
record SignedRequest(String key, Map<String, String> params) {
  private static final Pattern RANGE = Pattern.compile("bytes=([0-9]{0,18})-([0-9]{0,18})");

  static SignedRequest parse(HttpExchange exchange) {
    String mount = exchange.getHttpContext().getPath();
    String path = exchange.getRequestURI().getRawPath();
    String rest = path.substring(Math.min(path.length(), mount.length()));
    String query = exchange.getRequestURI().getRawQuery();
    // The grammar of a query is the same, and so is what is malformed in it.
    StorageUrl url =
        StorageUrl.parse(
            "http://store/"
                + (rest.startsWith("/") ? rest.substring(1) : rest)
                + (query == null ? "" : "?" + query));
    String key = url.param(UrlSignatures.KEY).orElse(url.path());
    return new SignedRequest(key, url.params());
  }

  Optional<String> responseType() {
    return Optional.ofNullable(params.get(UrlSignatures.RESPONSE_TYPE));
  }

  Optional<String> responseDisposition() {
    return Optional.ofNullable(params.get(UrlSignatures.RESPONSE_DISPOSITION));
  }

  GetOptions conditions(Headers headers) {
    GetOptions options = GetOptions.defaults();
    String match = headers.getFirst("If-Match");
    String noneMatch = headers.getFirst("If-None-Match");
    if (match != null && !match.equals("*")) {
      options = options.withIfMatch(match);
    }
    return noneMatch == null || noneMatch.equals("*")
        ? options
        : options.withIfNoneMatch(noneMatch);
  }

  /** One range; as RFC 9110 has it, what is not understood is ignored. */
  static ByteRange range(Headers headers) {
    String value = headers.getFirst("Range");
    Matcher parts = RANGE.matcher(value == null ? "" : value);
    if (!parts.matches() || parts.group(1).isEmpty() && parts.group(2).isEmpty()) {
      return ByteRange.all();
    }
    if (parts.group(1).isEmpty()) {
      return ByteRange.last(Long.parseLong(parts.group(2)));
    }
    long first = Long.parseLong(parts.group(1));
    if (parts.group(2).isEmpty()) {
      return ByteRange.from(first);
    }
    long last = Long.parseLong(parts.group(2));
    return last < first ? ByteRange.all() : ByteRange.of(first, last - first + 1);
  }

  /** Why an upload is not the one that was signed. */
  @Nullable String uploadProblem(Headers headers) {
    String type = params.get(UrlSignatures.CONTENT_TYPE);
    if (type != null && !type.equals(headers.getFirst("Content-Type"))) {
      return "the URL is signed for the content type " + type;
    }
    String length = params.get(UrlSignatures.CONTENT_LENGTH);
    if (length != null && !length.equals(headers.getFirst("Content-Length"))) {
      return "the URL is signed for a content length of " + length;
    }
    return null;
  }

  BlobBody body(HttpExchange exchange) {
    String length = exchange.getRequestHeaders().getFirst("Content-Length");
    return length == null
        ? BlobBody.once(exchange.getRequestBody())
        : BlobBody.once(exchange.getRequestBody(), contentLength(length));
  }

  private static long contentLength(String text) {
    if (!text.matches("[0-9]{1,18}")) {
      throw StorageException.invalidArgument("the content length is no number");
    }
    return Long.parseLong(text);
  }

  PutOptions putOptions(Headers headers) {
    PutOptions options = PutOptions.defaults();
    String type = headers.getFirst("Content-Type");
    if (type != null) {
      options = options.withContentType(type);
    }
    String checksum = params.get(UrlSignatures.CHECKSUM);
    if (checksum != null) {
      int dash = checksum.indexOf('-');
      options =
          options.withChecksum(
              new Checksum(
                  ChecksumAlgorithm.valueOf(checksum.substring(0, dash)),
                  checksum.substring(dash + 1)));
    }
    return options.withCondition(condition(headers));
  }

  private WriteCondition condition(Headers headers) {
    String match = headers.getFirst("If-Match");
    if (params.containsKey(UrlSignatures.CREATE_ONLY)
        || "*".equals(headers.getFirst("If-None-Match"))) {
      return WriteCondition.ifAbsent();
    }
    return match == null ? WriteCondition.none() : WriteCondition.ifMatch(match);
  }
}
