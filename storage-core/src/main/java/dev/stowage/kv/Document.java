package dev.stowage.kv;

import dev.stowage.StorageException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * An immutable ordered map from field names to values, the content of a row.
 *
 * <p>A value is null, a Boolean, a String, a number, bytes, an {@link Instant}, a list, or another
 * document. A field that is missing, one that is null and one that is empty are three things.
 * Nothing is rounded or replaced: what cannot be kept is refused with INVALID_ARGUMENT.
 *
 * <p>A number is a decimal of up to 38 significant digits and has one form, whatever Java type it
 * came from: a Long if it is whole and fits 64 bits, else a Double if that says it exactly, else a
 * BigDecimal. So {@code 1}, {@code 1.0} and {@code new BigDecimal("1.00")} are the same value on
 * every provider. Negative zero is kept; NaN and infinities are refused.
 *
 * <p>Fields are named by paths, as {@link FieldPath} describes: {@code address.city}. Two documents
 * are equal when they have equal fields, in whatever order.
 */
public final class Document {
  private static final Document EMPTY = new Document(Map.of());

  private final Map<String, @Nullable Object> fields;
  private final int depth;

  /** Takes over a map of values in their kept form. */
  Document(Map<String, @Nullable Object> fields) {
    this.fields = Collections.unmodifiableMap(fields);
    this.depth = 1 + fields.values().stream().mapToInt(DocumentValues::depth).max().orElse(0);
    if (depth > DocumentValues.MAX_DEPTH) {
      throw DocumentValues.tooDeep();
    }
  }

  public static Document empty() {
    return EMPTY;
  }

  /**
   * The fields of a map, a record or a bean. Beans and records go through Jackson, so its
   * annotations (rename, ignore, omit if empty, own serializers) hold; byte arrays, instants,
   * {@link Optional} and UUIDs work without any module.
   *
   * @throws StorageException INVALID_ARGUMENT when it does not look like a document or has a value
   *     that none can hold
   */
  public static Document of(Object source) {
    if (DocumentValues.canonical(source) instanceof Document document) {
      return document;
    }
    throw StorageException.invalidArgument(
        "a " + source.getClass().getName() + " has no fields, so it cannot be a document");
  }

  /**
   * Parses what {@link #toJson()} gives, and any other JSON object.
   *
   * @throws StorageException INVALID_ARGUMENT when it is not one, or repeats a field
   */
  public static Document fromJson(String json) {
    return DocumentJson.read(json);
  }

  /** This document with the field set; documents on the way that are missing are made. */
  public Document with(String path, @Nullable Object value) {
    return with(FieldPath.parse(path), value);
  }

  /** This document with the field set. */
  public Document with(FieldPath path, @Nullable Object value) {
    return put(path.names(), DocumentValues.canonical(value));
  }

  /** This document without the field; the same when there is none. */
  public Document without(String path) {
    return without(FieldPath.parse(path));
  }

  /** This document without the field. */
  public Document without(FieldPath path) {
    return remove(path.names());
  }

  /** Only the fields at these paths, as far as they exist. */
  public Document select(Collection<FieldPath> paths) {
    Document selected = EMPTY;
    for (FieldPath path : paths) {
      if (has(path)) {
        selected = selected.put(path.names(), find(path));
      }
    }
    return selected;
  }

  /** Whether there is such a field, be it null. */
  public boolean has(String path) {
    return has(FieldPath.parse(path));
  }

  public boolean isEmpty() {
    return fields.isEmpty();
  }

  /** The names of the fields of this level, in their order. */
  public Collection<String> names() {
    return fields.keySet();
  }

  /**
   * The value at the path whatever its kind: Boolean, String, Long, Double, BigDecimal, byte[],
   * Instant, List or Document. Empty when it is missing or null; {@link #has} tells these apart.
   */
  public Optional<Object> value(String path) {
    return value(FieldPath.parse(path));
  }

  /** The value at the path. */
  public Optional<Object> value(FieldPath path) {
    return Optional.ofNullable(DocumentValues.exposed(find(path)));
  }

  public Optional<String> string(String path) {
    return typed(path, String.class, "a string");
  }

  public Optional<Boolean> bool(String path) {
    return typed(path, Boolean.class, "a boolean");
  }

  /**
   * @throws StorageException INVALID_ARGUMENT when the field is no whole number of 64 bits
   */
  public OptionalLong integer(String path) {
    return typed(path, Long.class, "a 64-bit integer")
        .map(OptionalLong::of)
        .orElse(OptionalLong.empty());
  }

