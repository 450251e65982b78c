package dev.stowage.portable;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.kv.Revision;
import dev.stowage.spi.Failure;
import dev.stowage.spi.KvCondition;
import dev.stowage.spi.KvDriver;
import dev.stowage.spi.KvOutcome;
import dev.stowage.spi.KvRecord;
import dev.stowage.spi.KvWrite;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Writing single rows, so that a lost answer neither does a conditional write twice nor reports a
 * failure for one that was done.
 */
final class KvWrites {
  private final KvDriver driver;
  private final Calls calls;
  private final KvReads reads;

  KvWrites(KvDriver driver, Calls calls, KvReads reads) {
    this.driver = driver;
    this.calls = calls;
    this.reads = reads;
  }

  /** What is known about a write while it is tried. */
  static final class Progress {
    private @Nullable Exception lost;

    /** Whether an answer was lost, so that the write may have been done before. */
    boolean unsure() {
      return lost != null;
    }

    @Nullable Exception lost() {
      return lost;
    }

    void note(Exception failure, Failure meaning) {
      if (mayHaveBeenDone(meaning)) {
        lost = failure;
      }
    }
  }

  /** Where a row stands after an answer was lost. */
  enum Standing {
    /** It is what we wrote. */
    OURS,
    /** It is what it was before, so our write was not done. */
    BEFORE,
    /** It is something else: ours was refused, or was done and overwritten. */
    OTHER,
    /** It looks like ours, but so would another's. */
    ALIKE
  }

  /** What was found, and the revision it is at. */
  record Found(Standing standing, @Nullable Revision revision) {}

  KvOutcome write(Call call, KvWrite write) {
    return write(call, write, new Progress());
  }

  KvOutcome write(Call call, KvWrite write, Progress progress) {
    return switch (write.condition().kind()) {
      // Doing these twice is as good as once.
      case NONE, PRESENT -> calls.run(call, number -> accepted(write, send(write, progress)));
      case ABSENT, REVISION -> {
        KvWrite marked = marked(write, UUID.randomUUID().toString());
        yield calls.run(
            call, number -> progress.unsure() ? resume(marked, progress) : first(marked, progress));
      }
    };
  }

  KvWrite marked(KvWrite write, String id) {
    return driver.keepsWriteIds() && !write.isDelete() ? write.withWriteId(id) : write;
  }

  /** Looks at the row of a write whose answer was lost. One request. */
  Found standing(KvWrite write) throws Exception {
    KvRecord record = reads.freshest(write.key());
    Revision now = record == null ? null : record.row().revision();
    KvCondition condition = write.condition();
    if (record == null) {
      boolean before = condition.kind() == KvCondition.Kind.ABSENT;
      Standing gone = write.isDelete() ? Standing.OURS : Standing.OTHER;
      return new Found(before ? Standing.BEFORE : gone, null);
    }
    if (write.writeId() != null && write.writeId().equals(record.writeId())) {
      return new Found(Standing.OURS, now);
    }
    if (condition.kind() == KvCondition.Kind.REVISION && condition.holdsFor(now)) {
      return new Found(Standing.BEFORE, now);
    }
    boolean alike =
        !write.isDelete()
            && write.writeId() == null
            && write.document().equals(record.row().document());
    return new Found(alike ? Standing.ALIKE : Standing.OTHER, now);
  }

  static StorageException refusal(KvCondition condition) {
    return switch (condition.kind()) {
      case ABSENT -> StorageException.of(ErrorCode.ALREADY_EXISTS, "there is such a row already");
      case PRESENT -> StorageException.of(ErrorCode.NOT_FOUND, "there is no such row");
      case REVISION ->
          StorageException.of(
              ErrorCode.PRECONDITION_FAILED,
              "the row is not at revision " + condition.revision() + " any more");
      case NONE ->
          StorageException.of(ErrorCode.UNKNOWN, "the service refused a write without a condition");
    };
  }

  /** For a write that may have been done, and nobody can tell. */
  static StorageException unsure(@Nullable Exception lost) {
    return StorageException.builder(
            ErrorCode.UNAVAILABLE,
            "the answer to the write was lost and the row has changed since; the write may or may"
                + " not have been done")
        .retryable(false)
        .cause(lost)
        .build();
  }

  private KvOutcome first(KvWrite write, Progress progress) throws Exception {
    return accepted(write, send(write, progress));
  }

  private KvOutcome resume(KvWrite write, Progress progress) throws Exception {
    Found found = standing(write);
    return switch (found.standing()) {
      case OURS -> new KvOutcome(true, found.revision());
      case BEFORE -> again(write, progress);
      case OTHER -> throw refusal(write.condition());
      case ALIKE -> throw unsure(progress.lost());
    };
  }

  /** The lost request may arrive between our look and this one, and refuse it. */
  private KvOutcome again(KvWrite write, Progress progress) throws Exception {
    KvOutcome outcome = send(write, progress);
    if (!outcome.applied()) {
      Found found = standing(write);
      if (found.standing() == Standing.OURS) {
        return new KvOutcome(true, found.revision());
      }
    }
    return accepted(write, outcome);
  }

  private KvOutcome send(KvWrite write, Progress progress) throws Exception {
    try {
      return driver.write(write);
    } catch (Exception e) {
      Failure failure = calls.meaningOf(e);
      if (isRefusal(write.condition(), failure.code())) {
        return KvOutcome.refused();
      }
      progress.note(e, failure);
      throw e;
    }
  }

  private static boolean mayHaveBeenDone(Failure failure) {
    return !failure.notSent()
        && (failure.code() == ErrorCode.UNAVAILABLE || failure.code() == ErrorCode.UNKNOWN);
  }

  private static boolean isRefusal(KvCondition condition, ErrorCode code) {
    return switch (condition.kind()) {
      case NONE -> false;
      case ABSENT -> code == ErrorCode.ALREADY_EXISTS || code == ErrorCode.PRECONDITION_FAILED;
      case PRESENT, REVISION ->
          code == ErrorCode.NOT_FOUND || code == ErrorCode.PRECONDITION_FAILED;
    };
  }

  private static KvOutcome accepted(KvWrite write, KvOutcome outcome) {
    if (!outcome.applied()) {
      throw refusal(write.condition());
    }
    return outcome;
  }
}
