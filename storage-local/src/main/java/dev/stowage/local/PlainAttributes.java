package dev.stowage.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.blob.BlobHeaders;
import dev.stowage.blob.BlobInfo;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the plain layout knows of a file: its status, and the extended attribute {@code
 * user.stowage}.
 *
 * <p>Etag and checksum in the attribute hold for the size and the time of modification that stand
 * beside them. If another program changed the file since, the etag is made of its status and there
 * is no checksum; headers and metadata stay.
 */
final class PlainAttributes {
  private static final String NAME = "stowage";
  private static final int MOST_BYTES = 4000;

  private PlainAttributes() {}

  /**
   * @param file where to read the attribute from; null where there is none
   */
  static BlobInfo info(String key, BasicFileAttributes status, @Nullable Path file)
      throws IOException {
    JsonNode json = file == null ? null : read(file);
    long modified = BlobJson.nanos(status.lastModifiedTime().toInstant());
    if (json == null) {
      return foreign(key, status).headers(BlobJson.headers(BlobJson.object())).build();
    }
    BlobInfo kept = BlobJson.read(key, status.size(), json);
    boolean untouched =
        json.path("size").asLong(-1) == status.size() && json.path("modified").asLong() == modified;
    return untouched
        ? kept
        : foreign(key, status)
            .headers(kept.headers())
            .metadata(kept.metadata())
            .tags(kept.tags())
            .build();
  }

  private static BlobInfo.Builder foreign(String key, BasicFileAttributes status) {
    long modified = BlobJson.nanos(status.lastModifiedTime().toInstant());
    String etag =
        Long.toHexString(status.size())
            + "-"
            + Long.toHexString(modified)
            + "-"
            + Integer.toHexString(String.valueOf(status.fileKey()).hashCode());
    return BlobInfo.builder(key, status.size())
        .etag(etag)
        .modified(status.lastModifiedTime().toInstant())
        .headers(BlobHeaders.none())
        .checksums(Map.of());
  }

  private static @Nullable JsonNode read(Path file) throws IOException {
    ByteBuffer value = ByteBuffer.allocate(MOST_BYTES);
    try {
      view(file).read(NAME, value);
    } catch (NoSuchFileException e) {
      throw e;
    } catch (FileSystemException e) {
      if (isAbsent(e)) {
        return null;
      }
      throw e;
    }
    try {
      return BlobJson.parse(java.util.Arrays.copyOf(value.array(), value.position()));
    } catch (IOException e) {
      throw StorageException.builder(
              ErrorCode.INTEGRITY_FAILURE,
              "the attribute user.stowage of " + file + " is damaged; remove it or write again")
          .cause(e)
          .build();
    }
  }

  private static boolean isAbsent(FileSystemException e) {
    String reason = String.valueOf(e.getMessage());
    return reason.contains("No data available") || reason.contains("not found");
  }

  static void write(Path file, BlobInfo info) throws IOException {
    ObjectNode json = BlobJson.write(info);
    json.put("size", info.size());
    byte[] bytes = BlobJson.bytes(json);
    if (bytes.length > MOST_BYTES) {
      throw tooLarge(bytes.length);
    }
    try {
      view(file).write(NAME, ByteBuffer.wrap(bytes));
    } catch (NoSuchFileException e) {
      throw e;
    } catch (FileSystemException e) {
      // The reason that Linux gives for an attribute larger than a block is a full disk.
      if (bytes.length > 1000 && FileFailures.isDiskFull(e)) {
        throw tooLarge(bytes.length);
      }
      throw e;
    }
  }

  private static StorageException tooLarge(int bytes) {
    return StorageException.invalidArgument(
        "headers and metadata need "
            + bytes
            + " bytes of file attributes, more than layout=plain can keep; layout=native can");
  }

  private static UserDefinedFileAttributeView view(Path file) throws IOException {
    UserDefinedFileAttributeView view =
        Files.getFileAttributeView(
            file, UserDefinedFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    if (view == null) {
      throw new IOException("the file system of " + file + " has no user attributes");
    }
    return view;
  }
}
