package dev.stowage.transfer;

import dev.stowage.Pacer;
import dev.stowage.StorageException;
import dev.stowage.blob.PutOptions;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The limits and habits of a {@link Transfers}. Immutable; everything has a default. */
public final class TransferOptions {
  /** Requests at the same time when nothing else is said. */
  public static final int DEFAULT_PARALLELISM = 8;

  /** Bytes per part when nothing else is said. */
  public static final long DEFAULT_PART_SIZE = 8L << 20;

  private static final TransferOptions DEFAULTS = new TransferOptions(new State());

  private final State state;

  private TransferOptions(State state) {
    this.state = state;
  }

  /**
   * Eight requests at a time, parts of 8 MiB, verified, resumable through journals in {@code
   * $XDG_STATE_HOME/stowage/transfers} or {@code ~/.local/state/stowage/transfers}.
   */
  public static TransferOptions defaults() {
    return DEFAULTS;
  }

  /**
   * Requests in flight at most, over all transfers of one {@link Transfers}. Fewer are used for a
   * while after a service said that it is overloaded.
   */
  public TransferOptions withParallelism(int value) {
    if (value < 1) {
      throw StorageException.invalidArgument("parallelism is " + value + "; at least 1");
    }
    return with(s -> s.parallelism = value);
  }

  /**
   * Bytes held in memory at most for streams of unknown length, over all transfers; by default a
   * quarter of the heap, up to 256 MiB. Files and objects are never held in memory.
   */
  public TransferOptions withMemory(long bytes) {
    return with(s -> s.memory = positive("memory", bytes));
  }

  /**
   * Bytes per part or range. What is not larger goes in one request. Grows by itself where the
   * service's limit of parts would be hit.
   */
  public TransferOptions withPartSize(long bytes) {
    return with(s -> s.partSize = positive("part size", bytes));
  }

  /** Payload bytes per second at most, over all transfers, both directions together. */
  public TransferOptions withBandwidth(long bytesPerSecond) {
    return with(s -> s.bandwidth = positive("bandwidth", bytesPerSecond));
  }

  /** Keeps the journals in this directory, which is created for its owner only. */
  public TransferOptions withJournals(Path directory) {
    return with(
        s -> {
          s.journals = directory;
          s.journaled = true;
        });
  }

  /** Keeps no journals: nothing can be resumed, and a failed upload is given up at once. */
  public TransferOptions withoutJournals() {
    return with(s -> s.journaled = false);
  }

  /** Whether whole objects are compared by checksum at the end; on by default. */
  public TransferOptions withVerification(boolean value) {
    return with(s -> s.verified = value);
  }

  /** Whether a downloaded file is forced to the disk before it gets its name; off by default. */
  public TransferOptions withFsync(boolean value) {
    return with(s -> s.fsync = value);
  }

  /**
   * Whether uploads keep the modification time of the file in the metadata {@code mtime}, as
   * seconds since 1970 with a fraction; on by default, left out where a store has no metadata.
   */
  public TransferOptions withFileTimes(boolean value) {
    return with(s -> s.fileTimes = value);
  }

  /** How uploads are written where the call does not say it. */
  public TransferOptions withPutOptions(PutOptions value) {
    return with(s -> s.puts = value);
  }

  public TransferOptions withListener(TransferListener value) {
    return with(s -> s.listener = value);
  }

  /** Replaces the clock, for tests. */
  public TransferOptions withPacer(Pacer value) {
    return with(s -> s.pacer = value);
  }

  public int parallelism() {
    return state.parallelism;
  }

  public long memory() {
    return state.memory > 0
        ? state.memory
        : Math.min(256L << 20, Runtime.getRuntime().maxMemory() / 4);
  }

  public long partSize() {
    return state.partSize;
  }

  /** Empty for no limit. */
  public OptionalLong bandwidth() {
    return state.bandwidth == 0 ? OptionalLong.empty() : OptionalLong.of(state.bandwidth);
  }

  /** Whether journals are kept. */
  public boolean journaled() {
    return state.journaled;
  }

  /** Where journals are kept, if they are. */
  public Path journals() {
    return state.journals == null ? JournalDirectory.usual() : state.journals;
  }

  public boolean verified() {
    return state.verified;
  }

  public boolean fsync() {
    return state.fsync;
  }

  public boolean fileTimes() {
    return state.fileTimes;
  }

  PutOptions puts() {
    return state.puts;
  }

  public TransferListener listener() {
    return state.listener;
  }

  public Pacer pacer() {
    return state.pacer;
  }

  /** Whether the caller named the directory of journals, so that it has to be usable. */
  boolean namesJournals() {
    return state.journals != null;
  }

  private static long positive(String what, long value) {
    if (value < 1) {
      throw StorageException.invalidArgument(what + " is " + value + "; at least 1 byte");
    }
    return value;
  }

  private TransferOptions with(Consumer<State> change) {
    State copy = state.copy();
    change.accept(copy);
    return new TransferOptions(copy);
  }

  private static final class State {
    private int parallelism = DEFAULT_PARALLELISM;
    private long memory;
    private long partSize = DEFAULT_PART_SIZE;
    private long bandwidth;
    private @Nullable Path journals;
    private boolean journaled = true;
    private boolean verified = true;
    private boolean fsync;
    private boolean fileTimes = true;
    private PutOptions puts = PutOptions.defaults();
    private TransferListener listener = TransferListener.NONE;
    private Pacer pacer = Pacer.system();

    State copy() {
      State copy = new State();
      copy.parallelism = parallelism;
      copy.memory = memory;
      copy.partSize = partSize;
      copy.bandwidth = bandwidth;
      copy.journals = journals;
      copy.journaled = journaled;
      copy.verified = verified;
      copy.fsync = fsync;
      copy.fileTimes = fileTimes;
      copy.puts = puts;
      copy.listener = listener;
      copy.pacer = pacer;
      return copy;
    }
  }
}
