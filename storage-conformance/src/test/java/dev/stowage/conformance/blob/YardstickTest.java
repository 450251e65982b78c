package dev.stowage.conformance.blob;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stowage.blob.ChecksumAlgorithm;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The kit's own yardsticks, held against published values. */
class YardstickTest {
  @Test
  void sums_ofTheCheckString_areThePublishedOnes() {
    byte[] check = "123456789".getBytes(StandardCharsets.US_ASCII);
    Map.of(
            ChecksumAlgorithm.CRC32C, "e3069283",
            ChecksumAlgorithm.CRC32, "cbf43926",
            ChecksumAlgorithm.CRC64NVME, "ae8b14860a799888",
            ChecksumAlgorithm.CRC64XZ, "995dc9bbdf1939fa",
            ChecksumAlgorithm.MD5, "25f9e794323b453885f5181f1b624d0b")
        .forEach((algorithm, hex) -> assertEquals(hex, Sums.of(algorithm, check).hex()));
  }

  @Test
  void order_ofUtf8_isNotThatOfUtf16() {
    assertEquals(
        List.of("Z", "a", "\uFFFD", "\uD83D\uDE00"),
        Utf8Order.sorted(List.of("\uD83D\uDE00", "\uFFFD", "a", "Z")));
  }

  @Test
  void model_listsAndFolds() {
    ModelStore model = new ModelStore();
    for (String key : List.of("a/b", "a", "a/c/d", "b")) {
      model.put(key, "x");
    }
    model.delete("b");
    assertEquals(List.of("a", "a/b", "a/c/d"), model.keys(""));
    assertEquals("[a] [a/]", model.folded(""));
    assertEquals("[a/b] [a/c/]", model.folded("a/"));
  }
}
