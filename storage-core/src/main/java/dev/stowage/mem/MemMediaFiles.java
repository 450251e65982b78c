package dev.stowage.mem;

import dev.stowage.media.MediaBlob;
import dev.stowage.spi.MediaFiles;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Remembers which blobs were written; that is all that jobs in memory need to know. */
final class MemMediaFiles implements MediaFiles {
  private final String container;
  private final Set<MediaBlob> written = ConcurrentHashMap.newKeySet();

  /** The container is the one of blobs that name none. */
  MemMediaFiles(String container) {
    this.container = container;
  }

  private MediaBlob named(MediaBlob blob) {
    return blob.container().isPresent() || container.isEmpty()
        ? blob
        : MediaBlob.of(container, blob.key());
  }

  @Override
  public boolean exists(MediaBlob blob) {
    return written.contains(named(blob));
  }

  @Override
  public void write(MediaBlob blob, byte[] content) {
    written.add(named(blob));
  }
}
