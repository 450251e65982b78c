package dev.stowage.transfer;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.blob.ChecksumAlgorithm;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.OptionalInt;
import java.util.Set;

/** A file as it was when the transfer began. */
final class FileSource implements PartSource {
  private final Path file;
  private final long size;
  private final Instant modified;

  private FileSource(Path file, long size, Instant modified) {
    this.file = file;
    this.size = size;
    this.modified = modified;
  }

  /**
   * @throws StorageException NOT_FOUND; INVALID_ARGUMENT when it is not a regular file
   */
  static FileSource of(Path file) {
    BasicFileAttributes attributes;
    try {
      attributes = Files.readAttributes(file, BasicFileAttributes.class);
    } catch (IOException e) {
      throw Faults.ofFile("read", file, e);
    }
    if (!attributes.isRegularFile()) {
      throw StorageException.invalidArgument(file + " is not a regular file");
    }
    return new FileSource(file, attributes.size(), attributes.lastModifiedTime().toInstant());
  }

  @Override
  public String name() {
    return file.toAbsolutePath().normalize().toString();
  }

  @Override
  public long size() {
    return size;
  }

  Instant modified() {
    return modified;
  }

  /** The parts are read again before they are trusted, so a touched file need not start over. */
  @Override
  public String version() {
    return "";
  }

  @Override
  public OptionalInt crc() {
    return OptionalInt.empty();
  }

  @Override
  public InputStream open(long offset, long length) throws IOException {
    FileInputStream in = new FileInputStream(file.toFile());
    try {
      in.skipNBytes(offset);
      return new Slice(in, length);
    } catch (IOException | RuntimeException e) {
      in.close();
      throw e;
    }
  }

  @Override
  public boolean still(long offset, long length, int crc) throws IOException {
    return crcOf(file, offset, length) == crc;
  }

  /** The CRC32C of part of a file; of what there is, when the file is shorter. */
  static int crcOf(Path file, long offset, long length) throws IOException {
    return PartSums.crcOf(FileHash.of(file, offset, length, Set.of(ChecksumAlgorithm.CRC32C)));
  }

  private void checkUnchanged() throws IOException {
    BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
    if (now.size() != size || !now.lastModifiedTime().toInstant().equals(modified)) {
      throw changed();
    }
  }

  private StorageException changed() {
    return StorageException.of(
        ErrorCode.CONTENT_CHANGED, file + " was changed while it was being read");
  }

  private final class Slice extends InputStream {
    private final FileInputStream in;
    private long left;

    Slice(FileInputStream in, long length) {
      this.in = in;
      this.left = length;
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
        checkUnchanged();
        return -1;
      }
      int n = in.read(target, at, (int) Math.min(wanted, left));
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
