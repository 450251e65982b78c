package dev.stowage.config.server;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.stowage.portable.Workers;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.hc.core5.http.impl.io.HttpService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes connections, up to a number, and gives each a thread. The library's own server has no such
 * number, and interrupts requests when it is to end gracefully.
 */
final class Listener implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Listener.class);
  private static final int BACKLOG = 128;
  private static final String FULL_BODY =
      "{\"error\":\"unavailable\",\"message\":\"there are too many connections\",\"params\":{}}\n";
  private static final byte[] FULL =
      ("HTTP/1.1 503 Service Unavailable\r\nContent-Type: application/json\r\nRetry-After: 5\r\n"
              + "Connection: close\r\nContent-Length: "
              + FULL_BODY.length()
              + "\r\n\r\n"
              + FULL_BODY)
          .getBytes(US_ASCII);

  private final ServerSocket socket;
  private final HttpService service;
  private final ServerOptions options;
  private final Semaphore free;
  private final Set<Connection> open = ConcurrentHashMap.newKeySet();
  private final ScheduledThreadPoolExecutor alarms;
  private volatile boolean closing;

  private Listener(ServerSocket socket, HttpService service, ServerOptions options) {
    this.socket = socket;
    this.service = service;
    this.options = options;
    this.free = new Semaphore(options.maxConnections());
    this.alarms = new ScheduledThreadPoolExecutor(1, work -> daemon(work, "stowage-config-alarms"));
    alarms.setRemoveOnCancelPolicy(true);
  }

  static Listener start(HttpService service, ServerOptions options) throws IOException {
    ServerSocket socket = new ServerSocket();
    try {
      socket.setReuseAddress(true);
      socket.bind(options.address(), BACKLOG);
    } catch (IOException | RuntimeException e) {
      socket.close();
      throw e;
    }
    Listener listener = new Listener(socket, service, options);
    daemon(listener::accept, "stowage-config-server").start();
    return listener;
  }

  private static Thread daemon(Runnable work, String name) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    return thread;
  }

  InetSocketAddress address() {
    return (InetSocketAddress) socket.getLocalSocketAddress();
  }

  private void accept() {
    while (!closing) {
      try {
        take(socket.accept());
      } catch (IOException e) {
        if (!closing) {
          LOG.warn("cannot take a connection", e);
          pause();
        }
      }
    }
  }

  /** When the process has no more file descriptors, trying again at once would not help. */
  private void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(100);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void take(Socket accepted) throws IOException {
    if (!free.tryAcquire()) {
      refuse(accepted);
      return;
    }
    boolean served = false;
    try {
      accepted.setTcpNoDelay(true);
      Connection connection = new Connection(accepted, options, alarms);
      Future<?> unused =
          Workers.submit(
              () -> {
                serve(connection);
                return null;
              });
      served = true;
    } finally {
      if (!served) {
        free.release();
        accepted.close();
      }
    }
  }

  private void serve(Connection connection) {
    open.add(connection);
    try {
      // What came in while the server began to close is not served.
      if (closing) {
        connection.finish();
      }
      connection.serve(service);
    } catch (RuntimeException e) {
      LOG.error("a connection failed", e);
    } finally {
      open.remove(connection);
      free.release();
    }
  }

  /** So few bytes fit into the socket's buffer: whoever does not read them delays nobody. */
  private static void refuse(Socket accepted) throws IOException {
    try (accepted;
        OutputStream out = accepted.getOutputStream()) {
      out.write(FULL);
    }
  }

  /** Takes no more connections, lets requests finish for so long, then cuts them off. */
  @Override
  public void close() {
    closing = true;
    try {
      socket.close();
    } catch (IOException e) {
      LOG.warn("the port could not be closed", e);
    }
    open.forEach(Connection::finish);
    if (!awaitEnd(options.grace())) {
      LOG.warn("{} requests did not end within {}", open.size(), options.grace());
      open.forEach(Connection::abort);
    }
    alarms.shutdownNow();
  }

  private boolean awaitEnd(Duration longest) {
    try {
      return free.tryAcquire(options.maxConnections(), longest.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
