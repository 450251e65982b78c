package dev.stowage.portable;

import dev.stowage.CallEvent;
import dev.stowage.ErrorCode;
import dev.stowage.OpenOptions;
import dev.stowage.Pacer;
import dev.stowage.RetryPolicy;
import dev.stowage.StorageException;
import dev.stowage.spi.CallScope;
import dev.stowage.spi.Failure;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs every call of one store: refuses it when closed, bounds it in time, tries it again when that
 * is safe and may help, translates its failure, and tells the listener.
 */
final class Calls {
  /** One request. {@code number} counts from 1. */
  @FunctionalInterface
  interface Attempt<T extends @Nullable Object> {
    T run(int number) throws Exception;
  }

  private static final Logger LOG = LoggerFactory.getLogger(Calls.class);

  private final String service;
  private final String provider;
  private final @Nullable String container;
  private final Function<Throwable, Failure> classify;
  private final OpenOptions options;
  private final Pacer pacer;
  private final RetryBudget budget;
  private final AtomicBoolean closed = new AtomicBoolean();

  Calls(
      String service,
      String provider,
      @Nullable String container,
      Function<Throwable, Failure> classify,
      OpenOptions options) {
    this.service = service;
    this.provider = provider;
    this.container = container;
    this.classify = classify;
    this.options = options;
    this.pacer = options.pacer();
    this.budget = new RetryBudget(options.retry().budget());
  }

  Pacer pacer() {
    return pacer;
  }

  String provider() {
    return provider;
  }

  /** Returns false when it was closed already. */
  boolean close() {
    return closed.compareAndSet(false, true);
  }

  boolean isClosed() {
    return closed.get();
  }

  void checkOpen(Call call) {
    if (closed.get()) {
      throw failure(call, ErrorCode.CLOSED, "the store is closed").build();
    }
  }

  /** A failure of this store with its place filled in, found without a request. */
  StorageException.Builder failure(Call call, ErrorCode code, String reason) {
    return StorageException.builder(code, reason)
        .operation(call.operation())
        .key(call.key())
        .provider(provider)
        .container(container);
  }

  <T extends @Nullable Object> T run(Call call, Attempt<T> attempt) {
    if (!call.cleanUp()) {
      checkOpen(call);
    }
    long start = pacer.nanoTime();
    OptionalLong deadline =
        options.deadline().isPresent()
            ? OptionalLong.of(start + options.deadline().get().toNanos())
            : OptionalLong.empty();
    RetryPolicy policy = options.retry();
    Tally tally = new Tally(call.operation(), start);
    for (int number = 1; ; number++) {
      Throwable caught;
      try {
        checkNotInterrupted(call);
        int current = number;
        T result = tally.attempt(number, deadline, () -> attempt.run(current));
        budget.refill();
        tally.end(null);
        return result;
      } catch (Exception e) {
        caught = e;
      }
      Failure failure = call.cleanUp() ? ofService(caught) : meaningOf(caught);
      tally.attemptFailed(failure.code());
      StorageException translated = translate(call, caught, failure, number);
      if (!mayRetry(call, failure, number, policy)) {
        tally.end(translated.code());
        throw translated;
      }
      StorageException stopped = waitBefore(call, failure, number, policy, deadline, translated);
      if (stopped != null) {
        tally.end(stopped.code());
        throw stopped;
      }
    }
  }

  private void checkNotInterrupted(Call call) {
    if (Thread.currentThread().isInterrupted()) {
      throw failure(call, ErrorCode.CANCELLED, "the calling thread was interrupted").build();
    }
  }

  /** For work between requests: fails once the thread was interrupted or the deadline passed. */
  void checkStillWanted() {
    if (Thread.currentThread().isInterrupted()) {
      throw StorageException.of(ErrorCode.CANCELLED, "the calling thread was interrupted");
    }
    OptionalLong deadline = CallScope.deadline();
    if (deadline.isPresent() && pacer.nanoTime() - deadline.getAsLong() > 0) {
      throw StorageException.of(ErrorCode.DEADLINE_EXCEEDED, "the deadline passed");
    }
  }

  /** What an exception of the driver, or of the network under it, means. */
  Failure meaningOf(Throwable caught) {
    if (caught instanceof StorageException known) {
      return Failure.of(known.code(), known.reason()).withRetryable(known.retryable());
    }
    if (closed.get()) {
      return Failure.of(ErrorCode.CLOSED, "the store was closed during the call");
    }
    return ofService(caught);
  }

