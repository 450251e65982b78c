package dev.stowage.kv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RowKeyTest {
  /** In order. */
  private static final List<RowKey> ORDERED =
      List.of(
          RowKey.of(Long.MIN_VALUE),
          RowKey.of(-1),
          RowKey.of(0),
          RowKey.of(0).and("a"),
          RowKey.of(255),
          RowKey.of(256),
          RowKey.of(Long.MAX_VALUE),
          RowKey.of("#1"),
          RowKey.of("A"),
          RowKey.of("a"),
          RowKey.of("a").and(1),
          RowKey.of("a").and("b"),
          RowKey.of("a").and("b").and("c"),
          RowKey.of("a\0"),
          RowKey.of("a\0\1"),
          RowKey.of("a\1"),
          RowKey.of("a/b"),
          RowKey.of("aa"),
          RowKey.of("\uff5e"),
          RowKey.of("\ud83d\ude00"));

  @Test
  void order_isOfPartsAndUtf8() {
    List<RowKey> shuffled = new ArrayList<>(ORDERED);
    Collections.shuffle(shuffled, new Random(1));
    Collections.sort(shuffled);
    assertEquals(ORDERED, shuffled);
  }

  @Test
  void textAndBytes_roundTripAndDiffer() {
    Set<String> texts = new HashSet<>();
    for (RowKey key : ORDERED) {
      assertEquals(key, RowKey.parse(key.text()));
      assertEquals(key, RowKey.fromBytes(key.toBytes()));
      assertEquals(key.parts(), RowKey.fromBytes(key.toBytes()).parts());
      assertTrue(texts.add(key.text()));
    }
    assertEquals("U1/#3/a%2Fb%25/%231", RowKey.of("U1").and(3).and("a/b%").and("#1").text());
  }

  @Test
  void malformed_isRefused() {
    for (String text :
        List.of("", "a//b", "a/", "#x", "#", "100%", "%2f", "#99999999999999999999")) {
      assertEquals(
          ErrorCode.INVALID_ARGUMENT,
          assertThrows(StorageException.class, () -> RowKey.parse(text), text).code());
    }
    for (byte[] bytes : new byte[][] {{}, {1}, {2}, {2, 'a'}, {3}, {2, (byte) 0xff, 0}}) {
      assertThrows(StorageException.class, () -> RowKey.fromBytes(bytes));
    }
  }

  @Test
  void range_containsWhatItSays() {
    KeyRange under = KeyRange.within(RowKey.of("a"));
    assertTrue(under.contains(RowKey.of("a").and(Long.MIN_VALUE)));
    assertTrue(under.contains(RowKey.of("a").and("\udbff\udfff")));
    assertFalse(under.contains(RowKey.of("a\0")));
    assertFalse(under.contains(RowKey.of("aa")));
    KeyRange prefix = KeyRange.all().startingWith("a");
    assertTrue(prefix.contains(RowKey.of("a\0")));
    assertTrue(prefix.contains(RowKey.of("aa").and(1)));
    assertFalse(prefix.contains(RowKey.of("A")));
    assertFalse(prefix.contains(RowKey.of("b")));
    assertFalse(prefix.contains(RowKey.of(1)));
    KeyRange between = prefix.from(RowKey.of("aa")).to(RowKey.of("ab"));
    assertTrue(between.contains(RowKey.of("aa")));
    assertFalse(between.contains(RowKey.of("a")));
    assertFalse(between.contains(RowKey.of("ab")));
  }
}
