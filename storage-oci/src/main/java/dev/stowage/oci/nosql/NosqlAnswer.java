package dev.stowage.oci.nosql;

import dev.stowage.StorageException;
import dev.stowage.http.HttpResponse;
import dev.stowage.kv.Document;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An answer of the service: its document, with numbers as exact as they were sent, and the headers
 * that matter.
 */
record NosqlAnswer(
    Document body, @Nullable String etag, @Nullable String nextPage, @Nullable String workRequest) {

  /** Reads an answer to its end and closes it. */
  static NosqlAnswer of(HttpResponse response) throws IOException {
    try (response;
        InputStream body = response.body()) {
      String text = new String(body.readAllBytes(), StandardCharsets.UTF_8);
      if (!text.isEmpty() && text.charAt(0) != '{') {
        throw new IOException("the answer of the service is not a JSON object");
      }
      return new NosqlAnswer(
          text.isEmpty() ? Document.empty() : parsed(text),
          response.headers().first("etag").orElse(null),
          response.headers().first("opc-next-page").orElse(null),
          response.headers().first("opc-work-request-id").orElse(null));
    }
  }

  /** What is no JSON was damaged on the way; what is, and no document, was stored like that. */
  private static Document parsed(String text) throws IOException {
    try {
      return Document.fromJson(escaped(text));
    } catch (StorageException e) {
      if (e.getCause() instanceof IOException) {
        throw new IOException("the answer of the service is malformed JSON");
      }
      throw e;
    }
  }

  /** The token of the next page; empty at the end. */
  Optional<String> next() {
    return Optional.ofNullable(nextPage);
  }

  /** The service leaves control characters in texts as they are, which is not JSON. */
  static String escaped(String json) {
    if (json.chars().noneMatch(c -> c < ' ')) {
      return json;
    }
    StringBuilder out = new StringBuilder(json.length() + 16);
    boolean inText = false;
    for (int i = 0; i < json.length(); i++) {
      char c = json.charAt(i);
      if (inText && c < ' ') {
        out.append(String.format("\\u%04x", (int) c));
        continue;
      }
      out.append(c);
      if (c == '"') {
        inText = !inText;
      } else if (c == '\\' && inText && i + 1 < json.length()) {
        out.append(json.charAt(++i));
      }
    }
    return out.toString();
  }
}