  private Failure ofService(Throwable caught) {
    Failure general = IoFailures.classify(caught);
    return general != null ? general : classify.apply(caught);
  }

  /** An exception of the driver as the one that users see. */
  StorageException translate(Call call, Throwable caught) {
    return translate(call, caught, meaningOf(caught), 1);
  }

  /** Whether one more request outside of {@link #run} may be paid from the budget. */
  boolean mayRepeat(Failure failure, int repeats) {
    return failure.retryable() && repeats < options.retry().maxAttempts() && budget.spend();
  }

  private StorageException translate(Call call, Throwable caught, Failure failure, int attempts) {
    if (caught instanceof StorageException known && known.operation().isPresent()) {
      return known;
    }
    boolean ownWords = caught instanceof StorageException;
    return failure(call, failure.code(), failure.message())
        .retryable(failure.retryable())
        .attempts(attempts)
        .httpStatus(failure.httpStatus())
        .requestId(failure.requestId().orElse(null))
        .cause(ownWords ? caught.getCause() : caught)
        .build();
  }

  private boolean mayRetry(Call call, Failure failure, int number, RetryPolicy policy) {
    boolean safe = call.idempotent() || failure.notSent();
    return safe
        && failure.retryable()
        && number < policy.maxAttempts()
        && call.replayable().getAsBoolean()
        && budget.spend();
  }

  private @Nullable StorageException waitBefore(
      Call call,
      Failure failure,
      int number,
      RetryPolicy policy,
      OptionalLong deadline,
      StorageException last) {
    long bound = policy.firstBackoff().toNanos() << Math.min(number - 1, 20);
    bound = Math.min(Math.max(bound, 0), policy.maxBackoff().toNanos());
    long wait = bound == 0 ? 0 : ThreadLocalRandom.current().nextLong(bound + 1);
    wait = Math.max(wait, failure.retryAfter().map(Duration::toNanos).orElse(0L));
    if (deadline.isPresent() && pacer.nanoTime() + wait - deadline.getAsLong() > 0) {
      return failure(
              call, ErrorCode.DEADLINE_EXCEEDED, "no time left to try again: " + last.reason())
          .attempts(number)
          .cause(last)
          .build();
    }
    try {
      pacer.sleep(Duration.ofNanos(wait));
      return null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return failure(call, ErrorCode.CANCELLED, "the calling thread was interrupted")
          .attempts(number)
          .cause(last)
          .build();
    }
  }

  private void tell(Consumer<dev.stowage.CallListener> event) {
    try {
      event.accept(options.listener());
    } catch (RuntimeException e) {
      LOG.warn("a call listener failed", e);
    }
  }

  /** Times one call and its attempts for the listener. */
  private final class Tally {
    private final String operation;
    private final long start;
    private long attemptStart;
    private int attempts;
    private long sent;
    private long received;
    private long attemptSent;
    private long attemptReceived;

    Tally(String operation, long start) {
      this.operation = operation;
      this.start = start;
    }

    <T extends @Nullable Object> T attempt(
        int number, OptionalLong deadline, java.util.concurrent.Callable<T> request)
        throws Exception {
      attempts = number;
      attemptStart = pacer.nanoTime();
      CallScope scope = CallScope.open(deadline);
      try {
        return request.call();
      } finally {
        scope.close();
        attemptSent = scope.bytesSent();
        attemptReceived = scope.bytesReceived();
        sent += attemptSent;
        received += attemptReceived;
      }
    }

    void attemptFailed(ErrorCode code) {
      AttemptWatch.failed(code);
      attemptEnded(code);
    }

    private void attemptEnded(@Nullable ErrorCode code) {
      CallEvent event = event(code, attempts, attemptSent, attemptReceived, attemptStart);
      tell(listener -> listener.onAttempt(event));
    }

    void end(@Nullable ErrorCode code) {
      if (code == null) {
        attemptEnded(null);
      }
      CallEvent event = event(code, attempts, sent, received, start);
      tell(listener -> listener.onCall(event));
    }

    private CallEvent event(
        @Nullable ErrorCode code, int attempt, long bytesOut, long bytesIn, long since) {
      return new CallEvent(
          service,
          provider,
          operation,
          Optional.ofNullable(code),
          attempt,
          bytesOut,
          bytesIn,
          Duration.ofNanos(pacer.nanoTime() - since));
    }
  }
}
