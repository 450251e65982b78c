package dev.stowage.oci.nosql;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.kv.Document;
import dev.stowage.kv.FieldPath;
import dev.stowage.kv.Revision;
import dev.stowage.kv.Row;
import dev.stowage.kv.RowKey;
import dev.stowage.spi.KvRecord;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Between rows of ours and rows of one table. */
final class NosqlMapping {
  /** The field of a document column that holds the mark of a write. */
  static final String MARK = "stowage-write-id";

  /** What stands behind the version of a row that expires, in the text of its revision. */
  private static final String EXPIRES = "~";

  private static final int NANO_DIGITS = 9;

  private final NosqlSchema schema;

  NosqlMapping(NosqlSchema schema) {
    this.schema = schema;
  }

  /** Why the table cannot hold such a key, to complete "the key …"; empty when it can. */
  static Optional<String> keyProblem(List<KeyColumn> columns, RowKey key) {
    List<Object> parts = key.parts();
    if (parts.size() != columns.size()) {
      return Optional.of(
          "has " + parts.size() + " parts; the table's primary key has " + columns.size());
    }
    for (int i = 0; i < parts.size(); i++) {
      Optional<String> problem = columns.get(i).problem(parts.get(i));
      if (problem.isPresent()) {
        return problem;
      }
    }
    return Optional.empty();
  }

  void checkKey(RowKey key) {
    Optional<String> problem = keyProblem(schema.key(), key);
    if (problem.isPresent()) {
      throw StorageException.of(ErrorCode.INVALID_KEY, "the key " + problem.get());
    }
  }

  /** The key as query parameters take it: texts of the form column:value. */
  List<String> keyParameters(RowKey key) {
    checkKey(key);
    List<String> parameters = new ArrayList<>();
    for (int i = 0; i < key.parts().size(); i++) {
      parameters.add(schema.key().get(i).name() + ":" + key.parts().get(i));
    }
    return parameters;
  }

  /** A row's value for the service. */
  Document value(RowKey key, Document document, @Nullable String writeId) {
    checkKey(key);
    Map<String, @Nullable Object> value = new LinkedHashMap<>();
    for (int i = 0; i < key.parts().size(); i++) {
      value.put(schema.key().get(i).name(), key.parts().get(i));
    }
    fill(value, document, writeId);
    return Document.of(value);
  }

  /** A row's value without its key, which the service makes up. */
  Document value(Document document) {
    Map<String, @Nullable Object> value = new LinkedHashMap<>();
    fill(value, document, null);
    return Document.of(value);
  }

  private void fill(
      Map<String, @Nullable Object> value, Document document, @Nullable String writeId) {
    if (schema.document() != null) {
      if (document.has(FieldPath.of(MARK).toString())) {
        throw StorageException.invalidArgument(
            "the field " + MARK + " is reserved for marks of this library");
      }
      Document kept = writeId == null ? document : document.with(FieldPath.of(MARK), writeId);
      value.put(schema.document(), kept);
      return;
    }
    document.toMap().forEach((name, field) -> value.put(column(name), toColumn(name, field)));
    if (schema.mark() != null) {
      value.put(schema.mark(), writeId);
    }
  }

  private String column(String field) {
    if (!schema.columns().containsKey(field)) {
      boolean isKey = schema.key().stream().anyMatch(c -> c.name().equalsIgnoreCase(field));
      throw StorageException.invalidArgument(
          "the table has no column for the field \""
              + field
              + "\""
              + (isKey
                  ? "; what is part of the key is left out of the document"
                  : "; it has " + schema.columns().keySet()));
    }
    return field;
  }

  private @Nullable Object toColumn(String field, @Nullable Object value) {
    String type = schema.columns().getOrDefault(field, "");
    if (value instanceof Instant instant && type.startsWith("TIMESTAMP")) {
      checkPrecision(field, type, instant);
      return instant.toString();
    }
    if (value instanceof Number number && (type.equals("FLOAT") || type.equals("DOUBLE"))) {
      checkDigits(field, type, number);
    }
    return value instanceof byte[] bytes && type.startsWith("BINARY")
        ? Base64.getEncoder().encodeToString(bytes)
        : value;
  }

