package dev.stowage.conformance.kv;

import dev.stowage.kv.Document;
import dev.stowage.kv.KvCapabilities;
import dev.stowage.kv.Query;
import dev.stowage.kv.Row;
import dev.stowage.kv.RowKey;
import dev.stowage.kv.Statement;
import dev.stowage.spi.Failure;
import dev.stowage.spi.KvDriver;
import dev.stowage.spi.KvOutcome;
import dev.stowage.spi.KvPage;
import dev.stowage.spi.KvRead;
import dev.stowage.spi.KvRecord;
import dev.stowage.spi.KvResult;
import dev.stowage.spi.KvScan;
import dev.stowage.spi.KvTransaction;
import dev.stowage.spi.KvWrite;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A driver that hands everything to another one; the base of those that change something. */
public class ForwardingKvDriver implements KvDriver {
  private final KvDriver delegate;

  public ForwardingKvDriver(KvDriver delegate) {
    this.delegate = delegate;
  }

  @Override
  public String scheme() {
    return delegate.scheme();
  }

  @Override
  public String container() {
    return delegate.container();
  }

  @Override
  public KvCapabilities capabilities() {
    return delegate.capabilities();
  }

  @Override
  public Optional<String> keyProblem(RowKey key) {
    return delegate.keyProblem(key);
  }

  @Override
  public boolean keepsWriteIds() {
    return delegate.keepsWriteIds();
  }

  @Override
  public @Nullable KvRecord get(RowKey key, KvRead read) throws Exception {
    return delegate.get(key, read);
  }

  @Override
  public KvOutcome write(KvWrite write) throws Exception {
    return delegate.write(write);
  }

  @Override
  public KvPage<Row> scan(KvScan scan) throws Exception {
    return delegate.scan(scan);
  }

  @Override
  public List<KvResult<Optional<Row>>> batchGet(List<RowKey> keys, KvRead read) throws Exception {
    return delegate.batchGet(keys, read);
  }

  @Override
  public List<KvResult<KvOutcome>> batchWrite(List<KvWrite> writes) throws Exception {
    return delegate.batchWrite(writes);
  }

  @Override
  public KvTransaction transact(List<KvWrite> writes) throws Exception {
    return delegate.transact(writes);
  }

  @Override
  public Row insert(Document document, @Nullable Instant expiresAt) throws Exception {
    return delegate.insert(document, expiresAt);
  }

  @Override
  public KvPage<Row> query(Query query, @Nullable String cursor) throws Exception {
    return delegate.query(query, cursor);
  }

  @Override
  public KvPage<Document> query(Statement statement, @Nullable String cursor) throws Exception {
    return delegate.query(statement, cursor);
  }

  @Override
  public Failure classify(Throwable thrown) {
    return delegate.classify(thrown);
  }

  @Override
  public <T> Optional<T> unwrap(Class<T> type) {
    return delegate.unwrap(type);
  }

  @Override
  public void close() {
    delegate.close();
  }
}
