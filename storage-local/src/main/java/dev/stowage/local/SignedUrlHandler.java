package dev.stowage.local;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.blob.BlobInfo;
import dev.stowage.blob.BlobReader;
import dev.stowage.blob.BlobStore;
import dev.stowage.blob.ByteRange;
import dev.stowage.blob.GetOptions;
import dev.stowage.blob.PutResult;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers the URLs that a {@code file:} store signs. Mount it where the store's parameter {@code
 * public=} points.
 *
 * <pre>{@code
 * BlobStore store = BlobStore.open("file:///data/store?public=https://files.example.com/blobs");
 * server.createContext("/blobs", SignedUrlHandler.of(store));
 * }</pre>
 *
 * <p>A URL that is not signed, expired, changed, or used with another method is answered 403.
 * Bodies are streamed. It is not a file server: without a signature nothing can be read or listed.
 * The store stays the caller's to close.
 */
public final class SignedUrlHandler implements HttpHandler {
  private static final Logger LOG = LoggerFactory.getLogger(SignedUrlHandler.class);

  private final BlobStore store;
  private final UrlSignatures signatures;

  private SignedUrlHandler(BlobStore store, UrlSignatures signatures) {
    this.store = store;
    this.signatures = signatures;
  }

  /**
   * A handler for a store of this module: the whole store, not a part made by {@code within}.
   *
   * @throws StorageException INVALID_ARGUMENT for a store of another provider
   */
  public static SignedUrlHandler of(BlobStore store) {
    UrlSignatures signatures =
        store
            .unwrap(UrlSignatures.class)
            .orElseThrow(
                () ->
                    StorageException.invalidArgument(
                        "a signed-URL handler needs a store that was opened as file:"));
    return new SignedUrlHandler(store, signatures);
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try {
      SignedRequest request = SignedRequest.parse(exchange);
      String problem =
          signatures.problem(exchange.getRequestMethod(), request.key(), request.params());
      if (problem != null) {
        answer(exchange, 403, problem);
        return;
      }
      switch (exchange.getRequestMethod()) {
        case "GET" -> get(exchange, request);
        case "HEAD" -> head(exchange, request);
        case "PUT" -> put(exchange, request);
        case "DELETE" -> {
          store.delete(request.key());
          exchange.sendResponseHeaders(204, -1);
        }
        default -> answer(exchange, 405, "GET, HEAD, PUT and DELETE can be signed");
      }
    } catch (StorageException e) {
      failed(exchange, e);
    }
  }

  private void get(HttpExchange exchange, SignedRequest request) throws IOException {
    GetOptions options = request.conditions(exchange.getRequestHeaders());
    ByteRange asked = SignedRequest.range(exchange.getRequestHeaders());
    try (BlobReader reader = store.get(request.key(), options.withRange(asked))) {
      describe(exchange, request, reader.info());
      long length = reader.range().length().orElse(0);
      int status = 200;
      if (!asked.isAll()) {
        status = length == 0 ? 416 : 206;
        exchange
            .getResponseHeaders()
            .set("Content-Range", contentRange(reader.range().offset(), length, reader.info()));
      }
      exchange.sendResponseHeaders(status, length == 0 ? -1 : length);
      if (length > 0) {
        OutputStream out = exchange.getResponseBody();
        reader.transferTo(out);
        out.close();
      }
    }
  }

  private static String contentRange(long offset, long length, BlobInfo info) {
    return length == 0
        ? "bytes */" + info.size()
        : "bytes " + offset + "-" + (offset + length - 1) + "/" + info.size();
  }

  private void head(HttpExchange exchange, SignedRequest request) throws IOException {
    GetOptions options = request.conditions(exchange.getRequestHeaders());
    BlobInfo info =
        store
            .find(request.key(), options)
            .orElseThrow(() -> StorageException.of(ErrorCode.NOT_FOUND, "no such blob"));
    describe(exchange, request, info);
    exchange.getResponseHeaders().set("Content-Length", Long.toString(info.size()));
    exchange.sendResponseHeaders(200, -1);
  }

  private static void describe(HttpExchange exchange, SignedRequest request, BlobInfo info) {
    Headers headers = exchange.getResponseHeaders();
    headers.set("ETag", "\"" + info.etag() + "\"");
    headers.set("Accept-Ranges", "bytes");
    headers.set(
        "Last-Modified",
        DateTimeFormatter.RFC_1123_DATE_TIME.format(info.modified().atOffset(ZoneOffset.UTC)));
    headers.set("Content-Type", request.responseType().orElse(info.contentType()));
    var stored = info.headers();
    request
        .responseDisposition()
        .or(stored::contentDisposition)
        .ifPresent(value -> headers.set("Content-Disposition", value));
    stored.contentEncoding().ifPresent(value -> headers.set("Content-Encoding", value));
    stored.contentLanguage().ifPresent(value -> headers.set("Content-Language", value));
    stored.cacheControl().ifPresent(value -> headers.set("Cache-Control", value));
    info.metadata().forEach((name, value) -> metadata(headers, name, value));
  }

  /** A header holds printable ASCII; other metadata is left out rather than changed. */
  private static void metadata(Headers headers, String name, String value) {
    if (value.chars().allMatch(c -> c >= ' ' && c < 0x7f)) {
      headers.set("X-Stowage-Meta-" + name, value);
    }
  }

  private void put(HttpExchange exchange, SignedRequest request) throws IOException {
    String problem = request.uploadProblem(exchange.getRequestHeaders());
    if (problem != null) {
      answer(exchange, 403, problem);
      return;
    }
    PutResult result =
        store.put(
            request.key(),
            request.body(exchange),
            request.putOptions(exchange.getRequestHeaders()));
    exchange.getResponseHeaders().set("ETag", "\"" + result.etag() + "\"");
    exchange.sendResponseHeaders(200, -1);
  }

  private static void failed(HttpExchange exchange, StorageException e) throws IOException {
    int status =
        switch (e.code()) {
          case NOT_FOUND, CONTAINER_NOT_FOUND -> 404;
          case NOT_MODIFIED -> 304;
          case ALREADY_EXISTS, PRECONDITION_FAILED -> 412;
          case RANGE_NOT_SATISFIABLE -> 416;
          case INVALID_ARGUMENT, INVALID_KEY, INTEGRITY_FAILURE -> 400;
          case PERMISSION_DENIED, READ_ONLY, UNAUTHENTICATED -> 403;
          case CONFLICT, CONTENT_CHANGED -> 409;
          case TOO_LARGE -> 413;
          case RATE_LIMITED -> 429;
          case QUOTA_EXCEEDED -> 507;
          case UNSUPPORTED -> 501;
          case UNAVAILABLE, CANCELLED, DEADLINE_EXCEEDED, CLOSED -> 503;
          case UNKNOWN -> 500;
        };
    if (status >= 500) {
      LOG.warn("a signed {} failed", exchange.getRequestMethod(), e);
    }
    if (exchange.getResponseCode() >= 0) {
      // The answer began, so all that is left is to break it off.
      exchange.close();
      throw new IOException("a signed download broke off", e);
    }
    if (status == 304) {
      exchange.sendResponseHeaders(304, -1);
    } else {
      answer(exchange, status, e.code().name());
    }
  }

  private static void answer(HttpExchange exchange, int status, String words) throws IOException {
    byte[] body = (words + "\n").getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
    boolean head = exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(status, head ? -1 : body.length);
    if (!head) {
      // Closing this, and not the exchange, lets the server read the rest of a small request, so
      // that the client is ready to read the answer.
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(body);
      }
    }
  }
}
