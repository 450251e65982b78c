package dev.stowage.portable;

import dev.stowage.ErrorCode;
import dev.stowage.OpenOptions;
import dev.stowage.StorageException;
import dev.stowage.kv.Document;
import dev.stowage.kv.Row;
import dev.stowage.kv.RowKey;
import dev.stowage.kv.RowOptions;
import dev.stowage.spi.KvCondition;
import dev.stowage.spi.KvOutcome;
import dev.stowage.spi.KvWrite;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Read, change, write if nobody else did, and again; the base of all partial writes. */
final class KvUpdates {
  private static final int MAX_TRIES = 100;
  private static final long FIRST_WAIT_NANOS = Duration.ofMillis(1).toNanos();
  private static final int MAX_DOUBLINGS = 7;

  private final Calls calls;
  private final KvChecks checks;
  private final KvReads reads;
  private final KvWrites writes;
  private final OpenOptions options;

  KvUpdates(Calls calls, KvChecks checks, KvReads reads, KvWrites writes, OpenOptions options) {
    this.calls = calls;
    this.checks = checks;
    this.reads = reads;
    this.writes = writes;
    this.options = options;
  }

  /** The row as it is afterwards. */
  Row update(Call call, RowKey key, RowOptions with, UnaryOperator<Document> change) {
    Instant expiry = checks.expiry(call, with);
    long start = calls.pacer().nanoTime();
    StorageException last = null;
    for (int number = 1; number <= MAX_TRIES; number++) {
      if (last != null) {
        pause(call, number, start, last);
      }
      Optional<Row> found = reads.current(call, key);
      Row before = found.orElseThrow(() -> missing(call));
      if (with.requiredRevision().isPresent()
          && !with.requiredRevision().get().equals(before.revision())) {
        throw place(call, KvWrites.refusal(KvCondition.revision(with.requiredRevision().get())));
      }
      Instant expiresAt = kept(before, with, expiry);
      Document changed = change.apply(before.document());
      checks.document(call, changed);
      boolean same =
          changed.equals(before.document())
              && Objects.equals(expiresAt, before.expiresAt().orElse(null));
      if (same) {
        return before;
      }
      KvWrites.Progress progress = new KvWrites.Progress();
      KvWrite write = KvWrite.put(key, changed, KvCondition.revision(before.revision()), expiresAt);
      try {
        KvOutcome outcome = writes.write(call, write, progress);
        return Row.of(
            key,
            changed,
            Objects.requireNonNull(outcome.revision(), "a put must tell the new revision"),
            expiresAt);
      } catch (StorageException e) {
        if (e.code() != ErrorCode.PRECONDITION_FAILED) {
          throw e;
        }
        if (progress.unsure()) {
          throw place(call, KvWrites.unsure(e));
        }
        if (with.requiredRevision().isPresent()) {
          throw e;
        }
        last = e;
      }
    }
    throw calls
        .failure(
            call,
            ErrorCode.CONFLICT,
            "others changed the row first, " + MAX_TRIES + " times in a row")
        .attempts(MAX_TRIES)
        .cause(last)
        .build();
  }

  static @Nullable Instant kept(Row before, RowOptions with, @Nullable Instant expiry) {
    return expiry != null || with.noExpiry() ? expiry : before.expiresAt().orElse(null);
  }

  StorageException missing(Call call) {
    return place(call, KvWrites.refusal(KvCondition.present()));
  }

  private StorageException place(Call call, StorageException e) {
    return calls
        .failure(call, e.code(), e.reason())
        .retryable(e.retryable())
        .attempts(1)
        .cause(e.getCause())
        .build();
  }

  private void pause(Call call, int number, long start, StorageException last) {
    long bound = FIRST_WAIT_NANOS << Math.min(number - 2, MAX_DOUBLINGS);
    long wait = ThreadLocalRandom.current().nextLong(bound + 1);
    Duration deadline = options.deadline().orElse(null);
    if (deadline != null && calls.pacer().nanoTime() + wait - start > deadline.toNanos()) {
      throw calls
          .failure(call, ErrorCode.DEADLINE_EXCEEDED, "no time left to try again: " + last.reason())
          .attempts(number - 1)
          .cause(last)
          .build();
    }
    try {
      calls.pacer().sleep(Duration.ofNanos(wait));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw calls
          .failure(call, ErrorCode.CANCELLED, "the calling thread was interrupted")
          .attempts(number - 1)
          .cause(e)
          .build();
    }
  }
}
