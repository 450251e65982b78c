package dev.stowage.config.server;

import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
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
    boolean text = type.getCharset() == null || type.getCharset().equals(StandardCharsets.UTF_8);
    if (!text || !TAKEN.contains(type.getMimeType().toLowerCase(Locale.ROOT))) {
      throw refused();
    }
  }

  private static ContentType parsed(String value) {
    try {
      ContentType type = ContentType.parse(value);
      if (type == null) {
        throw refused();
      }
      return type;
    } catch (UnsupportedCharsetException e) {
      throw refused();
    }
  }

  private static ApiFailure refused() {
    return ApiFailure.of(415, "unsupported-media-type", "the body is application/json in UTF-8");
  }
}
