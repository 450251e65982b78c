package dev.stowage.transfer;

import dev.stowage.StorageException;
import dev.stowage.transfer.MergeJoin.Pair;
import dev.stowage.transfer.SyncAction.Kind;
import java.util.Iterator;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Makes a target have what a source has, or says what that would take. */
final class Sync {
  private final Engine engine;
  private final SyncRequest request;
  private final Comparer comparer;

  Sync(Engine engine, SyncRequest request) {
    this.engine = engine;
    this.request = request;
    this.comparer = new Comparer(engine, request);
  }

  /** Lazy; closing it ends the listings. */
  Stream<SyncAction> plan() {
    MergeJoin join = new MergeJoin(request);
    Iterator<Optional<SyncAction>> actions =
        new Iterator<>() {
          @Override
          public boolean hasNext() {
            return join.hasNext();
          }

          @Override
          public Optional<SyncAction> next() {
            return planned(join.next());
          }
        };
    return StreamSupport.stream(
            Spliterators.spliteratorUnknownSize(actions, Spliterator.ORDERED | Spliterator.NONNULL),
            false)
        .onClose(join::close)
        .flatMap(Optional::stream);
  }

  private Optional<SyncAction> planned(Pair pair) {
    TreeEntry source = pair.source();
    TreeEntry target = pair.target();
    if (source == null) {
      return target != null && request.deleteExtra()
          ? Optional.of(Comparer.action(Kind.DELETE, target, "not at the source"))
          : Optional.empty();
    }
    if (source.problem() != null) {
      return Optional.of(Comparer.action(Kind.FAIL, source, source.problem().reason()));
    }
    if (source.note() != null) {
      return Optional.of(Comparer.action(Kind.LEAVE_OUT, source, source.note()));
    }
    try {
      return Optional.of(
          target == null
              ? Comparer.action(Kind.COPY, source, "not at the target")
              : comparer.decide(source, target));
    } catch (StorageException e) {
      if (Faults.hopeless(e)) {
        throw e;
      }
      return Optional.of(Comparer.action(Kind.FAIL, source, e.reason()));
    }
  }

  TransferResult run() {
    Tally tally = new Tally();
    EntryMover mover = new EntryMover(engine, request.source(), request.target());
    try (MergeJoin join = new MergeJoin(request);
        Batch batch = new Batch(engine, tally)) {
      Deletions deletions = new Deletions(engine, tally, batch, request.target());
      while (join.hasNext()) {
        Pair pair = join.next();
        TreeEntry source = pair.source();
        if (source != null) {
          submit(batch, tally, mover, source, pair);
        } else if (pair.target() != null && request.deleteExtra()) {
          deletions.add(pair.target());
        }
      }
      deletions.flush();
      batch.finish();
    }
    return new TransferResult(tally);
  }

  private void submit(Batch batch, Tally tally, EntryMover mover, TreeEntry source, Pair pair) {
    if (source.problem() != null) {
      batch.fail(source.key(), source.problem());
      return;
    }
    if (source.note() != null) {
      tally.skip();
      engine.meter().skipped(source.key(), source.note());
      return;
    }
    TreeEntry target = pair.target();
    Optional<SyncAction> known =
        target == null ? Optional.empty() : comparer.fromListings(source, target);
    if (known.isPresent() && !known.get().changes()) {
      tally.skip();
      return;
    }
    EntryMover.Move move;
    try {
      move = mover.prepare(source);
    } catch (StorageException e) {
      batch.fail(source.key(), e);
      return;
    }
    batch.submit(
        source.key(),
        () -> {
          if (target == null || known.isPresent() || isWanted(tally, source, target)) {
            Moved moved = move.run();
            tally.add(moved);
            engine.meter().done(source.key(), moved.bytes());
          }
        });
  }

  private boolean isWanted(Tally tally, TreeEntry source, TreeEntry target) {
    SyncAction action = comparer.decide(source, target);
    if (action.changes()) {
      return true;
    }
    tally.skip();
    if (action.kind() == Kind.KEEP_NEWER) {
      engine.meter().skipped(source.key(), action.reason());
    }
    return false;
  }
}
