package dev.stowage.oci.objects;

import dev.stowage.blob.Checksum;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.CRC32C;

/**
 * As much of Object Storage as an upload and a read need, keeping nothing: for contents that no
 * fake could hold. Bytes read are zeroes.
 */
final class SinkServer implements Closeable {
  private static final byte[] ZEROES = new byte[1 << 20];

  private final ServerSocket listener = new ServerSocket(0, 64, InetAddress.getByName("127.0.0.1"));
  private final AtomicLong received = new AtomicLong();
  private final long size;

  SinkServer(long size) throws IOException {
    this.size = size;
    start(this::accept);
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "sink");
    thread.setDaemon(true);
    thread.start();
  }

  int port() {
    return listener.getLocalPort();
  }

  /** Bytes of contents so far. */
  long received() {
    return received.get();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        start(() -> serve(socket));
      } catch (IOException e) {
        if (!listener.isClosed()) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      socket.setTcpNoDelay(true);
      InputStream in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
      OutputStream out = new BufferedOutputStream(socket.getOutputStream(), 1 << 16);
      for (String start = line(in); !start.isEmpty(); start = line(in)) {
        Map<String, String> headers = new HashMap<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
          int colon = line.indexOf(':');
          headers.put(
              line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
        }
        answer(start, headers, in, out);
        out.flush();
      }
    } catch (IOException e) {
      // The client has closed the connection; what it missed it will say.
      return;
    }
  }

  private void answer(String start, Map<String, String> headers, InputStream in, OutputStream out)
      throws IOException {
    if (headers.containsKey("expect")) {
      out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      out.flush();
    }
    CRC32C crc = new CRC32C();
    long length = Long.parseLong(headers.getOrDefault("content-length", "0"));
    byte[] buffer = new byte[1 << 16];
    for (long left = length; left > 0; ) {
      int n = in.read(buffer, 0, (int) Math.min(left, buffer.length));
      if (n < 0) {
        throw new EOFException();
      }
      crc.update(buffer, 0, n);
      left -= n;
    }
    boolean part = start.startsWith("PUT ");
    if (part) {
      received.addAndGet(length);
    }
    if (start.startsWith("GET ") || start.startsWith("HEAD ")) {
      read(start.startsWith("HEAD "), headers.getOrDefault("range", ""), out);
      return;
    }
    String body = start.contains("/u ") ? "{\"uploadId\":\"upload\"}" : "";
    String sum =
        part
            ? "opc-content-crc32c: " + Checksum.crc32c((int) crc.getValue()).base64() + "\r\n"
            : "";
    head(out, "200 OK", sum + "Content-Length: " + body.length() + "\r\n");
    out.write(body.getBytes(StandardCharsets.US_ASCII));
  }

  private void read(boolean head, String range, OutputStream out) throws IOException {
    long first = 0;
    long last = size - 1;
    if (range.startsWith("bytes=")) {
      String[] ends = range.substring("bytes=".length()).split("-", -1);
      first = Long.parseLong(ends[0]);
      last = ends[1].isEmpty() ? last : Math.min(last, Long.parseLong(ends[1]));
    }
    String part =
        range.isEmpty() ? "" : "Content-Range: bytes " + first + "-" + last + "/" + size + "\r\n";
    head(
        out,
        range.isEmpty() ? "200 OK" : "206 Partial Content",
        part + "Content-Length: " + (last - first + 1) + "\r\n");
    for (long left = head ? 0 : last - first + 1; left > 0; ) {
      int n = (int) Math.min(left, ZEROES.length);
      out.write(ZEROES, 0, n);
      left -= n;
    }
  }

  private static void head(OutputStream out, String status, String headers) throws IOException {
    out.write(
        ("HTTP/1.1 "
                + status
                + "\r\netag: an-etag\r\nlast-modified: Tue, 24 Nov 2026 22:00:00 GMT\r\n"
                + headers
                + "\r\n")
            .getBytes(StandardCharsets.US_ASCII));
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        return line.toString();
      }
      if (b != '\r') {
        line.append((char) b);
      }
    }
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
