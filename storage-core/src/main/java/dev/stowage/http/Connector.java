package dev.stowage.http;

import dev.stowage.http.HttpTimeoutException.Phase;
import dev.stowage.http.ProxyRules.HttpProxy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** Makes connections: name, address after address, the proxy's tunnel, the TLS handshake. */
final class Connector {
  private final TransportOptions options;
  private final Tls tls;

  Connector(TransportOptions options) {
    this.options = options;
    this.tls = new Tls(options);
  }

  /** Connects for this exchange. Looking a name up can be neither interrupted nor limited. */
  Connection connect(Route route, Target target, Exchange exchange) throws IOException {
    String host = route.proxy().map(HttpProxy::host).orElse(route.host());
    int port = route.proxy().map(HttpProxy::port).orElse(route.port());
    IOException failure = null;
    try {
      for (InetAddress address : InetAddress.getAllByName(host)) {
        try {
          exchange.requireActive();
          return open(route, target, exchange, new InetSocketAddress(address, port));
        } catch (TransportException ours) {
          throw ours;
        } catch (IOException e) {
          failure = joined(failure, e);
        }
      }
    } catch (TransportException ours) {
      throw ours;
    } catch (IOException unknownHost) {
      failure = unknownHost;
    }
    if (failure instanceof SocketTimeoutException) {
      throw exchange.timeout(failure);
    }
    throw new ConnectFailedException(exchange.describe("cannot connect"), failure);
  }

  private static IOException joined(@Nullable IOException earlier, IOException latest) {
    if (earlier != null) {
      latest.addSuppressed(earlier);
    }
    return latest;
  }

  private Connection open(Route route, Target target, Exchange exchange, InetSocketAddress address)
      throws IOException {
    SocketChannel channel = SocketChannel.open();
    boolean done = false;
    try {
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      long millis = Math.min(Integer.MAX_VALUE, Math.max(1, options.connectTimeout().toMillis()));
      channel.socket().connect(address, (int) millis);
      Connection connection = Connection.plain(route, channel, exchange);
      exchange.use(connection);
      if (route.secure()) {
        if (route.proxy().isPresent()) {
          tunnel(connection, target, route.proxy().get());
        }
        connection = secure(connection, route);
        exchange.use(connection);
      }
      done = true;
      return connection;
    } catch (IOException e) {
      throw exchange.translate(e);
    } finally {
      if (!done) {
        channel.close();
      }
    }
  }

  private void tunnel(Connection connection, Target target, HttpProxy proxy) throws IOException {
    String authority = target.hostAndPort();
    StringBuilder text = new StringBuilder(200);
    text.append("CONNECT ").append(authority).append(" HTTP/1.1\r\nHost: ").append(authority);
    text.append("\r\nUser-Agent: ").append(options.userAgent()).append("\r\n");
    if (!proxy.authorization().isEmpty()) {
      text.append("Proxy-Authorization: ").append(proxy.authorization()).append("\r\n");
    }
    byte[] bytes = text.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
    connection.write(bytes, 0, bytes.length);
    connection.flush();
    Exchange exchange = connection.exchange();
    int status;
    try {
      status = connection.reader().readFinalHead().status();
    } catch (NoResponseException | MalformedResponseException e) {
      throw new ConnectFailedException(exchange.describe("no answer from the proxy"), e);
    }
    if (status / 100 != 2 || connection.reader().buffered() > 0) {
      throw new ConnectFailedException(exchange.describe("the proxy answered " + status), null);
    }
  }

  private Connection secure(Connection connection, Route route) throws IOException {
    SSLSocket socket = tls.layer(connection.socket(), route.host(), route.port());
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    parameters.setApplicationProtocols(new String[] {"http/1.1"});
    socket.setSSLParameters(parameters);
    Exchange exchange = connection.exchange();
    try {
      exchange.begin(Phase.CONNECT);
      socket.startHandshake();
    } finally {
      exchange.end();
    }
    return connection.secured(socket);
  }
}
