package dev.stowage.http;

import java.io.IOException;

/**
 * Sends HTTP/1.1 requests and hands back responses: the one transport under all providers.
 *
 * <p>It blocks, is thread-safe, and may be called from virtual threads. It follows no redirects,
 * keeps no cookies, decodes no content codings, answers no authentication challenges and retries
 * nothing, with one exception: a GET, HEAD or OPTIONS without a body is sent a second time when a
 * pooled connection turns out to be dead before any byte of a response.
 *
 * <p>The surface is kept this small on purpose: whoever wraps a transport (to inject faults, to
 * count) implements two methods.
 */
public interface HttpTransport extends AutoCloseable {

  /**
   * Sends a request and returns once the head of the final response has arrived. Every status is a
   * response, 4xx and 5xx too, also when the server refused before it had read the whole body.
   * Interim (1xx) responses are skipped.
   *
   * <p>The caller closes the response. Interrupting the thread, here or while it reads the
   * response, ends the exchange with {@link RequestAbortedException}.
   *
   * @throws ConnectFailedException when no connection could be made
   * @throws HttpTimeoutException when the peer made no progress in time
   * @throws DeadlineExceededException when the request's deadline passed
   * @throws RequestAbortedException when the thread was interrupted or the transport is closed
   * @throws NoResponseException when the connection ended without a response
   * @throws MalformedResponseException when the response is not HTTP
   * @throws BodyLengthException when the body did not keep to its length
   * @throws IOException what the request's body itself threw
   */
  HttpResponse send(HttpRequest request) throws IOException;

  /**
   * Closes pooled connections and aborts the exchanges under way, response bodies included.
   * Idempotent. Later calls of {@code send} fail with {@link RequestAbortedException}.
   */
  @Override
  void close();

  /** Makes a transport with a connection pool of its own. The caller closes it. */
  static HttpTransport create(TransportOptions options) {
    return new SocketTransport(options);
  }
}
