package dev.stowage.spi;

import dev.stowage.kv.Revision;
import org.jspecify.annotations.Nullable;

/**
 * What came of a write.
 *
 * @param applied false when its condition did not hold and nothing was changed
 * @param revision the row's new revision after a put; null after a delete, and for a batch or a
 *     transaction of a service that does not tell
 */
public record KvOutcome(boolean applied, @Nullable Revision revision) {
  private static final KvOutcome REFUSED = new KvOutcome(false, null);
  private static final KvOutcome APPLIED = new KvOutcome(true, null);

  public static KvOutcome stored(Revision revision) {
    return new KvOutcome(true, revision);
  }

  /** Applied, and no revision to tell. */
  public static KvOutcome done() {
    return APPLIED;
  }

  public static KvOutcome refused() {
    return REFUSED;
  }
}
