package dev.stowage.local;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.blob.BlobInfo;
import dev.stowage.blob.KeyRule;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * Files under their own names, for trees that other programs read and write. Content is all that is
 * in a file; the rest is kept in an extended attribute, where there are any. Symbolic links are no
 * part of the store: neither listed nor followed.
 */
final class PlainLayout implements Layout {
  static final String NAME = "plain";
  private static final int OPEN_TRIES = 1000;

  private final Path root;
  private final PlainNames names;
  private final boolean attributes;
  private final boolean ignoresCase;

  PlainLayout(Path root) {
    this.root = root;
    this.names = new PlainNames(root);
    this.attributes = FileSystemFacts.hasUserAttributes(root);
    this.ignoresCase = FileSystemFacts.ignoresCase(root);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public KeyRule keyRule() {
    return KeyRule.maxBytes(maxKeyBytes()).and(names::problem);
  }

  @Override
  public int maxKeyBytes() {
    return names.maxKeyBytes();
  }

  @Override
  public boolean keepsAttributes() {
    return attributes;
  }

  @Override
  public Path file(String key) {
    return names.file(key);
  }

  /** What a path led to at one moment. */
  private record Seen(BlobInfo info, @Nullable Object fileKey) {
    boolean isSameAs(Seen other) {
      return info.etag().equals(other.info.etag())
          && java.util.Objects.equals(fileKey, other.fileKey);
    }
  }

  private Seen look(String key, Path file) throws IOException {
    BasicFileAttributes found = attributesOf(file);
    if (!found.isRegularFile() || crossesLink(file) || isAlias(file)) {
      throw new NoSuchFileException(file.toString());
    }
    BlobInfo info = PlainAttributes.info(key, found, attributes ? file : null);
    return new Seen(info, found.fileKey());
  }

  private static BasicFileAttributes attributesOf(Path file) throws IOException {
    try {
      return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    } catch (FileSystemException e) {
      throw FileFailures.isNotDirectory(e) ? new NoSuchFileException(file.toString()) : e;
    }
  }

  /** Opens between two looks that saw the same blob, so that content and attributes belong. */
  @Override
  public OpenBlob open(String key, Path file) throws IOException {
    Seen before = look(key, file);
    for (int tries = 0; ; tries++) {
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
      boolean kept = false;
      try {
        Seen after = look(key, file);
        if (after.isSameAs(before)) {
          kept = true;
          return new OpenBlob(after.info(), channel, new byte[0], Long.MAX_VALUE);
        }
        before = after;
      } finally {
        if (!kept) {
          channel.close();
        }
      }
      if (tries == OPEN_TRIES) {
        throw StorageException.of(
            ErrorCode.CONTENT_CHANGED, file + " is replaced faster than it can be opened");
      }
    }
  }

  @Override
  public BlobInfo info(String key, Path file) throws IOException {
    return look(key, file).info();
  }

  @Override
  public BlobInfo listed(String key, Path file) throws IOException {
    return info(key, file);
  }

  @Override
  public BlobInfo seal(FileChannel content, Path temporary, BlobInfo draft) throws IOException {
    BasicFileAttributes written = Files.readAttributes(temporary, BasicFileAttributes.class);
    BlobInfo dated =
        draft.toBuilder()
            .modified(written.lastModifiedTime().toInstant())
            .created(written.lastModifiedTime().toInstant())
            .build();
    if (attributes) {
      PlainAttributes.write(temporary, dated);
    }
    return PlainAttributes.info(draft.key(), written, attributes ? temporary : null);
  }

  @Override
  public boolean isBlob(Path file) throws IOException {
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
        && !crossesLink(file)
        && !isAlias(file);
  }

  @Override
  public void checkPlace(String key, Path file) throws IOException {
    if (crossesLink(file)) {
      throw StorageException.of(
          ErrorCode.PERMISSION_DENIED,
          "a directory of this key is a symbolic link, which layout=plain does not follow");
    }
    if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
      throw conflict("there is a directory of this name, which holds the blobs below it");
    }
    if (isAlias(file)) {
      throw conflict(
          "the file system ignores case and has \"" + file.toRealPath().getFileName() + "\"");
    }
  }

  static StorageException conflict(String what) {
    return StorageException.builder(
            ErrorCode.CONFLICT, what + "; layout=plain cannot keep both, layout=native can")
        .retryable(false)
        .build();
  }

  private boolean crossesLink(Path file) {
    for (Path at = file.getParent(); at != null && !at.equals(root); at = at.getParent()) {
      if (Files.isSymbolicLink(at)) {
        return true;
      }
    }
    return false;
  }

  /** Whether the file that the path leads to has another name. */
  private boolean isAlias(Path file) throws IOException {
    if (!ignoresCase || !Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    Path real = file.toRealPath(LinkOption.NOFOLLOW_LINKS);
    return !root.toRealPath().relativize(real).toString().equals(root.relativize(file).toString());
  }

  @Override
  public byte @Nullable [] sortName(Path entry) throws IOException {
    return names.sortName(entry);
  }

  @Override
  public Step.Kind kind(byte[] sortName) {
    return NativeNames.isDirectory(sortName) ? Step.Kind.DIRECTORY : Step.Kind.BLOB;
  }

  @Override
  public Path child(Path directory, byte[] sortName) {
    return names.child(directory, sortName);
  }
}
