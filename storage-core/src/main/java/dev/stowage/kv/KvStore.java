package dev.stowage.kv;

import dev.stowage.OpenOptions;
import dev.stowage.StorageException;
import dev.stowage.StorageUrl;
import dev.stowage.portable.PortableKvStore;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * One table of rows: a {@link Document} under each {@link RowKey}.
 *
 * <p>Every call means the same on every provider, or fails with UNSUPPORTED before any request;
 * {@link #capabilities()} says which, in advance. Failures are {@link StorageException}s. A missing
 * table is CONTAINER_NOT_FOUND for every call. A row past its expiry is as good as gone.
 *
 * <p>It is not an object mapper and not a relational database: there are no schemas, joins or
 * secondary indexes here.
 *
 * <p>Thread-safe; close it when done. Calls block, and are fit for virtual threads.
 */
public interface KvStore extends AutoCloseable {
  /** Opens the table that a URL names, such as {@code mem://test/jobs}. */
  static KvStore open(String url) {
    return open(url, OpenOptions.defaults());
  }

  /** Opens the table that a URL names. */
  static KvStore open(String url, OpenOptions options) {
    return PortableKvStore.open(StorageUrl.parse(url), options);
  }

  /** Opens the table that a URL names. */
  static KvStore open(URI url, OpenOptions options) {
    return open(url.toString(), options);
  }

  /** Stores a new row; ALREADY_EXISTS, and nothing changed, if there is one. */
  default Revision create(RowKey key, Document document) {
    return create(key, document, RowOptions.defaults());
  }

  /**
   * Stores a new row. Options with a revision are an INVALID_ARGUMENT: there is nothing to be at
   * it.
   */
  Revision create(RowKey key, Document document, RowOptions options);

  /** Stores a row under a key that the store makes up; needs {@link KvFeature#GENERATED_KEYS}. */
  Row createWithGeneratedKey(Document document, RowOptions options);

  /** Stores a row, whether or not there is one; what was there is replaced as a whole. */
  default Revision put(RowKey key, Document document) {
    return put(key, document, RowOptions.defaults());
  }

  /** Stores a row. An expiry that the options do not name again is gone. */
  Revision put(RowKey key, Document document, RowOptions options);

  /** Replaces a row as a whole; NOT_FOUND if there is none. */
  default Revision replace(RowKey key, Document document) {
    return replace(key, document, RowOptions.defaults());
  }

  /** Replaces a row as a whole. */
  Revision replace(RowKey key, Document document, RowOptions options);

  /** Reads a row; empty if there is none. */
  default Optional<Row> get(RowKey key) {
    return get(key, ReadOptions.defaults());
  }

  /** Reads a row, or some fields of it. */
  Optional<Row> get(RowKey key, ReadOptions options);

  /**
   * Reads the row, lets the function change its document, and writes that on condition that nobody
   * wrote in between; otherwise again from the start. An unchanged document is not written. The
   * expiry stays.
   *
   * @param change is called once per try and should have no effects of its own
   * @return the row as it is now
   * @throws StorageException NOT_FOUND if there is no row; CONFLICT if others were faster many
   *     times
   */
  Row update(RowKey key, UnaryOperator<Document> change);

  /** Changes some fields of a row, all or none; NOT_FOUND if there is none. The expiry stays. */
  default Revision modify(RowKey key, Changes changes) {
    return modify(key, changes, RowOptions.defaults());
  }

  /** Changes some fields of a row, all or none. */
  Revision modify(RowKey key, Changes changes, RowOptions options);

  /**
   * Adds to a number of a row, as {@link Changes#add} does; NOT_FOUND if there is no row.
   *
   * @return the sum: a Long, a Double or a BigDecimal
   */
  Number increment(RowKey key, String path, Number delta);

  /** Deletes a row. One that is missing counts as deleted. */
  default void delete(RowKey key) {
    delete(key, RowOptions.defaults());
  }

  /**
   * Deletes a row. With a revision in the options, a row that is missing or at another one is a
   * PRECONDITION_FAILED; an expiry makes no sense here and is an INVALID_ARGUMENT.
   */
  void delete(RowKey key, RowOptions options);

  /** Reads many rows, in as few requests as the service needs; the results are in order of keys. */
  default List<Optional<Row>> batchGet(List<RowKey> keys) {
    return batchGet(keys, ReadOptions.defaults());
  }

  /** Reads many rows. A key may stand twice. */
  List<Optional<Row>> batchGet(List<RowKey> keys, ReadOptions options);

  /**
   * Does many writes in as few requests as the service needs, in no particular order and without
   * any tie between them. One that fails does not keep the others from being done.
   *
   * @return a result per write, in the order given
   * @throws StorageException INVALID_ARGUMENT when two writes are about one key
   */
  List<WriteResult> batchWrite(List<Write> writes);

  /**
   * Does all writes at once or none; needs {@link KvFeature#TRANSACTIONS}.
   *
   * @return a result per write, in the order given
   * @throws StorageException when a write cannot be done, naming its key, with the code that it
   *     would fail with alone; CONFLICT when another transaction was in the way; INVALID_ARGUMENT
   *     when two writes are about one key
   */
  List<WriteResult> transact(List<Write> writes);

  /**
   * Deletes the rows of a range, which must have a parent or a prefix. Not atomic: rows written
   * meanwhile may stay, and a failure leaves the rest.
   *
   * @return how many rows were deleted
   */
  long deletePrefix(KeyRange range);

  /** Reads the rows of a range, page by page as the stream is consumed. */
  Stream<Row> scan(ScanRequest request);

  /** Reads one page of a range. */
  ScanPage scanPage(ScanRequest request);

  /** Reads the rows that a filter finds; needs {@link KvFeature#QUERY}. */
  Stream<Row> query(Query query);

  /**
   * Runs a statement in the service's own language; needs {@link KvFeature#STATEMENTS}. It is sent
   * at once, so that one that writes has written when this returns; more pages of what it found are
   * fetched as the stream is consumed.
   */
  Stream<Document> query(Statement statement);

  KvCapabilities capabilities();

  /** Whether the table exists and may be read. Fails if that cannot be found out. */
  boolean isAccessible();

  /** The provider's own client, if it is of this type. */
  <T> Optional<T> unwrap(Class<T> type);

  /** Closes the store; its calls then fail with CLOSED. Closing again does nothing. */
  @Override
  void close();
}
