package dev.stowage.local;

import dev.stowage.blob.BlobInfo;
import dev.stowage.blob.Checksum;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/**
 * Content on its way into the store. Closing it deletes it, unless it was renamed to its place
 * before or belongs to an upload.
 */
final class TempBlob extends OutputStream {
  private static final int BUFFER = 64 * 1024;

  /** A channel copies what it is given into memory of its own, so it is not given all at once. */
  private static final int PIECE = 256 * 1024;

  private static final long TRANSFER = 64L << 20;

  private final Path file;
  private final FileChannel channel;
  private final boolean deleted;
  private final CRC32C crc = new CRC32C();
  private byte[] buffer = new byte[0];
  private int buffered;
  private long size;
  private int earlierCrc;
  private long earlierSize;

  private TempBlob(Path file, FileChannel channel, boolean deleted) {
    this.file = file;
    this.channel = channel;
    this.deleted = deleted;
  }

  /** A new file. */
  static TempBlob create(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    return new TempBlob(file, channel, true);
  }

  /** A region of a file that is there and stays. */
  static TempBlob within(Path file, long offset) throws IOException {
    FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
    return new TempBlob(file, channel.position(offset), false);
  }

  /**
   * The first bytes of a file that is there and stays, complete already; what follows them is cut
   * off.
   *
   * @param crc their CRC32C
   */
  static TempBlob complete(Path file, long size, int crc) throws IOException {
    FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
    TempBlob blob = new TempBlob(file, channel.truncate(size).position(size), false);
    blob.earlierCrc = crc;
    blob.size = size;
    blob.earlierSize = size;
    return blob;
  }

  Path file() {
    return file;
  }

  long size() {
    return size;
  }

  Checksum checksum() {
    return Checksum.crc32c(crcSoFar());
  }

  private int crcSoFar() {
    return Crc32cConcatenation.of(earlierCrc, (int) crc.getValue(), size - earlierSize);
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    crc.update(bytes, offset, length);
    size += length;
    if (length >= BUFFER / 2) {
      drain();
      send(bytes, offset, length);
      return;
    }
    if (buffered + length > buffer.length) {
      makeRoom(length);
    }
    System.arraycopy(bytes, offset, buffer, buffered, length);
    buffered += length;
  }

  private void makeRoom(int length) throws IOException {
    int wanted = buffered + length;
    if (wanted <= BUFFER) {
      buffer = java.util.Arrays.copyOf(buffer, Math.min(BUFFER, Math.max(wanted, 2 * wanted)));
    } else {
      drain();
      if (buffer.length < length) {
        buffer = new byte[BUFFER];
      }
    }
  }

  private void send(byte[] bytes, int offset, int length) throws IOException {
    ByteBuffer left = ByteBuffer.wrap(bytes, offset, length);
    int end = offset + length;
    while (left.position() < end) {
      left.limit(Math.min(end, left.position() + PIECE));
      channel.write(left);
    }
  }

  /** Writes to the file what is in memory yet. */
  void drain() throws IOException {
    send(buffer, 0, buffered);
    buffered = 0;
  }

  /**
   * Takes bytes of a file without looking at them.
   *
   * @param theirCrc their CRC32C
   */
  void transfer(FileChannel source, long from, long length, int theirCrc) throws IOException {
    drain();
    for (long at = 0; at < length; ) {
      Waiting.check();
      long n = source.transferTo(from + at, Math.min(TRANSFER, length - at), channel);
      if (n <= 0) {
        throw new IOException("a file became shorter while it was copied");
      }
      at += n;
    }
    earlierCrc = Crc32cConcatenation.of(crcSoFar(), theirCrc, length);
    size += length;
    earlierSize = size;
    crc.reset();
  }

  /** Leaves to the file what was written; with {@code sync} also to the disk. */
  void settle(boolean sync) throws IOException {
    drain();
    if (sync) {
      channel.force(false);
    }
  }

  /** Completes the file; nothing can be written any more. */
  BlobInfo finish(Layout layout, BlobInfo draft, boolean sync) throws IOException {
    drain();
    BlobInfo info = layout.seal(channel, file, draft);
    if (sync) {
      channel.force(true);
    }
    channel.close();
    return info;
  }

  @Override
  public void close() throws IOException {
    try {
      channel.close();
    } finally {
      if (deleted) {
        Files.deleteIfExists(file);
      }
    }
  }
}
