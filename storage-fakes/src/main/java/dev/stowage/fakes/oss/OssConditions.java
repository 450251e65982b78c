package dev.stowage.fakes.oss;

import dev.stowage.fakes.FakeBlob;
import dev.stowage.fakes.FakeBucket;
import java.time.Instant;
import java.util.Optional;

/** Preconditions of reads and writes. */
final class OssConditions {
  private OssConditions() {}

  /**
   * Checks a read.
   *
   * @return whether the answer is 304
   */
  static boolean unchanged(OssCall call, FakeBlob blob) {
    return unchanged(call, blob, "");
  }

  /** Checks the source of a copy. */
  static void checkSource(OssCall call, FakeBlob source) {
    if (unchanged(call, source, "x-oss-copy-source-")) {
      throw new OssError(304, "NotModified", "The source was not modified.");
    }
  }

  private static boolean unchanged(OssCall call, FakeBlob blob, String prefix) {
    Optional<String> match = call.header(prefix + "If-Match");
    if (match.isPresent() && !matches(match.get(), blob)) {
      throw OssError.precondition("If-Match");
    }
    Optional<Instant> unmodified = date(call, prefix + "If-Unmodified-Since");
    if (unmodified.isPresent() && blob.modified().isAfter(unmodified.get())) {
      throw OssError.precondition("If-Unmodified-Since");
    }
    Optional<String> noneMatch = call.header(prefix + "If-None-Match");
    if (noneMatch.isPresent()) {
      return matches(noneMatch.get(), blob);
    }
    Optional<Instant> modified = date(call, prefix + "If-Modified-Since");
    return modified.isPresent() && !blob.modified().isAfter(modified.get());
  }

  /** Checks a write. Where versions are kept, or were, OSS does not look at the header. */
  static void checkWrite(OssCall call, FakeBucket bucket) {
    boolean forbidden = call.headerIs("x-oss-forbid-overwrite", "true");
    if (forbidden && !OssAccount.versioning(bucket) && bucket.current(call.key()).isPresent()) {
      throw OssError.alreadyExists();
    }
  }

  private static boolean matches(String condition, FakeBlob blob) {
    return condition.strip().equals("*") || OssText.unquoted(condition).equals(blob.etag());
  }

  private static Optional<Instant> date(OssCall call, String name) {
    return call.header(name).flatMap(OssText::parsedHttpDate);
  }
}
