package dev.stowage.blob;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalLong;

/** Bytes in a buffer of any kind. */
final class MemoryBody extends BlobBody {
  private static final int CHUNK = 64 * 1024;

  private final ByteBuffer bytes;

  MemoryBody(ByteBuffer bytes) {
    this.bytes = bytes;
  }

  @Override
  public OptionalLong size() {
    return OptionalLong.of(bytes.remaining());
  }

  @Override
  public boolean replayable() {
    return true;
  }

  @Override
  public Optional<ByteBuffer> inMemory() {
    return Optional.of(bytes.asReadOnlyBuffer());
  }

  @Override
  public InputStream open() {
    if (bytes.hasArray()) {
      return new ByteArrayInputStream(
          bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
    }
    return new BufferInputStream(bytes.duplicate());
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    if (bytes.hasArray()) {
      out.write(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
      return;
    }
    ByteBuffer rest = bytes.duplicate();
    byte[] chunk = new byte[Math.min(CHUNK, rest.remaining())];
    while (rest.hasRemaining()) {
      int n = Math.min(chunk.length, rest.remaining());
      rest.get(chunk, 0, n);
      out.write(chunk, 0, n);
    }
  }

  private static final class BufferInputStream extends InputStream {
    private final ByteBuffer rest;

    BufferInputStream(ByteBuffer rest) {
      this.rest = rest;
    }

    @Override
    public int read() {
      return rest.hasRemaining() ? rest.get() & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      if (length == 0) {
        return 0;
      }
      if (!rest.hasRemaining()) {
        return -1;
      }
      int n = Math.min(length, rest.remaining());
      rest.get(target, offset, n);
      return n;
    }
  }
}
