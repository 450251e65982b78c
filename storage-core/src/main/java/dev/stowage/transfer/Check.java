package dev.stowage.transfer;

import dev.stowage.StorageException;
import dev.stowage.transfer.Difference.Kind;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Compares two trees and changes nothing. */
final class Check {
  private final Engine engine;
  private final SyncRequest request;
  private final Consumer<Difference> found;
  private final AtomicLong equal = new AtomicLong();
  private final Map<Kind, Long> counts = new EnumMap<>(Kind.class);

  Check(Engine engine, SyncRequest request, Consumer<Difference> found) {
    this.engine = engine;
    this.request = request;
    this.found = found;
  }

  CheckResult run() {
    try (MergeJoin join = new MergeJoin(request);
        Batch batch = new Batch(engine, new Tally())) {
      while (join.hasNext()) {
        take(batch, join.next());
      }
      batch.finish();
    }
    return new CheckResult(
        equal.get(),
        count(Kind.MISSING),
        count(Kind.EXTRA),
        count(Kind.CONTENT),
        count(Kind.UNREADABLE));
  }

  private long count(Kind kind) {
    return counts.getOrDefault(kind, 0L);
  }

  private void take(Batch batch, MergeJoin.Pair pair) {
    TreeEntry source = pair.source();
    TreeEntry target = pair.target();
    if (source == null) {
      if (target != null) {
        tell(Kind.EXTRA, target.key(), "not at the source");
      }
      return;
    }
    if (source.note() != null) {
      return;
    }
    if (source.problem() != null) {
      tell(Kind.UNREADABLE, source.key(), source.problem().reason());
    } else if (target == null) {
      tell(Kind.MISSING, source.key(), "not at the target");
    } else if (source.size() != target.size()) {
      tell(Kind.CONTENT, source.key(), source.size() + " and " + target.size() + " bytes");
    } else if (request.comparison() == Comparison.CHECKSUM) {
      batch.submit(source.key(), () -> compare(source, target));
    } else {
      equal.incrementAndGet();
    }
  }

  private void compare(TreeEntry source, TreeEntry target) {
    Contents ours = new Contents(engine, source, request.source());
    Contents theirs = new Contents(engine, target, request.target());
    try {
      if (ours.equalTo(theirs, true).orElse(false)) {
        equal.incrementAndGet();
      } else {
        tell(Kind.CONTENT, source.key(), "another checksum");
      }
    } catch (StorageException e) {
      if (Faults.hopeless(e)) {
        throw e;
      }
      tell(Kind.UNREADABLE, source.key(), e.reason());
    }
  }

  private synchronized void tell(Kind kind, String key, String detail) {
    counts.merge(kind, 1L, Long::sum);
    found.accept(new Difference(kind, key, detail));
  }
}
