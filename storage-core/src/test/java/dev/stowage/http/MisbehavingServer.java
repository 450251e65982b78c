package dev.stowage.http;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A socket on the loopback that does what a script says. The n-th connection runs the n-th script,
 * the last script serves all later ones; when a script returns, its connection is closed.
 */
final class MisbehavingServer implements AutoCloseable {
  /** What one connection does. IOExceptions are part of the game. */
  interface Script {
    void run(Peer peer) throws Exception;
  }

  private final ServerSocket listener;
  private final List<Script> scripts;
  private final Thread acceptor;
  private final String scheme;
  private final AtomicInteger connections = new AtomicInteger();
  private final AtomicInteger requests = new AtomicInteger();
  private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
  private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
  private final Queue<String> heads = new ConcurrentLinkedQueue<>();
  private final Queue<Thread> threads = new ConcurrentLinkedQueue<>();
  private final CountDownLatch scriptEnded = new CountDownLatch(1);
  private final CountDownLatch stopped = new CountDownLatch(1);

  MisbehavingServer(Script... scripts) throws IOException {
    this("http", listen(), scripts);
  }

  MisbehavingServer(String scheme, ServerSocket listener, Script... scripts) {
    this.scheme = scheme;
    this.listener = listener;
    this.scripts = List.of(scripts);
    this.acceptor = start(this::accept);
  }

  /** A small receive buffer, so that a client gets stuck soon and stays so. */
  private static ServerSocket listen() throws IOException {
    ServerSocket listener = new ServerSocket();
    listener.setReceiveBufferSize(16 * 1024);
    listener.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 64);
    return listener;
  }

  /** Answers every request on a connection with the same text. */
  static Script always(String response) {
    return peer -> {
      while (true) {
        peer.readRequest();
        peer.send(response);
      }
    };
  }

  static String ok(String body) {
    return "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
  }

  private static Thread start(Runnable task) {
    Thread thread = new Thread(task, "misbehaving-server");
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = listener.accept();
        sockets.add(socket);
        int number = connections.getAndIncrement();
        Script script = scripts.get(Math.min(number, scripts.size() - 1));
        threads.add(start(() -> serve(socket, script)));
      }
    } catch (IOException closed) {
      // the test is over
    }
  }

  private void serve(Socket socket, Script script) {
    try (socket) {
      script.run(new Peer(socket));
    } catch (IOException expected) {
      // the client went away, as clients do
    } catch (Throwable failure) {
      failures.add(failure);
    } finally {
      scriptEnded.countDown();
    }
  }

  int connections() {
    return connections.get();
  }

  /** Number of request heads read so far. */
  int requests() {
    return requests.get();
  }

  String lastHead() {
    String last = "";
    for (String head : heads) {
      last = head;
    }
    return last;
  }

  int port() {
    return listener.getLocalPort();
  }

  URI uri(String path) {
    String host = scheme.equals("https") ? "localhost" : "127.0.0.1";
    return URI.create(scheme + "://" + host + ":" + port() + path);
  }

  /** Drops all connections with a reset, whatever their scripts are at. */
  void resetAll() throws IOException {
    for (Socket socket : sockets) {
      socket.setSoLinger(true, 0);
      socket.close();
    }
  }

  /** Waits until a script has returned, for what it found out itself. */
  void awaitFirstScript() {
    try {
      if (!scriptEnded.await(10, TimeUnit.SECONDS)) {
        throw new AssertionError("no script has returned");
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join(10_000);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    if (thread.isAlive()) {
      throw new AssertionError("still running: " + thread);
    }
  }

  /** Closes everything and fails if a script has failed other than by I/O. */
  @Override
  public void close() {
    stop();
    threads.forEach(MisbehavingServer::join);
    if (!failures.isEmpty()) {
      throw new AssertionError("a script failed", failures.peek());
    }
  }

  /** Closes everything, so that connecting is refused. */
  void stop() {
    stopped.countDown();
    try {
      listener.close();
      join(acceptor); // an accept that is under way may still succeed
      for (Socket socket : sockets) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The server's side of one connection. */
  final class Peer {
    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;

    private Peer(Socket socket) throws IOException {
      this.socket = socket;
      this.in = socket.getInputStream();
      this.out = socket.getOutputStream();
    }

    /** Reads up to the empty line. */
    String readHead() throws IOException {
      StringBuilder head = new StringBuilder();
      while (head.indexOf("\r\n\r\n") < 0) {
        head.append((char) readByte());
      }
      heads.add(head.toString());
      requests.incrementAndGet();
      return head.toString();
    }

    private int readByte() throws IOException {
      int b = in.read();
      if (b < 0) {
        throw new EOFException();
      }
      return b;
    }

    byte[] readBytes(int count) throws IOException {
      byte[] bytes = in.readNBytes(count);
      if (bytes.length < count) {
        throw new EOFException();
      }
      return bytes;
    }

    /** Reads a request with its body, de-chunked; returns the body. */
    byte[] readRequest() throws IOException {
      return readBody(readHead());
    }

    byte[] readBody(String head) throws IOException {
      String lower = head.toLowerCase(Locale.ROOT);
      if (lower.contains("transfer-encoding: chunked")) {
        return readChunks();
      }
      int at = lower.indexOf("content-length: ");
      return at < 0
          ? new byte[0]
          : readBytes(Integer.parseInt(lower.substring(at + 16, lower.indexOf("\r\n", at))));
    }

    private byte[] readChunks() throws IOException {
      ByteArrayOutputStream body = new ByteArrayOutputStream();
      while (true) {
        int size = Integer.parseInt(readLine(), 16);
        body.write(readBytes(size));
        readLine();
        if (size == 0) {
          return body.toByteArray();
        }
      }
    }

    private String readLine() throws IOException {
      StringBuilder line = new StringBuilder();
      while (line.indexOf("\r\n") < 0) {
        line.append((char) readByte());
      }
      return line.substring(0, line.length() - 2);
    }

    void send(String text) throws IOException {
      out.write(text.getBytes(StandardCharsets.ISO_8859_1));
      out.flush();
    }

    /** Sends a byte at a time. */
    void drip(String text) throws IOException {
      for (char c : text.toCharArray()) {
        send(String.valueOf(c));
      }
    }

    /** Drops the connection with a reset instead of a regular end. */
    void reset() throws IOException {
      socket.setSoLinger(true, 0);
      socket.close();
    }

    /** Does nothing until the server is closed. */
    void stall() throws InterruptedException {
      stopped.await(30, TimeUnit.SECONDS);
    }

    /** Returns when the client has closed its side; true when nothing but that arrived. */
    boolean awaitEnd() {
      try {
        return in.read() < 0;
      } catch (IOException reset) {
        return true;
      }
    }

    Socket socket() {
      return socket;
    }
  }
}
