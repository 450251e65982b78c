package dev.stowage.fakes.gcs;

import dev.stowage.fakes.FakeBlob;
import dev.stowage.fakes.FakeBucket;
import java.time.Instant;
import java.util.Optional;

/** Holds and retention: why an object may not go yet. */
final class GcsLocks {

  static final String TEMPORARY_HOLD = "temporaryHold";
  static final String EVENT_HOLD = "eventBasedHold";
  static final String MODE = "retention.mode";
  static final String UNTIL = "retention.retainUntilTime";

  private GcsLocks() {}

  static void checkFree(FakeBucket bucket, FakeBlob blob, Instant now) {
    if (held(blob, TEMPORARY_HOLD) || held(blob, EVENT_HOLD)) {
      throw new GcsError(
          403,
          "objectUnderActiveHold",
          "ObjectUnderActiveHold",
          "Object '"
              + bucket.name()
              + "/"
              + blob.key()
              + "' is under active hold and cannot be deleted, overwritten or archived.");
    }
    Optional<Instant> end = end(bucket, blob);
    if (end.isPresent() && now.isBefore(end.get())) {
      throw new GcsError(
          403,
          "retentionPolicyNotMet",
          "RetentionPolicyNotMet",
          "Object '"
              + bucket.name()
              + "/"
              + blob.key()
              + "' is subject to retention and cannot be deleted or overwritten until "
              + end.get());
    }
  }

  private static boolean held(FakeBlob blob, String hold) {
    return blob.attribute(hold).filter("true"::equals).isPresent();
  }

  /** The later of the object's own retention and the bucket's. */
  static Optional<Instant> end(FakeBucket bucket, FakeBlob blob) {
    Optional<Instant> own = blob.attribute(UNTIL).map(Instant::parse);
    String seconds = bucket.attributes().get(GcsState.RETENTION);
    Optional<Instant> policy =
        seconds == null
            ? Optional.empty()
            : blob.attribute(GcsState.CREATED)
                .map(Instant::parse)
                .map(t -> t.plusSeconds(Long.parseLong(seconds)));
    if (own.isEmpty() || policy.isEmpty()) {
      return own.or(() -> policy);
    }
    return own.get().isAfter(policy.get()) ? own : policy;
  }
}
