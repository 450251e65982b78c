package dev.stowage.portable;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.kv.Changes;
import dev.stowage.kv.Row;
import dev.stowage.kv.RowOptions;
import dev.stowage.kv.Write;
import dev.stowage.kv.WriteResult;
import dev.stowage.spi.KvCondition;
import dev.stowage.spi.KvDriver;
import dev.stowage.spi.KvOutcome;
import dev.stowage.spi.KvTransaction;
import dev.stowage.spi.KvWrite;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** All writes or none. */
final class KvTransactions {
  private static final int MAX_TRIES = 20;

  private final KvDriver driver;
  private final Calls calls;
  private final KvChecks checks;
  private final KvReads reads;
  private final KvWrites writes;

  KvTransactions(KvDriver driver, Calls calls, KvChecks checks, KvReads reads, KvWrites writes) {
    this.driver = driver;
    this.calls = calls;
    this.checks = checks;
    this.reads = reads;
    this.writes = writes;
  }

  /** A write of a transaction whose condition did not hold. */
  private static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;

    private final int index;

    Refused(int index) {
      super("write " + index + " was refused", null, false, false);
      this.index = index;
    }
  }

  List<WriteResult> transact(Call call, List<Write> asked) {
    int most = driver.capabilities().limits().transactionWrites();
    if (asked.isEmpty() || asked.size() > most) {
      throw checks.invalid(
          call, "a transaction has from 1 to " + most + " writes, not " + asked.size());
    }
    for (int number = 1; ; number++) {
      List<KvWrite> planned = new ArrayList<>(asked.size());
      for (Write write : asked) {
        planned.add(plan(call, write));
      }
      try {
        return results(asked, send(call, planned));
      } catch (StorageException e) {
        if (!(e.getCause() instanceof Refused refused)) {
          throw e;
        }
        Write culprit = asked.get(refused.index);
        boolean overtaken =
            culprit.kind() == Write.Kind.MODIFY && culprit.options().requiredRevision().isEmpty();
        if (!overtaken || number == MAX_TRIES) {
          throw refusal(
              call, asked, refused.index, planned.get(refused.index).condition(), overtaken);
        }
      }
    }
  }

  /** The write as the driver takes it; a modify is read, changed and tied to what was read. */
  KvWrite plan(Call call, Write write) {
    RowOptions options = write.options();
    Instant expiry = checks.expiry(call, options);
    KvCondition condition =
        options.requiredRevision().map(KvCondition::revision).orElseGet(KvCondition::none);
    return switch (write.kind()) {
      case CREATE -> KvWrite.put(write.key(), documentOf(write), KvCondition.absent(), expiry);
      case PUT -> KvWrite.put(write.key(), documentOf(write), condition, expiry);
      case REPLACE -> {
        boolean any = condition.kind() == KvCondition.Kind.NONE;
        yield KvWrite.put(
            write.key(), documentOf(write), any ? KvCondition.present() : condition, expiry);
      }
      case DELETE -> KvWrite.delete(write.key(), condition);
      case MODIFY -> {
        Call read = Call.idempotent(call.operation(), write.key().text());
        Row row =
            reads
                .current(read, write.key())
                .orElseThrow(() -> place(read, KvWrites.refusal(KvCondition.present())));
        Changes changes = write.changes().orElseThrow();
        yield KvWrite.put(
            write.key(),
            changes.applyTo(row.document()),
            condition.kind() == KvCondition.Kind.NONE
                ? KvCondition.revision(row.revision())
                : condition,
            KvUpdates.kept(row, options, expiry));
      }
    };
  }

  private static dev.stowage.kv.Document documentOf(Write write) {
    return write.document().orElseThrow();
  }

  private List<KvOutcome> send(Call call, List<KvWrite> planned) {
    String id = UUID.randomUUID().toString();
    List<KvWrite> marked = planned.stream().map(write -> writes.marked(write, id)).toList();
    KvWrites.Progress progress = new KvWrites.Progress();
    return calls.run(
        call,
        number -> {
          if (progress.unsure() && wasCommitted(marked, progress)) {
            return committed(marked);
          }
          return sendOnce(marked, progress);
        });
  }

  private List<KvOutcome> sendOnce(List<KvWrite> marked, KvWrites.Progress progress)
      throws Exception {
    KvTransaction transaction;
    try {
      transaction = driver.transact(marked);
    } catch (Exception e) {
      progress.note(e, calls.meaningOf(e));
      throw e;
    }
    if (transaction.refusedIndex() >= 0) {
      throw StorageException.builder(ErrorCode.PRECONDITION_FAILED, "refused")
          .cause(new Refused(transaction.refusedIndex()))
          .build();
    }
    return transaction.outcomes();
  }

  /** Any one write tells of all; one that says nothing leaves it to the next. */
  private boolean wasCommitted(List<KvWrite> marked, KvWrites.Progress progress) throws Exception {
    boolean repeatable =
        marked.stream().allMatch(write -> write.condition().kind() == KvCondition.Kind.NONE);
    if (repeatable) {
      return false;
    }
    for (KvWrite write : marked) {
      KvWrites.Standing standing = writes.standing(write).standing();
      if (standing == KvWrites.Standing.OURS && !write.isDelete()) {
        return true;
      }
      if (standing == KvWrites.Standing.BEFORE) {
        return false;
      }
    }
    throw KvWrites.unsure(progress.lost());
  }

  private List<KvOutcome> committed(List<KvWrite> marked) throws Exception {
    List<KvOutcome> outcomes = new ArrayList<>(marked.size());
    for (KvWrite write : marked) {
      KvWrites.Found found = writes.standing(write);
      boolean ours = found.standing() == KvWrites.Standing.OURS;
      outcomes.add(new KvOutcome(true, ours ? found.revision() : null));
    }
    return outcomes;
  }

  private static List<WriteResult> results(List<Write> asked, List<KvOutcome> outcomes) {
    List<WriteResult> results = new ArrayList<>(asked.size());
    for (int i = 0; i < asked.size(); i++) {
      results.add(WriteResult.done(i, asked.get(i).key(), outcomes.get(i).revision()));
    }
    return results;
  }

  private StorageException refusal(
      Call call, List<Write> asked, int index, KvCondition condition, boolean overtaken) {
    StorageException alone = KvWrites.refusal(condition);
    ErrorCode code = overtaken ? ErrorCode.CONFLICT : alone.code();
    String where = "write " + (index + 1) + " of " + asked.size() + ": ";
    return calls
        .failure(call, code, where + alone.reason())
        .key(asked.get(index).key().text())
        .attempts(1)
        .build();
  }

  private StorageException place(Call call, StorageException e) {
    return calls.failure(call, e.code(), e.reason()).attempts(1).build();
  }
}
