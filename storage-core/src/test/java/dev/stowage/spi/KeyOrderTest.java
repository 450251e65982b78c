package dev.stowage.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class KeyOrderTest {
  @Test
  void compare_randomStrings_agreesWithTheirBytes() {
    Random random = new Random(3);
    for (int i = 0; i < 20_000; i++) {
      String one = text(random);
      String other = text(random);
      int bytes =
          Arrays.compareUnsigned(
              one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
      assertEquals(
          Integer.signum(bytes), Integer.signum(KeyOrder.UTF8.compare(one, other)), one + other);
    }
  }

  private static String text(Random random) {
    int[] points = {'a', 'b', '/', 0, 0x7f, 0xe9, 0xd7ff, 0xe000, 0xfffd, 0x10000, 0x1f600};
    StringBuilder text = new StringBuilder();
    for (int n = random.nextInt(4); n > 0; n--) {
      text.appendCodePoint(points[random.nextInt(points.length)]);
    }
    return text.toString();
  }
}
