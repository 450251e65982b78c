package dev.stowage.http;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * How a transport connects and waits. Immutable; start from {@link #defaults()}.
 *
 * <p>There is no way to switch certificate or host name checks off: trust a private authority with
 * {@link #withTrustStore} instead.
 */
public final class TransportOptions {
  private static final TransportOptions DEFAULTS = new TransportOptions(new Fields());

  private final Fields fields;

  private TransportOptions(Fields fields) {
    this.fields = fields;
  }

  /**
   * Connect within 10 s, read timeout 60 s, 64 idle connections for each host kept for 30 s, a
   * second's wait for 100 (Continue), no proxy, the JVM's trust, User-Agent {@code stowage}.
   */
  public static TransportOptions defaults() {
    return DEFAULTS;
  }

  /** Limits connecting to one address: TCP, the proxy's answer, and the TLS handshake, each. */
  public TransportOptions withConnectTimeout(Duration timeout) {
    Fields copy = fields.copy();
    copy.connectTimeout = positive(timeout);
    return new TransportOptions(copy);
  }

  /**
   * Limits how long the peer may make no progress: send nothing while we read, take less than 128
   * KiB while we write.
   */
  public TransportOptions withReadTimeout(Duration timeout) {
    Fields copy = fields.copy();
    copy.readTimeout = positive(timeout);
    return new TransportOptions(copy);
  }

  /** Sets how long to wait for a server's consent before sending the body without it. */
  public TransportOptions withContinueTimeout(Duration timeout) {
    Fields copy = fields.copy();
    copy.continueTimeout = positive(timeout);
    return new TransportOptions(copy);
  }

  /**
   * Sets how many idle connections are kept for each host; 0 closes every connection after its
   * exchange. Connections in use are not limited.
   */
  public TransportOptions withIdleConnectionsPerHost(int count) {
    if (count < 0) {
      throw new IllegalArgumentException("negative number of connections: " + count);
    }
    Fields copy = fields.copy();
    copy.idlePerHost = count;
    return new TransportOptions(copy);
  }

  /** Sets how long an idle connection is kept. */
  public TransportOptions withIdleTimeout(Duration timeout) {
    Fields copy = fields.copy();
    copy.idleTimeout = positive(timeout);
    return new TransportOptions(copy);
  }

  /**
   * Sends everything through an HTTP proxy without authentication; https tunnels through it with
   * CONNECT. Pass an unresolved address to have the name looked up anew for each connection.
   */
  public TransportOptions withProxy(InetSocketAddress address) {
    Fields copy = fields.copy();
    copy.proxies = ProxyRules.always(address);
    return new TransportOptions(copy);
  }

  /**
   * Takes proxies from environment variables as curl does: {@code https_proxy} and {@code
   * http_proxy} (HTTPS_PROXY too, but not HTTP_PROXY), {@code all_proxy}, {@code no_proxy}. User
   * information in a proxy's URL is sent to it as Basic authentication.
   *
   * @throws IllegalArgumentException when a variable is not the URL of an http proxy; the message
   *     does not repeat it
   */
  public TransportOptions withProxyFromEnvironment(Map<String, String> environment) {
    Fields copy = fields.copy();
    copy.proxies = ProxyRules.fromEnvironment(environment);
    return new TransportOptions(copy);
  }

  /** Uses a TLS context of the caller's instead of the JVM's default one. */
  public TransportOptions withSslContext(SSLContext context) {
    Fields copy = fields.copy();
    copy.sslContext = context;
    copy.trustStore = null;
    return new TransportOptions(copy);
  }

  /**
   * Trusts the authorities in this file and no others: PEM certificates, or a PKCS12 or JKS key
   * store without a password. Read when the transport is created.
   */
  public TransportOptions withTrustStore(Path file) {
    return withTrustStore(file, new char[0]);
  }

  /** The same with the password of the key store, which is copied; empty for none. */
  public TransportOptions withTrustStore(Path file, char[] password) {
    Fields copy = fields.copy();
    copy.trustStore = file;
    copy.trustStorePassword = password.clone();
    copy.sslContext = null;
    return new TransportOptions(copy);
  }

  /** Sets the User-Agent of requests that have none. */
  public TransportOptions withUserAgent(String userAgent) {
    if (!HeaderSyntax.isValue(userAgent)) {
      throw new IllegalArgumentException("illegal character in the user agent");
    }
    Fields copy = fields.copy();
    copy.userAgent = userAgent;
    return new TransportOptions(copy);
  }

  /**
   * Allows or forbids the wire log, which is on by default and shows heads, secrets hidden, at
   * level TRACE of the logger {@code dev.stowage.http.wire}.
   */
  public TransportOptions withWireLog(boolean allowed) {
    Fields copy = fields.copy();
    copy.wireLog = allowed;
    return new TransportOptions(copy);
  }

  /** The connect timeout. */
  public Duration connectTimeout() {
    return fields.connectTimeout;
  }

  /** The read timeout of requests that have none of their own. */
  public Duration readTimeout() {
    return fields.readTimeout;
  }

  /** The wait for 100 (Continue). */
  public Duration continueTimeout() {
    return fields.continueTimeout;
  }

  /** The number of idle connections kept for each host. */
  public int idleConnectionsPerHost() {
    return fields.idlePerHost;
  }

  /** How long an idle connection is kept. */
  public Duration idleTimeout() {
    return fields.idleTimeout;
  }

  /** The TLS context, if set. */
  public Optional<SSLContext> sslContext() {
    return Optional.ofNullable(fields.sslContext);
  }

  /** The trust store, if set. */
  public Optional<Path> trustStore() {
    return Optional.ofNullable(fields.trustStore);
  }

  /** The default User-Agent. */
  public String userAgent() {
    return fields.userAgent;
  }

  /** Whether the wire log is allowed. */
  public boolean wireLog() {
    return fields.wireLog;
  }

  char @Nullable [] trustStorePassword() {
    return fields.trustStorePassword.length == 0 ? null : fields.trustStorePassword;
  }

  ProxyRules proxies() {
    return fields.proxies;
  }

  static Duration positive(Duration timeout) {
    if (timeout.isNegative() || timeout.isZero()) {
      throw new IllegalArgumentException("a timeout is positive: " + timeout);
    }
    return timeout;
  }

  /** Written only while it is private to one wither, then shared. */
  private static final class Fields implements Cloneable {
    private Duration connectTimeout = Duration.ofSeconds(10);
    private Duration readTimeout = Duration.ofSeconds(60);
    private Duration continueTimeout = Duration.ofSeconds(1);
    private Duration idleTimeout = Duration.ofSeconds(30);
    private int idlePerHost = 64;
    private ProxyRules proxies = ProxyRules.NONE;
    private @Nullable SSLContext sslContext;
    private @Nullable Path trustStore;
    private char[] trustStorePassword = new char[0];
    private String userAgent = "stowage";
    private boolean wireLog = true;

    private Fields copy() {
      try {
        return (Fields) clone();
      } catch (CloneNotSupportedException impossible) {
        throw new AssertionError(impossible);
      }
    }
  }
}
