package dev.stowage.blob;

import java.time.Duration;
import java.util.function.Consumer;

/**
 * The numbers of a provider. Immutable; sizes in bytes. The defaults are those of Amazon S3, which
 * most services follow.
 */
public final class BlobLimits {
  private static final BlobLimits DEFAULTS = new BlobLimits(new State());

  private final State state;

  private BlobLimits(State state) {
    this.state = state;
  }

  public static BlobLimits defaults() {
    return DEFAULTS;
  }

  public BlobLimits withKeyRule(KeyRule value) {
    return with(s -> s.keyRule = value);
  }

  /** The longest key that {@link #keyRule()} admits, in bytes of UTF-8. */
  public BlobLimits withMaxKeyBytes(int value) {
    return with(s -> s.maxKeyBytes = value);
  }

  /** Largest body of one put. */
  public BlobLimits withMaxPutSize(long value) {
    return with(s -> s.maxPutSize = value);
  }

  /** Smallest part but the last, largest part, and how many. */
  public BlobLimits withParts(long min, long max, int count) {
    return with(
        s -> {
          s.minPartSize = min;
          s.maxPartSize = max;
          s.maxParts = count;
        });
  }

  public BlobLimits withMaxPageSize(int value) {
    return with(s -> s.maxPageSize = value);
  }

  /** Keys of one bulk delete request; 1 when the service has none. */
  public BlobLimits withMaxBulkDelete(int value) {
    return with(s -> s.maxBulkDelete = value);
  }

  /** Names and values of user metadata together, in bytes of UTF-8. */
  public BlobLimits withMaxMetadataBytes(int value) {
    return with(s -> s.maxMetadataBytes = value);
  }

  /** Whether metadata values may hold any Unicode text, not only printable ASCII. */
  public BlobLimits withUnicodeMetadata(boolean value) {
    return with(s -> s.unicodeMetadata = value);
  }

  public BlobLimits withMaxSignedUrlLife(Duration value) {
    return with(s -> s.maxSignedUrlLife = value);
  }

  /**
   * What a large read should ask for at once where each request costs the service much beside its
   * bytes; 0, the default, where it does not.
   */
  public BlobLimits withRangeSize(long value) {
    return with(s -> s.rangeSize = value);
  }

  public KeyRule keyRule() {
    return state.keyRule;
  }

  public int maxKeyBytes() {
    return state.maxKeyBytes;
  }

  public long maxPutSize() {
    return state.maxPutSize;
  }

  public long minPartSize() {
    return state.minPartSize;
  }

  public long maxPartSize() {
    return state.maxPartSize;
  }

  public int maxParts() {
    return state.maxParts;
  }

  public int maxPageSize() {
    return state.maxPageSize;
  }

  public int maxBulkDelete() {
    return state.maxBulkDelete;
  }

  public int maxMetadataBytes() {
    return state.maxMetadataBytes;
  }

  public boolean unicodeMetadata() {
    return state.unicodeMetadata;
  }

  public Duration maxSignedUrlLife() {
    return state.maxSignedUrlLife;
  }

  public long rangeSize() {
    return state.rangeSize;
  }

  private BlobLimits with(Consumer<State> change) {
    State copy = state.copy();
    change.accept(copy);
    return new BlobLimits(copy);
  }

  private static final class State {
    private KeyRule keyRule = KeyRule.maxBytes(1024);
    private int maxKeyBytes = 1024;
    private long maxPutSize = 5L << 30;
    private long minPartSize = 5L << 20;
    private long maxPartSize = 5L << 30;
    private int maxParts = 10_000;
    private int maxPageSize = 1000;
    private int maxBulkDelete = 1000;
    private int maxMetadataBytes = 2048;
    private boolean unicodeMetadata;
    private Duration maxSignedUrlLife = Duration.ofDays(7);
    private long rangeSize;

    State copy() {
      State copy = new State();
      copy.keyRule = keyRule;
      copy.maxKeyBytes = maxKeyBytes;
      copy.maxPutSize = maxPutSize;
      copy.minPartSize = minPartSize;
      copy.maxPartSize = maxPartSize;
      copy.maxParts = maxParts;
      copy.maxPageSize = maxPageSize;
      copy.maxBulkDelete = maxBulkDelete;
      copy.maxMetadataBytes = maxMetadataBytes;
      copy.unicodeMetadata = unicodeMetadata;
      copy.maxSignedUrlLife = maxSignedUrlLife;
      copy.rangeSize = rangeSize;
      return copy;
    }
  }
}
