package dev.stowage.http;

import java.io.IOException;
import org.slf4j.Logger;

/** The transport over plain sockets, with a pool of its own. */
final class SocketTransport implements HttpTransport {
  private final TransportOptions options;
  private final Connector connector;
  private final ConnectionPool pool;
  private final Watcher watcher;
  private final WireLog log;
  private volatile boolean closed;

  SocketTransport(TransportOptions options) {
    this(options, WireLog.DEFAULT);
  }

  SocketTransport(TransportOptions options, Logger wireLogger) {
    this.options = options;
    this.connector = new Connector(options);
    this.pool = new ConnectionPool(options);
    this.watcher = new Watcher(pool);
    this.log = new WireLog(wireLogger, options.wireLog());
  }

  @Override
  public HttpResponse send(HttpRequest request) throws IOException {
    Route route = Route.of(request.target(), options.proxies());
    String head = RequestHead.render(request, route, options.userAgent());
    log.request(request, head);
    Exchange exchange = new Exchange(request, options);
    watcher.watch(exchange);
    if (closed) {
      exchange.abortForClose();
    }
    boolean answered = false;
    try {
      exchange.requireActive();
      HttpResponse response = send(request, route, head, exchange);
      answered = true;
      return response;
    } catch (IOException e) {
      log.failure(request, e);
      throw e;
    } finally {
      if (!answered) {
        watcher.forget(exchange);
      }
    }
  }

  private HttpResponse send(HttpRequest request, Route route, String head, Exchange exchange)
      throws IOException {
    Connection pooled = pool.take(route);
    if (pooled != null) {
      exchange.use(pooled);
      try {
        return run(request, head, pooled, exchange);
      } catch (NoResponseException e) {
        if (pooled.reader().started() || !isRepeatable(request)) {
          throw e;
        }
      }
    }
    return run(request, head, connector.connect(route, request.target(), exchange), exchange);
  }

  /** Only what changes nothing: the server may have acted on a request it did not answer. */
  private static boolean isRepeatable(HttpRequest request) {
    return request.body().isEmpty()
        && switch (request.method()) {
          case "GET", "HEAD", "OPTIONS" -> true;
          default -> false;
        };
  }

  private HttpResponse run(
      HttpRequest request, String head, Connection connection, Exchange exchange)
      throws IOException {
    Call call = new Call(request, connection, exchange, this::finished);
    boolean answered = false;
    try {
      HttpResponse response = call.run(head, options.continueTimeout().toMillis(), log);
      answered = true;
      return response;
    } finally {
      if (!answered) {
        connection.close();
      }
    }
  }

  private void finished(Call call) {
    watcher.forget(call.exchange());
    if (call.reusable()) {
      pool.give(call.connection());
    } else {
      call.connection().close();
    }
  }

  @Override
  public void close() {
    closed = true;
    watcher.abortAll();
    pool.close();
  }
}
