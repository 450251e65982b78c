package dev.stowage.swift;

import dev.stowage.http.HttpHeaders;
import dev.stowage.http.HttpResponse;
import java.io.IOException;
import java.io.Serial;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** An answer of Swift or Keystone that is no success. */
final class SwiftException extends IOException {
  @Serial private static final long serialVersionUID = 1L;

  private static final int MOST_WORDS = 16 * 1024;

  private final int status;
  private final @Nullable String requestId;
  private final @Nullable Duration retryAfter;

  SwiftException(
      int status, String words, @Nullable String requestId, @Nullable Duration retryAfter) {
    super("HTTP " + status + (words.isEmpty() ? "" : ": " + words));
    this.status = status;
    this.requestId = requestId;
    this.retryAfter = retryAfter;
  }

  /** Reads the words of a refusal; closes the response. */
  static SwiftException of(HttpResponse response) throws IOException {
    try (response) {
      byte[] words = response.body().readNBytes(MOST_WORDS);
      return of(response, plain(new String(words, StandardCharsets.UTF_8)));
    }
  }

  static SwiftException of(HttpResponse response, String words) {
    return new SwiftException(
        response.status(), words, requestId(response.headers()), retryAfter(response.headers()));
  }

  static @Nullable String requestId(HttpHeaders headers) {
    return headers
        .first("X-Trans-Id")
        .or(() -> headers.first("X-Openstack-Request-Id"))
        .orElse(null);
  }

  private static @Nullable Duration retryAfter(HttpHeaders headers) {
    String value = headers.first("Retry-After").orElse("");
    return value.matches("[0-9]{1,6}") ? Duration.ofSeconds(Long.parseLong(value)) : null;
  }

  /** The text of a small HTML page or of Keystone's JSON, on one line. */
  private static String plain(String body) {
    String text = body;
    if (body.startsWith("{") && body.contains("\"message\"")) {
      text = body.replaceAll("(?s).*\"message\"\\s*:\\s*\"((?:[^\"\\\\]|\\\\.)*)\".*", "$1");
    }
    text = text.replaceAll("(?s)<[^>]*>", " ").replaceAll("\\s+", " ").strip();
    return text.length() > 300 ? text.substring(0, 300) + "…" : text;
  }

  int status() {
    return status;
  }

  @Nullable String requestId() {
    return requestId;
  }

  @Nullable Duration retryAfter() {
    return retryAfter;
  }
}
