package dev.stowage.config.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stowage.kv.Document;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** One connection to a server, byte by byte. */
final class Wire implements AutoCloseable {
  private final Socket socket;

  Wire(InetSocketAddress address) throws IOException {
    socket = new Socket(address.getAddress(), address.getPort());
    socket.setSoTimeout(60_000);
    socket.setTcpNoDelay(true);
  }

  /** An answer. */
  record Reply(int status, Map<String, String> headers, byte[] body) {
    String header(String name) {
      return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
    }

    String text() {
      return new String(body, UTF_8);
    }

    Document json() {
      return Document.fromJson(text());
    }

    /** The word of an error. */
    String error() {
      return json().string("error").orElse("");
    }

    @Override
    public String toString() {
      return status + " " + headers + " " + text();
    }
  }

  void write(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
  }

  /** Writes the first so many bytes. */
  void write(byte[] bytes, int count) throws IOException {
    write(Arrays.copyOf(bytes, count));
  }

  void write(String text) throws IOException {
    write(text.getBytes(UTF_8));
  }

  /** Sends no more. */
  void endOutput() throws IOException {
    socket.shutdownOutput();
  }

  /** Whether the other end closed the connection, which may take as long as the socket waits. */
  boolean isAtEnd() throws IOException {
    return socket.getInputStream().read() < 0;
  }

  Reply read(boolean head) throws IOException {
    String status = line();
    Map<String, String> headers = new LinkedHashMap<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    int size = head ? 0 : Integer.parseInt(headers.getOrDefault("content-length", "0"));
    byte[] body = socket.getInputStream().readNBytes(size);
    if (body.length < size) {
      throw new EOFException("the answer ends early");
    }
    return new Reply(Integer.parseInt(status.split(" ")[1]), headers, body);
  }

  Reply read() throws IOException {
    return read(false);
  }

  private String line() throws IOException {
    InputStream in = socket.getInputStream();
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new EOFException("no answer, or half of one: " + line);
      }
      line.write(b);
    }
    return line.toString(ISO_8859_1).stripTrailing();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
