package dev.stowage.spi;

import org.jspecify.annotations.Nullable;

/**
 * What came of one item of a batch: its value, a failure, or nothing yet.
 *
 * @param value set when the item is done
 * @param failure set when it failed
 */
public record KvResult<T>(@Nullable T value, @Nullable Exception failure) {
  public static <T> KvResult<T> done(T value) {
    return new KvResult<>(value, null);
  }

  public static <T> KvResult<T> failed(Exception failure) {
    return new KvResult<>(null, failure);
  }

  /** The service left it undone and asks to send it again. */
  public static <T> KvResult<T> unprocessed() {
    return new KvResult<>(null, null);
  }
}
