package dev.stowage.kv;

import java.time.Duration;
import java.util.function.Consumer;

/** How much a store takes. Immutable; what is not limited is {@link Long#MAX_VALUE} or so. */
public final class KvLimits {
  private static final KvLimits NONE = new KvLimits(new State());

  private final State state;

  private KvLimits(State state) {
    this.state = state;
  }

  /** No limit, one partition, no batches. */
  public static KvLimits none() {
    return NONE;
  }

  public KvLimits withKeyParts(int min, int max) {
    return with(
        s -> {
          s.minKeyParts = min;
          s.maxKeyParts = max;
        });
  }

  /** How many leading key parts name a partition; 0 when the whole store is one. */
  public KvLimits withPartitionParts(int value) {
    return with(s -> s.partitionParts = value);
  }

  public KvLimits withMaxKeyBytes(long value) {
    return with(s -> s.maxKeyBytes = value);
  }

  public KvLimits withMaxRowBytes(long value) {
    return with(s -> s.maxRowBytes = value);
  }

  public KvLimits withMaxDepth(int value) {
    return with(s -> s.maxDepth = value);
  }

  /** Rows that one request reads; 1 when there is no such request. */
  public KvLimits withBatchReads(int value) {
    return with(s -> s.batchReads = value);
  }

  /** Rows that one request writes; 1 when there is no such request. */
  public KvLimits withBatchWrites(int value) {
    return with(s -> s.batchWrites = value);
  }

  public KvLimits withTransactionWrites(int value) {
    return with(s -> s.transactionWrites = value);
  }

  /** What expiry times are rounded up to. */
  public KvLimits withTtlResolution(Duration value) {
    return with(s -> s.ttlResolution = value);
  }

  public int minKeyParts() {
    return state.minKeyParts;
  }

  public int maxKeyParts() {
    return state.maxKeyParts;
  }

  public int partitionParts() {
    return state.partitionParts;
  }

  /** In terms of {@link RowKey#size()}. */
  public long maxKeyBytes() {
    return state.maxKeyBytes;
  }

  /** As the service counts, which is about the length of the document's JSON. */
  public long maxRowBytes() {
    return state.maxRowBytes;
  }

  public int maxDepth() {
    return state.maxDepth;
  }

  public int batchReads() {
    return state.batchReads;
  }

  public int batchWrites() {
    return state.batchWrites;
  }

  public int transactionWrites() {
    return state.transactionWrites;
  }

  public Duration ttlResolution() {
    return state.ttlResolution;
  }

  private KvLimits with(Consumer<State> change) {
    State copy = state.copy();
    change.accept(copy);
    return new KvLimits(copy);
  }

  private static final class State {
    private int minKeyParts = 1;
    private int maxKeyParts = Integer.MAX_VALUE;
    private int partitionParts;
    private long maxKeyBytes = Long.MAX_VALUE;
    private long maxRowBytes = Long.MAX_VALUE;
    private int maxDepth = DocumentValues.MAX_DEPTH;
    private int batchReads = 1;
    private int batchWrites = 1;
    private int transactionWrites = Integer.MAX_VALUE;
    private Duration ttlResolution = Duration.ofMillis(1);

    State copy() {
      State copy = new State();
      copy.minKeyParts = minKeyParts;
      copy.maxKeyParts = maxKeyParts;
      copy.partitionParts = partitionParts;
      copy.maxKeyBytes = maxKeyBytes;
      copy.maxRowBytes = maxRowBytes;
      copy.maxDepth = maxDepth;
      copy.batchReads = batchReads;
      copy.batchWrites = batchWrites;
      copy.transactionWrites = transactionWrites;
      copy.ttlResolution = ttlResolution;
      return copy;
    }
  }
}
