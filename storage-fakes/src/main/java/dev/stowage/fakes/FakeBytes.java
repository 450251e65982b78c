package dev.stowage.fakes;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Bytes that a fake holds: in memory, in a file, or put together from such.
 *
 * <p>Joining and slicing copy nothing, and each checksum is computed once and kept. Immutable and
 * thread-safe; bytes in files are there until their fake is closed.
 */
public abstract sealed class FakeBytes permits MemoryBytes, FileBytes, JoinedBytes {

  /** No bytes. */
  public static final FakeBytes EMPTY = of(new byte[0]);

  private static final int GREATEST_ARRAY = Integer.MAX_VALUE - 8;

  private final Map<String, byte[]> digests = new ConcurrentHashMap<>();
  private final Map<FakeCrc, Long> crcs = new ConcurrentHashMap<>();

  FakeBytes() {}

  /** Bytes in memory. The array is shared: do not change it. */
  public static FakeBytes of(byte[] bytes) {
    return new MemoryBytes(bytes, 0, bytes.length);
  }

  /** These bytes, one behind the other. */
  public static FakeBytes joined(List<FakeBytes> pieces) {
    return JoinedBytes.of(pieces);
  }

  public abstract long size();

  /**
   * The bytes from an offset to before another.
   *
   * @throws IndexOutOfBoundsException if they are not all there
   */
  public abstract FakeBytes slice(long from, long to);

  /** Writes them all; they pass through a small buffer. */
  public abstract void writeTo(OutputStream out) throws IOException;

  /** Computes a checksum that nobody has asked for yet. */
  long computed(FakeCrc crc) throws IOException {
    FakeCrc.Sum sum = crc.begin();
    writeTo(sum);
    return sum.value();
  }

  public boolean isEmpty() {
    return size() == 0;
  }

  /**
   * All of them in memory. The array may be shared: do not change it.
   *
   * @throws IllegalStateException if they are more than an array holds, which is 2 GiB
   */
  public byte[] toArray() {
    if (size() > GREATEST_ARRAY) {
      throw new IllegalStateException(size() + " bytes are more than an array holds: use writeTo");
    }
    ByteArrayOutputStream all = new ByteArrayOutputStream((int) size());
    try {
      writeTo(all);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return all.toByteArray();
  }

  /** A copy in which one bit of one byte is another. */
  public FakeBytes flipped(long at) {
    byte[] one = slice(at, at + 1).toArray().clone();
    one[0] ^= 1;
    return joined(List.of(slice(0, at), of(one), slice(at + 1, size())));
  }

  /** Their digest, such as {@code MD5}; a copy. */
  public byte[] digest(String algorithm) {
    return digests.computeIfAbsent(algorithm, this::newDigest).clone();
  }

  private byte[] newDigest(String algorithm) {
    try {
      MessageDigest digest = MessageDigest.getInstance(algorithm);
      writeTo(
          new OutputStream() {
            @Override
            public void write(int b) {
              digest.update((byte) b);
            }

            @Override
            public void write(byte[] bytes, int from, int length) {
              digest.update(bytes, from, length);
            }
          });
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalArgumentException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Their cyclic checksum, which joined bytes have from their pieces without being read. */
  public long crc(FakeCrc crc) {
    return crcs.computeIfAbsent(
        crc,
        kind -> {
          try {
            return computed(kind);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  @Override
  public String toString() {
    return size() + " bytes";
  }
}
