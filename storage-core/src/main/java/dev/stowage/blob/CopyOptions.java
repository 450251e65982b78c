package dev.stowage.blob;

import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a copy changes, and under which conditions it happens. Immutable. */
public final class CopyOptions {
  private static final CopyOptions DEFAULTS = new CopyOptions(new State());

  private final State state;

  private CopyOptions(State state) {
    this.state = state;
  }

  /** Headers, metadata and tags as they are; no condition. */
  public static CopyOptions defaults() {
    return DEFAULTS;
  }

  /** Must hold of the target. */
  public CopyOptions withCondition(WriteCondition value) {
    return with(s -> s.condition = value);
  }

  /** The source must still have this etag; else {@code PRECONDITION_FAILED}. */
  public CopyOptions withSourceIfMatch(String etag) {
    return with(s -> s.sourceIfMatch = etag);
  }

  /**
   * Replaces what these options say: the headers that are set, and metadata, tags and storage class
   * if not empty. What they do not say is kept. Condition, checksum and part size are not used.
   */
  public CopyOptions withChanges(PutOptions value) {
    return with(s -> s.changes = value);
  }

  public WriteCondition condition() {
    return state.condition;
  }

  public Optional<String> sourceIfMatch() {
    return Optional.ofNullable(state.sourceIfMatch);
  }

  public Optional<PutOptions> changes() {
    return Optional.ofNullable(state.changes);
  }

  /**
   * What the copy of a source will have: the source's headers, metadata and tags with the changes.
   * The storage class is the target's own unless it is among the changes.
   */
  public PutOptions attributesOf(BlobInfo source) {
    PutOptions wanted = state.changes == null ? PutOptions.defaults() : state.changes;
    PutOptions merged =
        PutOptions.defaults()
            .withHeaders(wanted.headers().over(source.headers()))
            .withMetadata(wanted.metadata().isEmpty() ? source.metadata() : wanted.metadata())
            .withTags(wanted.tags().isEmpty() ? source.tags() : wanted.tags());
    return wanted.storageClass().map(merged::withStorageClass).orElse(merged);
  }

  private CopyOptions with(Consumer<State> change) {
    State copy = new State();
    copy.condition = state.condition;
    copy.sourceIfMatch = state.sourceIfMatch;
    copy.changes = state.changes;
    change.accept(copy);
    return new CopyOptions(copy);
  }

  private static final class State {
    private WriteCondition condition = WriteCondition.none();
    private @Nullable String sourceIfMatch;
    private @Nullable PutOptions changes;
  }
}
