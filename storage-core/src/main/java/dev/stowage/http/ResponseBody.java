package dev.stowage.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A response body on its way. At its end the connection goes back to the pool at once; after a
 * failure or an early close it is dropped, unless the rest is short and already here.
 */
abstract class ResponseBody extends InputStream {
  private static final int DRAIN = 64 * 1024;
  private static final int COPY_PIECE = 64 * 1024;

  private final Call call;
  private final byte[] single = new byte[1];
  private @Nullable IOException failure;
  private boolean ended;
  private boolean closed;
  private long count;

  ResponseBody(Call call) {
    this.call = call;
  }

  static ResponseBody of(Call call, long length) throws IOException {
    if (length == ResponseHead.CHUNKED) {
      return new ChunkedBody(call);
    }
    return length == ResponseHead.UNTIL_CLOSE ? new RestBody(call) : new SizedBody(call, length);
  }

  /** Reads at least one byte; -1 at the regular end of the body. */
  abstract int readSome(byte[] bytes, int offset, int length) throws IOException;

  final int fromConnection(byte[] bytes, int offset, int length) throws IOException {
    int read = call.reader().read(bytes, offset, length);
    if (read < 0) {
      throw truncated(null);
    }
    return read;
  }

  private TruncatedBodyException truncated(@Nullable Throwable cause) {
    return new TruncatedBodyException(
        call.describe("the body was cut off after " + count + " bytes"), cause);
  }

  final Call call() {
    return call;
  }

  final long count() {
    return count;
  }

  @Override
  public final int read() throws IOException {
    return read(single, 0, 1) < 0 ? -1 : single[0] & 0xFF;
  }

  @Override
  public final int read(byte[] bytes, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    if (failure != null) {
      throw failure;
    }
    if (closed) {
      throw new IOException("the response is closed");
    }
    if (ended || length == 0) {
      return ended ? -1 : 0;
    }
    try {
      int read = readSome(bytes, offset, length);
      count += Math.max(read, 0);
      if (read < 0) {
        end();
      }
      return read;
    } catch (NoResponseException e) {
      throw fail(truncated(e)); // a chunk line that did not come
    } catch (TransportException e) {
      throw fail(e);
    } catch (IOException e) {
      throw fail(truncated(e));
    }
  }

  private IOException fail(IOException e) {
    failure = e;
    call.finish(false);
    return e;
  }

  /** The body is complete. */
  final void end() {
    if (!ended) {
      ended = true;
      call.finish(endsCleanly());
    }
  }

  /** Tells whether the connection is still usable after the regular end. */
  boolean endsCleanly() {
    return true;
  }

  @Override
  public final long transferTo(OutputStream out) throws IOException {
    byte[] piece = new byte[COPY_PIECE];
    long total = 0;
    for (int read = read(piece); read >= 0; read = read(piece)) {
      out.write(piece, 0, read);
      total += read;
    }
    return total;
  }

  @Override
  public final void close() {
    if (!closed && !ended && failure == null) {
      drain();
    }
    closed = true;
  }

  /** Skips a short rest that can be had without waiting, else drops the connection. */
  private void drain() {
    byte[] piece = new byte[8 * 1024];
    long before = count;
    call.hurry();
    try {
      while (!ended && count - before < DRAIN && call.hasBytes()) {
        read(piece, 0, piece.length);
      }
    } catch (IOException e) {
      return; // the failed read has dropped the connection
    }
    if (!ended) {
      ended = true;
      call.finish(false);
    }
  }

  /** As many bytes as Content-Length says. */
  private static final class SizedBody extends ResponseBody {
    private long remaining;

    SizedBody(Call call, long length) {
      super(call);
      remaining = length;
      if (length == 0) {
        end();
      }
    }

    @Override
    int readSome(byte[] bytes, int offset, int length) throws IOException {
      if (remaining == 0) {
        return -1;
      }
      int read = fromConnection(bytes, offset, (int) Math.min(length, remaining));
      remaining -= read;
      if (remaining == 0) {
        end();
      }
      return read;
    }
  }

  /** Chunks, up to the last one and its trailers. */
  private static final class ChunkedBody extends ResponseBody {
    private long remaining;
    private boolean first = true;

    ChunkedBody(Call call) {
      super(call);
    }

    @Override
    int readSome(byte[] bytes, int offset, int length) throws IOException {
      ResponseReader reader = call().reader();
      if (remaining == 0) {
        if (!first) {
          reader.readLineEnd();
        }
        first = false;
        remaining = reader.readChunkSize();
        if (remaining == 0) {
          reader.skipTrailers();
          return -1;
        }
      }
      int read = fromConnection(bytes, offset, (int) Math.min(length, remaining));
      remaining -= read;
      return read;
    }
  }

  /** Everything up to the end of the connection; whether that was all cannot be told. */
  private static final class RestBody extends ResponseBody {
    RestBody(Call call) {
      super(call);
    }

    @Override
    int readSome(byte[] bytes, int offset, int length) throws IOException {
      return call().reader().read(bytes, offset, length);
    }

    @Override
    boolean endsCleanly() {
      return false;
    }
  }
}