  /** The nearest double. */
  public OptionalDouble number(String path) {
    Optional<Number> found = typed(path, Number.class, "a number");
    return found.isPresent()
        ? OptionalDouble.of(found.get().doubleValue())
        : OptionalDouble.empty();
  }

  /** The exact number. */
  public Optional<BigDecimal> decimal(String path) {
    return typed(path, Number.class, "a number").map(Numbers::decimal);
  }

  public Optional<byte[]> bytes(String path) {
    return typed(path, Binary.class, "bytes").map(Binary::copy);
  }

  public Optional<Instant> instant(String path) {
    return typed(path, Instant.class, "an instant");
  }

  public Optional<Document> document(String path) {
    return typed(path, Document.class, "a document");
  }

  /** The elements, of the types of {@link #value}; an element can be null. */
  public Optional<List<@Nullable Object>> list(String path) {
    @SuppressWarnings("unchecked")
    Optional<List<@Nullable Object>> list =
        typed(path, List.class, "a list")
            .map(l -> (List<@Nullable Object>) DocumentValues.exposed(l));
    return list;
  }

  /**
   * Binds the fields to a record or a bean through Jackson. Fields that the type does not know are
   * left out.
   *
   * @throws StorageException INVALID_ARGUMENT when a field does not fit the type
   */
  public <T> T as(Class<T> type) {
    return DocumentBinding.toObject(this, type);
  }

  /** The fields of this level by name, with values of the types of {@link #value} or null. */
  public Map<String, @Nullable Object> toMap() {
    Map<String, @Nullable Object> copy = new LinkedHashMap<>();
    fields.forEach((name, value) -> copy.put(name, DocumentValues.exposed(value)));
    return Collections.unmodifiableMap(copy);
  }

  /**
   * The document as JSON, exactly. What JSON lacks stands in an object with one field: bytes as
   * {@code {"$bytes": "base64"}}, an instant as {@code {"$instant": "2026-01-31T23:59:59Z"}}. A
   * document that looks like one of these by itself gets one more {@code $} in front of its name.
   */
  public String toJson() {
    return DocumentJson.write(this);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Document that && fields.equals(that.fields);
  }

  @Override
  public int hashCode() {
    return fields.hashCode();
  }

  /** The same as {@link #toJson()}. */
  @Override
  public String toString() {
    return toJson();
  }

  /** The fields in their kept form. */
  Map<String, @Nullable Object> kept() {
    return fields;
  }

  int depth() {
    return depth;
  }

  boolean has(FieldPath path) {
    List<String> names = path.names();
    Document at = this;
    for (String name : names.subList(0, names.size() - 1)) {
      if (!(at.fields.get(name) instanceof Document next)) {
        return false;
      }
      at = next;
    }
    return at.fields.containsKey(names.get(names.size() - 1));
  }

  /** The value in its kept form; null when it is missing or null. */
  @Nullable Object find(FieldPath path) {
    Object at = this;
    for (String name : path.names()) {
      if (!(at instanceof Document document)) {
        return null;
      }
      at = document.fields.get(name);
    }
    return at;
  }

  private <T> Optional<T> typed(String path, Class<T> type, String expected) {
    Object value = find(FieldPath.parse(path));
    if (value != null && !type.isInstance(value)) {
      throw StorageException.invalidArgument(
          "field " + path + " is " + DocumentValues.kindOf(value) + ", not " + expected);
    }
    return Optional.ofNullable(type.cast(value));
  }

  private Document put(List<String> names, @Nullable Object value) {
    String name = names.get(0);
    Object changed = value;
    if (names.size() > 1) {
      Object inner = fields.get(name);
      if (inner != null && !(inner instanceof Document)) {
        throw StorageException.invalidArgument(
            "field " + name + " is " + DocumentValues.kindOf(inner) + ", so it has no fields");
      }
      Document next = inner instanceof Document document ? document : EMPTY;
      changed = next.put(names.subList(1, names.size()), value);
    }
    Map<String, @Nullable Object> copy = new LinkedHashMap<>(fields);
    copy.put(name, changed);
    return new Document(copy);
  }

  private Document remove(List<String> names) {
    String name = names.get(0);
    if (!fields.containsKey(name)) {
      return this;
    }
    Map<String, @Nullable Object> copy = new LinkedHashMap<>(fields);
    if (names.size() == 1) {
      copy.remove(name);
    } else if (fields.get(name) instanceof Document inner) {
      copy.put(name, inner.remove(names.subList(1, names.size())));
    }
    return new Document(copy);
  }
}
