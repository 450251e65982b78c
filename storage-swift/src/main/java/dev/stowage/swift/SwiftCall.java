package dev.stowage.swift;

import dev.stowage.StorageUrl;
import dev.stowage.http.HttpBody;
import dev.stowage.http.HttpHeaders;
import dev.stowage.spi.BlobContent;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One request below the account's URL, before it has a token. Not thread-safe. */
final class SwiftCall {
  /** What is smaller is sent at once: asking first would cost more than sending it in vain. */
  private static final long WORTH_ASKING = 64 * 1024;

  private final String method;
  private final String path;
  private final StringBuilder query = new StringBuilder();
  private final HttpHeaders.Builder headers = HttpHeaders.builder();
  private @Nullable HttpBody body;
  private boolean asksFirst;
  private boolean repeatable = true;
  private @Nullable Duration patience;

  private SwiftCall(String method, String path) {
    this.method = method;
    this.path = path;
  }

  static SwiftCall account(String method) {
    return new SwiftCall(method, "");
  }

  static SwiftCall container(String method, String container) {
    return new SwiftCall(method, pathOf(container));
  }

  static SwiftCall object(String method, String container, String key) {
    return new SwiftCall(method, pathOf(container, key));
  }

  static String pathOf(String container) {
    return "/" + StorageUrl.encodeKey(container).replace("/", "%2F");
  }

  static String pathOf(String container, String key) {
    return pathOf(container) + "/" + StorageUrl.encodeKey(key);
  }

  SwiftCall query(String name) {
    query.append(query.length() == 0 ? '?' : '&').append(name);
    return this;
  }

  SwiftCall query(String name, String value) {
    return query(name + "=" + StorageUrl.encodeKey(value).replace("/", "%2F"));
  }

  SwiftCall header(String name, String value) {
    headers.add(name, value);
    return this;
  }

  SwiftCall text(String content) {
    body = HttpBody.of(content.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  SwiftCall empty() {
    body = HttpBody.empty();
    return this;
  }

  /** For what the service answers late. */
  SwiftCall patience(Duration value) {
    patience = value;
    return this;
  }

  SwiftCall content(BlobContent content) {
    body =
        new HttpBody() {
          @Override
          public long length() {
            return content.size();
          }

          @Override
          public void writeTo(OutputStream out) throws IOException {
            content.writeTo(out);
          }
        };
    repeatable = content.replayable();
    asksFirst = !repeatable || content.size() > WORTH_ASKING;
    return this;
  }

  String method() {
    return method;
  }

  /** Path and query, encoded. */
  String target() {
    return path + query;
  }

  HttpHeaders headers() {
    return headers.build();
  }

  @Nullable HttpBody body() {
    return body;
  }

  boolean asksFirst() {
    return asksFirst;
  }

  /** Whether the body can be sent again after it was sent. */
  boolean repeatable() {
    return repeatable;
  }

  @Nullable Duration patience() {
    return patience;
  }
}
