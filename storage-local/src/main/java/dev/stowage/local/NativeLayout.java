package dev.stowage.local;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.blob.BlobInfo;
import dev.stowage.blob.KeyRule;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Any key, any file system: encoded names, and one file that holds content and footer. */
final class NativeLayout implements Layout {
  static final String NAME = "native";
  static final int MAX_KEY_BYTES = 1024;

  private final Path root;
  private final int longestPath;
  private final int rootLength;

  NativeLayout(Path root) {
    this.root = root;
    this.longestPath = FileSystemFacts.longestPath();
    this.rootLength = root.toString().getBytes(StandardCharsets.UTF_8).length + 1;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public KeyRule keyRule() {
    return KeyRule.maxBytes(MAX_KEY_BYTES).and(this::pathProblem);
  }

  private Optional<String> pathProblem(String key) {
    // No character needs more than 12 characters of path: 3 bytes, 3 each, and the suffixes.
    if (rootLength + 12 * key.length() + 16 < longestPath) {
      return Optional.empty();
    }
    int length = rootLength + NativeNames.path(key).length();
    return length <= longestPath
        ? Optional.empty()
        : Optional.of(
            "its file would have a path of "
                + length
                + " bytes and the system takes "
                + longestPath
                + "; use a shorter key or a root with a shorter path");
  }

  @Override
  public int maxKeyBytes() {
    return MAX_KEY_BYTES;
  }

  @Override
  public boolean keepsAttributes() {
    return true;
  }

  @Override
  public Path file(String key) {
    return root.resolve(NativeNames.path(key));
  }

  @Override
  public OpenBlob open(String key, Path file) throws IOException {
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
    try {
      Footer.Read read = Footer.read(key, channel);
      return new OpenBlob(read.info(), channel, read.tail(), read.tailStart());
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  @Override
  public BlobInfo info(String key, Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return Footer.read(key, channel).info();
    }
  }

  /** What is damaged has no footer, so it shows with the size of the whole file. */
  @Override
  public BlobInfo listed(String key, Path file) throws IOException {
    try {
      return info(key, file);
    } catch (StorageException e) {
      if (e.code() != ErrorCode.INTEGRITY_FAILURE) {
        throw e;
      }
      BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
      return BlobInfo.builder(key, found.size())
          .etag("damaged-" + found.lastModifiedTime().toMillis())
          .modified(found.lastModifiedTime().toInstant())
          .build();
    }
  }

  @Override
  public BlobInfo seal(FileChannel content, Path temporary, BlobInfo draft) throws IOException {
    ByteBuffer footer = Footer.encode(draft);
    while (footer.hasRemaining()) {
      content.write(footer);
    }
    return draft;
  }

  @Override
  public boolean isBlob(Path file) {
    return Files.exists(file, LinkOption.NOFOLLOW_LINKS);
  }

  @Override
  public void checkPlace(String key, Path file) {
    // Names are made so that no two keys meet.
  }

  @Override
  public byte @Nullable [] sortName(Path entry) {
    return NativeNames.sortName(String.valueOf(entry.getFileName()));
  }

  @Override
  public Step.Kind kind(byte[] sortName) {
    if (NativeNames.isDirectory(sortName)) {
      return Step.Kind.DIRECTORY;
    }
    return sortName.length == NativeNames.CHUNK ? Step.Kind.CHUNK : Step.Kind.BLOB;
  }

  @Override
  public Path child(Path directory, byte[] sortName) {
    return directory.resolve(NativeNames.fileName(sortName));
  }
}
