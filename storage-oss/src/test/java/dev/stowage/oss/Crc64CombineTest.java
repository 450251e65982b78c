package dev.stowage.oss;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checksums of pieces put together, against those of the whole. */
class Crc64CombineTest {
  /** Bit by bit, as the definition has it. */
  private static long crc(byte[] bytes) {
    long crc = -1;
    for (byte b : bytes) {
      crc ^= b & 0xff;
      for (int i = 0; i < 8; i++) {
        crc = (crc & 1) != 0 ? crc >>> 1 ^ 0xc96c5795d7870f42L : crc >>> 1;
      }
    }
    return ~crc;
  }

  @Test
  void checkValue() {
    assertEquals(0x995dc9bbdf1939faL, crc("123456789".getBytes(StandardCharsets.US_ASCII)));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7, 8, 4096, 99_999})
  void piecesMakeTheWhole(int cut) {
    byte[] whole = new byte[100_000];
    new Random(cut).nextBytes(whole);
    long first = crc(Arrays.copyOf(whole, cut));
    long second = crc(Arrays.copyOfRange(whole, cut, whole.length));
    assertEquals(crc(whole), Crc64Combine.combine(first, second, whole.length - cut));
  }
}
