package dev.stowage.fakes.gcs;

import dev.stowage.fakes.FakeBlob;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Optional;

/** Preconditions of both APIs. */
final class GcsConditions {

  private GcsConditions() {}

  /**
   * The conditions of a write.
   *
   * @param live what is there now
   */
  static void write(GcsCall call, Optional<FakeBlob> live) {
    generations(call, "if", live, true);
    if (!call.json()) {
      number(call.header("x-goog-if-generation-match"))
          .ifPresent(wanted -> match(wanted, generation(live)));
      number(call.header("x-goog-if-metageneration-match"))
          .ifPresent(wanted -> match(wanted, metageneration(live)));
    }
  }

  /** The conditions of a read or a change; the object is there. */
  static void read(GcsCall call, FakeBlob blob) {
    Optional<FakeBlob> there = Optional.of(blob);
    generations(call, "if", there, false);
    if (!call.json()) {
      number(call.header("x-goog-if-generation-match"))
          .ifPresent(wanted -> match(wanted, generation(there)));
      number(call.header("x-goog-if-metageneration-match"))
          .ifPresent(wanted -> match(wanted, metageneration(there)));
      headers(call, blob);
    }
  }

  /** The conditions on the source of a rewrite. */
  static void source(GcsCall call, FakeBlob blob) {
    generations(call, "ifSource", Optional.of(blob), true);
  }

  private static void generations(
      GcsCall call, String prefix, Optional<FakeBlob> blob, boolean write) {
    number(call.param(prefix + "GenerationMatch"))
        .ifPresent(wanted -> match(wanted, generation(blob)));
    number(call.param(prefix + "MetagenerationMatch"))
        .ifPresent(wanted -> match(wanted, metageneration(blob)));
    number(call.param(prefix + "GenerationNotMatch"))
        .ifPresent(other -> differ(other, generation(blob), write));
    number(call.param(prefix + "MetagenerationNotMatch"))
        .ifPresent(other -> differ(other, metageneration(blob), write));
  }

  private static Optional<Long> number(Optional<String> text) {
    return text.map(
        t -> {
          try {
            return Long.parseLong(t);
          } catch (NumberFormatException e) {
            throw GcsError.invalid("Invalid long value: '" + t + "'.");
          }
        });
  }

  private static long generation(Optional<FakeBlob> blob) {
    return blob.map(b -> Long.parseLong(b.version())).orElse(0L);
  }

  private static long metageneration(Optional<FakeBlob> blob) {
    return blob.flatMap(b -> b.attribute(GcsState.METAGENERATION)).map(Long::parseLong).orElse(0L);
  }

  private static void match(long wanted, long found) {
    if (wanted != found) {
      throw GcsError.condition();
    }
  }

  private static void differ(long other, long found, boolean write) {
    if (other == found) {
      throw write ? GcsError.condition() : GcsError.unchanged();
    }
  }

  private static void headers(GcsCall call, FakeBlob blob) {
    Instant modified = blob.modified().truncatedTo(ChronoUnit.SECONDS);
    Optional<String> match = call.header("If-Match");
    if (match.isPresent() && !names(match.get(), blob.etag())) {
      throw GcsError.condition();
    }
    Optional<Instant> since = call.header("If-Unmodified-Since").flatMap(GcsText::parsedHttpDate);
    if (match.isEmpty() && since.isPresent() && modified.isAfter(since.get())) {
      throw GcsError.condition();
    }
    Optional<String> none = call.header("If-None-Match");
    if (none.isPresent() && names(none.get(), blob.etag())) {
      throw GcsError.unchanged();
    }
    Optional<Instant> after = call.header("If-Modified-Since").flatMap(GcsText::parsedHttpDate);
    if (none.isEmpty() && after.isPresent() && !modified.isAfter(after.get())) {
      throw GcsError.unchanged();
    }
  }

  private static boolean names(String list, String etag) {
    return list.strip().equals("*")
        || Arrays.stream(list.split(",", -1))
            .map(one -> one.strip().replace("\"", ""))
            .anyMatch(etag::equals);
  }
}
