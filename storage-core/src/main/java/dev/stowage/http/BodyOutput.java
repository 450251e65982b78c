package dev.stowage.http;

import java.io.IOException;
import java.io.OutputStream;
import java.io.Serial;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a request body writes to: keeps to the announced length or makes chunks, and looks before
 * each larger piece whether the server has answered already.
 */
abstract class BodyOutput extends OutputStream {
  private static final int PIECE = 128 * 1024;

  final Connection connection;
  private final byte[] single = new byte[1];
  private @Nullable ResponseHead answer;
  private long count;

  BodyOutput(Connection connection, @Nullable ResponseHead answer) {
    this.connection = connection;
    this.answer = answer;
  }

  /** For a body of this length, -1 for chunks; the answer is one that came before the body. */
  static BodyOutput of(Connection connection, long length, @Nullable ResponseHead answer) {
    return length < 0 ? new Chunks(connection, answer) : new Sized(connection, length, answer);
  }

  /** Thrown into the body's own code to stop it; never reaches the caller. */
  private static final class RefusedException extends IOException {
    @Serial private static final long serialVersionUID = 1L;

    RefusedException() {
      super("the server has answered before the end of the request body");
    }
  }

  /** A final head that arrived while the body was being sent. */
  final @Nullable ResponseHead answer() {
    return answer;
  }

  final boolean refused() {
    return answer != null && answer.refusal();
  }

  final long count() {
    return count;
  }

  @Override
  public final void write(int b) throws IOException {
    single[0] = (byte) b;
    write(single, 0, 1);
  }

  @Override
  public final void write(byte[] bytes, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    for (int done = 0; done < length; done += PIECE) {
      int piece = Math.min(PIECE, length - done);
      if (connection.wouldSend(piece)) {
        lookForAnswer();
      }
      if (refused()) {
        throw new RefusedException();
      }
      writePiece(bytes, offset + done, piece);
      count += piece;
    }
  }

  abstract void writePiece(byte[] bytes, int offset, int length) throws IOException;

  /** Writes what belongs behind the body, or says that the body was too short. */
  abstract void finish() throws IOException;

  /** Bytes that arrived may be TLS housekeeping, hence the look that does not insist. */
  private void lookForAnswer() throws IOException {
    ResponseReader reader = connection.reader();
    while (answer == null && (reader.buffered() > 0 || connection.arrived() > 0)) {
      if (!reader.awaitBytes(1)) {
        return;
      }
      ResponseHead head = reader.readHead();
      connection.exchange().consentPending(false);
      answer = head.interim() ? null : head;
    }
  }

  /**
   * Holds the last byte back until the body's code has returned: a body that turns out too long, or
   * fails after its last byte, must not have reached the server whole.
   */
  private static final class Sized extends BodyOutput {
    private final long length;
    private final byte[] last = new byte[1];
    private boolean overrun;

    Sized(Connection connection, long length, @Nullable ResponseHead answer) {
      super(connection, answer);
      this.length = length;
    }

    @Override
    void writePiece(byte[] bytes, int offset, int piece) throws IOException {
      long left = length - count();
      if (piece > left) {
        overrun = true;
        throw mismatch("more than the announced " + length + " bytes");
      }
      boolean ends = piece == left;
      if (ends) {
        last[0] = bytes[offset + piece - 1];
      }
      connection.write(bytes, offset, ends ? piece - 1 : piece);
    }

    @Override
    public void flush() throws IOException {
      connection.flush();
    }

    @Override
    void finish() throws IOException {
      if (overrun || count() < length) {
        String wrote = overrun ? "more than" : count() + " of";
        throw mismatch(wrote + " the announced " + length + " bytes");
      }
      connection.write(last, 0, length == 0 ? 0 : 1);
    }

    private BodyLengthException mismatch(String wrote) {
      return new BodyLengthException(
          connection.exchange().describe("the request body wrote " + wrote));
    }
  }

  /** Gathers small pieces, so that a chunk is worth its frame. */
  private static final class Chunks extends BodyOutput {
    private static final byte[] LAST = ascii("0\r\n\r\n");
    private static final byte[] LINE_END = ascii("\r\n");

    private final byte[] gathered = new byte[8 * 1024];
    private int gatheredCount;

    Chunks(Connection connection, @Nullable ResponseHead answer) {
      super(connection, answer);
    }

    private static byte[] ascii(String text) {
      return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    void writePiece(byte[] bytes, int offset, int length) throws IOException {
      if (length > gathered.length - gatheredCount) {
        writeGathered();
      }
      if (length >= gathered.length) {
        writeChunk(bytes, offset, length);
      } else {
        System.arraycopy(bytes, offset, gathered, gatheredCount, length);
        gatheredCount += length;
      }
    }

    private void writeGathered() throws IOException {
      if (gatheredCount > 0) {
        int length = gatheredCount;
        gatheredCount = 0;
        writeChunk(gathered, 0, length);
      }
    }

    private void writeChunk(byte[] bytes, int offset, int length) throws IOException {
      byte[] size = ascii(Integer.toHexString(length) + "\r\n");
      connection.write(size, 0, size.length);
      connection.write(bytes, offset, length);
      connection.write(LINE_END, 0, LINE_END.length);
    }

    @Override
    public void flush() throws IOException {
      writeGathered();
      connection.flush();
    }

    @Override
    void finish() throws IOException {
      writeGathered();
      connection.write(LAST, 0, LAST.length);
    }
  }
}
