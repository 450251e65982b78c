package dev.stowage.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.stowage.blob.Checksum;
import dev.stowage.blob.ChecksumAlgorithm;
import dev.stowage.portable.Digests;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class Crc64CombineTest {
  private static Checksum crc(ChecksumAlgorithm algorithm, byte[] bytes, int from, int to) {
    Digests digests = new Digests(Set.of(algorithm));
    digests.update(bytes, from, to - from);
    return digests.value(algorithm);
  }

  @ParameterizedTest
  @EnumSource(names = {"CRC64NVME", "CRC64XZ"})
  void piecesMakeTheWhole(ChecksumAlgorithm algorithm) {
    byte[] bytes = new byte[100_000];
    new Random(1).nextBytes(bytes);
    for (int cut : new int[] {0, 1, 7, 8, 4096, 99_999, 100_000}) {
      assertEquals(
          crc(algorithm, bytes, 0, bytes.length),
          Crc64Combine.combine(
              crc(algorithm, bytes, 0, cut),
              crc(algorithm, bytes, cut, bytes.length),
              bytes.length - cut));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"CRC32C", "SHA256", "CRC64XZ"})
  void others_areRefused(ChecksumAlgorithm algorithm) {
    byte[] none = new byte[0];
    Checksum sum = crc(algorithm, none, 0, 0);
    Checksum nvme = crc(ChecksumAlgorithm.CRC64NVME, none, 0, 0);
    assertThrows(IllegalArgumentException.class, () -> Crc64Combine.combine(sum, nvme, 0));
  }
}
