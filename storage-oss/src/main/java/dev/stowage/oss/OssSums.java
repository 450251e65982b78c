package dev.stowage.oss;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.blob.Checksum;
import dev.stowage.blob.ChecksumAlgorithm;
import dev.stowage.blob.UploadPart;
import dev.stowage.spi.Crc64Combine;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The CRC-64/XZ that OSS keeps of every blob. */
final class OssSums {
  private OssSums() {}

  /** Of parts in order; empty when the service did not tell that of each. */
  static Optional<Checksum> ofParts(List<UploadPart> parts) {
    Checksum whole = checksum(0);
    for (UploadPart part : parts) {
      Checksum sum = part.checksums().get(ChecksumAlgorithm.CRC64XZ);
      if (sum == null) {
        return Optional.empty();
      }
      whole = Crc64Combine.combine(whole, sum, part.size());
    }
    return Optional.of(whole);
  }

  static Checksum checksum(long value) {
    return Checksum.of(
        ChecksumAlgorithm.CRC64XZ, ByteBuffer.allocate(Long.BYTES).putLong(value).array());
  }

  /**
   * @throws StorageException INTEGRITY_FAILURE when the service has other bytes than it should
   */
  static void compare(Optional<Checksum> ours, Map<ChecksumAlgorithm, Checksum> acknowledged) {
    Checksum theirs = acknowledged.get(ChecksumAlgorithm.CRC64XZ);
    if (theirs != null && ours.isPresent() && !ours.get().equals(theirs)) {
      throw StorageException.of(
          ErrorCode.INTEGRITY_FAILURE,
          "the service has other bytes than it was given: its CRC64XZ is "
              + theirs.hex()
              + ", ours "
              + ours.get().hex());
    }
  }
}
