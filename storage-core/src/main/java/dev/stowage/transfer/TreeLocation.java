package dev.stowage.transfer;

import dev.stowage.StorageException;
import dev.stowage.blob.BlobStore;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One end of a transfer of many objects: a directory, or everything in a store under a prefix.
 *
 * <p>The keys of a tree are relative: to the directory, with {@code /} between names, or to the
 * prefix, which is taken as it is. {@code logs} and {@code logs/} are two prefixes. Immutable.
 */
public final class TreeLocation {
  private final @Nullable Path directory;
  private final @Nullable BlobStore store;
  private final String prefix;

  private TreeLocation(@Nullable Path directory, @Nullable BlobStore store, String prefix) {
    this.directory = directory;
    this.store = store;
    this.prefix = prefix;
  }

  /**
   * A directory. As a source it holds its regular files and the symbolic links to such; links to
   * directories are not entered, so no link leads around in circles. As a target it is created if
   * absent.
   */
  public static TreeLocation directory(Path directory) {
    return new TreeLocation(directory.toAbsolutePath().normalize(), null, "");
  }

  /** The blobs whose keys start with the prefix; the empty string for all. */
  public static TreeLocation blobs(BlobStore store, String prefix) {
    return new TreeLocation(null, store, prefix);
  }

  public Optional<Path> directory() {
    return Optional.ofNullable(directory);
  }

  public Optional<BlobStore> store() {
    return Optional.ofNullable(store);
  }

  /** Empty for a directory. */
  public String prefix() {
    return prefix;
  }

  BlobStore requireStore() {
    if (store == null) {
      throw StorageException.invalidArgument(
          "between two directories; open one of them as a store, as in file:" + directory);
    }
    return store;
  }

  /** What it holds, in the order of keys. */
  Tree tree() {
    Path files = directory;
    return files == null ? new BlobTree(requireStore(), prefix) : new LocalTree(files);
  }

  @Override
  public String toString() {
    return store == null ? String.valueOf(directory) : store + " " + prefix;
  }
}
