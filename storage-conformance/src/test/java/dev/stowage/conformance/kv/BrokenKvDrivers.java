package dev.stowage.conformance.kv;

import dev.stowage.kv.Document;
import dev.stowage.kv.Row;
import dev.stowage.kv.RowKey;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Drivers that each have one defect seen in the wild. */
final class BrokenKvDrivers {
  private BrokenKvDrivers() {}

  /** Overwrites whatever the revision. */
  static final class IgnoresRevision extends ForwardingKvDriver {
    IgnoresRevision(KvDriver delegate) {
      super(delegate);
    }

    @Override
    public KvOutcome write(KvWrite write) throws Exception {
      boolean conditional = write.condition().kind() == KvCondition.Kind.REVISION;
      if (!conditional) {
        return super.write(write);
      }
      return super.write(
          write.isDelete()
              ? KvWrite.delete(write.key(), KvCondition.none())
              : KvWrite.put(write.key(), write.document(), KvCondition.none(), write.expiresAt()));
    }
  }

  /** Creates over what is there. */
  static final class CreateOverwrites extends ForwardingKvDriver {
    CreateOverwrites(KvDriver delegate) {
      super(delegate);
    }

    @Override
    public KvOutcome write(KvWrite write) throws Exception {
      return write.condition().kind() == KvCondition.Kind.ABSENT
          ? super.write(
              KvWrite.put(write.key(), write.document(), KvCondition.none(), write.expiresAt()))
          : super.write(write);
    }
  }

  /** Stores rows for ever. */
  static final class LosesTtl extends ForwardingKvDriver {
    LosesTtl(KvDriver delegate) {
      super(delegate);
    }

    @Override
    public KvOutcome write(KvWrite write) throws Exception {
      return write.isDelete()
          ? super.write(write)
          : super.write(KvWrite.put(write.key(), write.document(), write.condition(), null));
    }
  }

  /** Gives each page in an order of its own. */
  static final class UnorderedScan extends ForwardingKvDriver {
    UnorderedScan(KvDriver delegate) {
      super(delegate);
    }

    @Override
    public KvPage<Row> scan(KvScan scan) throws Exception {
      KvPage<Row> page = super.scan(scan);
      List<Row> rows = new ArrayList<>(page.items());
      Collections.reverse(rows);
      return new KvPage<>(rows, page.cursor());
    }
  }

  /** Orders as {@code String.compareTo} does. */
  static final class Utf16Order extends ForwardingKvDriver {
    Utf16Order(KvDriver delegate) {
      super(delegate);
    }

    @Override
    public KvPage<Row> scan(KvScan scan) throws Exception {
      KvPage<Row> page = super.scan(scan);
      List<Row> rows = new ArrayList<>(page.items());
      rows.sort((a, b) -> a.key().text().compareTo(b.key().text()));
      return new KvPage<>(rows, page.cursor());
    }
  }

  /** Skips the first row of every page but the first. */
  static final class CursorOffByOne extends ForwardingKvDriver {
    CursorOffByOne(KvDriver delegate) {
      super(delegate);
    }

    @Override
    public KvPage<Row> scan(KvScan scan) throws Exception {
      KvPage<Row> page = super.scan(scan);
      boolean skip = scan.cursor() != null && !page.items().isEmpty();
      return skip
          ? new KvPage<>(page.items().subList(1, page.items().size()), page.cursor())
          : page;
    }
  }

  /** Stops at the first page. */
  static final class FirstPageOnly extends ForwardingKvDriver {
    FirstPageOnly(KvDriver delegate) {
      super(delegate);
    }

    @Override
    public KvPage<Row> scan(KvScan scan) throws Exception {
      return new KvPage<>(super.scan(scan).items(), null);
    }
  }

  /** Says that everything in a batch was done. */
  static final class BatchSwallowsFailure extends ForwardingKvDriver {
    BatchSwallowsFailure(KvDriver delegate) {
      super(delegate);
    }

    @Override
    public List<KvResult<KvOutcome>> batchWrite(List<KvWrite> writes) throws Exception {
      return super.batchWrite(writes).stream()
          .map(result -> result.failure() == null ? result : KvResult.done(KvOutcome.done()))
          .toList();
    }
  }

