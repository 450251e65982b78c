package dev.stowage.local;

import dev.stowage.ErrorCode;
import dev.stowage.Pacer;
import dev.stowage.StorageException;
import dev.stowage.kv.Document;
import dev.stowage.kv.KeyRange;
import dev.stowage.kv.KvCapabilities;
import dev.stowage.kv.KvFeature;
import dev.stowage.kv.KvLimits;
import dev.stowage.kv.Query;
import dev.stowage.kv.Row;
import dev.stowage.kv.RowKey;
import dev.stowage.kv.Statement;
import dev.stowage.spi.Failure;
import dev.stowage.spi.KvCondition;
import dev.stowage.spi.KvDriver;
import dev.stowage.spi.KvOutcome;
import dev.stowage.spi.KvPage;
import dev.stowage.spi.KvRead;
import dev.stowage.spi.KvRecord;
import dev.stowage.spi.KvResult;
import dev.stowage.spi.KvScan;
import dev.stowage.spi.KvTransaction;
import dev.stowage.spi.KvWrite;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** One table of the embedded database. Unwraps to a {@link Connection}, which the caller closes. */
final class FileKvDriver implements KvDriver {
  private static final int MAX_ROW_BYTES = 1_000_000;
  private static final int BATCH = 1000;
  private static final int STATEMENT_PAGE = 1000;
  private static final KvCapabilities CAPABILITIES =
      new KvCapabilities(
          EnumSet.allOf(KvFeature.class),
          KvLimits.none()
              .withMaxKeyBytes(2000)
              .withMaxRowBytes(MAX_ROW_BYTES)
              .withBatchReads(BATCH)
              .withBatchWrites(BATCH)
              .withTransactionWrites(10_000));

  /** What is done with a connection. */
  private interface Work<T> {
    T on(Connection connection) throws Exception;
  }

  private final RowDatabase database;
  private final String name;
  private final boolean create;
  private final Pacer pacer;
  private final RowTable table;
  private final AtomicBoolean created = new AtomicBoolean();
  private final AtomicBoolean closed = new AtomicBoolean();

  FileKvDriver(RowDatabase database, String name, boolean create, Pacer pacer) {
    this.database = database;
    this.name = name;
    this.create = create;
    this.pacer = pacer;
    this.table = new RowTable(name);
  }

  @Override
  public String scheme() {
    return "file";
  }

  @Override
  public String container() {
    return name;
  }

  @Override
  public KvCapabilities capabilities() {
    return CAPABILITIES;
  }

  @Override
  public Optional<String> keyProblem(RowKey key) {
    return Optional.empty();
  }

  @Override
  public boolean keepsWriteIds() {
    return true;
  }

  private <T> T with(Work<T> work) throws Exception {
    try (Connection connection = database.connection()) {
      if (create && !created.get()) {
        synchronized (database) {
          table.create(connection);
        }
        created.set(true);
      }
      return work.on(connection);
    }
  }

  /** Commits when the work returns, and rolls back when it throws. */
  private <T> T inTransaction(Work<T> work) throws Exception {
    return with(
        connection -> {
          connection.setAutoCommit(false);
          try {
            T result = work.on(connection);
            connection.commit();
            return result;
          } finally {
            // After a commit there is nothing left to roll back.
            connection.rollback();
            connection.setAutoCommit(true);
          }
        });
  }

  @Override
  public @Nullable KvRecord get(RowKey key, KvRead read) throws Exception {
    return with(c -> Optional.ofNullable(table.get(c, key, pacer.now()))).orElse(null);
  }

  @Override
  public KvOutcome write(KvWrite write) throws Exception {
    checkSize(write);
    return with(connection -> table.write(connection, write, pacer.now()));
  }

  private static void checkSize(KvWrite write) {
    if (write.isDelete()) {
      return;
    }
    int size = write.document().toJson().getBytes(StandardCharsets.UTF_8).length;
    if (size > MAX_ROW_BYTES) {
      throw StorageException.of(
          ErrorCode.TOO_LARGE,
          "the document has " + size + " bytes as JSON; at most " + MAX_ROW_BYTES);
    }
  }

