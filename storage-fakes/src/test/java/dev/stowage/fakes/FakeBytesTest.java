package dev.stowage.fakes;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FakeBytesTest {
  private static final int SIZE = 300_001;

  @TempDir Path directory;

  private static byte[] random() {
    byte[] bytes = new byte[SIZE];
    new Random(7).nextBytes(bytes);
    return bytes;
  }

  /** The same bytes as pieces in memory and in files, cut where nothing is aligned. */
  private FakeBytes mixed(byte[] bytes) throws IOException {
    BodyStore files = new BodyStore();
    files.onDisk(directory);
    BodyStore.Buffer buffer = files.buffer();
    try (buffer) {
      buffer.write(bytes, 100, 250_000);
    }
    FakeBytes file;
    try (BodyStore.Buffer kept = files.buffer()) {
      kept.write(bytes, 100, 70_000);
      kept.write(bytes[70_100]);
      kept.write(bytes, 70_101, 180_000);
      file = kept.bytes();
    }
    return FakeBytes.joined(
        List.of(
            FakeBytes.of(Arrays.copyOf(bytes, 100)),
            FakeBytes.EMPTY,
            FakeBytes.joined(List.of(file.slice(0, 5), file.slice(5, file.size()))),
            FakeBytes.of(Arrays.copyOfRange(bytes, 250_101, SIZE))));
  }

  @Test
  void joined_isTheSameBytes() throws Exception {
    byte[] bytes = random();
    FakeBytes mixed = mixed(bytes);
    assertEquals(SIZE, mixed.size());
    assertArrayEquals(bytes, mixed.toArray());
    assertArrayEquals(MessageDigest.getInstance("MD5").digest(bytes), mixed.digest("MD5"));
  }

  @ParameterizedTest
  @CsvSource({"0,0", "0,300001", "99,101", "100,105", "105,250101", "104,250102", "300001,300001"})
  void slice_isTheSameBytes(int from, int to) throws IOException {
    byte[] bytes = random();
    assertArrayEquals(Arrays.copyOfRange(bytes, from, to), mixed(bytes).slice(from, to).toArray());
  }

  @Test
  void slice_outside_isRefused() throws IOException {
    FakeBytes mixed = mixed(random());
    assertThrows(IndexOutOfBoundsException.class, () -> mixed.slice(0, SIZE + 1));
    assertThrows(IndexOutOfBoundsException.class, () -> FakeBytes.EMPTY.slice(-1, 0));
  }

  @ParameterizedTest
  @EnumSource
  void crc_combinesToThatOfTheWhole(FakeCrc crc) throws IOException {
    byte[] bytes = random();
    assertEquals(FakeBytes.of(bytes).crc(crc), mixed(bytes).crc(crc));
  }

  /** The check values of the catalogue of parametrised CRC algorithms. */
  @ParameterizedTest
  @CsvSource({
    "CRC32,cbf43926",
    "CRC32C,e3069283",
    "CRC64NVME,ae8b14860a799888",
    "CRC64XZ,995dc9bbdf1939fa"
  })
  void crc_hasItsCheckValue(FakeCrc crc, String hex) {
    FakeBytes digits = FakeBytes.of("123456789".getBytes(StandardCharsets.US_ASCII));
    assertEquals(hex, Long.toHexString(digits.crc(crc)));
  }

  @Test
  void flipped_isACopyWithOneBit() throws IOException {
    byte[] bytes = random();
    FakeBytes mixed = mixed(bytes);
    FakeBytes flipped = mixed.flipped(250_100);
    assertArrayEquals(bytes, mixed.toArray());
    bytes[250_100] ^= 1;
    assertArrayEquals(bytes, flipped.toArray());
  }
}
