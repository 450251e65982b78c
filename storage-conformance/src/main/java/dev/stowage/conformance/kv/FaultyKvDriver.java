package dev.stowage.conformance.kv;

import dev.stowage.kv.Document;
import dev.stowage.kv.Query;
import dev.stowage.kv.Row;
import dev.stowage.kv.RowKey;
import dev.stowage.kv.Statement;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Counts the requests of a driver and lets them go wrong as its switches say. */
final class FaultyKvDriver extends ForwardingKvDriver {
  private final FaultSwitches switches;

  FaultyKvDriver(KvDriver delegate, FaultSwitches switches) {
    super(delegate);
    this.switches = switches;
  }

  @Override
  public @Nullable KvRecord get(RowKey key, KvRead read) throws Exception {
    return switches.read("get", () -> super.get(key, read));
  }

  @Override
  public KvOutcome write(KvWrite write) throws Exception {
    return switches.write("write", () -> super.write(write));
  }

  @Override
  public KvPage<Row> scan(KvScan scan) throws Exception {
    return switches.read("scan", () -> super.scan(scan));
  }

  @Override
  public List<KvResult<Optional<Row>>> batchGet(List<RowKey> keys, KvRead read) throws Exception {
    int done = switches.itemsDone(keys.size());
    return switches.read(
        "batchGet", () -> padded(super.batchGet(keys.subList(0, done), read), keys.size()));
  }

  @Override
  public List<KvResult<KvOutcome>> batchWrite(List<KvWrite> writes) throws Exception {
    int done = switches.itemsDone(writes.size());
    return switches.write(
        "batchWrite", () -> padded(super.batchWrite(writes.subList(0, done)), writes.size()));
  }

  @Override
  public KvTransaction transact(List<KvWrite> writes) throws Exception {
    return switches.write("transact", () -> super.transact(writes));
  }

  @Override
  public Row insert(Document document, @Nullable Instant expiresAt) throws Exception {
    return switches.write("insert", () -> super.insert(document, expiresAt));
  }

  @Override
  public KvPage<Row> query(Query query, @Nullable String cursor) throws Exception {
    return switches.read("query", () -> super.query(query, cursor));
  }

  @Override
  public KvPage<Document> query(Statement statement, @Nullable String cursor) throws Exception {
    return switches.read("query", () -> super.query(statement, cursor));
  }

  private static <T> List<KvResult<T>> padded(List<KvResult<T>> results, int size) {
    List<KvResult<T>> all = new ArrayList<>(results);
    while (all.size() < size) {
      all.add(KvResult.unprocessed());
    }
    return all;
  }
}
