package dev.stowage.portable;

import dev.stowage.StorageException;
import dev.stowage.blob.BlobLimits;
import dev.stowage.blob.PutOptions;

/**
 * How large the parts of an upload are.
 *
 * <p>When the size is not known, parts start at 8 MiB; after two fifths of the parts that the
 * service allows they double with every further tenth, so that memory stays small for all but the
 * largest uploads and 10,000 parts still reach a tebibyte.
 */
final class PartSizes {
  static final long START = 8L << 20;

  /** A part is held in one array. */
  static final long LARGEST = 1L << 30;

  private final long first;
  private final BlobLimits limits;

  PartSizes(PutOptions options, BlobLimits limits) {
    this.limits = limits;
    first = options.partSize().orElse(Math.max(START, limits.minPartSize()));
    if (first < limits.minPartSize() || first > limits.maxPartSize()) {
      throw StorageException.invalidArgument(
          "part size is "
              + first
              + "; the service takes "
              + limits.minPartSize()
              + " to "
              + limits.maxPartSize());
    }
  }

  /** Bytes of the part with this number, from 1. */
  int of(int number) {
    if (number > limits.maxParts()) {
      throw StorageException.of(
          dev.stowage.ErrorCode.TOO_LARGE,
          "the upload needs more than "
              + limits.maxParts()
              + " parts; set a larger part size than "
              + first);
    }
    long tenth = Math.max(1, limits.maxParts() / 10);
    long doublings = Math.max(0, (number - 1) / tenth - 3);
    long size = Math.min(first << Math.min(doublings, 8), limits.maxPartSize());
    return (int) Math.min(size, LARGEST);
  }
}
