package dev.stowage.config.server;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpRequest;

/**
 * Which bodies are read. JSON that does not say what it is, as ricloud's client sends it, and JSON
 * that curl took for a form, because nobody said otherwise, are taken for what they are.
 */
final class MediaType {
  private static final Set<String> TAKEN =
      Set.of("application/json", "application/x-www-form-urlencoded");

  private MediaType() {}

  static void requireJson(HttpRequest request) {
    Header header = request.getFirstHeader(HttpHeaders.CONTENT_TYPE);
    if (header == null) {
      return;
    }
    ContentType type = parsed(header.getValue());
    if (type.getMimeType() == null || !TAKEN.contains(type.getMimeType().toLowerCase(java.util.Locale.ROOT))) {
      throw refused();
    }
    if (type.getCharset() != null && !type.getCharset().equals(StandardCharsets.UTF_8)) {
      throw refused();
    }
  }

  private static ContentType parsed(String value) {
    try {
      return ContentType.parse(value);
    } catch (java.nio.charset.UnsupportedCharsetException e) {
      throw refused();
    }
  }

  private static ApiFailure refused() {
    return ApiFailure.of(
        415, "unsupported-media-type", "the body is application/json in UTF-8");
  }
}
