package dev.stowage.config.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultBHttpServerConnection;
import org.apache.hc.core5.http.impl.io.DefaultHttpRequestParserFactory;
import org.apache.hc.core5.http.impl.io.HttpService;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.http.protocol.HttpCoreContext;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection and its requests, one after the other.
 *
 * <p>The timeout of a socket is about the next byte, and whoever sends one a minute never meets it.
 * So an alarm closes the connection of a request that is not there in time, or whose answer is not
 * taken in time.
 */
final class Connection {
  private static final Logger LOG = LoggerFactory.getLogger(Connection.class);
  private static final String ATTRIBUTE = Connection.class.getName();
  private static final Http1Config LIMITS =
      Http1Config.custom().setMaxLineLength(8192).setMaxHeaderCount(64).build();

  private enum State {
    IDLE,
    BUSY,
    LAST_REQUEST,
    CLOSED
  }

  private final ServerOptions options;
  private final ScheduledExecutorService alarms;
  private final InetAddress peer;
  private final DefaultBHttpServerConnection http;
  private final AtomicReference<State> state = new AtomicReference<>(State.IDLE);
  private @Nullable ScheduledFuture<?> alarm;
  private long deadline;

  Connection(Socket socket, ServerOptions options, ScheduledExecutorService alarms)
      throws IOException {
    this.options = options;
    this.alarms = alarms;
    this.peer = ((InetSocketAddress) socket.getRemoteSocketAddress()).getAddress();
    // The short constructor has a parser that does not know the limits.
    this.http =
        new DefaultBHttpServerConnection(
            "http",
            LIMITS,
            null,
            null,
            null,
            null,
            new DefaultHttpRequestParserFactory(LIMITS),
            null);
    http.bind(socket);
  }

  /** The connection that a request came by. */
  static Connection of(HttpContext context) {
    return (Connection) context.getAttribute(ATTRIBUTE);
  }

  InetAddress peer() {
    return peer;
  }

  /** Until the caller goes, is silent for too long, or {@link #finish} or {@link #abort}. */
  void serve(HttpService service) {
    try {
      Timeout idle = Timeout.of(options.idleTimeout());
      while (http.isOpen() && http.isDataAvailable(idle)) {
        if (!state.compareAndSet(State.IDLE, State.BUSY)) {
          return;
        }
        startAlarm(options.requestTimeout());
        http.setSocketTimeout(Timeout.of(options.requestTimeout()));
        HttpCoreContext context = HttpCoreContext.create();
        context.setAttribute(ATTRIBUTE, this);
        service.handleRequest(http, context);
        stopAlarm();
        if (!state.compareAndSet(State.BUSY, State.IDLE)) {
          return;
        }
      }
    } catch (IOException | HttpException e) {
      // The caller went away, was too slow, or spoke no HTTP; there is nobody to tell.
      LOG.debug("connection of {} ended: {}", peer, e.getClass().getSimpleName());
    } finally {
      stopAlarm();
      state.set(State.CLOSED);
      http.close(CloseMode.GRACEFUL);
    }
  }

  /** Lets the rest of the request's bytes come no later than they may; never less than 1 ms. */
  void awaitBytes() {
    long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
    http.setSocketTimeout(Timeout.ofMilliseconds(Math.max(1, left)));
  }

  /** Whether the time for the request to arrive is over. */
  boolean isLate() {
    return System.nanoTime() - deadline >= 0;
  }

  /** The request is there: working on it has limits of its own. */
  void received() {
    stopAlarm();
  }

  /** The answer goes out from here. */
  void answering() {
    stopAlarm();
    startAlarm(options.answerTimeout());
  }

  /** Whether no request will be taken after this one. */
  boolean isLast() {
    return state.get() == State.LAST_REQUEST;
  }

  /** Ends it after the request that it is at, or now. */
  void finish() {
    if (state.compareAndSet(State.IDLE, State.CLOSED)) {
      http.close(CloseMode.GRACEFUL);
    } else {
      state.compareAndSet(State.BUSY, State.LAST_REQUEST);
    }
  }

  /** Ends it now. */
  void abort() {
    http.close(CloseMode.IMMEDIATE);
  }

  private void startAlarm(Duration after) {
    deadline = System.nanoTime() + after.toNanos();
    // A little later than the deadline, so that who reads a body can still say what is wrong.
    alarm =
        alarms.schedule(
            () -> {
              LOG.debug("connection of {} was too slow", peer);
              abort();
            },
            after.toMillis() + 500,
            TimeUnit.MILLISECONDS);
  }

  private void stopAlarm() {
    ScheduledFuture<?> set = alarm;
    if (set != null) {
      set.cancel(false);
      alarm = null;
    }
  }
}
