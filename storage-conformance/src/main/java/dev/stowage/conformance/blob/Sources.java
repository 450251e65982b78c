package dev.stowage.conformance.blob;

import dev.stowage.blob.BlobBody;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Flow;

/** Bodies of every kind, and streams that behave badly. */
final class Sources {
  private Sources() {}

  /** The same bytes as every kind of body; the file holds them already. */
  static Map<String, BlobBody> ofEveryKind(byte[] bytes, Path file) throws IOException {
    Map<String, BlobBody> bodies = new LinkedHashMap<>();
    byte[] padded = new byte[bytes.length + 20];
    System.arraycopy(bytes, 0, padded, 10, bytes.length);
    bodies.put("array", BlobBody.of(bytes));
    bodies.put("part of an array", BlobBody.of(padded, 10, bytes.length));
    bodies.put("heap buffer", BlobBody.of(ByteBuffer.wrap(bytes)));
    bodies.put("read-only buffer", BlobBody.of(ByteBuffer.wrap(bytes).asReadOnlyBuffer()));
    bodies.put("slice", BlobBody.of(ByteBuffer.wrap(padded).slice(10, bytes.length)));
    bodies.put("direct buffer", BlobBody.of(direct(bytes)));
    bodies.put("direct read-only buffer", BlobBody.of(direct(bytes).asReadOnlyBuffer()));
    bodies.put("source", BlobBody.of(bytes.length, () -> new ByteArrayInputStream(bytes)));
    bodies.put("stream with mark", BlobBody.once(new ByteArrayInputStream(bytes)));
    bodies.put("stream of size", BlobBody.once(new ByteArrayInputStream(bytes), bytes.length));
    bodies.put("stream without mark", BlobBody.once(chunked(bytes, 777)));
    bodies.put("channel", BlobBody.once(Channels.newChannel(new ByteArrayInputStream(bytes))));
    bodies.put("publisher", BlobBody.once(publisher(bytes, 1000)));
    Files.write(file, padded);
    bodies.put("part of a file", BlobBody.slice(file, 10, bytes.length));
    Path whole = Files.write(file.resolveSibling(file.getFileName() + ".whole"), bytes);
    bodies.put("file", BlobBody.of(whole));
    return bodies;
  }

  private static ByteBuffer direct(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.allocateDirect(bytes.length);
    buffer.put(bytes);
    return buffer.flip();
  }

  /** A stream that gives at most so many bytes per read, and nothing at every other read. */
  static InputStream chunked(byte[] bytes, int most) {
    return new FilterInputStream(new ByteArrayInputStream(bytes)) {
      private boolean empty;

      @Override
      public int read(byte[] target, int offset, int length) throws IOException {
        empty = !empty;
        return empty ? 0 : super.read(target, offset, Math.min(length, most));
      }

      @Override
      public boolean markSupported() {
        return false;
      }
    };
  }

  /** A stream of zeros that throws at a position. */
  static InputStream failingAt(long position, IOException failure) {
    return new InputStream() {
      private long at;

      @Override
      public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0];
      }

      @Override
      public int read(byte[] target, int offset, int length) throws IOException {
        if (at >= position) {
          throw failure;
        }
        int n = (int) Math.min(length, position - at);
        java.util.Arrays.fill(target, offset, offset + n, (byte) 0);
        at += n;
        return n;
      }
    };
  }

  /** Publishes in pieces, on the thread that asks. */
  static Flow.Publisher<ByteBuffer> publisher(byte[] bytes, int piece) {
    return subscriber ->
        subscriber.onSubscribe(
            new Flow.Subscription() {
              private int at;
              private boolean done;

              @Override
              public void request(long n) {
                for (long i = 0; i < n && !done; i++) {
                  if (at == bytes.length) {
                    done = true;
                    subscriber.onComplete();
                    return;
                  }
                  int length = Math.min(piece, bytes.length - at);
                  at += length;
                  subscriber.onNext(ByteBuffer.wrap(bytes, at - length, length));
                }
              }

              @Override
              public void cancel() {
                done = true;
              }
            });
  }
}
