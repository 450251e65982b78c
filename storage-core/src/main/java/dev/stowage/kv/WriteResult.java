package dev.stowage.kv;

import dev.stowage.StorageException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What came of one write of a batch or a transaction. */
public final class WriteResult {
  private final int index;
  private final RowKey key;
  private final @Nullable Revision revision;
  private final @Nullable StorageException failure;

  private WriteResult(
      int index, RowKey key, @Nullable Revision revision, @Nullable StorageException failure) {
    this.index = index;
    this.key = key;
    this.revision = revision;
    this.failure = failure;
  }

  /** For the portable layer. The revision is null after a delete. */
  public static WriteResult done(int index, RowKey key, @Nullable Revision revision) {
    return new WriteResult(index, key, revision, null);
  }

  /** For the portable layer. */
  public static WriteResult failed(int index, RowKey key, StorageException failure) {
    return new WriteResult(index, key, null, failure);
  }

  /** The position of the write in the list that was passed, from 0. */
  public int index() {
    return index;
  }

  public RowKey key() {
    return key;
  }

  /** The new revision; empty for a delete, for a failure, and where the service does not tell. */
  public Optional<Revision> revision() {
    return Optional.ofNullable(revision);
  }

  /** Why this write was not done; empty when it was. */
  public Optional<StorageException> failure() {
    return Optional.ofNullable(failure);
  }

  public boolean succeeded() {
    return failure == null;
  }

  @Override
  public String toString() {
    return "WriteResult["
        + index
        + ", "
        + key
        + ", "
        + (failure == null ? "done" : failure.code())
        + "]";
  }
}
