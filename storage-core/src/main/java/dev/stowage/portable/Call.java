package dev.stowage.portable;

import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One call of a user as the retry engine sees it.
 *
 * @param operation its name in errors and telemetry
 * @param key what it is about, if one thing
 * @param idempotent whether doing it twice is as good as once; if not it is sent again only when
 *     the service certainly never saw it
 * @param replayable asked before each retry: whether its body can still be sent whole
 * @param cleanUp whether it is sent even when the store is being closed
 */
record Call(
    String operation,
    @Nullable String key,
    boolean idempotent,
    BooleanSupplier replayable,
    boolean cleanUp) {

  static Call idempotent(String operation, @Nullable String key) {
    return new Call(operation, key, true, () -> true, false);
  }

  static Call once(String operation, @Nullable String key) {
    return new Call(operation, key, false, () -> true, false);
  }

  Call onlyWhile(BooleanSupplier value) {
    return new Call(operation, key, idempotent, value, cleanUp);
  }

  Call evenWhenClosed() {
    return new Call(operation, key, idempotent, replayable, true);
  }
}
