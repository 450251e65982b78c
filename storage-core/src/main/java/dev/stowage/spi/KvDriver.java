package dev.stowage.spi;

import dev.stowage.kv.Document;
import dev.stowage.kv.KvCapabilities;
import dev.stowage.kv.KvFeature;
import dev.stowage.kv.Query;
import dev.stowage.kv.Row;
import dev.stowage.kv.RowKey;
import dev.stowage.kv.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One table of one service. Small on purpose: what can be built from these calls is built in the
 * portable layer, once. Think twice before adding a method.
 *
 * <p>Each method is at most one request (one statement, one transaction). A row past its expiry is
 * treated as missing by conditions and left out by queries even when the service has not removed
 * it; reads may return it.
 *
 * <p>The methods with a default are called only when {@link #capabilities()} has their feature, or
 * a batch size above 1. Thread-safe.
 */
public interface KvDriver extends AutoCloseable {
  /** The URL scheme, such as {@code oci-nosql}; a label of telemetry. */
  String scheme();

  /** What the table is called, for error messages. */
  String container();

  /** Constant, and known without a request. */
  KvCapabilities capabilities();

  /**
   * Why the service cannot store such a key, in words that complete "the key …"; empty when it can.
   * Number of parts and size are checked by {@link #capabilities()} before.
   */
  Optional<String> keyProblem(RowKey key);

  /**
   * Whether {@link KvWrite#writeId()} is stored with the row, out of sight of its document, and
   * returned by {@link #get}. Without it, a lost answer to a conditional write can stay open.
   */
  boolean keepsWriteIds();

  /** Reads a row; null when there is none. */
  @Nullable KvRecord get(RowKey key, KvRead read) throws Exception;

  /**
   * Writes or deletes a row. A condition that did not hold is {@link KvOutcome#refused()}, or an
   * exception that classifies as PRECONDITION_FAILED, ALREADY_EXISTS or NOT_FOUND.
   */
  KvOutcome write(KvWrite write) throws Exception;

  /** Reads some rows of a range. */
  KvPage<Row> scan(KvScan scan) throws Exception;

  /** Reads up to {@code limits().batchReads()} different rows; a result per key, in their order. */
  default List<KvResult<Optional<Row>>> batchGet(List<RowKey> keys, KvRead read) throws Exception {
    throw undeclared("batchGet");
  }

  /**
   * Does up to {@code limits().batchWrites()} writes of different rows, all without a condition; a
   * result per write, in their order.
   */
  default List<KvResult<KvOutcome>> batchWrite(List<KvWrite> writes) throws Exception {
    throw undeclared("batchWrite");
  }

  /**
   * Does all writes, which are of different rows, or none; {@link KvFeature#TRANSACTIONS}. A
   * concurrent transaction in the way is an exception that classifies as CONFLICT.
   */
  default KvTransaction transact(List<KvWrite> writes) throws Exception {
    throw undeclared("transact");
  }

  /** {@link KvFeature#GENERATED_KEYS}. */
  default Row insert(Document document, @Nullable Instant expiresAt) throws Exception {
    throw undeclared("insert");
  }

  /** Answers a query in pages; {@link KvFeature#QUERY}. */
  default KvPage<Row> query(Query query, @Nullable String cursor) throws Exception {
    throw undeclared("query");
  }

  /** Runs a statement whose variables are all bound, in pages; {@link KvFeature#STATEMENTS}. */
  default KvPage<Document> query(Statement statement, @Nullable String cursor) throws Exception {
    throw undeclared("query");
  }

  /**
   * What an exception of this driver means. Pure. Tells a missing table (CONTAINER_NOT_FOUND) from
   * a missing row (NOT_FOUND).
   */
  Failure classify(Throwable thrown);

  /** The client under this driver, if it is of this type. */
  <T> Optional<T> unwrap(Class<T> type);

  @Override
  void close();

  private static IllegalStateException undeclared(String method) {
    return new IllegalStateException(method + " was called but is not among the capabilities");
  }
}
