package dev.stowage.blob;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * The bytes of one version of a blob, and what is known of it.
 *
 * <p>A connection that breaks is resumed where it broke, pinned to the etag; if the blob was
 * replaced in between, reading fails with {@code CONTENT_CHANGED}. The end is only reported when
 * all bytes came and, where the service keeps a checksum of them, match it. Failures of {@code
 * read} are {@link IOException}s with the {@link StorageException} as cause. Not thread-safe. Close
 * it; closing early gives up the rest.
 */
public abstract class BlobReader extends InputStream {
  /** For subclasses. */
  protected BlobReader() {}

  /** The blob that is being read. */
  public abstract BlobInfo info();

  /** The bytes that are served: offset and length within the blob. */
  public abstract ByteRange range();

  /** What is known of the integrity of the bytes read. */
  public abstract Verification verification();

  /** Gives up what was not read. Never throws, and may be called again. */
  @Override
  public abstract void close();

  /**
   * The rest as UTF-8 text.
   *
   * @throws StorageException the failure of reading
   */
  public String text() {
    return new String(bytes(), StandardCharsets.UTF_8);
  }

  /**
   * The rest in memory.
   *
   * @throws StorageException the failure of reading
   */
  public byte[] bytes() {
    try {
      return readAllBytes();
    } catch (IOException e) {
      throw asStorageException(e);
    }
  }

  /**
   * Writes the rest to a file: beside it under a temporary name, renamed when all is there and
   * verified. On failure a file that was there stays as it was and nothing else is left.
   *
   * @return the number of bytes
   */
  public long saveTo(Path file) {
    return FileSaver.save(this, file);
  }

  /** The storage failure inside a failure of {@code read}. */
  static StorageException asStorageException(IOException e) {
    return e.getCause() instanceof StorageException known
        ? known
        : StorageException.builder(ErrorCode.UNKNOWN, String.valueOf(e.getMessage()))
            .cause(e)
            .build();
  }
}
