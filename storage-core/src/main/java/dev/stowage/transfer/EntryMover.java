package dev.stowage.transfer;

import dev.stowage.StorageException;
import dev.stowage.blob.BlobInfo;
import dev.stowage.blob.CopyOptions;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Brings entries of one tree to another, whichever of the two are directories. */
final class EntryMover {
  private final Engine engine;
  private final TreeLocation source;
  private final TreeLocation target;
  private final @Nullable LocalPlaces places;

  EntryMover(Engine engine, TreeLocation source, TreeLocation target) {
    this.engine = engine;
    this.source = source;
    this.target = target;
    this.places = target.directory().map(LocalPlaces::new).orElse(null);
  }

  /** Moves what was prepared; runs on any thread. */
  interface Move {
    Moved run();
  }

  /**
   * Finds the place of an entry. For one thread, in order of keys.
   *
   * @throws StorageException INVALID_KEY when it can have none
   */
  Move prepare(TreeEntry entry) {
    if (places != null) {
      Path file = places.place(entry.key());
      BlobInfo blob = Objects.requireNonNull(entry.blob());
      return () -> {
        try {
          return download(blob, file);
        } finally {
          places.done(file);
        }
      };
    }
    String key = target.prefix() + entry.key();
    Path file = entry.file();
    if (file != null) {
      return () ->
          new FileUpload(engine, file, target.requireStore(), key, engine.options().puts()).run();
    }
    BlobInfo blob = Objects.requireNonNull(entry.blob());
    return () ->
        new StoreCopy(
                engine,
                new StoreCopy.TransferEnd(source.requireStore(), blob.key()),
                new StoreCopy.TransferEnd(target.requireStore(), key),
                CopyOptions.defaults())
            .run(entry.size());
  }

  /**
   * A file that is older than its blob would look as if it had to be fetched again, and does where
   * the clock of the service goes ahead of ours.
   */
  private Moved download(BlobInfo blob, Path file) {
    Moved moved =
        new FileDownload(engine, source.requireStore(), blob.key(), file).run(blob.size());
    FileTimes.raise(file, blob.modified());
    return moved;
  }
}
