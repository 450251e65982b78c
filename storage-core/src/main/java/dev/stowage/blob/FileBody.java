package dev.stowage.blob;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import java.io.EOFException;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * A file, or a slice of one, read with plain blocking streams: an interruptible channel would close
 * itself under the other slices.
 */
final class FileBody extends BlobBody {
  private final Path file;
  private final long offset;
  private final long length;
  private final long fileSize;

  private FileBody(Path file, long offset, long length, long fileSize) {
    this.file = file;
    this.offset = offset;
    this.length = length;
    this.fileSize = fileSize;
  }

  static FileBody whole(Path file) {
    long size = sizeOf(file);
    return new FileBody(file, 0, size, size);
  }

  static FileBody sliceOf(Path file, long offset, long length) {
    long size = sizeOf(file);
    if (offset < 0 || length < 0 || offset > size - length) {
      throw StorageException.invalidArgument(
          "slice " + offset + "+" + length + " is not within the " + size + " bytes of " + file);
    }
    return new FileBody(file, offset, length, size);
  }

  private static long sizeOf(Path file) {
    try {
      if (!Files.isRegularFile(file) && Files.exists(file)) {
        throw StorageException.invalidArgument(file + " is not a regular file");
      }
      return Files.size(file);
    } catch (NoSuchFileException e) {
      throw StorageException.builder(ErrorCode.NOT_FOUND, "no such file: " + file).cause(e).build();
    } catch (IOException e) {
      throw StorageException.builder(
              ErrorCode.INVALID_ARGUMENT, "cannot read " + file + ": " + e.getMessage())
          .cause(e)
          .build();
    }
  }

  @Override
  public OptionalLong size() {
    return OptionalLong.of(length);
  }

  @Override
  public boolean replayable() {
    return true;
  }

  @Override
  public InputStream open() throws IOException {
    FileInputStream in = new FileInputStream(file.toFile());
    try {
      if (in.getChannel().size() != fileSize) {
        throw changed();
      }
      in.skipNBytes(offset);
      return new Slice(in);
    } catch (IOException | RuntimeException e) {
      in.close();
      throw e;
    }
  }

  private StorageException changed() {
    return StorageException.of(
        ErrorCode.CONTENT_CHANGED, file + " changed its size while it was being read");
  }

  private final class Slice extends InputStream {
    private final FileInputStream in;
    private long left = length;

    Slice(FileInputStream in) {
      this.in = in;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int at, int wanted) throws IOException {
      if (wanted == 0) {
        return 0;
      }
      if (left == 0) {
        if (in.getChannel().size() != fileSize) {
          throw changed();
        }
        return -1;
      }
      int n;
      try {
        n = in.read(target, at, (int) Math.min(wanted, left));
      } catch (EOFException e) {
        throw changed();
      }
      if (n < 0) {
        throw changed();
      }
      left -= n;
      return n;
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
