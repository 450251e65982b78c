package dev.stowage.fakes;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads HTTP/1.1 requests off a connection, byte-exact. */
final class WireInput {

  private static final int MAX_HEAD = 64 << 10;

  private final InputStream in;

  WireInput(InputStream in) {
    this.in = in;
  }

  /** Reads a request's head; null at the end of the connection. */
  @Nullable FakeRequest readHead() throws IOException {
    String start = readLineOrEnd();
    while (start != null && start.isEmpty()) {
      start = readLineOrEnd();
    }
    if (start == null) {
      return null;
    }
    String[] words = start.split(" ", -1);
    if (words.length != 3 || !words[2].startsWith("HTTP/1.")) {
      throw new MalformedRequest("request line");
    }
    List<FakeHeaders.Line> lines = new ArrayList<>();
    int size = start.length();
    for (String line = readLine(); !line.isEmpty(); line = readLine()) {
      int colon = line.indexOf(':');
      size += line.length();
      if (colon < 1 || size > MAX_HEAD) {
        throw new MalformedRequest("header");
      }
      lines.add(new FakeHeaders.Line(line.substring(0, colon), line.substring(colon + 1).strip()));
    }
    String target = words[1];
    if (target.startsWith("http://")) {
      int slash = target.indexOf('/', 7);
      target = slash < 0 ? "/" : target.substring(slash);
    }
    return FakeRequest.head(words[0], target, FakeHeaders.of(lines));
  }

  /**
   * Copies at most {@code limit} bytes of a body, its transfer coding undone.
   *
   * @return whether the body ended within the limit
   */
  boolean readBody(FakeHeaders headers, long limit, OutputStream to) throws IOException {
    if (chunked(headers)) {
      return readChunks(limit, to);
    }
    long length = length(headers);
    copy(Math.min(length, limit), to);
    return length <= limit;
  }

  /** Whether a body follows the head. */
  static boolean hasBody(FakeHeaders headers) throws MalformedRequest {
    return chunked(headers) || length(headers) > 0;
  }

  private static boolean chunked(FakeHeaders headers) {
    return headers.first("Transfer-Encoding").filter("chunked"::equalsIgnoreCase).isPresent();
  }

  private static long length(FakeHeaders headers) throws MalformedRequest {
    String text = headers.first("Content-Length").orElse("0");
    try {
      return Long.parseUnsignedLong(text);
    } catch (NumberFormatException e) {
      throw new MalformedRequest("Content-Length");
    }
  }

  private boolean readChunks(long limit, OutputStream to) throws IOException {
    long left = limit;
    while (true) {
      long size = chunkSize(readLine());
      if (size == 0) {
        while (!readLine().isEmpty()) {
          continue;
        }
        return true;
      }
      copy(Math.min(size, left), to);
      if (size > left) {
        return false;
      }
      left -= size;
      if (!readLine().isEmpty()) {
        throw new MalformedRequest("chunk");
      }
    }
  }

  private static long chunkSize(String line) throws MalformedRequest {
    int end = line.indexOf(';');
    try {
      return Long.parseUnsignedLong((end < 0 ? line : line.substring(0, end)).strip(), 16);
    } catch (NumberFormatException e) {
      throw new MalformedRequest("chunk size");
    }
  }

  private void copy(long length, OutputStream to) throws IOException {
    byte[] buffer = new byte[(int) Math.min(64 << 10, Math.max(length, 1))];
    for (long left = length; left > 0; ) {
      int count = in.read(buffer, 0, (int) Math.min(buffer.length, left));
      if (count < 0) {
        throw new EOFException();
      }
      to.write(buffer, 0, count);
      left -= count;
    }
  }

  private String readLine() throws IOException {
    String line = readLineOrEnd();
    if (line == null) {
      throw new EOFException();
    }
    return line;
  }

  private @Nullable String readLineOrEnd() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(128);
    int b;
    while ((b = in.read()) != '\n') {
      if (b < 0) {
        if (line.size() == 0) {
          return null;
        }
        throw new EOFException();
      }
      if (line.size() >= MAX_HEAD) {
        throw new MalformedRequest("line");
      }
      line.write(b);
    }
    String text = line.toString(StandardCharsets.ISO_8859_1);
    return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
  }

  /** A request that is not HTTP/1.1. */
  static final class MalformedRequest extends IOException {
    MalformedRequest(String what) {
      super("malformed " + what);
    }
  }
}
