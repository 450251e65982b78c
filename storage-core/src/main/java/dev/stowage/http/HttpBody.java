package dev.stowage.http;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Objects;

/**
 * The body of a request: a length and a way to write it.
 *
 * <p>The transport calls {@link #writeTo} at most once for each {@link HttpTransport#send}: it
 * never repeats a request that has a body. Whether the same body may be sent again is the caller's
 * to know.
 */
public interface HttpBody {

  /** Number of bytes that {@link #writeTo} writes; -1 when unknown, which sends chunks. */
  long length();

  /**
   * Writes the body, in pieces as large as is convenient: pieces of 16 KiB and more go to the
   * socket without a copy. The stream belongs to the transport; closing it does nothing, flushing
   * it pushes out what is buffered. After the server has refused the request early the stream
   * throws: let the exception through.
   *
   * @throws IOException from the stream, or because the body's own source failed; the latter
   *     reaches the caller of {@code send} unchanged, and the request is left visibly incomplete
   */
  void writeTo(OutputStream out) throws IOException;

  /** A body of no bytes: sends {@code Content-Length: 0}. */
  static HttpBody empty() {
    return of(new byte[0]);
  }

  /** A body of these bytes, which are not copied and must not change while they are sent. */
  static HttpBody of(byte[] bytes) {
    return of(bytes, 0, bytes.length);
  }

  /** A body of a part of an array, which is not copied and must not change while it is sent. */
  static HttpBody of(byte[] bytes, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    return new HttpBody() {
      @Override
      public long length() {
        return length;
      }

      @Override
      public void writeTo(OutputStream out) throws IOException {
        out.write(bytes, offset, length);
      }
    };
  }
}
