package dev.stowage.http;

import dev.stowage.http.HttpTimeoutException.Phase;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One request and its response, as the watcher sees it: what it waits for, since when, and how it
 * ended. The calling thread marks each blocking call with {@link #begin} and {@link #end}; the
 * watcher ends an overdue exchange by closing its channel, which wakes that thread. Interrupts need
 * no watching: they close a channel by themselves.
 */
final class Exchange {
  private enum State {
    ACTIVE,
    DONE,
    TIMED_OUT,
    PAST_DEADLINE,
    TRANSPORT_CLOSED,
    /** The peer answered while it had stopped taking our body; its answer is kept. */
    ANSWERED
  }

  private static final long ANSWER_PATIENCE = 1_000_000_000L;

  private final String description;
  private final @Nullable Long deadline;
  private final long connectLimit;
  private volatile long transferLimit;
  private final AtomicReference<State> state = new AtomicReference<>(State.ACTIVE);
  private volatile Phase phase = Phase.CONNECT;
  private volatile long since;
  private volatile boolean sent;
  private volatile boolean consentPending;
  private volatile @Nullable Connection connection;

  Exchange(HttpRequest request, TransportOptions options) {
    this.description = request.method() + " " + request.target().hostAndPort();
    this.deadline = request.deadline().isPresent() ? request.deadline().getAsLong() : null;
    this.connectLimit = options.connectTimeout().toNanos();
    this.transferLimit = request.readTimeout().orElse(options.readTimeout()).toNanos();
  }

  void use(Connection used) {
    connection = used;
    used.exchange(this);
  }

  /** From here on bytes of the request may reach the server. */
  void startRequest() {
    sent = true;
  }

  /** While the server has been asked for its consent, bytes that arrive need not be an answer. */
  void consentPending(boolean pending) {
    consentPending = pending;
  }

  /** Lets the next wait end at the watcher's next tick. */
  void hurry() {
    transferLimit = 1;
  }

  /** Marks the start of a blocking call. */
  void begin(Phase next) throws IOException {
    phase = sent ? next : Phase.CONNECT;
    since = System.nanoTime() | 1;
    if (state.get() != State.ACTIVE && !answered()) {
      since = 0;
      throw translate(new IOException("the exchange has ended"));
    }
  }

  void end() {
    since = 0;
  }

  /** Ends the exchange regularly; false when something else has ended it before. */
  boolean finish() {
    return state.compareAndSet(State.ACTIVE, State.DONE);
  }

  boolean answered() {
    return state.get() == State.ANSWERED;
  }

  void abortForClose() {
    abort(State.TRANSPORT_CLOSED);
  }

  /** Called by the watcher at every tick. */
  void check(long now) {
    long start = since;
    long limit = phase == Phase.CONNECT ? connectLimit : transferLimit;
    if (deadline != null && now - deadline >= 0) {
      abort(State.PAST_DEADLINE);
    } else if (start != 0 && now - start >= limit) {
      abort(hasAnswer() ? State.ANSWERED : State.TIMED_OUT);
    } else if (start != 0 && now - start >= Math.min(limit / 2, ANSWER_PATIENCE)) {
      if (!consentPending && hasAnswer()) {
        abort(State.ANSWERED);
      }
    }
  }

  private boolean hasAnswer() {
    Connection current = connection;
    return phase == Phase.WRITE && current != null && current.takeAnswer();
  }

  private void abort(State how) {
    if (state.compareAndSet(State.ACTIVE, how)) {
      Connection current = connection;
      if (current != null) {
        current.close();
      }
    }
  }

  /** The typed exception when we ended the exchange ourselves, else the cause. */
  IOException translate(IOException cause) {
    if (cause instanceof TransportException) {
      return cause;
    }
    switch (Objects.requireNonNull(state.get())) {
      case TIMED_OUT:
        return timeout(cause);
      case PAST_DEADLINE:
        return new DeadlineExceededException(describe("deadline exceeded"), sent, cause);
      case TRANSPORT_CLOSED:
        return new RequestAbortedException(describe("the transport was closed"), sent, cause);
      default:
        return Thread.currentThread().isInterrupted()
            ? new RequestAbortedException(describe("interrupted"), sent, cause)
            : cause;
    }
  }

  HttpTimeoutException timeout(@Nullable IOException cause) {
    long limit = phase == Phase.CONNECT ? connectLimit : transferLimit;
    String what = phase + " made no progress for " + limit / 1_000_000 + " ms";
    return new HttpTimeoutException(describe(what), phase, sent, cause);
  }

  /** Fails when the calling thread is interrupted, the deadline has passed, or we were aborted. */
  void requireActive() throws IOException {
    check(System.nanoTime());
    if (state.get() != State.ACTIVE || Thread.currentThread().isInterrupted()) {
      throw translate(new IOException("not started"));
    }
  }

  String describe(String what) {
    return description + ": " + what;
  }
}
