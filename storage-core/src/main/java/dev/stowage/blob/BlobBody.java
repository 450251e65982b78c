package dev.stowage.blob;

import dev.stowage.StorageException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Flow;

/**
 * The bytes of a blob to be written.
 *
 * <p>A replayable body can be opened again for a retry. One made by {@code once} is read once: a
 * failure after its first byte was taken is final. The store never closes what the caller opened.
 */
public abstract class BlobBody {
  /** Only factories make bodies; see {@link #of(long, Source)} for one's own. */
  BlobBody() {}

  /** Opens a source of bytes; called once per attempt. */
  @FunctionalInterface
  public interface Source {
    InputStream open() throws IOException;
  }

  /** The array itself, not a copy: leave it alone until the call returned. */
  public static BlobBody of(byte[] bytes) {
    return of(ByteBuffer.wrap(bytes));
  }

  /** Part of an array; see {@link #of(byte[])}. */
  public static BlobBody of(byte[] bytes, int offset, int length) {
    return of(ByteBuffer.wrap(bytes, offset, length));
  }

  /** The remaining bytes; position and limit of the buffer stay as they are. */
  public static BlobBody of(ByteBuffer bytes) {
    return new MemoryBody(bytes.slice());
  }

  /** Text in UTF-8. */
  public static BlobBody of(String text) {
    return of(StandardCharsets.UTF_8.encode(text));
  }

  /**
   * A file as it is when the body is read. If its size changes between the start of the call and
   * the end, the call fails with {@code CONTENT_CHANGED} and publishes nothing.
   */
  public static BlobBody of(Path file) {
    return FileBody.whole(file);
  }

  /** Part of a file. */
  public static BlobBody slice(Path file, long offset, long length) {
    return FileBody.sliceOf(file, offset, length);
  }

  /** A source that can be opened again, of known size. What it opens is closed by the store. */
  public static BlobBody of(long size, Source source) {
    return new SourceBody(OptionalLong.of(notNegative(size)), source);
  }

  /** A stream that can be read once, of unknown length. The caller closes it. */
  public static BlobBody once(InputStream stream) {
    return new OnceBody(stream, OptionalLong.empty());
  }

  /** A stream that can be read once and must hold exactly so many bytes. The caller closes it. */
  public static BlobBody once(InputStream stream, long size) {
    return new OnceBody(stream, OptionalLong.of(notNegative(size)));
  }

  /** A blocking channel that can be read once, of unknown length. The caller closes it. */
  public static BlobBody once(ReadableByteChannel channel) {
    return once(Channels.newInputStream(channel));
  }

  /**
   * A publisher that is subscribed to once. Elements are asked for as the body is sent, so memory
   * is bounded by a few of them.
   */
  public static BlobBody once(Flow.Publisher<ByteBuffer> publisher) {
    return new OnceBody(new PublisherInputStream(publisher), OptionalLong.empty());
  }

  /** How many bytes there are, if known before reading. */
  public abstract OptionalLong size();

  /** Whether it can be opened again. */
  public abstract boolean replayable();

  /**
   * Opens the bytes from the start. The store closes what this returns.
   *
   * @throws StorageException INVALID_ARGUMENT when a body that is read once was opened before
   */
  public abstract InputStream open() throws IOException;

  /** Writes all bytes, in as large pieces as the source allows. */
  public void writeTo(OutputStream out) throws IOException {
    try (InputStream in = open()) {
      byte[] buffer = new byte[128 * 1024];
      for (int n; (n = in.read(buffer)) >= 0; ) {
        out.write(buffer, 0, n);
      }
    }
  }

  /** The bytes, when they are in memory already; a read-only view. */
  public Optional<ByteBuffer> inMemory() {
    return Optional.empty();
  }

  private static long notNegative(long size) {
    if (size < 0) {
      throw StorageException.invalidArgument("body size is negative: " + size);
    }
    return size;
  }
}
