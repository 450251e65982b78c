package dev.stowage.mem;

import dev.stowage.ErrorCode;
import dev.stowage.Pacer;
import dev.stowage.StorageException;
import dev.stowage.kv.Document;
import dev.stowage.kv.KvCapabilities;
import dev.stowage.kv.Query;
import dev.stowage.kv.Row;
import dev.stowage.kv.RowKey;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Unwraps to a {@link NavigableMap}: a copy of the rows by key. */
final class MemKvDriver implements KvDriver {
  private final String name;
  private final KvCapabilities capabilities;
  private final Pacer pacer;
  private final Supplier<@Nullable MemKvTable> table;

  MemKvDriver(
      String name, KvCapabilities capabilities, Pacer pacer, Supplier<@Nullable MemKvTable> table) {
    this.name = name;
    this.capabilities = capabilities;
    this.pacer = pacer;
    this.table = table;
  }

  @Override
  public String scheme() {
    return "mem";
  }

  @Override
  public String container() {
    return name;
  }

  @Override
  public KvCapabilities capabilities() {
    return capabilities;
  }

  @Override
  public Optional<String> keyProblem(RowKey key) {
    return Optional.empty();
  }

  @Override
  public boolean keepsWriteIds() {
    return true;
  }

  @Override
  public @Nullable KvRecord get(RowKey key, KvRead read) {
    return table().get(key, now());
  }

  @Override
  public KvOutcome write(KvWrite write) {
    checkSize(write);
    return table().write(write, now());
  }

  @Override
  public KvPage<Row> scan(KvScan scan) {
    byte[] after = scan.cursor() == null ? null : decode(scan.cursor());
    List<Row> found = table().scan(scan.range(), after, scan.limit(), now());
    if (found.size() <= scan.limit()) {
      return new KvPage<>(found, null);
    }
    List<Row> page = found.subList(0, scan.limit());
    byte[] last = page.get(page.size() - 1).key().toBytes();
    return new KvPage<>(page, Base64.getUrlEncoder().encodeToString(last));
  }

  @Override
  public List<KvResult<Optional<Row>>> batchGet(List<RowKey> keys, KvRead read) {
    List<KvResult<Optional<Row>>> results = new ArrayList<>(keys.size());
    for (RowKey key : keys) {
      results.add(KvResult.done(Optional.ofNullable(get(key, read)).map(KvRecord::row)));
    }
    return results;
  }

  @Override
  public List<KvResult<KvOutcome>> batchWrite(List<KvWrite> writes) {
    table();
    List<KvResult<KvOutcome>> results = new ArrayList<>(writes.size());
    for (KvWrite write : writes) {
      try {
        results.add(KvResult.done(write(write)));
      } catch (StorageException e) {
        results.add(KvResult.failed(e));
      }
    }
    return results;
  }

  @Override
  public KvTransaction transact(List<KvWrite> writes) {
    writes.forEach(this::checkSize);
    return table().transact(writes, now());
  }

  @Override
  public Row insert(Document document, @Nullable Instant expiresAt) {
    RowKey key = RowKey.of(UUID.randomUUID().toString());
    KvOutcome outcome = write(KvWrite.put(key, document, KvCondition.absent(), expiresAt));
    if (outcome.revision() == null) {
      throw StorageException.of(ErrorCode.CONFLICT, "the generated key is taken");
    }
    return Row.of(key, document, outcome.revision(), expiresAt);
  }

  @Override
  public KvPage<Row> query(Query query, @Nullable String cursor) {
    return new KvPage<>(query.applyTo(table().all(now()).stream()).toList(), null);
  }

  @Override
  public Failure classify(Throwable thrown) {
    return Failure.of(ErrorCode.UNKNOWN, String.valueOf(thrown.getMessage()));
  }

  @Override
  public <T> Optional<T> unwrap(Class<T> type) {
    if (type != NavigableMap.class) {
      return Optional.empty();
    }
    NavigableMap<RowKey, Row> copy = new TreeMap<>();
    table().all(now()).forEach(row -> copy.put(row.key(), row));
    return Optional.of(type.cast(Collections.unmodifiableNavigableMap(copy)));
  }

  @Override
  public void close() {}

  private Instant now() {
    return pacer.now();
  }

  private MemKvTable table() {
    MemKvTable found = table.get();
    if (found == null) {
      throw MemKvTable.missing(name);
    }
    return found;
  }

  private void checkSize(KvWrite write) {
    long most = capabilities.limits().maxRowBytes();
    if (most == Long.MAX_VALUE || write.isDelete()) {
      return;
    }
    int size = write.document().toJson().getBytes(StandardCharsets.UTF_8).length;
    if (size > most) {
      throw StorageException.of(
          ErrorCode.TOO_LARGE,
          "the document has " + size + " bytes; at most " + most + " are possible");
    }
  }

  private static byte[] decode(String cursor) {
    return Base64.getUrlDecoder().decode(cursor);
  }
}
