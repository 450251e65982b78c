package dev.stowage.local;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.blob.Checksum;
import dev.stowage.blob.ChecksumAlgorithm;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.zip.CRC32;

/** Holds content that was put together from parts against the checksum that a caller knows. */
final class ContentCheck {
  private ContentCheck() {}

  /**
   * @throws StorageException INTEGRITY_FAILURE when the content has another checksum; UNSUPPORTED
   *     for an algorithm that is not known here
   */
  static void check(TempBlob content, Checksum wanted) throws IOException {
    Checksum found =
        switch (wanted.algorithm()) {
          case CRC32C -> content.checksum();
          case CRC32 -> crc32(content);
          case MD5 -> digest(content, wanted.algorithm(), "MD5");
          case SHA1 -> digest(content, wanted.algorithm(), "SHA-1");
          case SHA256 -> digest(content, wanted.algorithm(), "SHA-256");
          case CRC64NVME, CRC64XZ ->
              throw StorageException.of(
                  ErrorCode.UNSUPPORTED,
                  wanted.algorithm()
                      + " of a whole upload in parts; CRC32C, CRC32, MD5, SHA1 and SHA256 can be");
        };
    if (!found.equals(wanted)) {
      throw StorageException.of(
          ErrorCode.INTEGRITY_FAILURE,
          "the parts together have the "
              + wanted.algorithm()
              + " "
              + found.hex()
              + " but "
              + wanted.hex()
              + " was declared");
    }
  }

  private static Checksum crc32(TempBlob content) throws IOException {
    CRC32 crc = new CRC32();
    feed(content, crc::update);
    byte[] value = ByteBuffer.allocate(4).putInt((int) crc.getValue()).array();
    return Checksum.of(ChecksumAlgorithm.CRC32, value);
  }

  private static Checksum digest(TempBlob content, ChecksumAlgorithm algorithm, String name)
      throws IOException {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance(name);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has " + name, e);
    }
    feed(content, digest::update);
    return Checksum.of(algorithm, digest.digest());
  }

  private interface Sink {
    void take(byte[] bytes, int offset, int length);
  }

  private static void feed(TempBlob content, Sink sink) throws IOException {
    content.drain();
    FileChannel channel = FileChannel.open(content.file(), StandardOpenOption.READ);
    try (SliceStream bytes = new SliceStream(channel, 0, content.size())) {
      byte[] buffer = new byte[128 * 1024];
      for (int n; (n = bytes.read(buffer, 0, buffer.length)) >= 0; ) {
        Waiting.check();
        sink.take(buffer, 0, n);
      }
    }
  }
}
