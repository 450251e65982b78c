package dev.stowage.spi;

import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The call that the current thread is making: its deadline, and where bytes are counted.
 *
 * <p>The portable layer opens a scope around every attempt; a driver, or the transport under its
 * SDK, reads it on the same thread.
 */
public final class CallScope implements AutoCloseable {
  private static final ThreadLocal<@Nullable CallScope> CURRENT = new ThreadLocal<>();

  private final @Nullable CallScope outer;
  private final OptionalLong deadlineNanos;
  private long bytesSent;
  private long bytesReceived;

  private CallScope(@Nullable CallScope outer, OptionalLong deadlineNanos) {
    this.outer = outer;
    this.deadlineNanos = deadlineNanos;
  }

  /** Opens a scope on this thread; closing it restores the one before. */
  public static CallScope open(OptionalLong deadlineNanos) {
    CallScope scope = new CallScope(CURRENT.get(), deadlineNanos);
    CURRENT.set(scope);
    return scope;
  }

  /** The deadline of the current call in terms of {@link System#nanoTime()}, if it has one. */
  public static OptionalLong deadline() {
    CallScope scope = CURRENT.get();
    return scope == null ? OptionalLong.empty() : scope.deadlineNanos;
  }

  /** Counts payload bytes handed to the service. */
  public static void sent(long bytes) {
    CallScope scope = CURRENT.get();
    if (scope != null) {
      scope.bytesSent += bytes;
    }
  }

  /** Counts payload bytes taken from the service. */
  public static void received(long bytes) {
    CallScope scope = CURRENT.get();
    if (scope != null) {
      scope.bytesReceived += bytes;
    }
  }

  public long bytesSent() {
    return bytesSent;
  }

  public long bytesReceived() {
    return bytesReceived;
  }

  @Override
  public void close() {
    if (outer == null) {
      CURRENT.remove();
    } else {
      CURRENT.set(outer);
    }
  }
}
