package dev.stowage.portable;

import dev.stowage.OpenOptions;
import dev.stowage.StorageException;
import dev.stowage.StorageUrl;
import dev.stowage.kv.Changes;
import dev.stowage.kv.Document;
import dev.stowage.kv.KeyRange;
import dev.stowage.kv.KvCapabilities;
import dev.stowage.kv.KvFeature;
import dev.stowage.kv.KvStore;
import dev.stowage.kv.Query;
import dev.stowage.kv.ReadOptions;
import dev.stowage.kv.Revision;
import dev.stowage.kv.Row;
import dev.stowage.kv.RowKey;
import dev.stowage.kv.RowOptions;
import dev.stowage.kv.ScanPage;
import dev.stowage.kv.ScanRequest;
import dev.stowage.kv.Statement;
import dev.stowage.kv.Write;
import dev.stowage.kv.WriteResult;
import dev.stowage.spi.KvCondition;
import dev.stowage.spi.KvDriver;
import dev.stowage.spi.KvOutcome;
import dev.stowage.spi.KvPage;
import dev.stowage.spi.KvProvider;
import dev.stowage.spi.KvScan;
import dev.stowage.spi.KvWrite;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The one {@link KvStore}: checks, then the helpers of this package, then the driver. */
public final class PortableKvStore implements KvStore {
  private final KvDriver driver;
  private final Calls calls;
  private final KvChecks checks;
  private final KvReads reads;
  private final KvWrites writes;
  private final KvUpdates updates;
  private final KvBatchWrites batchWrites;
  private final KvBatches batches;
  private final KvTransactions transactions;
  private final KvScans scans;

  /** Takes the driver over. */
  public PortableKvStore(KvDriver driver, OpenOptions options) {
    this.driver = driver;
    calls = new Calls("kv", driver.scheme(), driver.container(), driver::classify, options);
    checks = new KvChecks(driver, calls);
    reads = new KvReads(driver, calls, checks);
    writes = new KvWrites(driver, calls, reads);
    updates = new KvUpdates(calls, checks, reads, writes, options);
    batches = new KvBatches(driver, calls, reads);
    transactions = new KvTransactions(driver, calls, checks, reads, writes);
    batchWrites = new KvBatchWrites(this, driver, batches, transactions);
    scans = new KvScans(driver, calls, checks, reads);
  }

  /** Opens the table of a URL with the provider of its scheme. */
  public static KvStore open(StorageUrl url, OpenOptions options) {
    KvDriver driver = Providers.find(KvProvider.class, "kv", url).open(url, options);
    return new PortableKvStore(driver, options);
  }

  @Override
  public Revision create(RowKey key, Document document, RowOptions options) {
    Call call = checks.call("create", key);
    checks.given(call, "options", options);
    checks.noRevision(call, options);
    return put(call, key, document, KvCondition.absent(), options);
  }

  @Override
  public Row createWithGeneratedKey(Document document, RowOptions options) {
    checks.call("create");
    Call call = Call.once("create", null);
    checks.given(call, "options", options);
    checks.feature(call, KvFeature.GENERATED_KEYS);
    checks.noRevision(call, options);
    checks.document(call, document);
    Instant expiry = checks.expiry(call, options);
    return calls.run(call, number -> driver.insert(document, expiry));
  }

  @Override
  public Revision put(RowKey key, Document document, RowOptions options) {
    Call call = checks.call("put", key);
    checks.given(call, "options", options);
    return put(call, key, document, condition(options, KvCondition.none()), options);
  }

  @Override
  public Revision replace(RowKey key, Document document, RowOptions options) {
    Call call = checks.call("replace", key);
    checks.given(call, "options", options);
    return put(call, key, document, condition(options, KvCondition.present()), options);
  }

  @Override
  public Optional<Row> get(RowKey key, ReadOptions options) {
    return reads.get(checks.call("get", key), key, options);
  }

  @Override
  public Row update(RowKey key, UnaryOperator<Document> change) {
    Call call = checks.call("update", key);
    checks.given(call, "change", change);
    return updates.update(call, key, RowOptions.defaults(), change);
  }

  @Override
  public Revision modify(RowKey key, Changes changes, RowOptions options) {
    Call call = checks.call("modify", key);
    checks.given(call, "changes", changes);
    checks.given(call, "options", options);
    if (changes.isEmpty()) {
      throw checks.invalid(call, "there are no changes to make");
    }
    return updates.update(call, key, options, changes::applyTo).revision();
  }

  @Override
  public Number increment(RowKey key, String path, Number delta) {
    Call call = checks.call("increment", key);
    checks.given(call, "path", path);
    checks.given(call, "delta", delta);
    Changes changes = Changes.none().add(path, delta);
    Row row = updates.update(call, key, RowOptions.defaults(), changes::applyTo);
    // An added zero to a field that is missing still makes the field.
    return (Number) row.document().value(path).orElseThrow();
  }

