package dev.stowage.transfer;

import dev.stowage.blob.Checksum;
import dev.stowage.blob.ChecksumAlgorithm;
import dev.stowage.portable.Digests;
import dev.stowage.spi.Crc32cCombine;
import dev.stowage.spi.Crc64Combine;
import java.nio.ByteBuffer;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The checksums of parts, and that of the whole, which needs no byte again: CRC32C always, and a
 * CRC of 64 bits where that is what a service keeps. Parts are set by many threads, each by one.
 */
final class PartSums {
  private final PartPlan plan;
  private final Optional<ChecksumAlgorithm> wide;
  private final int[] crcs;
  private final @Nullable Checksum[] wides;

  PartSums(PartPlan plan, Optional<ChecksumAlgorithm> wide) {
    this.plan = plan;
    this.wide = wide;
    this.crcs = new int[plan.count()];
    this.wides = new @Nullable Checksum[plan.count()];
  }

  /** What has to be known of every part. */
  Set<ChecksumAlgorithm> algorithms() {
    Set<ChecksumAlgorithm> all = EnumSet.of(ChecksumAlgorithm.CRC32C);
    wide.ifPresent(all::add);
    return all;
  }

  boolean isWide() {
    return wide.isPresent();
  }

  int crc(int number) {
    return crcs[number - 1];
  }

  /** For a part of which no more is known yet. */
  void set(int number, int crc) {
    crcs[number - 1] = crc;
  }

  /**
   * @param sums of all {@link #algorithms} over the part
   */
  void set(int number, Digests sums) {
    crcs[number - 1] = crcOf(sums);
    wides[number - 1] = wide.map(sums::value).orElse(null);
  }

  static int crcOf(Digests sums) {
    return ByteBuffer.wrap(sums.value(ChecksumAlgorithm.CRC32C).bytes()).getInt();
  }

  int whole() {
    int whole = crcs[0];
    for (int number = 2; number <= plan.count(); number++) {
      whole = Crc32cCombine.combine(whole, crcs[number - 1], plan.length(number));
    }
    return whole;
  }

  Checksum wholeWide() {
    Checksum whole = Objects.requireNonNull(wides[0]);
    for (int number = 2; number <= plan.count(); number++) {
      Checksum next = Objects.requireNonNull(wides[number - 1]);
      whole = Crc64Combine.combine(whole, next, plan.length(number));
    }
    return whole;
  }
}
