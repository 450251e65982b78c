import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The body of one request: of a length or in chunks, and maybe in Amazon's chunks inside. */
final class Body {
  private final Input input;
  private final boolean chunked;
  private final boolean framed;
  private final Map<String, String> trailers = new TreeMap<>();
  private long left;
  private boolean ended;

  Body(Input input, Request request) {
    this.input = input;
    chunked = request.header("transfer-encoding").toLowerCase(Locale.ROOT).contains("chunked");
    framed =
        request.header("content-encoding").contains("aws-chunked")
            || request.header("x-amz-content-sha256").startsWith("STREAMING-");
    String length = request.header("content-length");
    left = length.isEmpty() ? 0 : Long.parseLong(length);
    ended = !chunked && left == 0;
  }

  boolean isEmpty() {
    return ended;
  }

  /** Amazon's trailers, once all was read. */
  Map<String, String> trailers() {
    return trailers;
  }

  /** Hands on the payload, piece by piece. */
  void read(Consumer<ByteBuffer> sink) throws IOException, InterruptedException {
    if (framed && !ended) {
      unframe(sink);
    }
    for (ByteBuffer piece; (piece = next(Long.MAX_VALUE)) != null; ) {
      sink.accept(piece);
    }
  }

  private void unframe(Consumer<ByteBuffer> sink) throws IOException, InterruptedException {
    while (true) {
      String line = line();
      int semicolon = line.indexOf(';');
      long size = Long.parseLong(semicolon < 0 ? line : line.substring(0, semicolon), 16);
      if (size == 0) {
        break;
      }
      while (size > 0) {
        ByteBuffer piece = next(size);
        size -= piece.remaining();
        sink.accept(piece);
      }
      line();
    }
    for (String line; !ended && !(line = line()).isEmpty(); ) {
      int colon = line.indexOf(':');
      trailers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
  }

  /** Null after the end. */
  private ByteBuffer next(long most) throws IOException, InterruptedException {
    if (chunked && left == 0 && !ended) {
      left = Long.parseLong(rawLine().split(";")[0].strip(), 16);
      if (left == 0) {
        while (!rawLine().isEmpty()) {
          // Trailers of HTTP say nothing that is needed.
        }
        ended = true;
      }
    }
    if (ended) {
      return null;
    }
    ByteBuffer piece = input.next(Math.min(most, left));
    left -= piece.remaining();
    if (left == 0) {
      if (chunked) {
        ByteBuffer copy = ByteBuffer.allocate(piece.remaining()).put(piece).flip();
        rawLine();
        return copy;
      }
      ended = true;
    }
    return piece;
  }

  private String line() throws IOException, InterruptedException {
    StringBuilder line = new StringBuilder();
    while (true) {
      ByteBuffer one = next(1);
      if (one == null) {
        return line.toString();
      }
      if (ends(line, (char) one.get())) {
        return line.toString();
      }
    }
  }

  private String rawLine() throws IOException, InterruptedException {
    StringBuilder line = new StringBuilder();
    while (!ends(line, (char) input.next(1).get())) {
      // Goes on to the line's end.
    }
    return line.toString();
  }

  private static boolean ends(StringBuilder line, char c) {
    if (c == '\n') {
      return true;
    }
    if (c != '\r') {
      line.append(c);
    }
    return false;
  }
}
