package dev.stowage.kv;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One row as it was when it was read. Immutable. */
public final class Row {
  private final RowKey key;
  private final Document document;
  private final Revision revision;
  private final @Nullable Instant expiresAt;

  private Row(RowKey key, Document document, Revision revision, @Nullable Instant expiresAt) {
    this.key = key;
    this.document = document;
    this.revision = revision;
    this.expiresAt = expiresAt;
  }

  /**
   * For providers.
   *
   * @param expiresAt null for a row that never expires
   */
  public static Row of(
      RowKey key, Document document, Revision revision, @Nullable Instant expiresAt) {
    return new Row(key, document, revision, expiresAt);
  }

  public RowKey key() {
    return key;
  }

  public Document document() {
    return document;
  }

  public Revision revision() {
    return revision;
  }

  /** When the row goes by itself; empty for never. */
  public Optional<Instant> expiresAt() {
    return Optional.ofNullable(expiresAt);
  }

  /** Shorthand for {@code document().as(type)}. */
  public <T> T as(Class<T> type) {
    return document.as(type);
  }

  /** The same row with another document, such as a part of it. */
  public Row withDocument(Document value) {
    return new Row(key, value, revision, expiresAt);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Row that
        && key.equals(that.key)
        && document.equals(that.document)
        && revision.equals(that.revision)
        && Objects.equals(expiresAt, that.expiresAt);
  }

  @Override
  public int hashCode() {
    return Objects.hash(key, revision);
  }

  /** Key and revision, not the document. */
  @Override
  public String toString() {
    return "Row[" + key + " @ " + revision + "]";
  }
}