  @Override
  public KvPage<Row> scan(KvScan scan) throws Exception {
    byte[] after = scan.cursor() == null ? null : Base64.getUrlDecoder().decode(scan.cursor());
    List<Row> found = with(c -> table.scan(c, scan.range(), after, scan.limit() + 1, pacer.now()));
    if (found.size() <= scan.limit()) {
      return new KvPage<>(found, null);
    }
    List<Row> page = found.subList(0, scan.limit());
    byte[] last = page.get(page.size() - 1).key().toBytes();
    return new KvPage<>(page, Base64.getUrlEncoder().encodeToString(last));
  }

  @Override
  public List<KvResult<Optional<Row>>> batchGet(List<RowKey> keys, KvRead read) throws Exception {
    return with(
        connection -> {
          List<KvResult<Optional<Row>>> results = new ArrayList<>(keys.size());
          for (RowKey key : keys) {
            KvRecord record = table.get(connection, key, pacer.now());
            results.add(KvResult.done(Optional.ofNullable(record).map(KvRecord::row)));
          }
          return results;
        });
  }

  /** In one commit, which is what makes a batch cheap; what cannot be stored fails alone. */
  @Override
  public List<KvResult<KvOutcome>> batchWrite(List<KvWrite> writes) throws Exception {
    return inTransaction(
        connection -> {
          List<KvResult<KvOutcome>> results = new ArrayList<>(writes.size());
          for (KvWrite write : writes) {
            try {
              checkSize(write);
              results.add(KvResult.done(table.write(connection, write, pacer.now())));
            } catch (StorageException e) {
              results.add(KvResult.failed(e));
            }
          }
          return results;
        });
  }

  @Override
  public KvTransaction transact(List<KvWrite> writes) throws Exception {
    writes.forEach(FileKvDriver::checkSize);
    return inTransaction(
        connection -> {
          List<KvOutcome> outcomes = new ArrayList<>(writes.size());
          for (int i = 0; i < writes.size(); i++) {
            KvOutcome outcome = table.write(connection, writes.get(i), pacer.now());
            if (!outcome.applied()) {
              connection.rollback();
              return KvTransaction.refused(i);
            }
            outcomes.add(outcome);
          }
          return KvTransaction.committed(outcomes);
        });
  }

  @Override
  public Row insert(Document document, @Nullable Instant expiresAt) throws Exception {
    RowKey key = RowKey.of(UUID.randomUUID().toString());
    KvOutcome outcome = write(KvWrite.put(key, document, KvCondition.absent(), expiresAt));
    if (outcome.revision() == null) {
      throw StorageException.of(ErrorCode.CONFLICT, "the generated key is taken");
    }
    return Row.of(key, document, outcome.revision(), expiresAt);
  }

  @Override
  public KvPage<Row> query(Query query, @Nullable String cursor) throws Exception {
    return with(
        connection ->
            new RowQueries(
                    query,
                    (after, limit) ->
                        table.scan(connection, KeyRange.all(), after, limit, pacer.now()))
                .page(cursor));
  }

  @Override
  public KvPage<Document> query(Statement statement, @Nullable String cursor) throws Exception {
    long offset = cursor == null ? 0 : Long.parseLong(cursor);
    List<Document> page = with(c -> RowStatements.run(c, statement, offset, STATEMENT_PAGE));
    boolean more = page.size() == STATEMENT_PAGE;
    return new KvPage<>(page, more ? Long.toString(offset + page.size()) : null);
  }

  @Override
  public Failure classify(Throwable thrown) {
    return thrown instanceof SQLException sql
        ? RowFailures.classify(sql, database + "/" + name)
        : Failure.of(ErrorCode.UNKNOWN, String.valueOf(thrown.getMessage()));
  }

  @Override
  public <T> Optional<T> unwrap(Class<T> type) {
    if (type != Connection.class) {
      return Optional.empty();
    }
    try {
      return Optional.of(type.cast(database.connection()));
    } catch (SQLException | java.io.IOException e) {
      throw StorageException.builder(
              ErrorCode.UNAVAILABLE, "no connection: " + RowFailures.firstLine(e))
          .cause(e)
          .build();
    }
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      database.release();
    }
  }
}
