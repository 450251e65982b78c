package dev.stowage.local;

import dev.stowage.kv.Document;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * SQL functions over the column {@code doc}, for statements: {@code text(doc, 'a.b')}, {@code
 * num(doc, 'n')}, {@code bool(doc, 'b')}, {@code instant(doc, 't')}. Each is null for a field that
 * is missing or of another kind.
 */
public final class RowFunctions {
  static final List<String> ALL = List.of("text", "num", "bool", "instant", "keytext");

  private RowFunctions() {}

  public static @Nullable String text(String document, String path) {
    return Document.fromJson(document)
        .value(path)
        .map(v -> v instanceof String s ? s : null)
        .orElse(null);
  }

  public static @Nullable BigDecimal num(String document, String path) {
    return Document.fromJson(document)
        .value(path)
        .map(v -> v instanceof Number n ? new BigDecimal(n.toString()) : null)
        .orElse(null);
  }

  public static @Nullable Boolean bool(String document, String path) {
    return Document.fromJson(document)
        .value(path)
        .map(v -> v instanceof Boolean b ? b : null)
        .orElse(null);
  }

  public static @Nullable OffsetDateTime instant(String document, String path) {
    return Document.fromJson(document)
        .value(path)
        .map(v -> v instanceof java.time.Instant at ? at.atOffset(ZoneOffset.UTC) : null)
        .orElse(null);
  }

  /** The text form of a key. */
  public static String keytext(byte[] key) {
    return dev.stowage.kv.RowKey.fromBytes(key).text();
  }
}
