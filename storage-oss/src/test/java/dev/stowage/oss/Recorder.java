package dev.stowage.oss;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A server that answers as it is told, and keeps the requests with their bodies. */
final class Recorder implements AutoCloseable {
  record Seen(String method, String target, Map<String, String> headers, String body) {}

  private final HttpServer server;
  private final List<Seen> seen = Collections.synchronizedList(new ArrayList<>());

  /** The same answer to everything. */
  Recorder(int status, byte[] answer) {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext(
        "/",
        exchange -> {
          byte[] body = exchange.getRequestBody().readAllBytes();
          Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
          exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.get(0)));
          String target = exchange.getRequestURI().toString();
          String text = new String(body, StandardCharsets.UTF_8);
          seen.add(new Seen(exchange.getRequestMethod(), target, headers, text));
          boolean head = exchange.getRequestMethod().equals("HEAD");
          exchange.sendResponseHeaders(head ? 404 : status, head ? -1 : answer.length);
          if (!head) {
            exchange.getResponseBody().write(answer);
          }
          exchange.close();
        });
    server.start();
  }

  Recorder(int status, String answer) {
    this(status, answer.getBytes(StandardCharsets.UTF_8));
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Requests of this method. */
  List<Seen> seen(String method) {
    return List.copyOf(seen).stream().filter(one -> one.method().equals(method)).toList();
  }

  List<Seen> seen() {
    return List.copyOf(seen);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
