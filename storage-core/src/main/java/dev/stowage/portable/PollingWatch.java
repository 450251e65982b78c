package dev.stowage.portable;

import dev.stowage.ErrorCode;
import dev.stowage.Pacer;
import dev.stowage.StorageException;
import dev.stowage.secret.SecretDecoder;
import dev.stowage.secret.SecretEvent;
import dev.stowage.secret.SecretValue;
import dev.stowage.secret.SecretVersion;
import dev.stowage.secret.SecretWatch;
import dev.stowage.secret.WatchOptions;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Watches by reading again and again on the calling thread. */
final class PollingWatch<T> implements SecretWatch<T> {
  /** Longest sleep in one go, so that a close ends the wait soon. */
  private static final long SLICE = Duration.ofMillis(500).toNanos();

  private static final int SLOWEST = 10;

  private final Supplier<SecretValue> read;
  private final WatchOptions options;
  private final SecretDecoder<T> decoder;
  private final Pacer pacer;

  private boolean closed;
  private @Nullable SecretValue good;
  private @Nullable SecretValue undecodable;
  private @Nullable ErrorCode failing;
  private int failures;
  private boolean asked;
  private long askAt;

  PollingWatch(
      Supplier<SecretValue> read, WatchOptions options, SecretDecoder<T> decoder, Pacer pacer) {
    this.read = read;
    this.options = options;
    this.decoder = decoder;
    this.pacer = pacer;
  }

  @Override
  public SecretEvent<T> next() {
    while (true) {
      waitUntil(nextQuestion());
      Optional<SecretEvent<T>> event = ask();
      if (event.isPresent()) {
        return event.get();
      }
    }
  }

  @Override
  public Optional<SecretEvent<T>> next(Duration timeout) {
    long end = pacer.nanoTime() + timeout.toNanos();
    while (true) {
      long question = nextQuestion();
      if (question - end > 0) {
        waitUntil(end);
        return Optional.empty();
      }
      waitUntil(question);
      Optional<SecretEvent<T>> event = ask();
      if (event.isPresent()) {
        return event;
      }
    }
  }

  private synchronized long nextQuestion() {
    return asked ? askAt : pacer.nanoTime();
  }

  private Optional<SecretEvent<T>> ask() {
    checkOpen();
    SecretValue value;
    try {
      value = read.get();
    } catch (StorageException e) {
      if (e.code() == ErrorCode.CANCELLED || e.code() == ErrorCode.CLOSED) {
        throw e;
      }
      return failed(e);
    }
    return arrived(value);
  }

  private synchronized Optional<SecretEvent<T>> arrived(SecretValue value) {
    if (closed) {
      value.close();
      checkOpen();
    }
    failures = 0;
    askAgainIn(1);
    boolean known = failing == null && isSame(good, value);
    if (known || isSame(undecodable, value)) {
      value.close();
      return Optional.empty();
    }
    T decoded;
    try {
      decoded = decoder.decode(value);
    } catch (Exception e) {
      forget(undecodable);
      undecodable = value;
      failing = ErrorCode.INVALID_ARGUMENT;
      return Optional.of(SecretEvent.ofFailure(undecodable(e)));
    }
    forget(undecodable);
    forget(good);
    undecodable = null;
    failing = null;
    good = value;
    return Optional.of(SecretEvent.ofValue(decoded, value.version()));
  }

  private synchronized Optional<SecretEvent<T>> failed(StorageException e) {
    boolean news = failing != e.code() || undecodable != null;
    failing = e.code();
    forget(undecodable);
    undecodable = null;
    failures = e.code() == ErrorCode.NOT_FOUND ? 0 : failures + 1;
    askAgainIn(failures == 0 ? 1 : Math.min(1 << Math.min(failures - 1, 10), SLOWEST));
    return news ? Optional.of(SecretEvent.ofFailure(e)) : Optional.empty();
  }

  private void askAgainIn(int intervals) {
    asked = true;
    askAt = pacer.nanoTime() + options.interval().toNanos() * intervals;
  }

  /** The message and the cause of a decoder may quote the secret. */
  private static StorageException undecodable(Exception e) {
    return StorageException.invalidArgument(
        "the value could not be decoded: " + e.getClass().getName());
  }

  private static boolean isSame(@Nullable SecretValue one, SecretValue other) {
    if (one == null) {
      return false;
    }
    Optional<String> version = one.version().map(SecretVersion::id);
    return version.isPresent() && other.version().isPresent()
        ? version.equals(other.version().map(SecretVersion::id))
        : one.sameAs(other);
  }

  private static void forget(@Nullable SecretValue value) {
    if (value != null) {
      value.close();
    }
  }

  private void waitUntil(long when) {
    for (long left = when - pacer.nanoTime(); left > 0; left = when - pacer.nanoTime()) {
      checkOpen();
      try {
        pacer.sleep(Duration.ofNanos(Math.min(left, SLICE)));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw StorageException.of(ErrorCode.CANCELLED, "the calling thread was interrupted");
      }
    }
  }

  private synchronized void checkOpen() {
    if (closed) {
      throw StorageException.of(ErrorCode.CLOSED, "the watch is closed");
    }
  }

  @Override
  public synchronized Optional<T> latest() {
    checkOpen();
    if (good == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(decoder.decode(good));
    } catch (Exception e) {
      throw undecodable(e);
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    forget(good);
    forget(undecodable);
    good = null;
    undecodable = null;
  }
}
