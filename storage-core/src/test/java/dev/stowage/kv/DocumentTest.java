package dev.stowage.kv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class DocumentTest {
  private static StorageException refused(Executable call) {
    StorageException failure = assertThrows(StorageException.class, call);
    assertEquals(ErrorCode.INVALID_ARGUMENT, failure.code(), failure.getMessage());
    return failure;
  }

  private static Document of(Object value) {
    return Document.empty().with("v", value);
  }

  @Test
  void number_ofOneValue_hasOneForm() {
    for (Object one : List.of(1, (short) 1, 1L, 1.0, 1f, BigInteger.ONE, new BigDecimal("1.00"))) {
      assertEquals(1L, of(one).value("v").orElseThrow(), one.getClass().getName());
    }
    for (Object half : List.of(0.5, 0.5f, new BigDecimal("0.50"))) {
      assertEquals(0.5, of(half).value("v").orElseThrow(), half.getClass().getName());
    }
    assertEquals(0.1, of(0.1f).value("v").orElseThrow());
    assertEquals(1L << 60, of(0x1p60).value("v").orElseThrow());
    assertEquals(1e20, of(new BigDecimal("100000000000000000000")).value("v").orElseThrow());
    assertEquals(0L, of(0.0).value("v").orElseThrow());
    assertEquals(-0.0, of(-0.0).value("v").orElseThrow());
    assertNotEquals(of(0.0), of(-0.0));
    assertEquals(Long.MIN_VALUE, of((double) Long.MIN_VALUE).value("v").orElseThrow());
    assertEquals(0x1p63, of(0x1p63).value("v").orElseThrow());
  }

  @Test
  void number_beyondThirtyEightDigits_isRefused() {
    String digits = "12345678901234567890123456789012345678";
    assertEquals(new BigDecimal(digits), of(new BigInteger(digits)).decimal("v").orElseThrow());
    refused(() -> of(new BigInteger(digits + "1")));
    refused(() -> of(new BigDecimal("1E+1000000")));
    refused(() -> of(Double.NaN));
    refused(() -> Document.fromJson("{\"v\": 1e999999999}"));
  }

  @Test
  void typedGetters_sayWhatIsWrong() {
    Document document = of("text").with("n", 1).with("half", 0.5).with("null", null);
    assertTrue(refused(() -> document.integer("v")).getMessage().contains("a string"));
    refused(() -> document.integer("half"));
    refused(() -> document.string("n"));
    assertEquals("text", document.string("v").orElseThrow());
    assertEquals(0.5, document.number("half").orElseThrow());
    assertTrue(document.string("null").isEmpty());
    assertTrue(document.string("missing.deep").isEmpty());
    assertTrue(document.has("null"));
    assertFalse(document.has("v.deeper"));
  }

  @Test
  void withAndWithout_leaveTheOriginal() {
    Document original = Document.empty().with("a.b", 1);
    Document changed = original.with("a.c", 2).without("a.b").with("\"x.y\"", 3);
    assertEquals(Document.empty().with("a.b", 1), original);
    assertEquals("{\"a\":{\"c\":2},\"x.y\":3}", changed.toJson());
    assertEquals(original, original.without("nothing").without("a.nothing").without("a.b.c"));
    refused(() -> original.with("a.b.c", 1));
  }

  @Test
  void json_keepsWhatJsonLacks() {
    Document document =
        of(new byte[] {1, 2}).with("at", Instant.parse("2026-01-01T00:00:00.000000001Z"));
    assertEquals(
        "{\"v\":{\"$bytes\":\"AQI=\"},\"at\":{\"$instant\":\"2026-01-01T00:00:00.000000001Z\"}}",
        document.toJson());
    assertEquals(document, Document.fromJson(document.toJson()));
    Document lookalike = of(Map.of("$bytes", "AQI=")).with("w", Map.of("$$instant", "x"));
    assertEquals(lookalike, Document.fromJson(lookalike.toJson()));
    assertNotEquals(of(new byte[] {1, 2}), of(Map.of("$bytes", "AQI=")));
    Document top = Document.empty().with("$bytes", "AQI=");
    assertEquals(top, Document.fromJson(top.toJson()));
    assertEquals(of(-0.0), Document.fromJson(of(-0.0).toJson()));
  }

  @Test
  void json_malformed_isRefused() {
    for (String text :
        List.of(
            "",
            "1",
            "[]",
            "null",
            "{",
            "{} {}",
            "{\"a\":1,\"a\":2}",
            "{\"\":1}",
            "{\"a\":NaN}",
            "{\"a\":{\"$bytes\":\"?\"}}",
            "{\"a\":{\"$instant\":1}}",
            "{\"$bytes\":\"AQI=\"}")) {
      refused(() -> Document.fromJson(text));
    }
  }

  @Test
  void json_ofRandomDocuments_roundTrips() {
    Random random = new Random(20260101);
    for (int i = 0; i < 2000; i++) {
      Document document = Document.of(randomMap(random, 4));
      assertEquals(document, Document.fromJson(document.toJson()));
      assertEquals(document.toJson(), Document.fromJson(document.toJson()).toJson());
    }
  }

  private static Map<String, Object> randomMap(Random random, int depth) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      String name = List.of("a", "$bytes", "$$instant", "b.c", "\u00e9").get(random.nextInt(5));
      map.put(name, randomValue(random, depth - 1));
    }
    return map;
  }

  private static Object randomValue(Random random, int depth) {
    return switch (random.nextInt(depth > 0 ? 11 : 9)) {
      case 0 -> null;
      case 1 -> random.nextBoolean();
      case 2 -> random.nextLong();
      case 3 -> random.nextGaussian() * Math.pow(10, random.nextInt(40) - 20);
      case 4 -> new BigDecimal(new BigInteger(120, random), random.nextInt(30));
      case 5 -> random.ints(5, 0, 0xd800).mapToObj(Character::toString).toList().toString();
      case 6 -> Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000));
      case 7 -> new byte[random.nextInt(5)];
      case 8 -> random.nextInt(100);
      case 9 -> randomMap(random, depth);
      default -> new ArrayList<>(Arrays.asList(randomValue(random, depth - 1), 1));
    };
  }

  @Test
  void depth_upToHundred() {
    Object deep = 1;
    for (int i = 0; i < 99; i++) {
      deep = Collections.singletonList(deep);
    }
    Object most = deep;
    assertEquals(of(most), Document.fromJson(of(most).toJson()));
    refused(() -> of(List.of(most)));
    refused(() -> Document.fromJson("{\"v\":" + "[".repeat(200) + "]".repeat(200) + "}"));
  }

  @Test
  void scalar_isNoDocument() {
    refused(() -> Document.of("text"));
    refused(() -> Document.of(List.of(1)));
    refused(() -> Document.of(Map.of(1, 2)));
    refused(() -> Document.of(new Object()));
    refused(() -> of(java.time.LocalDate.EPOCH));
    refused(() -> of(1).as(Instant.class));
  }
}
