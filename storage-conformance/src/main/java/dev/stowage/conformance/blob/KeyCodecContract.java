package dev.stowage.conformance.blob;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.ErrorCode;
import dev.stowage.blob.BlobBody;
import dev.stowage.conformance.Case;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;

/** Property P3: keys over all of Unicode round-trip or are refused, and no two are one. */
public interface KeyCodecContract extends BlobContract {
  @Case("P3")
  default void keys_ofAllOfUnicode_roundTripOrAreRefused(Bench bench) {
    long seed = Seeds.seed();
    int count = Seeds.count("stowage.keys", 1500);
    try {
      roundTrip(bench, new Random(seed), count);
    } catch (AssertionError e) {
      throw new AssertionError(e.getMessage() + "; " + Seeds.replay(seed), e);
    }
  }

  private static void roundTrip(Bench bench, Random random, int count) {
    Map<String, String> stored = new HashMap<>();
    List<String> keys = new ArrayList<>();
    while (keys.size() < count) {
      String key = key(random, bench.limits().maxKeyBytes(), keys);
      keys.add(key);
      if (AwkwardKeys.isLegal(bench, key)) {
        String content = "content " + keys.size();
        bench.store().put(key, BlobBody.of(content));
        stored.put(key, content);
      } else {
        Expect.refusal(
            bench,
            ErrorCode.INVALID_KEY,
            "illegal by the rule",
            () -> bench.store().put(key, BlobBody.of("x")));
      }
    }
    assertTrue(stored.size() * 4 > count, "hardly any key is legal");
    stored.forEach((key, content) -> assertEquals(content, bench.text(key), () -> hex(key)));
    assertEquals(Utf8Order.sorted(stored.keySet()), bench.keys(""));
    assertEquals(stored.size(), bench.raw().keys().size());
    List<String> all = List.copyOf(stored.keySet());
    assertTrue(bench.store().deleteAll(all).stream().allMatch(r -> r.deleted()));
    assertEquals(List.of(), bench.keys(""));
  }

  /** Random text, or a small change of a key there was, which is what aliases. */
  private static String key(Random random, int maxBytes, List<String> before) {
    Predicate<String> legal = key -> !key.isEmpty();
    if (!before.isEmpty() && random.nextInt(3) == 0) {
      String base = before.get(random.nextInt(before.size()));
      String near =
          switch (random.nextInt(8)) {
            case 0 -> base + "/";
            case 1 -> "/" + base;
            case 2 -> base + " ";
            case 3 -> base.toUpperCase(java.util.Locale.ROOT);
            case 4 -> base.replace("/", "//");
            case 5 -> base.replace("%", "%25").replace("/", "%2F");
            case 6 -> java.text.Normalizer.normalize(base, java.text.Normalizer.Form.NFD);
            default -> base + ".";
          };
      if (legal.test(near)) {
        return near;
      }
    }
    int length = random.nextInt(10) == 0 ? random.nextInt(maxBytes + 10) : random.nextInt(40);
    StringBuilder key = new StringBuilder();
    while (key.length() <= length) {
      key.appendCodePoint(codePoint(random));
    }
    return key.toString();
  }

  private static int codePoint(Random random) {
    String special = "/\\.%+ ~#?&=:*\"'<>|-_$@[]{}\u0000\n\r\t\u007f";
    int kind = random.nextInt(10);
    if (kind < 4) {
      return 'a' + random.nextInt(26);
    }
    if (kind < 7) {
      return special.charAt(random.nextInt(special.length()));
    }
    int bound = kind == 7 ? 0x100 : kind == 8 ? 0x10000 : 0x110000;
    int point = random.nextInt(bound);
    return point >= 0xD800 && point < 0xE000 ? 'é' : point;
  }

  private static String hex(String key) {
    StringBuilder text = new StringBuilder();
    key.chars().forEach(c -> text.append(String.format("\\u%04x", c)));
    return text.toString();
  }
}
