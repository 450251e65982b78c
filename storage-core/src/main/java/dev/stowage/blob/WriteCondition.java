package dev.stowage.blob;

import dev.stowage.StorageException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What must hold for a write to happen. It is checked by the service, in one step with the write,
 * or the write is refused with {@code UNSUPPORTED}.
 */
public final class WriteCondition {
  private static final WriteCondition NONE = new WriteCondition(false, null);
  private static final WriteCondition ABSENT = new WriteCondition(true, null);

  private final boolean absent;
  private final @Nullable String etag;

  private WriteCondition(boolean absent, @Nullable String etag) {
    this.absent = absent;
    this.etag = etag;
  }

  /** Write in any case. */
  public static WriteCondition none() {
    return NONE;
  }

  /** Only if nothing is there; else {@code ALREADY_EXISTS}. */
  public static WriteCondition ifAbsent() {
    return ABSENT;
  }

  /** Only if the blob that is there has this etag; else {@code PRECONDITION_FAILED}. */
  public static WriteCondition ifMatch(String etag) {
    if (etag.isEmpty()) {
      throw StorageException.invalidArgument("an etag condition needs an etag");
    }
    return new WriteCondition(false, etag);
  }

  public boolean isNone() {
    return !absent && etag == null;
  }

  public boolean isIfAbsent() {
    return absent;
  }

  public Optional<String> etag() {
    return Optional.ofNullable(etag);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof WriteCondition that
        && absent == that.absent
        && java.util.Objects.equals(etag, that.etag);
  }

  @Override
  public int hashCode() {
    return java.util.Objects.hash(absent, etag);
  }

  @Override
  public String toString() {
    return absent ? "if-absent" : etag == null ? "none" : "if-match " + etag;
  }
}
