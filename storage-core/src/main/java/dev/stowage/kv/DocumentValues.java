package dev.stowage.kv;

import dev.stowage.StorageException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The values of a document as they are kept: null, Boolean, String, Long, Double, BigDecimal,
 * {@link Binary}, Instant, {@link Document}, or an unmodifiable list of these.
 */
final class DocumentValues {
  static final int MAX_DEPTH = 100;

  private DocumentValues() {}

  /** Brings what a caller passes into its one form. */
  static @Nullable Object canonical(@Nullable Object value) {
    return canonical(value, 1);
  }

  private static @Nullable Object canonical(@Nullable Object value, int depth) {
    if (depth > MAX_DEPTH + 1) {
      throw tooDeep();
    }
    if (value == null || value instanceof Boolean || value instanceof Instant) {
      return value;
    }
    if (value instanceof Document || value instanceof Binary) {
      return value;
    }
    if (value instanceof String text) {
      return checkText(text);
    }
    if (value instanceof Number number && number.getClass().getName().startsWith("java.")) {
      return Numbers.canonical(number);
    }
    if (value instanceof byte[] bytes) {
      return new Binary(bytes.clone());
    }
    if (value instanceof UUID uuid) {
      return uuid.toString();
    }
    if (value instanceof Optional<?> optional) {
      return canonical(optional.orElse(null), depth);
    }
    if (value instanceof Map<?, ?> map) {
      return new Document(canonicalFields(map, depth));
    }
    if (value instanceof Object[] array) {
      return canonicalList(Arrays.asList(array), depth);
    }
    if (value instanceof Collection<?> collection) {
      return canonicalList(collection, depth);
    }
    return canonical(DocumentBinding.toTree(value), depth);
  }

  static Map<String, @Nullable Object> canonicalFields(Map<?, ?> map, int depth) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    map.forEach(
        (name, value) -> {
          if (!(name instanceof String text)) {
            throw StorageException.invalidArgument(
                "a field name of a document must be a string, not " + name);
          }
          checkName(text);
          fields.put(text, canonical(value, depth + 1));
        });
    return fields;
  }

  private static List<@Nullable Object> canonicalList(Collection<?> values, int depth) {
    List<@Nullable Object> list = new ArrayList<>(values.size());
    values.forEach(value -> list.add(canonical(value, depth + 1)));
    return Collections.unmodifiableList(list);
  }

  /** What a caller gets to see: bytes as a fresh array, everything else as it is kept. */
  static @Nullable Object exposed(@Nullable Object value) {
    if (value instanceof Binary binary) {
      return binary.copy();
    }
    if (value instanceof List<?> list) {
      List<@Nullable Object> copy = new ArrayList<>(list.size());
      list.forEach(element -> copy.add(exposed(element)));
      return Collections.unmodifiableList(copy);
    }
    return value;
  }

  static String checkName(String name) {
    if (name.isEmpty()) {
      throw StorageException.invalidArgument("a field name of a document must not be empty");
    }
    if (!UnicodeText.isWhole(name)) {
      throw StorageException.invalidArgument("a field name has an unpaired surrogate");
    }
    return name;
  }

  private static String checkText(String text) {
    if (!UnicodeText.isWhole(text)) {
      throw StorageException.invalidArgument(
          "a string of a document has an unpaired surrogate, which is not Unicode text");
    }
    return text;
  }

  /** Levels of documents and lists in this value; 0 for a scalar. */
  static int depth(@Nullable Object value) {
    if (value instanceof Document document) {
      return document.depth();
    }
    if (value instanceof List<?> list) {
      return 1 + list.stream().mapToInt(DocumentValues::depth).max().orElse(0);
    }
    return 0;
  }

  static StorageException tooDeep() {
    return StorageException.invalidArgument(
        "a document is nested more than " + MAX_DEPTH + " levels deep");
  }

  static String kindOf(@Nullable Object value) {
    if (value == null) {
      return "null";
    }
    if (value instanceof Binary) {
      return "bytes";
    }
    if (value instanceof List) {
      return "a list";
    }
    return Numbers.isNumber(value)
        ? "a number"
        : "a " + value.getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT);
  }

  /**
   * How two values of one kind compare; empty when they are of two kinds or of one without order.
   */
  static OptionalInt compare(@Nullable Object one, @Nullable Object other) {
    if (one == null || other == null) {
      return OptionalInt.empty();
    }
    if (Numbers.isNumber(one) && Numbers.isNumber(other)) {
      return OptionalInt.of(Numbers.decimal(one).compareTo(Numbers.decimal(other)));
    }
    if (one instanceof String a && other instanceof String b) {
      return OptionalInt.of(Arrays.compareUnsigned(RowKeyBytes.utf8(a), RowKeyBytes.utf8(b)));
    }
    if (one instanceof Boolean a && other instanceof Boolean b) {
      return OptionalInt.of(a.compareTo(b));
    }
    if (one instanceof Instant a && other instanceof Instant b) {
      return OptionalInt.of(a.compareTo(b));
    }
    return one instanceof Binary a && other instanceof Binary b
        ? OptionalInt.of(a.compareTo(b))
        : OptionalInt.empty();
  }
}
