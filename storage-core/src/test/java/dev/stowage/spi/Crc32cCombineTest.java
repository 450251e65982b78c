package dev.stowage.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

class Crc32cCombineTest {
  private static int crc(byte[] bytes, int from, int to) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, from, to - from);
    return (int) crc.getValue();
  }

  @Test
  void combine_anyTwoPieces_isTheWhole() {
    byte[] bytes = new byte[5000];
    Random random = new Random(1);
    random.nextBytes(bytes);
    for (int i = 0; i < 500; i++) {
      int end = random.nextInt(bytes.length + 1);
      int cut = random.nextInt(end + 1);
      assertEquals(
          crc(bytes, 0, end),
          Crc32cCombine.combine(crc(bytes, 0, cut), crc(bytes, cut, end), end - cut));
    }
  }

  @Test
  void combine_lengthsBeyondTwoToThe31_isRight() {
    byte[] zeros = new byte[1 << 20];
    CRC32C running = new CRC32C();
    for (int i = 0; i < 1 << 12; i++) {
      running.update(zeros);
    }
    int first = 0x12345678;
    int whole = Crc32cCombine.combine(first, (int) running.getValue(), 1L << 32);
    int stepwise = first;
    int piece = crc(zeros, 0, zeros.length);
    for (int i = 0; i < 1 << 12; i++) {
      stepwise = Crc32cCombine.combine(stepwise, piece, zeros.length);
    }
    assertEquals(stepwise, whole);
  }
}
