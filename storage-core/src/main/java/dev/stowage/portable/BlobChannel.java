package dev.stowage.portable;

import dev.stowage.blob.BlobReader;
import dev.stowage.blob.ByteRange;
import dev.stowage.blob.GetOptions;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Random access to one version of a blob. A request is sent by the first read, and again only when
 * a read starts elsewhere than the last one ended. Not thread-safe.
 */
final class BlobChannel implements SeekableByteChannel {
  private final Function<GetOptions, BlobReader> open;
  private final boolean pin;
  private final java.util.function.LongSupplier findSize;
  private @Nullable BlobReader reader;
  private @Nullable String etag;
  private long size = -1;
  private long position;
  private long readerPosition;
  private boolean closed;

  BlobChannel(
      Function<GetOptions, BlobReader> open,
      java.util.function.LongSupplier findSize,
      boolean pin) {
    this.open = open;
    this.findSize = findSize;
    this.pin = pin;
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    checkOpen();
    if (!target.hasRemaining()) {
      return 0;
    }
    if (size >= 0 && position >= size) {
      return -1;
    }
    if (reader == null || readerPosition != position) {
      if (!reopen()) {
        return -1;
      }
    }
    byte[] chunk = new byte[Math.min(target.remaining(), 128 * 1024)];
    int n = java.util.Objects.requireNonNull(reader).read(chunk, 0, chunk.length);
    if (n > 0) {
      target.put(chunk, 0, n);
      position += n;
      readerPosition = position;
    }
    return n;
  }

  private boolean reopen() throws IOException {
    closeReader();
    GetOptions options = GetOptions.defaults().withRange(ByteRange.from(position));
    if (etag != null && pin) {
      options = options.withIfMatch(etag);
    }
    BlobReader opened;
    try {
      opened = open.apply(options);
    } catch (dev.stowage.StorageException e) {
      if (e.code() == dev.stowage.ErrorCode.RANGE_NOT_SATISFIABLE) {
        return false;
      }
      throw CommitWriter.asIo(etag == null ? e : RangeReads.changedIfGone(e));
    }
    if (etag != null && !etag.equals(opened.info().etag())) {
      opened.close();
      throw CommitWriter.asIo(
          dev.stowage.StorageException.of(
              dev.stowage.ErrorCode.CONTENT_CHANGED, RangeReads.CHANGED));
    }
    reader = opened;
    etag = opened.info().etag();
    size = opened.info().size();
    readerPosition = position;
    return true;
  }

  @Override
  public long position() throws ClosedChannelException {
    checkOpen();
    return position;
  }

  @Override
  public SeekableByteChannel position(long value) throws ClosedChannelException {
    checkOpen();
    if (value < 0) {
      throw new IllegalArgumentException("position is negative: " + value);
    }
    position = value;
    return this;
  }

  @Override
  public long size() throws IOException {
    checkOpen();
    if (size < 0) {
      size = findSize.getAsLong();
    }
    return size;
  }

  @Override
  public int write(ByteBuffer source) {
    throw new NonWritableChannelException();
  }

  @Override
  public SeekableByteChannel truncate(long value) {
    throw new NonWritableChannelException();
  }

  @Override
  public boolean isOpen() {
    return !closed;
  }

  @Override
  public void close() throws IOException {
    closed = true;
    closeReader();
  }

  private void closeReader() throws IOException {
    if (reader != null) {
      reader.close();
      reader = null;
    }
  }

  private void checkOpen() throws ClosedChannelException {
    if (closed) {
      throw new ClosedChannelException();
    }
  }
}
