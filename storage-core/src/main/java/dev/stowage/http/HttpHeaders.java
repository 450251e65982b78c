package dev.stowage.http;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Header fields in their order, each name possibly more than once. Names keep their spelling and
 * are looked up ignoring case. Immutable.
 *
 * <p>On the wire values are UTF-8; a received value that is not UTF-8 is read as ISO-8859-1. Names
 * that are not tokens and values with control characters (CR and LF above all) are refused.
 */
public final class HttpHeaders {
  private static final HttpHeaders EMPTY = new HttpHeaders(List.of());

  /** Alternating names and values. */
  private final List<String> fields;

  private HttpHeaders(List<String> fields) {
    this.fields = fields;
  }

  /** No fields. */
  public static HttpHeaders empty() {
    return EMPTY;
  }

  /** Fields from alternating names and values. */
  public static HttpHeaders of(String... namesAndValues) {
    if (namesAndValues.length % 2 != 0) {
      throw new IllegalArgumentException("a header name without a value");
    }
    Builder builder = builder();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      builder.add(namesAndValues[i], namesAndValues[i + 1]);
    }
    return builder.build();
  }

  /** Starts an empty builder. */
  public static Builder builder() {
    return new Builder();
  }

  /** Number of fields, repeated names counted each time. */
  public int size() {
    return fields.size() / 2;
  }

  /** The value of the first field of this name. */
  public Optional<String> first(String name) {
    int index = indexOf(name, 0);
    return index < 0 ? Optional.empty() : Optional.of(value(index));
  }

  /** The values of all fields of this name, in order; empty when there is none. */
  public List<String> all(String name) {
    List<String> values = new ArrayList<>();
    for (int i = indexOf(name, 0); i >= 0; i = indexOf(name, i + 1)) {
      values.add(value(i));
    }
    return values;
  }

  /** Tells whether there is a field of this name. */
  public boolean contains(String name) {
    return indexOf(name, 0) >= 0;
  }

  /** Calls back with name and value of each field, in order. */
  public void forEach(BiConsumer<String, String> action) {
    for (int i = 0; i < size(); i++) {
      action.accept(name(i), value(i));
    }
  }

  /** All fields by lower-case name, in order of first appearance. */
  public Map<String, List<String>> toMap() {
    Map<String, List<String>> map = new LinkedHashMap<>();
    forEach(
        (name, value) ->
            map.computeIfAbsent(name.toLowerCase(Locale.ROOT), n -> new ArrayList<>()).add(value));
    return map;
  }

  /** Starts a builder with these fields in it. */
  public Builder toBuilder() {
    Builder builder = new Builder();
    builder.fields.addAll(fields);
    return builder;
  }

  String name(int index) {
    return fields.get(2 * index);
  }

  String value(int index) {
    return fields.get(2 * index + 1);
  }

  int indexOf(String name, int from) {
    for (int i = from; i < size(); i++) {
      if (name(i).equalsIgnoreCase(name)) {
        return i;
      }
    }
    return -1;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof HttpHeaders headers && fields.equals(headers.fields);
  }

  @Override
  public int hashCode() {
    return fields.hashCode();
  }

  /** The fields with the values of secret ones replaced. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    forEach((name, value) -> text.append(Redaction.header(name, value)).append('\n'));
    return text.toString();
  }

  /** Collects fields; not thread-safe. */
  public static final class Builder {
    private final List<String> fields = new ArrayList<>(24);

    private Builder() {}

    /**
     * Adds a field after those already there.
     *
     * @throws IllegalArgumentException when the name is not a token or the value has control
     *     characters; the message does not repeat the value
     */
    public Builder add(String name, String value) {
      if (!HeaderSyntax.isToken(name)) {
        throw new IllegalArgumentException("illegal header name");
      }
      if (!HeaderSyntax.isValue(value)) {
        throw new IllegalArgumentException("illegal character in the value of header " + name);
      }
      fields.add(name);
      fields.add(value);
      return this;
    }

    /** Adds all fields of another collection. */
    public Builder addAll(HttpHeaders headers) {
      fields.addAll(headers.fields);
      return this;
    }

    /** Removes the fields of this name, then adds one. */
    public Builder set(String name, String value) {
      return remove(name).add(name, value);
    }

    /** Removes the fields of this name, if any. */
    public Builder remove(String name) {
      for (int i = fields.size() - 2; i >= 0; i -= 2) {
        if (fields.get(i).equalsIgnoreCase(name)) {
          fields.subList(i, i + 2).clear();
        }
      }
      return this;
    }

    /** Makes the headers; the builder may be used on. */
    public HttpHeaders build() {
      return fields.isEmpty() ? EMPTY : new HttpHeaders(List.copyOf(fields));
    }
  }
}
