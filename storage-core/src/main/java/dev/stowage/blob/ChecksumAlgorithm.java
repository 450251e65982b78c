package dev.stowage.blob;

/** The checksums that services keep. Ordered by what they cost here, the cheapest first. */
public enum ChecksumAlgorithm {
  /** Castagnoli, 4 bytes big-endian; computed by an instruction of the processor. */
  CRC32C(4),
  /** ISO-HDLC, 4 bytes big-endian. */
  CRC32(4),
  /** CRC-64/NVME, 8 bytes big-endian. */
  CRC64NVME(8),
  /** CRC-64/XZ (ECMA-182 reflected), 8 bytes big-endian; Alibaba OSS. */
  CRC64XZ(8),
  SHA256(32),
  SHA1(20),
  MD5(16);

  private final int length;

  ChecksumAlgorithm(int length) {
    this.length = length;
  }

  /** Bytes of a value. */
  public int length() {
    return length;
  }
}
