package dev.stowage.portable;

import dev.stowage.blob.BlobBody;
import dev.stowage.blob.Checksum;
import dev.stowage.blob.ChecksumAlgorithm;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;

/** Running checksums over bytes as they pass. Not thread-safe. */
public final class Digests {
  /** One algorithm at work. */
  private interface Running {
    void update(byte[] bytes, int offset, int length);

    byte[] value();
  }

  private final Map<ChecksumAlgorithm, Running> running = new EnumMap<>(ChecksumAlgorithm.class);

  public Digests(Set<ChecksumAlgorithm> algorithms) {
    algorithms.forEach(a -> running.put(a, start(a)));
  }

  /** The checksum of a body that is in memory. */
  static Checksum of(ChecksumAlgorithm algorithm, BlobBody body) {
    Digests digests = new Digests(Set.of(algorithm));
    try {
      body.writeTo(
          new OutputStream() {
            @Override
            public void write(int b) {
              digests.update(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) {
              digests.update(bytes, offset, length);
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
    return digests.value(algorithm);
  }

  public void update(byte[] bytes, int offset, int length) {
    for (Running one : running.values()) {
      one.update(bytes, offset, length);
    }
  }

  boolean has(ChecksumAlgorithm algorithm) {
    return running.containsKey(algorithm);
  }

  /** The checksum so far of an algorithm that was asked for. Ends it. */
  public Checksum value(ChecksumAlgorithm algorithm) {
    Running one = running.get(algorithm);
    if (one == null) {
      throw new IllegalStateException(algorithm + " was not asked for before the bytes passed");
    }
    return Checksum.of(algorithm, one.value());
  }

  private static Running start(ChecksumAlgorithm algorithm) {
    return switch (algorithm) {
      case CRC32C -> crc(new CRC32C());
      case CRC32 -> crc(new CRC32());
      case CRC64NVME -> new RunningCrc64(Crc64.NVME);
      case CRC64XZ -> new RunningCrc64(Crc64.XZ);
      case SHA256 -> digest("SHA-256");
      case SHA1 -> digest("SHA-1");
      case MD5 -> digest("MD5");
    };
  }

  private static Running crc(java.util.zip.Checksum checksum) {
    return new Running() {
      @Override
      public void update(byte[] bytes, int offset, int length) {
        checksum.update(bytes, offset, length);
      }

      @Override
      public byte[] value() {
        return ByteBuffer.allocate(4).putInt((int) checksum.getValue()).array();
      }
    };
  }

  private static Running digest(String name) {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance(name);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has " + name, e);
    }
    return new Running() {
      @Override
      public void update(byte[] bytes, int offset, int length) {
        digest.update(bytes, offset, length);
      }

      @Override
      public byte[] value() {
        return digest.digest();
      }
    };
  }

  private static final class RunningCrc64 implements Running {
    private final Crc64 crc;
    private long state;

    RunningCrc64(Crc64 crc) {
      this.crc = crc;
    }

    @Override
    public void update(byte[] bytes, int offset, int length) {
      state = crc.update(state, bytes, offset, length);
    }

    @Override
    public byte[] value() {
      return ByteBuffer.allocate(8).putLong(state).array();
    }
  }
}
