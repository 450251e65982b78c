package dev.stowage.mem;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.kv.KeyRange;
import dev.stowage.kv.Revision;
import dev.stowage.kv.Row;
import dev.stowage.kv.RowKey;
import dev.stowage.spi.KvOutcome;
import dev.stowage.spi.KvRecord;
import dev.stowage.spi.KvTransaction;
import dev.stowage.spi.KvWrite;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The rows of one table, in order of key. Every method is atomic. */
final class MemKvTable {
  private final NavigableMap<byte[], KvRecord> rows = new TreeMap<>(Arrays::compareUnsigned);
  private long lastRevision;

  synchronized @Nullable KvRecord get(RowKey key, Instant now) {
    return living(key, now);
  }

  synchronized KvOutcome write(KvWrite write, Instant now) {
    return holds(write, now) ? apply(write) : KvOutcome.refused();
  }

  synchronized KvTransaction transact(List<KvWrite> writes, Instant now) {
    for (int i = 0; i < writes.size(); i++) {
      if (!holds(writes.get(i), now)) {
        return KvTransaction.refused(i);
      }
    }
    List<KvOutcome> outcomes = new ArrayList<>(writes.size());
    writes.forEach(write -> outcomes.add(apply(write)));
    return KvTransaction.committed(outcomes);
  }

  /** Rows of the range after this key, or from its start; one more than the limit if there are. */
  synchronized List<Row> scan(KeyRange range, byte @Nullable [] after, int limit, Instant now) {
    NavigableMap<byte[], KvRecord> part = rows.tailMap(range.lower(), true);
    byte[] end = range.upper().orElse(null);
    if (after != null && Arrays.compareUnsigned(after, range.lower()) >= 0) {
      part = rows.tailMap(after, false);
    }
    List<Row> found = new ArrayList<>();
    for (var entry : part.entrySet()) {
      boolean past = end != null && Arrays.compareUnsigned(entry.getKey(), end) >= 0;
      if (past || found.size() > limit) {
        break;
      }
      if (isLiving(entry.getValue(), now)) {
        found.add(entry.getValue().row());
      }
    }
    return found;
  }

  synchronized List<Row> all(Instant now) {
    return rows.values().stream().filter(r -> isLiving(r, now)).map(KvRecord::row).toList();
  }

  private boolean holds(KvWrite write, Instant now) {
    KvRecord current = living(write.key(), now);
    return write.condition().holdsFor(current == null ? null : current.row().revision());
  }

  private KvOutcome apply(KvWrite write) {
    byte[] key = write.key().toBytes();
    if (write.isDelete()) {
      rows.remove(key);
      return KvOutcome.done();
    }
    Revision revision = Revision.parse("m" + ++lastRevision);
    Row row = Row.of(write.key(), write.document(), revision, write.expiresAt());
    rows.put(key, new KvRecord(row, write.writeId()));
    return KvOutcome.stored(revision);
  }

  private @Nullable KvRecord living(RowKey key, Instant now) {
    KvRecord record = rows.get(key.toBytes());
    return record == null || !isLiving(record, now) ? null : record;
  }

  private static boolean isLiving(KvRecord record, Instant now) {
    return record.row().expiresAt().map(end -> end.isAfter(now)).orElse(true);
  }

  static StorageException missing(String name) {
    return StorageException.of(ErrorCode.CONTAINER_NOT_FOUND, "there is no table " + name);
  }
}
