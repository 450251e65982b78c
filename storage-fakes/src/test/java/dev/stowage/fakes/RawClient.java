package dev.stowage.fakes;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** HTTP by hand on one connection: sends exactly what it is told, and reads what comes. */
public final class RawClient implements Closeable {

  /** An answer; header names in lower case, bodies freed of their chunks. */
  public record Answer(int status, Map<String, String> headers, byte[] body) {
    public String text() {
      return new String(body, StandardCharsets.UTF_8);
    }

    public String header(String name) {
      return headers.getOrDefault(name, "");
    }
  }

  private final Socket socket;

  public RawClient(int port) throws IOException {
    socket = new Socket("127.0.0.1", port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(10_000);
  }

  public Socket socket() {
    return socket;
  }

  public void send(String head, byte[] body) throws IOException {
    send(head.replace("\n", "\r\n") + "\r\n");
    socket.getOutputStream().write(body);
  }

  public void send(String exactly) throws IOException {
    socket.getOutputStream().write(exactly.getBytes(StandardCharsets.UTF_8));
  }

  public Answer exchange(String head, byte[] body) throws IOException {
    send(head, body);
    return read(head.startsWith("HEAD "));
  }

  public Answer read(boolean bodyless) throws IOException {
    InputStream in = socket.getInputStream();
    String start = line(in);
    int status = Integer.parseInt(start.split(" ", 3)[1]);
    Map<String, String> headers = new LinkedHashMap<>();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    if (bodyless || status == 100 || status == 204 || status == 304) {
      return new Answer(status, headers, new byte[0]);
    }
    return new Answer(status, headers, body(in, headers));
  }

  private static byte[] body(InputStream in, Map<String, String> headers) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    if (!"chunked".equals(headers.get("transfer-encoding"))) {
      return exactly(in, Integer.parseInt(headers.getOrDefault("content-length", "0")));
    }
    while (true) {
      int size = Integer.parseInt(line(in), 16);
      body.writeBytes(exactly(in, size));
      line(in);
      if (size == 0) {
        return body.toByteArray();
      }
    }
  }

  private static byte[] exactly(InputStream in, int size) throws IOException {
    byte[] bytes = in.readNBytes(size);
    if (bytes.length < size) {
      throw new EOFException(bytes.length + " of " + size + " bytes");
    }
    return bytes;
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new EOFException("end of connection");
      }
      if (b != '\r') {
        line.write(b);
      }
    }
    return line.toString(StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
