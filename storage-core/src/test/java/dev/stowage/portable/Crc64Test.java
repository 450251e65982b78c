package dev.stowage.portable;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The check values of the catalogue of CRCs, over the digits 1 to 9. */
class Crc64Test {
  private static final byte[] CHECK = "123456789".getBytes(StandardCharsets.US_ASCII);

  @Test
  void xz_checkValue_matches() {
    assertEquals(0x995dc9bbdf1939faL, Crc64.XZ.update(0, CHECK, 0, CHECK.length));
  }

  @Test
  void nvme_checkValue_matches() {
    assertEquals(0xae8b14860a799888L, Crc64.NVME.update(0, CHECK, 0, CHECK.length));
  }

  @Test
  void update_inPieces_equalsOneStep() {
    byte[] bytes = new byte[1000];
    new Random(7).nextBytes(bytes);
    long whole = Crc64.XZ.update(0, bytes, 0, bytes.length);
    for (int cut = 0; cut <= bytes.length; cut += 37) {
      long first = Crc64.XZ.update(0, bytes, 0, cut);
      assertEquals(whole, Crc64.XZ.update(first, bytes, cut, bytes.length - cut));
    }
  }
}