  /** The service would round what its column is too coarse for. */
  private static void checkPrecision(String field, String type, Instant instant) {
    String digits = type.replaceAll("[^0-9]", "");
    int precision = digits.isEmpty() ? NANO_DIGITS : Integer.parseInt(digits);
    if (BigDecimal.valueOf(instant.getNano(), NANO_DIGITS).stripTrailingZeros().scale()
        > precision) {
      throw StorageException.invalidArgument(
          "the column " + field + " is a " + type + ", which " + instant + " does not fit");
    }
  }

  private static void checkDigits(String field, String type, Number number) {
    String kept =
        type.equals("FLOAT")
            ? Float.toString(number.floatValue())
            : Double.toString(number.doubleValue());
    boolean fits =
        !kept.contains("Infinity")
            && new BigDecimal(kept).compareTo(new BigDecimal(number.toString())) == 0;
    if (!fits) {
      throw StorageException.invalidArgument(
          "the column " + field + " is a " + type + ", which " + number + " does not fit");
    }
  }

  /** A row as the service showed it; null when it showed none. */
  @Nullable KvRecord record(RowKey key, NosqlAnswer answer) {
    Document value = answer.body().document("value").orElse(null);
    if (value == null || answer.etag() == null) {
      return null;
    }
    Instant expires =
        NosqlExpiry.read(answer.body().string("timeOfExpiration").map(Instant::parse).orElse(null));
    Row row = Row.of(key, document(value), revision(answer.etag(), expires != null), expires);
    return new KvRecord(row, writeId(value));
  }

  /** A row as a scan showed it. */
  Row row(Document item) {
    Instant expires = NosqlExpiry.readMillis(item.integer(NosqlScans.EXPIRES).orElse(0));
    String version = item.string(NosqlScans.VERSION).orElse("");
    return Row.of(key(item), document(item), revision(version, expires != null), expires);
  }

  RowKey key(Document item) {
    RowKey key = null;
    for (KeyColumn column : schema.key()) {
      if (column.isText()) {
        String part = item.string(column.name()).orElse("");
        if (part.isEmpty()) {
          throw StorageException.of(
              ErrorCode.UNSUPPORTED,
              "a row of the table has an empty text in its key column " + column.name());
        }
        key = key == null ? RowKey.of(part) : key.and(part);
      } else {
        long part = item.integer(column.name()).orElse(0);
        key = key == null ? RowKey.of(part) : key.and(part);
      }
    }
    return java.util.Objects.requireNonNull(key);
  }

  private Document document(Document value) {
    if (schema.document() != null) {
      Object held = value.value(FieldPath.of(schema.document())).orElse(Document.empty());
      if (held instanceof Document document) {
        return document.without(FieldPath.of(MARK));
      }
      throw StorageException.of(
          ErrorCode.UNSUPPORTED,
          "the column " + schema.document() + " of the row holds no JSON object");
    }
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    schema
        .columns()
        .forEach(
            (name, type) ->
                fields.put(name, ofColumn(name, type, value.value(FieldPath.of(name)))));
    return Document.of(fields);
  }

  private static @Nullable Object ofColumn(String name, String type, Optional<Object> value) {
    if (value.isPresent() && value.get() instanceof String text) {
      try {
        if (type.startsWith("TIMESTAMP")) {
          return Instant.parse(text);
        }
        if (type.startsWith("BINARY")) {
          return Base64.getDecoder().decode(text);
        }
      } catch (DateTimeException | IllegalArgumentException e) {
        throw StorageException.builder(
                ErrorCode.UNKNOWN, "the service shows something else in column " + name)
            .cause(e)
            .build();
      }
    }
    return value.orElse(null);
  }

  private @Nullable String writeId(Document value) {
    FieldPath at =
        schema.document() != null
            ? FieldPath.of(schema.document(), MARK)
            : schema.mark() != null ? FieldPath.of(schema.mark()) : null;
    return at != null && value.value(at).orElse(null) instanceof String mark ? mark : null;
  }

  boolean keepsMarks() {
    return schema.document() != null || schema.mark() != null;
  }

  /** A revision, which also says whether the row expires: a later write must know. */
  static Revision revision(String etag, boolean expires) {
    return Revision.parse(expires ? etag + EXPIRES : etag);
  }

  static String etag(Revision revision) {
    String text = revision.text();
    return expires(revision) ? text.substring(0, text.length() - EXPIRES.length()) : text;
  }

  static boolean expires(Revision revision) {
    return revision.text().endsWith(EXPIRES);
  }
}
