package dev.stowage.kv;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One write of a batch or a transaction; each means what the method of its name on KvStore does.
 */
public final class Write {
  /** Which method. */
  public enum Kind {
    CREATE,
    PUT,
    REPLACE,
    MODIFY,
    DELETE
  }

  private final Kind kind;
  private final RowKey key;
  private final @Nullable Document document;
  private final @Nullable Changes changes;
  private final RowOptions options;

  private Write(
      Kind kind,
      RowKey key,
      @Nullable Document document,
      @Nullable Changes changes,
      RowOptions options) {
    this.kind = kind;
    this.key = key;
    this.document = document;
    this.changes = changes;
    this.options = options;
  }

  public static Write create(RowKey key, Document document) {
    return new Write(Kind.CREATE, key, document, null, RowOptions.defaults());
  }

  public static Write put(RowKey key, Document document) {
    return new Write(Kind.PUT, key, document, null, RowOptions.defaults());
  }

  public static Write replace(RowKey key, Document document) {
    return new Write(Kind.REPLACE, key, document, null, RowOptions.defaults());
  }

  public static Write modify(RowKey key, Changes changes) {
    return new Write(Kind.MODIFY, key, null, changes, RowOptions.defaults());
  }

  public static Write delete(RowKey key) {
    return new Write(Kind.DELETE, key, null, null, RowOptions.defaults());
  }

  /** The same write with these options. */
  public Write with(RowOptions value) {
    return new Write(kind, key, document, changes, value);
  }

  public Kind kind() {
    return kind;
  }

  public RowKey key() {
    return key;
  }

  /** What is written; empty for a delete and for a modify. */
  public Optional<Document> document() {
    return Optional.ofNullable(document);
  }

  /** What is changed; only for a modify. */
  public Optional<Changes> changes() {
    return Optional.ofNullable(changes);
  }

  public RowOptions options() {
    return options;
  }

  @Override
  public String toString() {
    return kind.name().toLowerCase(java.util.Locale.ROOT) + " " + Objects.toString(key);
  }
}
