package dev.stowage.portable;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.blob.BlobWriter;
import dev.stowage.blob.Checksum;
import dev.stowage.blob.ChecksumAlgorithm;
import dev.stowage.blob.PutOptions;
import dev.stowage.blob.PutResult;
import java.io.IOException;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What all writers have in common: their life, the count and the checksum of what was written. */
abstract class CommitWriter extends BlobWriter {
  private enum State {
    OPEN,
    FAILED,
    COMMITTED,
    CLOSED
  }

  private final BlobCore core;
  private final Call call;
  private final PutOptions options;
  private final Digests digests;
  private final Map<ChecksumAlgorithm, Checksum> finished = new EnumMap<>(ChecksumAlgorithm.class);
  private final EnumSet<ChecksumAlgorithm> hashed = EnumSet.of(ChecksumAlgorithm.CRC32C);
  private final Runnable storeClosed = this::closeQuietly;
  private final byte[] one = new byte[1];
  private @Nullable LeakGuard guard;
  private State state = State.OPEN;
  private long written;

  CommitWriter(BlobCore core, Call call, PutOptions options) {
    this.core = core;
    this.call = call;
    this.options = options;
    options.checksum().ifPresent(c -> hashed.add(c.algorithm()));
    this.digests = new Digests(hashed);
    core.opened(storeClosed);
  }

  final Calls calls() {
    return core.calls();
  }

  final void watch(LeakGuard.Cleanup cleanup) {
    guard = LeakGuard.watch(this, cleanup);
  }

  /** Takes bytes; the array is the caller's and must not be kept. */
  abstract void take(byte[] bytes, int offset, int length) throws IOException;

  /** Makes the blob visible. */
  abstract PutResult publish(PutOptions options);

  /** Gives up what was sent. */
  abstract void giveUp() throws IOException;

  @Override
  public final void write(int b) throws IOException {
    one[0] = (byte) b;
    write(one, 0, 1);
  }

  @Override
  public final void write(byte[] bytes, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    if (state == State.COMMITTED) {
      throw new IllegalStateException("this writer was committed; open another");
    }
    if (state != State.OPEN || core.calls().isClosed()) {
      throw asIo(closed());
    }
    try {
      core.calls().checkStillWanted();
      digests.update(bytes, offset, length);
      take(bytes, offset, length);
      written += length;
    } catch (StorageException e) {
      state = State.FAILED;
      throw asIo(e);
    } catch (IOException | RuntimeException e) {
      state = State.FAILED;
      throw e;
    }
  }

  @Override
  public final PutResult commit() {
    if (state == State.COMMITTED || state == State.CLOSED) {
      throw new IllegalStateException("this writer was committed or closed; open another");
    }
    if (core.calls().isClosed()) {
      throw closed();
    }
    if (state == State.FAILED) {
      throw core.calls()
          .failure(call, ErrorCode.INVALID_ARGUMENT, "a write failed, so nothing can be committed")
          .build();
    }
    state = State.FAILED;
    options.checksum().ifPresent(this::checkDeclared);
    PutResult result = publish(options);
    state = State.COMMITTED;
    release();
    return result;
  }

  private void checkDeclared(Checksum declared) {
    Checksum ours = sum(declared.algorithm());
    if (!ours.equals(declared)) {
      throw core.calls()
          .failure(
              call,
              ErrorCode.INTEGRITY_FAILURE,
              "what was written has the "
                  + declared.algorithm()
                  + " "
                  + ours.hex()
                  + " but "
                  + declared.hex()
                  + " was declared")
          .build();
    }
  }

  /** The checksum of everything written. */
  final Checksum sum(ChecksumAlgorithm algorithm) {
    return finished.computeIfAbsent(algorithm, digests::value);
  }

  /** What is wrong with what the service acknowledged, or null. */
  final @Nullable String disagreement(Map<ChecksumAlgorithm, Checksum> acknowledged) {
    for (ChecksumAlgorithm algorithm : hashed) {
      Checksum theirs = acknowledged.get(algorithm);
      if (theirs != null && !theirs.equals(sum(algorithm))) {
        return "the service stored other bytes than were written: its "
            + algorithm
            + " is "
            + theirs.hex()
            + ", ours "
            + sum(algorithm).hex();
      }
    }
    return null;
  }

  @Override
  public final long written() {
    return written;
  }

  @Override
  public final void flush() {
    // Nothing is visible before the commit, so there is nothing that a flush could promise.
  }

  @Override
  public final void close() throws IOException {
    if (state == State.COMMITTED || state == State.CLOSED) {
      return;
    }
    state = State.CLOSED;
    release();
    giveUp();
  }

  private void closeQuietly() {
    try {
      close();
    } catch (IOException | RuntimeException e) {
      org.slf4j.LoggerFactory.getLogger(CommitWriter.class)
          .warn("giving up an open writer failed", e);
    }
  }

  private void release() {
    core.ended(storeClosed);
    if (guard != null) {
      guard.done();
    }
  }

  private StorageException closed() {
    return core.calls()
        .failure(call, ErrorCode.CLOSED, "the writer, or its store, is closed")
        .build();
  }

  static IOException asIo(StorageException e) {
    return new IOException(e.getMessage(), e);
  }
}
