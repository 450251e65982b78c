package dev.stowage.spi;

import dev.stowage.kv.Document;
import dev.stowage.kv.RowKey;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One write: a whole row to store, or a row to delete, on a condition. */
public final class KvWrite {
  private final RowKey key;
  private final @Nullable Document document;
  private final KvCondition condition;
  private final @Nullable Instant expiresAt;
  private final @Nullable String writeId;

  private KvWrite(
      RowKey key,
      @Nullable Document document,
      KvCondition condition,
      @Nullable Instant expiresAt,
      @Nullable String writeId) {
    this.key = key;
    this.document = document;
    this.condition = condition;
    this.expiresAt = expiresAt;
    this.writeId = writeId;
  }

  /**
   * @param expiresAt null for never
   */
  public static KvWrite put(
      RowKey key, Document document, KvCondition condition, @Nullable Instant expiresAt) {
    return new KvWrite(key, document, condition, expiresAt, null);
  }

  /** The condition is none or a revision. Without one, deleting what is missing succeeds. */
  public static KvWrite delete(RowKey key, KvCondition condition) {
    return new KvWrite(key, null, condition, null, null);
  }

  public KvWrite withWriteId(String value) {
    return new KvWrite(key, document, condition, expiresAt, value);
  }

  public boolean isDelete() {
    return document == null;
  }

  public RowKey key() {
    return key;
  }

  /** The document of a put. */
  public Document document() {
    if (document == null) {
      throw new IllegalStateException("a delete has no document");
    }
    return document;
  }

  public KvCondition condition() {
    return condition;
  }

  /** Null for never. */
  public @Nullable Instant expiresAt() {
    return expiresAt;
  }

  /** A random text to keep with the row, so that this very write can be recognised; may be null. */
  public @Nullable String writeId() {
    return writeId;
  }
}
