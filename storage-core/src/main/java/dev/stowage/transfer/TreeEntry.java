package dev.stowage.transfer;

import dev.stowage.StorageException;
import dev.stowage.blob.BlobInfo;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One object of a tree, or a place where there may be some that cannot be seen.
 *
 * @param key relative; that of a directory ends with a slash
 * @param problem why it, or what is under it, cannot be read
 * @param note why it is left out on purpose
 */
record TreeEntry(
    String key,
    long size,
    Instant modified,
    @Nullable Path file,
    @Nullable BlobInfo blob,
    @Nullable StorageException problem,
    @Nullable String note) {

  static TreeEntry of(String key, Path file, long size, Instant modified) {
    return new TreeEntry(key, size, modified, file, null, null, null);
  }

  /** The info has the whole key. */
  static TreeEntry of(String key, BlobInfo blob) {
    return new TreeEntry(key, blob.size(), blob.modified(), null, blob, null, null);
  }

  static TreeEntry unreadable(String key, StorageException problem) {
    return new TreeEntry(key, 0, Instant.EPOCH, null, null, problem, null);
  }

  static TreeEntry leftOut(String key, String note) {
    return new TreeEntry(key, 0, Instant.EPOCH, null, null, null, note);
  }

  boolean isObject() {
    return problem == null && note == null;
  }

  /** What the console of many a service makes when asked for a folder; no file can stand for it. */
  boolean isFolderMarker() {
    return blob != null && size == 0 && (key.isEmpty() || key.endsWith("/"));
  }
}
