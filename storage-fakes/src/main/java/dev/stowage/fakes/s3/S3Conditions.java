package dev.stowage.fakes.s3;

import dev.stowage.fakes.FakeBlob;
import dev.stowage.fakes.FakeBucket;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/** Preconditions of reads, writes, deletes and copies. */
final class S3Conditions {

  private S3Conditions() {}

  /**
   * Checks a read.
   *
   * @return whether the answer is 304
   */
  static boolean unchanged(S3Call call, FakeBlob blob) {
    return unchanged(call, blob, "");
  }

  /** Checks the source of a copy, where "unchanged" is a failure. */
  static void checkSource(S3Call call, FakeBlob source) {
    if (unchanged(call, source, "x-amz-copy-source-")) {
      throw S3Error.precondition("x-amz-copy-source-If-None-Match");
    }
  }

  private static boolean unchanged(S3Call call, FakeBlob blob, String prefix) {
    Optional<String> match = call.header(prefix + "If-Match");
    if (match.isPresent() && !matches(match.get(), blob)) {
      throw S3Error.precondition("If-Match");
    }
    Optional<Instant> unmodified = date(call, prefix + "If-Unmodified-Since");
    if (match.isEmpty() && unmodified.isPresent() && blob.modified().isAfter(unmodified.get())) {
      throw S3Error.precondition("If-Unmodified-Since");
    }
    Optional<String> noneMatch = call.header(prefix + "If-None-Match");
    if (noneMatch.isPresent()) {
      return matches(noneMatch.get(), blob);
    }
    Optional<Instant> modified = date(call, prefix + "If-Modified-Since");
    return modified.isPresent() && !blob.modified().isAfter(modified.get());
  }

  /** Checks a write of the call's key. */
  static void checkWrite(S3Call call, FakeBucket bucket) {
    Optional<FakeBlob> current = bucket.current(call.key());
    Optional<String> noneMatch = call.header("If-None-Match");
    if (noneMatch.isPresent()) {
      if (!noneMatch.get().equals("*")) {
        throw S3Error.notImplemented();
      }
      if (current.isPresent()) {
        throw S3Error.precondition("If-None-Match");
      }
    }
    Optional<String> match = call.header("If-Match");
    if (match.isPresent()) {
      if (match.get().equals("*")) {
        throw S3Error.notImplemented();
      }
      FakeBlob blob = current.orElseThrow(() -> S3Error.noSuchKey(call.key()));
      if (!matches(match.get(), blob)) {
        throw S3Error.precondition("If-Match");
      }
    }
  }

  /** Checks the deletion of a key against an etag, or a star for "exists". */
  static void checkDelete(FakeBucket bucket, String key, Optional<String> match) {
    if (match.isEmpty()) {
      return;
    }
    Optional<FakeBlob> current = bucket.current(key);
    if (current.isEmpty() && !match.get().equals("*")) {
      throw S3Error.noSuchKey(key);
    }
    if (current.isEmpty() || !matches(match.get(), current.get())) {
      throw S3Error.precondition("If-Match");
    }
  }

  private static boolean matches(String condition, FakeBlob blob) {
    return condition.strip().equals("*")
        || Arrays.stream(condition.split(",", -1))
            .map(S3Text::unquoted)
            .anyMatch(blob.etag()::equals);
  }

  private static Optional<Instant> date(S3Call call, String name) {
    return call.header(name).flatMap(S3Text::parsedHttpDate);
  }
}
