package dev.stowage.transfer;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.blob.BlobLimits;

/**
 * How something of known size is cut.
 *
 * @param size in all, at least 1
 * @param partSize of every part but the last
 */
record PartPlan(long size, long partSize) {
  private static final long STEP = 1L << 20;

  /**
   * Parts of the wanted size, or so much larger that the service's limit of parts is kept.
   *
   * @throws StorageException TOO_LARGE
   */
  static PartPlan within(BlobLimits limits, long size, long wanted) {
    long least = Math.max(wanted, limits.minPartSize());
    long needed = (size + limits.maxParts() - 1) / limits.maxParts();
    long partSize = needed <= least ? least : (needed + STEP - 1) / STEP * STEP;
    partSize = Math.min(partSize, limits.maxPartSize());
    if (partSize < needed) {
      throw StorageException.of(
          ErrorCode.TOO_LARGE,
          size
              + " bytes do not fit into "
              + limits.maxParts()
              + " parts of at most "
              + limits.maxPartSize()
              + " bytes");
    }
    return new PartPlan(size, partSize);
  }

  int count() {
    return Math.toIntExact((size + partSize - 1) / partSize);
  }

  /** Parts are numbered from 1. */
  long offset(int number) {
    return (number - 1) * partSize;
  }

  long length(int number) {
    return Math.min(partSize, size - offset(number));
  }
}
