package dev.stowage.local;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Finds the store on disk, and makes it when it may be made. */
final class StoreAccess implements Closeable {
  private final StoreSettings settings;
  private final Layout layout;
  private volatile @Nullable OpenRoot open;
  private boolean closed;

  StoreAccess(StoreSettings settings, Layout layout) {
    this.settings = settings;
    this.layout = layout;
  }

  /**
   * For what does not create.
   *
   * @throws StorageException CONTAINER_NOT_FOUND
   */
  void requireStore() throws IOException {
    String found = StoreMarker.layout(settings.root());
    if (found == null && !isPlainDirectory()) {
      throw missing();
    }
    checkLayout(found);
  }

  /** Any directory is a store of the plain layout, if its URL says so. */
  private boolean isPlainDirectory() {
    return layout.name().equals(PlainLayout.NAME) && Files.isDirectory(settings.root());
  }

  /** A failure that says whether the blob is missing or the store. */
  NoSuchFileException missing(NoSuchFileException cause) throws IOException {
    requireStore();
    return cause;
  }

  StorageException missing() {
    return StorageException.of(
        ErrorCode.CONTAINER_NOT_FOUND,
        "there is no store at "
            + settings.root()
            + "; the first write makes it, unless create=false, and so does `stowage mb`");
  }

  private void checkLayout(@Nullable String found) {
    if (found != null && !found.equals(layout.name())) {
      throw StorageException.invalidArgument(
          settings.root() + " is a store of layout=" + found + ", not layout=" + layout.name());
    }
  }

  /** What writes need; makes the store unless it must not. */
  OpenRoot writable() throws IOException {
    OpenRoot known = open;
    return known != null ? known : openNow();
  }

  private synchronized OpenRoot openNow() throws IOException {
    if (closed) {
      throw new ClosedChannelException();
    }
    OpenRoot known = open;
    if (known != null) {
      return known;
    }
    Path root = settings.root();
    String found = StoreMarker.layout(root);
    if (found == null && !settings.create() && !isPlainDirectory()) {
      throw missing();
    }
    checkLayout(found);
    if (found == null) {
      StoreMarker.create(root, layout.name());
      if (settings.sync()) {
        syncMarker(root);
      }
      checkLayout(StoreMarker.layout(root));
    }
    OpenRoot fresh = OpenRoot.acquire(root);
    open = fresh;
    return fresh;
  }

  private static void syncMarker(Path root) throws IOException {
    Directories.force(StoreMarker.directory(root));
    Directories.force(root);
    Path above = root.getParent();
    if (above != null) {
      Directories.force(above);
    }
  }

  /** Drops what belonged to a store that somebody deleted. */
  private synchronized void forget(OpenRoot stale) throws IOException {
    if (open == stale) {
      open = null;
      stale.close();
    }
  }

  /** A temporary file that is open for writing. */
  TempBlob temporary() throws IOException {
    OpenRoot root = writable();
    try {
      return TempBlob.create(root.temporary().next());
    } catch (NoSuchFileException e) {
      forget(root);
      return TempBlob.create(writable().temporary().next());
    }
  }

  @Override
  public synchronized void close() throws IOException {
    closed = true;
    OpenRoot known = open;
    if (known != null) {
      open = null;
      known.close();
    }
  }
}