  @Override
  public void delete(RowKey key, RowOptions options) {
    Call call = checks.call("delete", key);
    checks.given(call, "options", options);
    checks.noExpiry(call, options);
    writes.write(call, KvWrite.delete(key, condition(options, KvCondition.none())));
  }

  @Override
  public List<Optional<Row>> batchGet(List<RowKey> keys, ReadOptions options) {
    Call call = checks.call("batchGet");
    checks.given(call, "keys", keys);
    keys.forEach(key -> checks.call("batchGet", key));
    return batches.get(call, keys, options);
  }

  @Override
  public List<WriteResult> batchWrite(List<Write> list) {
    Call call = checks.all("batchWrite", list);
    return batchWrites.run(call, list);
  }

  @Override
  public List<WriteResult> transact(List<Write> list) {
    checks.feature(checks.call("transact"), KvFeature.TRANSACTIONS);
    Call call = checks.all("transact", list);
    return transactions.transact(call, list);
  }

  @Override
  public long deletePrefix(KeyRange range) {
    Call call = checks.call("deletePrefix");
    checks.given(call, "range", range);
    if (range.parent().isEmpty() && range.prefix().orElse("").isEmpty()) {
      throw checks.invalid(call, "a range to delete must have a parent or a prefix");
    }
    long deleted = 0;
    ScanRequest request = ScanRequest.of(range).inAnyOrder();
    ScanPage page = scans.page(call, request);
    while (true) {
      List<Write> deletes = page.rows().stream().map(row -> Write.delete(row.key())).toList();
      for (WriteResult result : batchWrites.run(call, deletes)) {
        if (result.failure().isPresent()) {
          throw result.failure().get();
        }
        deleted++;
      }
      if (page.cursor().isEmpty()) {
        return deleted;
      }
      page = scans.page(call, request.withCursor(page.cursor().get()));
    }
  }

  @Override
  public Stream<Row> scan(ScanRequest request) {
    Call call = checks.call("scan");
    checks.given(call, "request", request);
    return scans.stream(call, request);
  }

  @Override
  public ScanPage scanPage(ScanRequest request) {
    Call call = checks.call("scan");
    checks.given(call, "request", request);
    return scans.page(call, request);
  }

  @Override
  public Stream<Row> query(Query query) {
    Call call = checks.call("query");
    checks.given(call, "query", query);
    checks.feature(call, KvFeature.QUERY);
    return KvPageStream.of(
        null,
        cursor -> {
          KvPage<Row> page = calls.run(call, number -> driver.query(query, cursor));
          return new KvPage<>(reads.living(page.items()), page.cursor());
        });
  }

  @Override
  public Stream<Document> query(Statement statement) {
    Call call = checks.call("statement");
    checks.given(call, "statement", statement);
    checks.feature(call, KvFeature.STATEMENTS);
    statement.checkBound();
    // A statement may write, so it is sent again only when it certainly never arrived.
    Call once = Call.once(call.operation(), null);
    // Now, and not when the stream is read: an update is often not interested in what comes back.
    KvPage<Document> first = calls.run(once, number -> driver.query(statement, null));
    return KvPageStream.of(
        null,
        cursor ->
            cursor == null ? first : calls.run(once, number -> driver.query(statement, cursor)));
  }

  @Override
  public KvCapabilities capabilities() {
    return driver.capabilities();
  }

  @Override
  public boolean isAccessible() {
    Call call = checks.call("isAccessible");
    KvScan probe = new KvScan(KeyRange.all(), false, 1, null);
    try {
      calls.run(call, number -> driver.scan(probe));
      return true;
    } catch (StorageException e) {
      return switch (e.code()) {
        case NOT_FOUND, CONTAINER_NOT_FOUND, PERMISSION_DENIED, UNAUTHENTICATED -> false;
        default -> throw e;
      };
    }
  }

  @Override
  public <T> Optional<T> unwrap(Class<T> type) {
    return driver.unwrap(type);
  }

  @Override
  public void close() {
    if (calls.close()) {
      driver.close();
    }
  }

  @Override
  public String toString() {
    return "KvStore[" + calls.provider() + ":" + driver.container() + "]";
  }

  private Revision put(
      Call call, RowKey key, Document document, KvCondition condition, RowOptions options) {
    checks.document(call, document);
    Instant expiry = checks.expiry(call, options);
    KvOutcome outcome = writes.write(call, KvWrite.put(key, document, condition, expiry));
    return Objects.requireNonNull(outcome.revision(), "a put must tell the new revision");
  }

  private static KvCondition condition(RowOptions options, KvCondition otherwise) {
    return options.requiredRevision().map(KvCondition::revision).orElse(otherwise);
  }
}
