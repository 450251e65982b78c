package dev.stowage.transfer;

import dev.stowage.transfer.SyncAction.Kind;
import java.time.Instant;
import java.util.Optional;

/** Decides about a key that both sides have. */
final class Comparer {
  private final Engine engine;
  private final SyncRequest request;

  Comparer(Engine engine, SyncRequest request) {
    this.engine = engine;
    this.request = request;
  }

  /** The decision, where the listings are enough for it. */
  Optional<SyncAction> fromListings(TreeEntry source, TreeEntry target) {
    if (source.size() != target.size()) {
      return request.overwriteNewer() || !target.modified().isAfter(source.modified())
          ? Optional.of(action(Kind.REPLACE, source, "another size"))
          : Optional.empty();
    }
    return switch (request.comparison()) {
      case SIZE -> Optional.of(action(Kind.UNCHANGED, source, "same size"));
      case SIZE_AND_TIME ->
          target.modified().isBefore(source.modified())
              ? Optional.empty()
              : Optional.of(action(Kind.UNCHANGED, source, "same size, and not older"));
      case CHECKSUM -> Optional.empty();
    };
  }

  /** The decision, with what has to be asked for. */
  SyncAction decide(TreeEntry source, TreeEntry target) {
    Optional<SyncAction> simple = fromListings(source, target);
    if (simple.isPresent()) {
      return simple.get();
    }
    Contents theirs = new Contents(engine, target, request.target());
    if (source.size() != target.size()) {
      return differing(source, target, theirs, "another size");
    }
    Contents ours = new Contents(engine, source, request.source());
    if (request.comparison() == Comparison.CHECKSUM) {
      return ours.equalTo(theirs, true).orElse(false)
          ? action(Kind.UNCHANGED, source, "same checksum")
          : differing(source, target, theirs, "another checksum");
    }
    Optional<Instant> noted = theirs.noted();
    if (noted.isPresent() && noted.equals(ours.noted())) {
      return action(Kind.UNCHANGED, source, "same size and modification time");
    }
    return ours.equalTo(theirs, false).orElse(false)
        ? action(Kind.UNCHANGED, source, "touched, but of the same checksum")
        : action(Kind.REPLACE, source, "newer at the source");
  }

  /**
   * A blob is always newer than the file it was uploaded from; what counts is the time of that
   * file, where the upload noted it.
   */
  private SyncAction differing(TreeEntry source, TreeEntry target, Contents theirs, String why) {
    boolean upload = source.file() != null;
    Instant of = upload ? theirs.noted().orElse(target.modified()) : target.modified();
    boolean newer = of.isAfter(source.modified()) && !request.overwriteNewer();
    return newer
        ? action(Kind.KEEP_NEWER, source, why + ", but newer at the target")
        : action(Kind.REPLACE, source, why);
  }

  static SyncAction action(Kind kind, TreeEntry entry, String reason) {
    return new SyncAction(kind, entry.key(), entry.size(), reason);
  }
}
