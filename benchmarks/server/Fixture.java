import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32C;

/** The bytes that everyone reads and writes: always the same, and not compressible. */
final class Fixture {
  private record Slice(long offset, long length) {}

  private final FileChannel channel;
  private final MappedByteBuffer map;
  private final Map<Slice, Integer> sums = new ConcurrentHashMap<>();

  private Fixture(FileChannel channel) throws IOException {
    this.channel = channel;
    this.map = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
  }

  static Fixture of(Path file, long size) throws IOException {
    if (!Files.exists(file) || Files.size(file) != size) {
      SplittableRandom random = new SplittableRandom(1);
      byte[] block = new byte[1 << 20];
      try (OutputStream out = Files.newOutputStream(file)) {
        for (long left = size; left > 0; left -= block.length) {
          random.nextBytes(block);
          out.write(block, 0, (int) Math.min(left, block.length));
        }
      }
    }
    return new Fixture(FileChannel.open(file));
  }

  long size() {
    return map.capacity();
  }

  FileChannel channel() {
    return channel;
  }

  ByteBuffer slice(long offset, int length) {
    return map.slice((int) offset, length);
  }

  /** The CRC32C of some of it; the same few slices are asked for again and again. */
  int crc(long offset, long length) {
    return sums.computeIfAbsent(
        new Slice(offset, length),
        slice -> {
          CRC32C crc = new CRC32C();
          crc.update(slice(slice.offset(), (int) slice.length()));
          return (int) crc.getValue();
        });
  }
}
