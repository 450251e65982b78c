package dev.stowage.s3;

import dev.stowage.blob.ChecksumAlgorithm;
import dev.stowage.http.HttpBody;
import dev.stowage.spi.BlobContent;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A content as the body of a request: plain, or framed as {@code aws-chunked} with its checksum in
 * a trailer, so that the bytes are read once.
 */
final class ContentBody implements HttpBody {
  /** The size that the SDK's signer announces. */
  static final int CHUNK = 128 * 1024;

  private static final String LINE_END = "\r\n";

  private final BlobContent content;
  private final @Nullable ChecksumAlgorithm trailer;

  ContentBody(BlobContent content, Sums.Plan plan) {
    this.content = content;
    this.trailer = plan.way() == Sums.Way.TRAILER ? plan.algorithm() : null;
  }

  @Override
  public long length() {
    long size = content.size();
    if (trailer == null) {
      return size;
    }
    long whole = size / CHUNK;
    int rest = (int) (size % CHUNK);
    long framed = whole * (CHUNK + frame(CHUNK)) + (rest == 0 ? 0 : rest + frame(rest));
    int base64 = (trailer.length() + 2) / 3 * 4;
    return framed + 3 + Sums.header(trailer).length() + 1 + base64 + 4;
  }

  /** Bytes without the framing. */
  long size() {
    return content.size();
  }

  private static int frame(int chunk) {
    return Integer.toHexString(chunk).length() + 4;
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    if (trailer == null) {
      content.writeTo(out);
      return;
    }
    Chunks chunks = new Chunks(out, content.size());
    content.writeTo(chunks);
    String sum = content.after(trailer).base64();
    String end = content.size() == 0 ? "" : LINE_END;
    out.write(ascii(end + "0\r\n" + Sums.header(trailer) + ":" + sum + "\r\n\r\n"));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * Cuts what passes into chunks without copying it; their sizes follow from the whole's. The line
   * end behind a chunk goes with what follows, so that a chunk costs two writes.
   */
  private static final class Chunks extends OutputStream {
    private static final byte[] FIRST = ascii(opening(CHUNK));
    private static final byte[] NEXT = ascii(LINE_END + opening(CHUNK));

    private final OutputStream out;
    private long left;
    private int leftInChunk;
    private boolean begun;

    Chunks(OutputStream out, long size) {
      this.out = out;
      this.left = size;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      if (length > left) {
        throw new IOException("the content is longer than it said");
      }
      int at = offset;
      int rest = length;
      while (rest > 0) {
        if (leftInChunk == 0) {
          open();
        }
        int n = Math.min(rest, leftInChunk);
        out.write(bytes, at, n);
        at += n;
        rest -= n;
        left -= n;
        leftInChunk -= n;
      }
    }

    private void open() throws IOException {
      leftInChunk = (int) Math.min(CHUNK, left);
      if (leftInChunk == CHUNK) {
        out.write(begun ? NEXT : FIRST);
      } else {
        out.write(ascii((begun ? LINE_END : "") + opening(leftInChunk)));
      }
      begun = true;
    }

    private static String opening(int size) {
      return Integer.toHexString(size) + LINE_END;
    }
  }
}
