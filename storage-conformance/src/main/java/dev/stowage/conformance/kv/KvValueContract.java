package dev.stowage.conformance.kv;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.ErrorCode;
import dev.stowage.conformance.Case;
import dev.stowage.kv.Document;
import dev.stowage.kv.KvFeature;
import dev.stowage.kv.Row;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** What a row can hold comes back as it was. */
public interface KvValueContract extends KvKept {
  @Case("K021")
  default void scalars_exact() {
    for (Object value :
        List.of(
            true,
            false,
            0,
            1,
            -1,
            Integer.MIN_VALUE,
            Long.MAX_VALUE,
            Long.MIN_VALUE,
            0.1,
            -2.5,
            Double.MAX_VALUE,
            Double.MIN_VALUE,
            1e100,
            "",
            "text",
            "1",
            "true")) {
      kept(value);
    }
    Document absent = Document.empty().with("v", null);
    store().put(key("null"), absent);
    assertEquals(absent, document(key("null")));
    assertEquals(-0.0, kept(-0.0).value("v").orElseThrow());
    BigDecimal digits = new BigDecimal("-1234567890123456789012345678.9012345678");
    assertEquals(digits, kept(digits).decimal("v").orElseThrow());
    assertArrayEquals(new byte[0], kept(new byte[0]).bytes("v").orElseThrow());
    byte[] all = new byte[256];
    for (int i = 0; i < all.length; i++) {
      all[i] = (byte) i;
    }
    assertArrayEquals(all, kept(all).bytes("v").orElseThrow());
    for (Object none : List.of(Double.NaN, Double.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY)) {
      failsUnsent(
          ErrorCode.INVALID_ARGUMENT,
          () -> store().put(key("nan"), Document.empty().with("v", none)));
    }
  }

  @Case("K022")
  default void integers_notRounded() {
    for (long value : new long[] {(1L << 53) + 1, -(1L << 53) - 1, Long.MAX_VALUE - 1}) {
      assertEquals(value, kept(value).integer("v").orElseThrow());
      assertEquals(value, kept(value).value("in.v").orElseThrow());
    }
    BigInteger beyond = BigInteger.ONE.shiftLeft(64).add(BigInteger.ONE);
    assertEquals(new BigDecimal(beyond), kept(beyond).decimal("v").orElseThrow());
  }

  @Case("K023")
  default void instants_kept() {
    for (String text :
        List.of(
            "1970-01-01T00:00:00Z",
            "2026-03-29T01:30:00.123Z",
            "1583-01-01T00:00:00.001Z",
            "1969-12-31T23:59:59.999Z",
            "9999-12-31T23:59:59.999Z")) {
      Instant instant = Instant.parse(text);
      assertEquals(instant, kept(instant).instant("v").orElseThrow());
    }
    Instant fine = Instant.parse("2026-01-01T00:00:00.123456789Z");
    if (has(KvFeature.NANOSECONDS)) {
      assertEquals(fine, kept(fine).instant("v").orElseThrow());
    } else {
      List<String> before = harness().requests();
      fails(ErrorCode.UNSUPPORTED, () -> store().put(key("f"), Document.empty().with("v", fine)));
      assertEquals(before, harness().requests());
    }
  }

  @Case("K024")
  default void nesting_kept() {
    kept(Map.of());
    kept(List.of());
    kept(Map.of("$bytes", "AQI="));
    kept(List.of(Map.of("$instant", 1), Map.of("$$bytes", "x")));
    kept(List.of(Map.of("a", 1), Map.of(), List.of(List.of())));
    Object deep = "bottom";
    for (int level = 0; level < 29; level++) {
      deep = level % 2 == 0 ? Map.of("in", deep) : List.of(deep);
    }
    kept(deep);
    Object[] endless = new Object[1];
    endless[0] = endless;
    fails(ErrorCode.INVALID_ARGUMENT, () -> Document.empty().with("v", endless));
  }

  @Case("K026")
  default void unknownType_documentedOne() {
    Document document =
        Document.empty()
            .with("whole", 1.0)
            .with("small", (short) 1)
            .with("half", new BigDecimal("0.50"))
            .with("huge", new BigDecimal("0.12345678901234567890123"))
            .with("bytes", new byte[] {1})
            .with("list", List.of(1))
            .with("map", Map.of("a", 1))
            .with("at", Instant.EPOCH);
    store().put(key("a"), document);
    Document back = document(key("a"));
    assertEquals(1L, back.value("whole").orElseThrow());
    assertEquals(1L, back.value("small").orElseThrow());
    assertEquals(0.5, back.value("half").orElseThrow());
    assertInstanceOf(BigDecimal.class, back.value("huge").orElseThrow());
    assertInstanceOf(byte[].class, back.value("bytes").orElseThrow());
    assertEquals(List.of(1L), back.value("list").orElseThrow());
    assertInstanceOf(Document.class, back.value("map").orElseThrow());
    assertEquals(Instant.EPOCH, back.value("at").orElseThrow());
  }

  @Case("K027")
  default void missingNullEmpty_threeThings() {
    Document document =
        Document.empty()
            .with("null", null)
            .with("text", "")
            .with("list", List.of())
            .with("map", Map.of())
            .with("nulls", Arrays.asList(null, null));
    store().put(key("a"), document);
    Document back = document(key("a"));
    assertEquals(document, back);
    assertFalse(back.has("missing"));
    assertTrue(back.has("null"));
    assertTrue(back.value("null").isEmpty());
    assertEquals("", back.string("text").orElseThrow());
    assertEquals(2, back.list("nulls").orElseThrow().size());
    assertTrue(back.document("map").orElseThrow().isEmpty());
  }

  @Case("K028")
  default void rowSize_edgeFitsMoreIsTooLarge() {
    long limit = store().capabilities().limits().maxRowBytes();
    int most = (int) Math.min(limit, 1 << 20);
    Document largest = harness().documentOfSize(most);
    store().put(key("a"), largest);
    assertEquals(largest, document(key("a")));
    if (most == limit) {
      Row before = row(key("a"));
      Document tooLarge = harness().documentOfSize(most + 1);
      fails(ErrorCode.TOO_LARGE, () -> store().put(key("a"), tooLarge));
      fails(ErrorCode.TOO_LARGE, () -> store().create(key("b"), tooLarge));
      assertEquals(before, row(key("a")));
      assertTrue(store().get(key("b"), fresh()).isEmpty());
    }
  }
}
