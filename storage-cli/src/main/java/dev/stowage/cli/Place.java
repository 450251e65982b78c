package dev.stowage.cli;

import dev.stowage.OpenOptions;
import dev.stowage.StorageException;
import dev.stowage.blob.BlobLocation;
import dev.stowage.blob.BlobStore;
import dev.stowage.transfer.TreeLocation;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** One end of a copy as it stands on the command line: a file, a URL, or {@code -}. */
final class Place {
  private final String name;
  private final OpenOptions options;

  Place(String name, OpenOptions options) {
    this.name = name;
    this.options = options;
  }

  boolean isStandard() {
    return name.equals("-");
  }

  boolean isUrl() {
    return Blobs.isUrl(name);
  }

  Path path() {
    return Path.of(name);
  }

  /** The last part of the name, for copying into a directory. */
  String lastName() {
    String path = isUrl() ? dev.stowage.StorageUrl.parse(name).path() : name;
    String trimmed = path.replaceAll("/+$", "");
    return trimmed.substring(trimmed.lastIndexOf('/') + 1);
  }

  /** The object; a URL that ends with a slash, or with the container, takes the source's name. */
  BlobLocation object(@Nullable Place source) {
    BlobLocation location = BlobLocation.open(name, options);
    if (source == null || !location.key().isEmpty() && !location.key().endsWith("/")) {
      if (location.key().isEmpty()) {
        location.close();
        throw StorageException.invalidArgument(
            "the URL names a whole container; add the key of an object, or -r for all of it");
      }
      return location;
    }
    if (source.isStandard()) {
      location.close();
      throw StorageException.invalidArgument(
          "standard input has no name; end the URL with the key of the object");
    }
    return new BlobLocation(location.store(), location.key() + source.lastName());
  }

  /** Everything under it. Close what it opened through {@link Tree#close()}. */
  Tree tree() {
    if (isStandard()) {
      throw StorageException.invalidArgument("- is one stream, not a tree; leave -r away");
    }
    if (!isUrl()) {
      return new Tree(TreeLocation.directory(path()), null);
    }
    BlobStore store = BlobStore.open(name, options);
    return new Tree(TreeLocation.blobs(store, ""), store);
  }

  /** A tree and the store that was opened for it. */
  record Tree(TreeLocation location, @Nullable BlobStore store) implements AutoCloseable {
    @Override
    public void close() {
      if (store != null) {
        store.close();
      }
    }
  }

  @Override
  public String toString() {
    return Text.printable(name);
  }
}
