package dev.stowage.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The inbound side of a connection: a buffer, and strict reading of heads and chunk lines from it.
 * Lines end with CRLF and nothing else; a head, and whatever interim heads came before it, may be
 * 64 KiB together.
 */
final class ResponseReader {
  private static final int MAX_HEAD = 64 * 1024;
  private static final byte[] PREFIX = "HTTP/1.".getBytes(StandardCharsets.US_ASCII);

  private final Connection connection;
  private byte[] buffer = new byte[8 * 1024];
  private int position;
  private int limit;
  private int budget = MAX_HEAD;
  private boolean started;

  ResponseReader(Connection connection) {
    this.connection = connection;
  }

  /** Prepares for the response to the next request. */
  void reset() {
    budget = MAX_HEAD;
    started = false;
  }

  /** Tells whether any byte of a response has been seen. */
  boolean started() {
    return started;
  }

  int buffered() {
    return limit - position;
  }

  /** Reads a head that is not interim, skipping interim ones. */
  ResponseHead readFinalHead() throws IOException {
    ResponseHead head = readHead();
    while (head.interim()) {
      head = readHead();
    }
    return head;
  }

  /** Waits for the first bytes of a head; false when none come in time. */
  boolean awaitBytes(int millis) throws IOException {
    if (buffered() > 0) {
      return true;
    }
    position = 0;
    limit = 0;
    int count = connection.readWithin(millis, buffer, 0, buffer.length);
    limit = Math.max(count, 0);
    started |= limit > 0;
    return count != 0;
  }

  /** Reads one head, interim or not. */
  ResponseHead readHead() throws IOException {
    int length = readLine();
    int minorVersion = minorVersion(length);
    int status = status(length);
    HttpHeaders.Builder headers = HttpHeaders.builder();
    for (length = readLine(); length > 0; length = readLine()) {
      addField(headers, position - length - 2, length);
    }
    return new ResponseHead(minorVersion, status, headers.build());
  }

  private int minorVersion(int length) throws IOException {
    int start = position - length - 2;
    boolean http = length >= 12 && Arrays.equals(buffer, start, start + 7, PREFIX, 0, 7);
    int minor = http ? buffer[start + 7] - '0' : -1;
    if ((minor != 0 && minor != 1) || buffer[start + 8] != ' ') {
      throw malformed("not an HTTP/1 status line");
    }
    return minor;
  }

  private int status(int length) throws IOException {
    int at = position - length - 2 + 9;
    int status = 0;
    for (int i = at; i < at + 3; i++) {
      int digit = buffer[i] - '0';
      status = digit < 0 || digit > 9 ? -1000 : status * 10 + digit;
    }
    boolean ends = length == 12 || buffer[at + 3] == ' ';
    if (status < 100 || status > 599 || status == 101 || !ends) {
      throw malformed("not a usable status code");
    }
    return status;
  }

  private void addField(HttpHeaders.Builder headers, int start, int length) throws IOException {
    int end = start + length;
    int colon = start;
    while (colon < end && buffer[colon] != ':') {
      colon++;
    }
    if (colon == end) {
      throw malformed("a header line without a colon");
    }
    int from = colon + 1;
    while (from < end && isBlank(buffer[from])) {
      from++;
    }
    while (end > from && isBlank(buffer[end - 1])) {
      end--;
    }
    try {
      String name = HeaderSyntax.decode(buffer, start, colon - start);
      headers.add(name, HeaderSyntax.decode(buffer, from, end - from));
    } catch (IllegalArgumentException e) {
      String what = connection.exchange().describe("a malformed header line");
      throw new MalformedResponseException(what, e);
    }
  }

  private static boolean isBlank(byte b) {
    return b == ' ' || b == '\t';
  }

  /** Reads one line; it stands before {@code position}, its CRLF included. Returns its length. */
  private int readLine() throws IOException {
    int scanned = position;
    while (true) {
      while (scanned < limit && buffer[scanned] != '\n') {
        scanned++;
      }
      if (scanned < limit) {
        break;
      }
      int shift = scanned - position;
      requireBudget(shift);
      fill();
      scanned = position + shift;
    }
    int length = scanned - position - 1;
    if (length < 0 || buffer[scanned - 1] != '\r') {
      throw malformed("a line that does not end with CRLF");
    }
    budget -= length + 2;
    requireBudget(0);
    position = scanned + 1;
    return length;
  }

  private void requireBudget(int length) throws IOException {
    if (length > budget) {
      throw malformed("the response head is larger than " + MAX_HEAD + " bytes");
    }
  }

  /** Reads more behind what is buffered, making room first. */
  private void fill() throws IOException {
    if (position > 0) {
      System.arraycopy(buffer, position, buffer, 0, buffered());
      limit -= position;
      position = 0;
    }
    if (limit == buffer.length) {
      buffer = Arrays.copyOf(buffer, 2 * buffer.length);
    }
    int count;
    try {
      count = connection.read(buffer, limit, buffer.length - limit);
    } catch (TransportException ours) {
      throw ours;
    } catch (IOException e) {
      throw noResponse("the connection broke before the response", e);
    }
    if (count < 0) {
      throw noResponse("the connection ended before the response", null);
    }
    started = true;
    limit += count;
  }

  /** Reads body bytes: buffered ones first, else straight into the caller's array. */
  int read(byte[] bytes, int offset, int length) throws IOException {
    if (buffered() == 0) {
      return connection.read(bytes, offset, length);
    }
    int count = Math.min(length, buffered());
    System.arraycopy(buffer, position, bytes, offset, count);
    position += count;
    return count;
  }

  /** Reads the line before a chunk; 0 announces the end. The CRLF after data is the caller's. */
  long readChunkSize() throws IOException {
    budget = MAX_HEAD;
    int length = readLine();
    int start = position - length - 2;
    long size = 0;
    int i = 0;
    for (; i < length && Character.digit(buffer[start + i], 16) >= 0; i++) {
      size = size * 16 + Character.digit(buffer[start + i], 16);
    }
    boolean ends = i == length || buffer[start + i] == ';' || isBlank(buffer[start + i]);
    if (i == 0 || i > 15 || !ends) {
      throw malformed("malformed chunk size");
    }
    return size;
  }

  /** Reads an empty line, as after the data of a chunk. */
  void readLineEnd() throws IOException {
    if (readLine() != 0) {
      throw malformed("a chunk is longer than announced");
    }
  }

  /** Reads and drops the fields after the last chunk. */
  void skipTrailers() throws IOException {
    budget = MAX_HEAD;
    HttpHeaders.Builder ignored = HttpHeaders.builder();
    for (int length = readLine(); length > 0; length = readLine()) {
      addField(ignored, position - length - 2, length);
    }
  }

  private MalformedResponseException malformed(String what) {
    return new MalformedResponseException(connection.exchange().describe(what), null);
  }

  private NoResponseException noResponse(String what, @Nullable Throwable e) {
    return new NoResponseException(connection.exchange().describe(what), e);
  }
}
