package dev.stowage.portable;

import dev.stowage.StorageException;
import dev.stowage.kv.KvStore;
import dev.stowage.kv.Revision;
import dev.stowage.kv.RowKey;
import dev.stowage.kv.Write;
import dev.stowage.kv.WriteResult;
import dev.stowage.spi.KvDriver;
import dev.stowage.spi.KvOutcome;
import dev.stowage.spi.KvWrite;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes of a batch: those without a condition go together, the others one by one, since few
 * services take conditions in a batch.
 */
final class KvBatchWrites {
  private final KvStore store;
  private final KvDriver driver;
  private final KvBatches batches;
  private final KvTransactions plans;

  KvBatchWrites(KvStore store, KvDriver driver, KvBatches batches, KvTransactions plans) {
    this.store = store;
    this.driver = driver;
    this.batches = batches;
    this.plans = plans;
  }

  /** The writes are checked and are of different rows. */
  List<WriteResult> run(Call call, List<Write> writes) {
    boolean together = driver.capabilities().limits().batchWrites() > 1;
    List<KvWrite> grouped = new ArrayList<>();
    for (Write write : writes) {
      if (together && isPlain(write)) {
        grouped.add(plans.plan(call, write));
      }
    }
    Map<RowKey, KvOutcome> done = new HashMap<>();
    Map<RowKey, StorageException> failures = new HashMap<>();
    batches.write(call, grouped, done, failures);
    List<WriteResult> results = new ArrayList<>(writes.size());
    for (int i = 0; i < writes.size(); i++) {
      RowKey key = writes.get(i).key();
      KvOutcome outcome = done.get(key);
      StorageException failure = failures.get(key);
      if (failure != null) {
        results.add(WriteResult.failed(i, key, failure));
      } else if (outcome != null) {
        results.add(WriteResult.done(i, key, outcome.revision()));
      } else {
        results.add(alone(i, writes.get(i)));
      }
    }
    return results;
  }

  private static boolean isPlain(Write write) {
    boolean kind = write.kind() == Write.Kind.PUT || write.kind() == Write.Kind.DELETE;
    return kind && write.options().requiredRevision().isEmpty();
  }

  private WriteResult alone(int index, Write write) {
    try {
      return WriteResult.done(index, write.key(), send(write));
    } catch (StorageException e) {
      return WriteResult.failed(index, write.key(), e);
    }
  }

  private @Nullable Revision send(Write write) {
    return switch (write.kind()) {
      case CREATE -> store.create(write.key(), write.document().orElseThrow(), write.options());
      case PUT -> store.put(write.key(), write.document().orElseThrow(), write.options());
      case REPLACE -> store.replace(write.key(), write.document().orElseThrow(), write.options());
      case MODIFY -> store.modify(write.key(), write.changes().orElseThrow(), write.options());
      case DELETE -> {
        store.delete(write.key(), write.options());
        yield null;
      }
    };
  }
}