  /** Leaves out of a batch what is missing, so that positions shift. */
  static final class BatchShifts extends ForwardingKvDriver {
    BatchShifts(KvDriver delegate) {
      super(delegate);
    }

    @Override
    public List<KvResult<Optional<Row>>> batchGet(List<RowKey> keys, KvRead read) throws Exception {
      List<KvResult<Optional<Row>>> found = new ArrayList<>();
      List<KvResult<Optional<Row>>> missing = new ArrayList<>();
      for (KvResult<Optional<Row>> result : super.batchGet(keys, read)) {
        boolean there = result.value() != null && result.value().isPresent();
        (there ? found : missing).add(result);
      }
      found.addAll(missing);
      return found;
    }
  }

  /** Keeps numbers as doubles. */
  static final class RoundsLongs extends ForwardingKvDriver {
    RoundsLongs(KvDriver delegate) {
      super(delegate);
    }

    @Override
    public @Nullable KvRecord get(RowKey key, KvRead read) throws Exception {
      KvRecord record = super.get(key, read);
      if (record == null) {
        return null;
      }
      Document rounded = record.row().document();
      for (String name : rounded.names()) {
        Object value = rounded.toMap().get(name);
        if (value instanceof Long number) {
          rounded = rounded.with(dev.stowage.kv.FieldPath.of(name), (double) number.longValue());
        }
      }
      return new KvRecord(record.row().withDocument(rounded), record.writeId());
    }
  }

  /** Forgets fields that are null. */
  static final class DropsNulls extends ForwardingKvDriver {
    DropsNulls(KvDriver delegate) {
      super(delegate);
    }

    @Override
    public KvOutcome write(KvWrite write) throws Exception {
      if (write.isDelete()) {
        return super.write(write);
      }
      Document less = write.document();
      for (String name : write.document().names()) {
        if (write.document().toMap().get(name) == null) {
          less = less.without(dev.stowage.kv.FieldPath.of(name));
        }
      }
      KvWrite changed = KvWrite.put(write.key(), less, write.condition(), write.expiresAt());
      String id = write.writeId();
      return super.write(id == null ? changed : changed.withWriteId(id));
    }
  }

  /** Trims key parts. */
  static final class AliasesKeys extends ForwardingKvDriver {
    AliasesKeys(KvDriver delegate) {
      super(delegate);
    }

    @Override
    public KvOutcome write(KvWrite write) throws Exception {
      String text = write.key().text().strip();
      if (text.isEmpty() || write.isDelete()) {
        return super.write(write);
      }
      return super.write(
          KvWrite.put(RowKey.parse(text), write.document(), write.condition(), write.expiresAt()));
    }
  }

  /** Writes what it can of a transaction. */
  static final class HalfTransactions extends ForwardingKvDriver {
    HalfTransactions(KvDriver delegate) {
      super(delegate);
    }

    @Override
    public KvTransaction transact(List<KvWrite> writes) throws Exception {
      List<KvOutcome> outcomes = new ArrayList<>();
      for (KvWrite write : writes) {
        KvOutcome outcome = super.write(write);
        if (!outcome.applied()) {
          return KvTransaction.refused(outcomes.size());
        }
        outcomes.add(outcome);
      }
      return KvTransaction.committed(outcomes);
    }
  }

  /** Calls write ids its own, but keeps none. */
  static final class ForgetsWriteIds extends ForwardingKvDriver {
    ForgetsWriteIds(KvDriver delegate) {
      super(delegate);
    }

    @Override
    public @Nullable KvRecord get(RowKey key, KvRead read) throws Exception {
      KvRecord record = super.get(key, read);
      return record == null ? null : new KvRecord(record.row(), null);
    }
  }

  /** Says that a row made with a generated key is there, and stores none. */
  static final class LosesInserts extends ForwardingKvDriver {
    LosesInserts(KvDriver delegate) {
      super(delegate);
    }

    @Override
    public Row insert(Document document, @Nullable Instant expiresAt) throws Exception {
      Row row = super.insert(document, expiresAt);
      super.write(KvWrite.delete(row.key(), KvCondition.none()));
      return row;
    }
  }
}
