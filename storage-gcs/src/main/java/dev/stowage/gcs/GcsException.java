package dev.stowage.gcs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.stowage.http.HttpResponse;
import dev.stowage.wire.MalformedReplyException;
import dev.stowage.wire.XmlNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serial;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A refusal of the service, by either of its APIs. */
final class GcsException extends IOException {
  @Serial private static final long serialVersionUID = 1L;
  private static final int LONGEST = 64 * 1024;

  private final int status;
  private final String reason;
  private final @Nullable String requestId;
  private final String retryAfter;
  private final boolean staleToken;

  private GcsException(
      int status, String reason, String message, HttpResponse response, boolean staleToken) {
    super(message);
    this.status = status;
    this.reason = reason;
    this.requestId = response.headers().first("X-GUploader-UploadID").orElse(null);
    this.retryAfter = response.headers().first("Retry-After").orElse("");
    this.staleToken = staleToken;
  }

  /** Reads what a response says against the request; closes it not. */
  static GcsException of(HttpResponse response) {
    return of(response, response.status(), words(response));
  }

  /** The same of words that were read; the status is that of a part of the response. */
  static GcsException of(HttpResponse response, int status, String words) {
    String reason = "";
    String message = "";
    if (words.startsWith("<")) {
      XmlNode root = xml(words);
      reason = root == null ? "" : root.of("Code");
      message = root == null ? "" : root.of("Message");
    } else if (words.startsWith("{")) {
      JsonNode error = json(words).path("error");
      reason = error.path("errors").path(0).path("reason").asText(error.asText(""));
      message = error.path("message").asText("");
    }
    boolean stale =
        status == 401
            && response
                .headers()
                .first("WWW-Authenticate")
                .map(v -> v.contains("error=\"invalid_token\""))
                .orElse(false);
    String code = reason.isEmpty() ? "HTTP " + status : reason;
    return new GcsException(
        status, reason, message.isEmpty() ? code : code + ": " + message, response, stale);
  }

  /** What says nothing has no words; the status speaks then. */
  private static String words(HttpResponse response) {
    try (InputStream body = response.body()) {
      return new String(body.readNBytes(LONGEST), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      org.slf4j.LoggerFactory.getLogger(GcsException.class).debug("an error without its words", e);
      return "";
    }
  }

  private static @Nullable XmlNode xml(String words) {
    try {
      return XmlNode.parse(new ByteArrayInputStream(words.getBytes(StandardCharsets.UTF_8)));
    } catch (MalformedReplyException e) {
      return null;
    } catch (IOException e) {
      throw new IllegalStateException("bytes in memory can be read", e);
    }
  }

  private static JsonNode json(String words) {
    try {
      return GcsResource.MAPPER.readTree(words);
    } catch (JsonProcessingException e) {
      return GcsResource.MAPPER.createObjectNode();
    }
  }

  int status() {
    return status;
  }

  /** The reason of the JSON API, or the code of the XML API; empty for none. */
  String reason() {
    return reason;
  }

  @Nullable String requestId() {
    return requestId;
  }

  String retryAfter() {
    return retryAfter;
  }

  /** Whether the service says that the token is no more, and a new one may help. */
  boolean staleToken() {
    return staleToken;
  }
}
