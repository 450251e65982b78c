package dev.stowage.portable;

import dev.stowage.ErrorCode;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Tells whoever runs many calls which of their requests failed, also those that were tried again
 * and then succeeded: the sign that a service wants fewer of them.
 */
public final class AttemptWatch {
  private static final ThreadLocal<@Nullable Consumer<ErrorCode>> CURRENT = new ThreadLocal<>();

  private AttemptWatch() {}

  /** Runs work on this thread; the watcher hears of every failed request it makes. */
  public static <T> T during(Consumer<ErrorCode> watcher, Callable<T> work) throws Exception {
    Consumer<ErrorCode> outer = CURRENT.get();
    CURRENT.set(watcher);
    try {
      return work.call();
    } finally {
      if (outer == null) {
        CURRENT.remove();
      } else {
        CURRENT.set(outer);
      }
    }
  }

  static void failed(ErrorCode code) {
    Consumer<ErrorCode> watcher = CURRENT.get();
    if (watcher != null) {
      watcher.accept(code);
    }
  }
}
