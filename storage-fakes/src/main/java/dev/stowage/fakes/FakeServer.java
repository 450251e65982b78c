package dev.stowage.fakes;

import com.github.tomakehurst.wiremock.WireMockServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * A fake on a free port of the loopback address: what all fakes have in common.
 *
 * <p>As a JUnit extension in a static field it injects itself into parameters, clears faults and
 * journal before each test, and closes after the last test of its class, until one is run again.
 * What it stores stays until {@link #reset()}. Outside JUnit, start it and close it. Thread-safe.
 *
 * <p>Bodies are held in memory whole, unless {@link #bodiesOnDisk(Path)} puts the larger ones into
 * files.
 */
public abstract class FakeServer
    implements AutoCloseable,
        BeforeAllCallback,
        BeforeEachCallback,
        AfterAllCallback,
        ParameterResolver {

  private static final int BACKLOG = 512;

  private final FakeClock clock;
  private final RequestJournal journal = new RequestJournal();
  private final BodyStore bodies = new BodyStore();
  private final FaultSwitches faults;
  private final FakeProtocol protocol;
  private final WireConnection.Server server;
  private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
  private final AtomicLong numbers = new AtomicLong();
  private volatile StubEngine engine;
  private volatile ServerSocket listener;
  private Thread acceptor;
  private volatile boolean closed;
  private int openClasses;
  private volatile boolean keepOpen;

  /** Starts listening. */
  protected FakeServer(FakeProtocol protocol, FakeClock clock) {
    this.clock = clock;
    this.protocol = protocol;
    faults = new FaultSwitches(protocol.operations());
    server =
        new WireConnection.Server(
            protocol, faults, journal, bodies, request -> currentEngine().answer(request));
    listener = listen(0);
    engine = new StubEngine(protocol);
    acceptor = startAccepting();
  }

  private StubEngine currentEngine() {
    return engine;
  }

  private static ServerSocket listen(int port) {
    try {
      return new ServerSocket(port, BACKLOG, InetAddress.getByName("127.0.0.1"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Thread startAccepting() {
    ServerSocket current = listener;
    return start("stowage-fake-" + current.getLocalPort(), () -> accept(current));
  }

  /** Where it listens: {@code http://127.0.0.1:port}. */
  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + port());
  }

  public int port() {
    return listener.getLocalPort();
  }

  /** The switches that break it. */
  public FaultSwitches faults() {
    return faults;
  }

  /** What it was asked. */
  public RequestJournal journal() {
    return journal;
  }

  /** The time it believes it is. */
  public FakeClock clock() {
    return clock;
  }

  /**
   * The WireMock that every request passes: stubs registered here come before the protocol. Its
   * network and its journal are not used.
   */
  public WireMockServer wireMock() {
    return engine.wireMock();
  }

  /** How many connections are open now. */
  public int openConnections() {
    return connections.size();
  }

  /** Closes all connections, as a server does that restarts. */
  public void dropConnections() {
    for (Socket connection : connections) {
      try {
        connection.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /**
   * Keeps bodies of more than 64 KiB in files from now on: for uploads and downloads of any size,
   * in whichever pieces, in a small heap. {@link #close()} removes the files, and with them what is
   * stored.
   *
   * @param parent an existing directory; the files are in one of their own below it
   */
  public void bodiesOnDisk(Path parent) {
    bodies.onDisk(parent);
  }

  /** Keeps it open after its JUnit class, for a field that several classes share. */
  public void keepOpen() {
    keepOpen = true;
  }

  /** Forgets everything: store, stubs, faults, journal, and shifts of the clock. */
  public void reset() {
    faults.clear();
    journal.clear();
    clock.reset();
    engine.reset();
    clearStore();
  }

  /** Empties the store behind the protocol. */
  protected abstract void clearStore();

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      listener.close();
      // The port is free when nobody waits on it any more, which can be a moment later.
      acceptor.join();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      faults.clear();
      dropConnections();
      engine.close();
      removeFiles();
    }
  }

  private void removeFiles() {
    if (bodies.onDisk()) {
      clearStore();
      bodies.removeFiles();
    }
  }

  /** Opens it again, at the same port, when it was closed: so a failed test can be run again. */
  @Override
  public synchronized void beforeAll(ExtensionContext context) {
    if (closed) {
      listener = listen(port());
      engine = new StubEngine(protocol);
      closed = false;
      acceptor = startAccepting();
    }
    openClasses++;
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    faults.clear();
    journal.clear();
  }

  @Override
  public synchronized void afterAll(ExtensionContext context) {
    openClasses--;
    if (openClasses == 0 && !keepOpen) {
      close();
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == getClass();
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return this;
  }

  private void accept(ServerSocket current) {
    while (!closed) {
      Socket socket = accepted(current);
      if (socket == null) {
        return;
      }
      long number = numbers.incrementAndGet();
      connections.add(socket);
      WireConnection connection = new WireConnection(socket, number, server);
      start(
          "stowage-fake-connection-" + number,
          () -> {
            try {
              connection.run();
            } finally {
              connections.remove(socket);
            }
          });
    }
  }

  private @Nullable Socket accepted(ServerSocket current) {
    try {
      return current.accept();
    } catch (IOException e) {
      if (closed) {
        return null;
      }
      throw new UncheckedIOException(e);
    }
  }

  private static Thread start(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }
}
