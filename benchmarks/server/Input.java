import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** What comes in on one connection. */
final class Input {
  private final SocketChannel channel;
  private final Pace pace;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(256 * 1024).flip();

  Input(SocketChannel channel, Pace pace) {
    this.channel = channel;
    this.pace = pace;
  }

  /** Up to the empty line; null when the client has gone. */
  String head() throws IOException, InterruptedException {
    int scanned = 0;
    while (true) {
      for (int i = buffer.position() + Math.max(0, scanned - 3); i + 3 < buffer.limit(); i++) {
        if (buffer.getInt(i) == 0x0D0A0D0A) {
          byte[] head = new byte[i - buffer.position()];
          buffer.get(head).position(i + 4);
          return new String(head, StandardCharsets.ISO_8859_1);
        }
      }
      scanned = buffer.remaining();
      buffer.compact();
      int n = channel.read(buffer);
      buffer.flip();
      if (n < 0) {
        return null;
      }
    }
  }

  boolean isEmpty() {
    return !buffer.hasRemaining();
  }

  /** Up to so many bytes, and at least one; good until the next call. */
  ByteBuffer next(long most) throws IOException, InterruptedException {
    if (!buffer.hasRemaining()) {
      buffer.clear().limit(pace.piece(buffer.capacity()));
      int n = channel.read(buffer);
      buffer.flip();
      if (n < 0) {
        throw new EOFException();
      }
      pace.passed(n);
    }
    int n = (int) Math.min(most, buffer.remaining());
    ByteBuffer piece = buffer.slice(buffer.position(), n);
    buffer.position(buffer.position() + n);
    return piece;
  }
}
