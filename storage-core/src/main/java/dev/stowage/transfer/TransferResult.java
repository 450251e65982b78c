package dev.stowage.transfer;

import java.util.List;

/** What a transfer did. Immutable. */
public final class TransferResult {
  private final Tally tally;

  TransferResult(Tally tally) {
    this.tally = tally;
  }

  /** Objects that are now at the target. */
  public long objects() {
    return tally.objects();
  }

  /** Their bytes. */
  public long bytes() {
    return tally.bytes();
  }

  /** Of the bytes, those that an interrupted transfer had moved before and that were kept. */
  public long resumedBytes() {
    return tally.resumedBytes();
  }

  /** Objects left out on purpose: unchanged, newer at the target, or not a file. */
  public long skipped() {
    return tally.skipped();
  }

  /** Objects that a sync deleted at the target. */
  public long deleted() {
    return tally.deleted();
  }

  /** Objects of which neither end keeps a checksum of the whole; their size was checked. */
  public long unverified() {
    return tally.unverified();
  }

  /** How many objects could not be moved or deleted. */
  public long failed() {
    return tally.failed();
  }

  /** The first {@value Tally#KEPT} of them. */
  public List<TransferFailure> failures() {
    return tally.failures();
  }

  /** Whether nothing failed. */
  public boolean complete() {
    return failed() == 0;
  }

  /** Whether nothing had to be done. */
  public boolean upToDate() {
    return complete() && objects() == 0 && deleted() == 0;
  }

  @Override
  public String toString() {
    return "TransferResult[objects="
        + objects()
        + ", bytes="
        + bytes()
        + ", skipped="
        + skipped()
        + ", deleted="
        + deleted()
        + ", failed="
        + failed()
        + "]";
  }
}
