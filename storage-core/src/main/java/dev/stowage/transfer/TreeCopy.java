package dev.stowage.transfer;

import dev.stowage.StorageException;
import dev.stowage.blob.BlobInfo;
import dev.stowage.blob.BlobStore;
import java.util.Objects;

/** Brings all objects of one tree to another, whatever is there. */
final class TreeCopy {
  private final Engine engine;
  private final SyncRequest request;
  private final boolean deletesSource;

  TreeCopy(Engine engine, SyncRequest request, boolean deletesSource) {
    this.engine = engine;
    this.request = request;
    this.deletesSource = deletesSource;
  }

  TransferResult run() {
    Tally tally = new Tally();
    EntryMover mover = new EntryMover(engine, request.source(), request.target());
    request.source().directory().ifPresent(MergeJoin::requireDirectory);
    try (Tree.Cursor entries = request.source().tree().open();
        Batch batch = new Batch(engine, tally)) {
      while (entries.hasNext()) {
        TreeEntry entry = entries.next();
        if (request.selects(entry.key())) {
          submit(batch, tally, mover, entry);
        }
      }
      batch.finish();
    }
    return new TransferResult(tally);
  }

  private void submit(Batch batch, Tally tally, EntryMover mover, TreeEntry entry) {
    boolean folder = entry.isFolderMarker() && request.target().directory().isPresent();
    String note = folder ? "a folder without content" : entry.note();
    if (note != null) {
      tally.skip();
      engine.meter().skipped(entry.key(), note);
      return;
    }
    if (entry.problem() != null) {
      batch.fail(entry.key(), entry.problem());
      return;
    }
    EntryMover.Move move;
    try {
      move = mover.prepare(entry);
    } catch (StorageException e) {
      batch.fail(entry.key(), e);
      return;
    }
    batch.submit(
        entry.key(),
        () -> {
          Moved moved = move.run();
          if (deletesSource) {
            BlobInfo blob = Objects.requireNonNull(entry.blob());
            BlobStore store = request.source().requireStore();
            engine.request(
                () -> {
                  SourceRemoval.remove(store, blob.key(), blob.etag());
                  return blob;
                });
          }
          tally.add(moved);
          engine.meter().done(entry.key(), moved.bytes());
        });
  }
}
