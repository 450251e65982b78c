package dev.stowage.http;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongSupplier;

/**
 * A response: its head is here, its body is still on the way.
 *
 * <p>Close it, or read its body to the end; until then it holds a connection. Closing early is
 * allowed: a short rest that has already arrived is skipped so that the connection can be used
 * again, otherwise the connection is dropped. Closing never waits for the peer.
 *
 * <p>Not thread-safe, except that the thread that reads the body may be another than the one that
 * sent the request.
 */
public final class HttpResponse implements Closeable {
  private final int status;
  private final HttpHeaders headers;
  private final InputStream body;
  private final long requestBytes;
  private final LongSupplier responseBytes;

  HttpResponse(
      int status,
      HttpHeaders headers,
      InputStream body,
      long requestBytes,
      LongSupplier responseBytes) {
    this.status = status;
    this.headers = headers;
    this.body = body;
    this.requestBytes = requestBytes;
    this.responseBytes = responseBytes;
  }

  /** Makes a response out of nothing, for wrappers of a transport; its byte counts are 0. */
  public static HttpResponse of(int status, HttpHeaders headers, InputStream body) {
    return new HttpResponse(status, headers, body, 0, () -> 0);
  }

  /** The same response with another body, which now is what {@link #close()} closes. */
  public HttpResponse withBody(InputStream replacement) {
    return new HttpResponse(status, headers, replacement, requestBytes, responseBytes);
  }

  /** The status code, 200 to 599 in practice; never 1xx. */
  public int status() {
    return status;
  }

  /** The headers as received; content codings and transfer codings are named, not undone. */
  public HttpHeaders headers() {
    return headers;
  }

  /**
   * The body, never null, empty for HEAD, 204 and 304. It is not buffered: read large pieces. A
   * body that ends too early throws {@link TruncatedBodyException}; reading may also throw {@link
   * HttpTimeoutException}, {@link DeadlineExceededException} and {@link RequestAbortedException}.
   */
  public InputStream body() {
    return body;
  }

  /** Bytes of the request's body that were handed to the connection. */
  public long requestBytes() {
    return requestBytes;
  }

  /** Bytes of the response's body read so far. */
  public long responseBytes() {
    return responseBytes.getAsLong();
  }

  /** Gives the connection back or drops it; see the class. Idempotent. */
  @Override
  public void close() throws IOException {
    body.close();
  }

  @Override
  public String toString() {
    return "HTTP " + status;
  }
}
