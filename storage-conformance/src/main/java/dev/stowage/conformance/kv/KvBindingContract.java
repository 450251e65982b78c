package dev.stowage.conformance.kv;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.stowage.conformance.Case;
import dev.stowage.kv.Document;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Documents and the caller's own types. */
public interface KvBindingContract extends KvContract {
  /** A bean with the annotations that matter. */
  final class Job {
    @JsonProperty("job_name")
    public String name = "";

    public long size;

    @JsonIgnore public @Nullable String secret;

    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public List<String> tags = new ArrayList<>();

    public @Nullable Step first;
    public List<Step> steps = new ArrayList<>();
  }

  /** A record within it. */
  record Step(String name, int attempts) {}

  /** The plain ones and those that Jackson needs help with. */
  record Mixed(
      Color color,
      Optional<String> note,
      Optional<Step> step,
      UUID id,
      Instant at,
      byte[] raw,
      BigDecimal price,
      Celsius celsius) {}

  /** An enum. */
  enum Color {
    RED,
    GREEN
  }

  /** A type that brings its own form. */
  record Celsius(double degrees) {
    @JsonCreator
    public static Celsius parse(String text) {
      return new Celsius(Double.parseDouble(text.replace("C", "")));
    }

    @JsonValue
    public String text() {
      return degrees + "C";
    }
  }

  private static Job job() {
    Job job = new Job();
    job.name = "encode";
    job.size = (1L << 53) + 1;
    job.secret = "hidden";
    job.first = new Step("probe", 1);
    job.steps.add(new Step("cut", 2));
    return job;
  }

  @Case("K018")
  default void beanAndMap_sameRow() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("job_name", "encode");
    map.put("size", (1L << 53) + 1);
    map.put("first", Map.of("name", "probe", "attempts", 1));
    map.put("steps", List.of(Map.of("name", "cut", "attempts", 2)));
    store().put(key("bean"), Document.of(job()));
    store().put(key("map"), Document.of(map));
    assertEquals(document(key("map")), document(key("bean")));
    Job back = row(key("map")).as(Job.class);
    assertEquals("encode", back.name);
    assertEquals((1L << 53) + 1, back.size);
    assertEquals(new Step("probe", 1), back.first);
    assertEquals(List.of(new Step("cut", 2)), back.steps);
  }

  @Case("K019")
  default void ignoredField_notStored() {
    store().put(key("a"), Document.of(job()));
    assertFalse(document(key("a")).has("secret"));
    assertFalse(document(key("a")).has("tags"), "empty, so left out");
    assertNull(row(key("a")).as(Job.class).secret);
    Document longer = document(key("a")).with("unknownToTheType", 1);
    assertEquals("encode", longer.as(Job.class).name);
  }

  @Case("K020")
  default void input_notTouched() {
    byte[] bytes = {1, 2, 3};
    List<Object> list = new ArrayList<>(List.of(1, 2));
    Map<String, Object> map = new LinkedHashMap<>(Map.of("list", list, "bytes", bytes));
    Document document = Document.of(map);
    store().put(key("a"), document);
    list.add(3);
    bytes[0] = 9;
    map.clear();
    Document expected =
        Document.empty().with("list", List.of(1, 2)).with("bytes", new byte[] {1, 2, 3});
    assertEquals(expected, document);
    assertEquals(expected, document(key("a")));
    document(key("a")).bytes("bytes").orElseThrow()[0] = 9;
    assertEquals(expected, document(key("a")));
  }

  @Case("K029")
  default void richTypes_roundTrip() {
    Mixed mixed =
        new Mixed(
            Color.GREEN,
            Optional.of("n"),
            Optional.of(new Step("s", 1)),
            UUID.fromString("00000000-0000-0000-0000-0000000000ff"),
            Instant.parse("2026-01-31T23:59:59.123Z"),
            new byte[] {0, -1},
            new BigDecimal("12345678901234567890.0123456789"),
            new Celsius(21.5));
    store().put(key("a"), Document.of(mixed));
    Mixed back = row(key("a")).as(Mixed.class);
    assertEquals(mixed.color(), back.color());
    assertEquals(mixed.note(), back.note());
    assertEquals(mixed.step(), back.step());
    assertEquals(mixed.id(), back.id());
    assertEquals(mixed.at(), back.at());
    assertArrayEquals(mixed.raw(), back.raw());
    assertEquals(0, mixed.price().compareTo(back.price()));
    assertEquals(mixed.celsius(), back.celsius());
    store().put(key("b"), document(key("a")).with("note", null).without("step"));
    Mixed less = row(key("b")).as(Mixed.class);
    assertTrue(less.note().isEmpty());
    assertTrue(less.step().isEmpty());
  }
}
