package dev.stowage.config.server;

import dev.stowage.Pacer;
import dev.stowage.StorageException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.function.Consumer;

/** Where a server listens and what it puts up with. Immutable; everything is optional. */
public final class ServerOptions {
  private static final ServerOptions DEFAULTS = new ServerOptions(new State());

  private final State state;

  private ServerOptions(State state) {
    this.state = state;
  }

  /**
   * A free port of the loopback address; bodies of up to 128 KiB; 256 connections, which may be
   * idle for 30 seconds; 15 seconds for a request to arrive and 30 for its answer to be taken; 600
   * requests a minute of one token and 20 refused tokens a minute from one address; 30 seconds for
   * requests to finish when the server is closed.
   */
  public static ServerOptions defaults() {
    return DEFAULTS;
  }

  /** Listens there; port 0 takes a free one. */
  public ServerOptions withAddress(InetSocketAddress value) {
    return with(s -> s.address = value);
  }

  /** The largest body that is read, in bytes. */
  public ServerOptions withMaxBody(int value) {
    return with(s -> s.maxBody = positive("the largest body", value));
  }

  /** Connections at a time; more are answered with 503 and closed. */
  public ServerOptions withMaxConnections(int value) {
    return with(s -> s.maxConnections = positive("the number of connections", value));
  }

  /** How long a connection may be open without a request. */
  public ServerOptions withIdleTimeout(Duration value) {
    return with(s -> s.idleTimeout = positive("the idle timeout", value));
  }

  /** How long a request may take to arrive, from its first byte to its last, however it drips. */
  public ServerOptions withRequestTimeout(Duration value) {
    return with(s -> s.requestTimeout = positive("the request timeout", value));
  }

  /** How long the caller may take to read an answer. */
  public ServerOptions withAnswerTimeout(Duration value) {
    return with(s -> s.answerTimeout = positive("the answer timeout", value));
  }

  /** How long closing waits for requests that are being worked on. */
  public ServerOptions withGrace(Duration value) {
    return with(s -> s.grace = positive("the grace", value));
  }

  /** Requests a minute with one token; more are answered with 429. */
  public ServerOptions withRequestsPerMinute(int value) {
    return with(s -> s.requestsPerMinute = positive("the number of requests", value));
  }

  /**
   * Refused tokens a minute from one address; more are answered with 429. A token that is right is
   * never refused for what others tried.
   */
  public ServerOptions withRefusalsPerMinute(int value) {
    return with(s -> s.refusalsPerMinute = positive("the number of refusals", value));
  }

  /**
   * Takes the last address of {@code X-Forwarded-For} for the caller's. Only for a server that
   * nobody reaches but through a proxy that sets it.
   */
  public ServerOptions withForwardedAddresses() {
    return with(s -> s.forwarded = true);
  }

  /** Another clock for rates, for tests. Timeouts of connections go by the real one. */
  public ServerOptions withPacer(Pacer value) {
    return with(s -> s.pacer = value);
  }

  public InetSocketAddress address() {
    return state.address;
  }

  public int maxBody() {
    return state.maxBody;
  }

  public int maxConnections() {
    return state.maxConnections;
  }

  public Duration idleTimeout() {
    return state.idleTimeout;
  }

  public Duration requestTimeout() {
    return state.requestTimeout;
  }

  public Duration answerTimeout() {
    return state.answerTimeout;
  }

  public Duration grace() {
    return state.grace;
  }

  public int requestsPerMinute() {
    return state.requestsPerMinute;
  }

  public int refusalsPerMinute() {
    return state.refusalsPerMinute;
  }

  public boolean forwardedAddresses() {
    return state.forwarded;
  }

  public Pacer pacer() {
    return state.pacer;
  }

  @Override
  public String toString() {
    return "ServerOptions[" + state.address + "]";
  }

  private static int positive(String what, int value) {
    if (value < 1) {
      throw StorageException.invalidArgument(what + " is 1 or more, not " + value);
    }
    return value;
  }

  private static Duration positive(String what, Duration value) {
    if (value.toMillis() < 1) {
      throw StorageException.invalidArgument(what + " is a millisecond or more, not " + value);
    }
    return value;
  }

  private ServerOptions with(Consumer<State> change) {
    State copy = state.copy();
    change.accept(copy);
    return new ServerOptions(copy);
  }

  private static final class State {
    private InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    private int maxBody = 128 * 1024;
    private int maxConnections = 256;
    private Duration idleTimeout = Duration.ofSeconds(30);
    private Duration requestTimeout = Duration.ofSeconds(15);
    private Duration answerTimeout = Duration.ofSeconds(30);
    private Duration grace = Duration.ofSeconds(30);
    private int requestsPerMinute = 600;
    private int refusalsPerMinute = 20;
    private boolean forwarded;
    private Pacer pacer = Pacer.system();

    State copy() {
      State copy = new State();
      copy.address = address;
      copy.maxBody = maxBody;
      copy.maxConnections = maxConnections;
      copy.idleTimeout = idleTimeout;
      copy.requestTimeout = requestTimeout;
      copy.answerTimeout = answerTimeout;
      copy.grace = grace;
      copy.requestsPerMinute = requestsPerMinute;
      copy.refusalsPerMinute = refusalsPerMinute;
      copy.forwarded = forwarded;
      copy.pacer = pacer;
      return copy;
    }
  }
}
