import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/** What goes out on one connection. */
final class Output {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  private static final AtomicLong IDS = new AtomicLong();

  /** So much of a body goes in one write with its head. */
  private static final int SMALL = 64 * 1024;

  private static final int PIECE = 4 << 20;

  private final SocketChannel channel;
  private final Pace pace;
  private final Fixture fixture;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(SMALL + 4096);

  Output(SocketChannel channel, Pace pace, Fixture fixture) {
    this.channel = channel;
    this.pace = pace;
    this.fixture = fixture;
  }

  void goOn() throws IOException {
    write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII), new byte[0]);
  }

  /**
   * @param headers whole lines
   * @param silent whether the body is only counted, as for HEAD
   */
  void reply(int status, String headers, byte[] body, boolean silent) throws IOException {
    String length = status == 204 ? "" : "Content-Length: " + body.length + "\r\n";
    write(head(status, headers + length), silent ? new byte[0] : body);
  }

  /** A reply that tells the length of a body, and has none. */
  void count(int status, String headers, long length) throws IOException {
    write(head(status, headers + "Content-Length: " + length + "\r\n"), new byte[0]);
  }

  /**
   * A reply with bytes of the fixture.
   *
   * @param flipped whether the first of them is to be wrong
   */
  void fixture(int status, String headers, long offset, long length, boolean flipped)
      throws IOException, InterruptedException {
    byte[] head = head(status, headers + "Content-Length: " + length + "\r\n");
    int first = (int) Math.min(SMALL, length);
    buffer.clear().put(head).put(fixture.slice(offset, first));
    if (flipped) {
      buffer.put(head.length, (byte) (buffer.get(head.length) ^ 1));
    }
    buffer.flip();
    drain();
    pace.passed(first);
    for (long left = length - first, at = offset + first; left > 0; ) {
      long n = fixture.channel().transferTo(at, pace.piece((int) Math.min(left, PIECE)), channel);
      at += n;
      left -= n;
      pace.passed(n);
    }
  }

  private static byte[] head(int status, String headers) {
    String reason = status < 300 ? "OK" : "Refused";
    String head =
        "HTTP/1.1 "
            + status
            + " "
            + reason
            + "\r\nServer: stub\r\nx-amz-request-id: "
            + IDS.incrementAndGet()
            + "\r\nDate: "
            + DATE.format(Instant.now())
            + "\r\n"
            + headers;
    return (head + "\r\n").getBytes(StandardCharsets.ISO_8859_1);
  }

  /** The length line is the last of the head. */
  private void write(byte[] head, byte[] body) throws IOException {
    if (head.length + body.length <= buffer.capacity()) {
      buffer.clear().put(head).put(body).flip();
      drain();
      return;
    }
    ByteBuffer[] both = {ByteBuffer.wrap(head), ByteBuffer.wrap(body)};
    while (both[1].hasRemaining()) {
      channel.write(both);
    }
  }

  private void drain() throws IOException {
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
  }
}
