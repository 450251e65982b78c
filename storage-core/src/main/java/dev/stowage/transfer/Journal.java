package dev.stowage.transfer;

import dev.stowage.Pacer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one transfer has done so far, on disk, so that the next call with the same arguments goes on
 * from there. Claimed while it is open. Records reach the operating system with the call, so they
 * survive the death of the process; after a power cut every part is checked anyway.
 *
 * <p>A journal that cannot be written any more does not stop the transfer, which then merely cannot
 * be resumed as well. Thread-safe.
 */
final class Journal implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Journal.class);

  private final @Nullable FileClaim claim;
  private final Pacer pacer;
  private final @Nullable Instant damaged;
  private JournalState state;
  private boolean broken;

  private Journal(
      @Nullable FileClaim claim, Pacer pacer, JournalState state, @Nullable Instant damaged) {
    this.claim = claim;
    this.pacer = pacer;
    this.state = state;
    this.damaged = damaged;
  }

  /** Reads what is there; closes the claim if it cannot. */
  static Journal over(FileClaim claim, Pacer pacer) throws IOException {
    try {
      return read(claim, pacer);
    } catch (IOException e) {
      try (claim) {
        throw e;
      }
    }
  }

  private static Journal read(FileClaim claim, Pacer pacer) throws IOException {
    Instant touched = Files.getLastModifiedTime(claim.path()).toInstant();
    JournalFrames.Contents contents = JournalFrames.open(claim.file());
    boolean damaged = contents.damaged();
    JournalState state = new JournalState();
    for (byte[] record : contents.records()) {
      try {
        state.apply(record);
      } catch (IOException e) {
        damaged = true;
        break;
      }
    }
    return new Journal(claim, pacer, state, damaged ? touched : null);
  }

  /** One that remembers only as long as the process. */
  static Journal none(Pacer pacer) {
    return new Journal(null, pacer, new JournalState(), null);
  }

  /** Whether anything of it outlives the process. */
  boolean durable() {
    return claim != null;
  }

  /** Whether its file was changed by somebody else; what was read before the damage is left. */
  boolean damaged() {
    return damaged != null;
  }

  /** When a damaged one was last written; what it does not tell any more was done before. */
  @Nullable Instant damagedSince() {
    return damaged;
  }

  JournalState state() {
    return state;
  }

  /** Forgets everything before. */
  synchronized void begin(JournalHead head) {
    state = new JournalState();
    if (claim != null) {
      try {
        JournalFrames.clear(claim.file());
      } catch (IOException e) {
        broke(e);
      }
    }
    append(JournalState.head(head));
  }

  void starting() {
    append(JournalState.starting(pacer.now()));
  }

  void started(String uploadId) {
    append(JournalState.upload(uploadId));
  }

  void finished(JournalState.Part part) {
    append(JournalState.part(part));
  }

  void completing(int crc) {
    append(JournalState.completing(crc));
  }

  private synchronized void append(byte[] record) {
    try {
      state.apply(record);
      if (claim != null && !broken) {
        JournalFrames.append(claim.file(), record);
      }
    } catch (IOException e) {
      broke(e);
    }
  }

  private void broke(IOException e) {
    broken = true;
    LOG.warn("the journal of a transfer cannot be written; it could not be resumed", e);
  }

  /** The transfer is over, one way or the other. */
  synchronized void remove() {
    broken = true;
    if (claim != null) {
      try {
        claim.delete();
      } catch (IOException e) {
        LOG.warn("the journal of a finished transfer cannot be deleted", e);
      }
    }
  }

  /** The name of its file, or null. */
  @Nullable Path path() {
    return claim == null ? null : claim.path();
  }

  @Override
  public synchronized void close() {
    broken = true;
    if (claim != null) {
      try {
        claim.close();
      } catch (IOException e) {
        LOG.debug("closing a journal failed", e);
      }
    }
  }
}
