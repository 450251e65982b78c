package dev.stowage.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class TlsAndProxyTest {
  private static final char[] PASSWORD = "changeit".toCharArray();
  private static final long LARGE = 64L << 20;

  @TempDir static Path directory;
  private static SSLContext serverContext;
  private static Path keys;
  private static Path pem;

  @BeforeAll
  static void makeKeys() throws Exception {
    keys = directory.resolve("keys.p12");
    pem = directory.resolve("ca.pem");
    keytool(
        "-genkeypair",
        "-alias",
        "k",
        "-keyalg",
        "EC",
        "-dname",
        "CN=localhost",
        "-ext",
        "SAN=dns:localhost",
        "-keystore",
        keys.toString(),
        "-storepass",
        "changeit");
    keytool(
        "-exportcert",
        "-rfc",
        "-alias",
        "k",
        "-file",
        pem.toString(),
        "-keystore",
        keys.toString(),
        "-storepass",
        "changeit");
    KeyStore store = KeyStore.getInstance(keys.toFile(), PASSWORD);
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(store, PASSWORD);
    serverContext = SSLContext.getInstance("TLS");
    serverContext.init(managers.getKeyManagers(), null, null);
  }

  private static void keytool(String... arguments) throws Exception {
    String[] command = new String[arguments.length + 1];
    command[0] = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertTrue(process.waitFor(30, TimeUnit.SECONDS));
    assertEquals(0, process.exitValue(), output);
  }

  private static MisbehavingServer secure(MisbehavingServer.Script... scripts) throws IOException {
    ServerSocket listener =
        serverContext
            .getServerSocketFactory()
            .createServerSocket(0, 50, InetAddress.getByName("localhost"));
    return new MisbehavingServer("https", listener, scripts);
  }

  private static TransportOptions trusting() {
    return TransportOptions.defaults()
        .withTrustStore(pem)
        .withContinueTimeout(Duration.ofMillis(100));
  }

  private static HttpRequest get(URI uri) {
    return HttpRequest.builder("GET", uri).build();
  }

  private static HttpRequest put(MisbehavingServer server, boolean expect) {
    return HttpRequest.builder("PUT", server.uri("/"))
        .body(Bodies.of(LARGE))
        .expectContinue(expect)
        .build();
  }

  private static String body(HttpTransport transport, HttpRequest request) throws IOException {
    try (HttpResponse response = transport.send(request)) {
      return response.status() + " " + new String(response.body().readAllBytes(), UTF_8);
    }
  }

  @Test
  void tls_trustedByPemOrKeyStore_reusesTheConnection() throws IOException {
    for (TransportOptions options :
        new TransportOptions[] {trusting(), trusting().withTrustStore(keys, PASSWORD)}) {
      try (var server = secure(MisbehavingServer.always(MisbehavingServer.ok("safe")));
          HttpTransport transport = HttpTransport.create(options)) {
        assertEquals("200 safe", body(transport, get(server.uri("/"))));
        assertEquals("200 safe", body(transport, put(server, false)));
        assertEquals("200 safe", body(transport, put(server, true)));
        assertEquals(1, server.connections());
      }
    }
  }

  @Test
  void tls_untrustedOrWrongName_isConnectFailed() throws IOException {
    try (var server = secure(MisbehavingServer.always(MisbehavingServer.ok("safe")));
        HttpTransport jvm = HttpTransport.create(TransportOptions.defaults());
        HttpTransport trusting = HttpTransport.create(trusting())) {
      URI otherName = URI.create("https://127.0.0.1:" + server.port() + "/");
      assertUntrusted(() -> jvm.send(get(server.uri("/"))));
      assertUntrusted(() -> trusting.send(get(otherName)));
    }
  }

  private static void assertUntrusted(org.junit.jupiter.api.function.Executable call) {
    ConnectFailedException e = assertThrows(ConnectFailedException.class, call);
    assertTrue(e.getCause() instanceof SSLHandshakeException, String.valueOf(e.getCause()));
  }

  @Test
  void tls_serverThatNeverShakesHands_timesOutConnecting() throws IOException {
    try (var server = new MisbehavingServer(MisbehavingServer.Peer::stall);
        HttpTransport transport =
            HttpTransport.create(trusting().withConnectTimeout(Duration.ofMillis(150)))) {
      URI uri = URI.create("https://localhost:" + server.port() + "/");
      HttpTimeoutException e =
          assertThrows(HttpTimeoutException.class, () -> transport.send(get(uri)));
      assertEquals(HttpTimeoutException.Phase.CONNECT, e.phase());
      assertFalse(e.requestSent());
    }
  }

  @Test
  void tls_refusals_areReturned() throws IOException {
    MisbehavingServer.Script refuse =
        peer -> {
          peer.readHead();
          peer.send("HTTP/1.1 413 Large\r\nContent-Length: 0\r\n\r\n");
          while (true) {
            peer.readBytes(1024);
          }
        };
    try (var server = secure(refuse);
        HttpTransport transport = HttpTransport.create(trusting())) {
      assertEquals("413 ", body(transport, put(server, true)));
      assertEquals("413 ", body(transport, put(server, false)));
    }
  }

  @Test
  void tls_cutOffWithoutFarewell_isTruncated() throws IOException {
    try (var server =
            secure(
                peer -> {
                  peer.readRequest();
                  peer.send("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf");
                  peer.stall();
                });
        HttpTransport transport = HttpTransport.create(trusting())) {
      HttpResponse response = transport.send(get(server.uri("/")));
      assertEquals("half", new String(response.body().readNBytes(4), UTF_8));
      server.resetAll();
      assertThrows(TruncatedBodyException.class, () -> response.body().read());
    }
  }

  @Test
  void tls_stalls_timeOutReadingAndWriting() throws IOException {
    try (var server =
            secure(
                peer -> {
                  peer.readHead();
                  peer.stall();
                });
        HttpTransport transport =
            HttpTransport.create(trusting().withReadTimeout(Duration.ofMillis(200)))) {
      HttpTimeoutException reading =
          assertThrows(HttpTimeoutException.class, () -> transport.send(get(server.uri("/"))));
      assertEquals(HttpTimeoutException.Phase.READ, reading.phase());
      HttpTimeoutException writing =
          assertThrows(HttpTimeoutException.class, () -> transport.send(put(server, false)));
      assertEquals(HttpTimeoutException.Phase.WRITE, writing.phase());
    }
  }

  @Test
  void proxy_getsTheWholeUri() throws IOException {
    try (var proxy = new MisbehavingServer(MisbehavingServer.always(MisbehavingServer.ok("p")))) {
      String url = "http://user:p%40ss@127.0.0.1:" + proxy.port();
      TransportOptions options =
          TransportOptions.defaults()
              .withProxyFromEnvironment(
                  Map.of("http_proxy", url, "no_proxy", "other.example.com, .internal"));
      try (HttpTransport transport = HttpTransport.create(options)) {
        URI uri = URI.create("http://storage.example.com/a%2Fb?c");
        assertEquals("200 p", body(transport, get(uri)));
        String head = proxy.lastHead();
        assertTrue(head.startsWith("GET http://storage.example.com/a%2Fb?c HTTP/1.1\r\n"), head);
        assertTrue(head.contains("\r\nHost: storage.example.com\r\n"), head);
        assertTrue(head.contains("\r\nProxy-Authorization: Basic dXNlcjpwQHNz\r\n"), head);
      }
    }
  }

  @Test
  void proxy_tunnelsTls_andRefusalsAreConnectFailures() throws IOException {
    try (var server = secure(MisbehavingServer.always(MisbehavingServer.ok("through")));
        var proxy =
            new MisbehavingServer(
                peer -> tunnel(peer, server.port()),
                MisbehavingServer.always("HTTP/1.1 407 Pay\r\nContent-Length: 0\r\n\r\n"));
        HttpTransport transport =
            HttpTransport.create(
                trusting()
                    .withProxy(InetSocketAddress.createUnresolved("127.0.0.1", proxy.port())))) {
      assertEquals("200 through", body(transport, get(server.uri("/"))));
      assertEquals("200 through", body(transport, get(server.uri("/"))));
      assertTrue(proxy.lastHead().startsWith("CONNECT localhost:" + server.port() + " HTTP/1.1"));
      assertEquals(1, proxy.connections());
      URI other = URI.create("https://other.example.com/");
      ConnectFailedException e =
          assertThrows(ConnectFailedException.class, () -> transport.send(get(other)));
      assertTrue(e.getMessage().contains("407"), e.getMessage());
      assertFalse(e.requestSent());
    }
  }

  private static void tunnel(MisbehavingServer.Peer peer, int port) throws Exception {
    peer.readHead();
    try (Socket target = new Socket("localhost", port)) {
      peer.send("HTTP/1.1 200 Connected\r\n\r\n");
      Thread back = new Thread(() -> copy(target, peer.socket()));
      back.start();
      copy(peer.socket(), target);
      back.join(10_000);
    }
  }

  private static void copy(Socket from, Socket to) {
    try {
      InputStream in = from.getInputStream();
      in.transferTo(to.getOutputStream());
      to.shutdownOutput();
    } catch (IOException over) {
      // one side has gone
    }
  }

  @Test
  void proxyRules() {
    Map<String, String> environment =
        Map.of(
            "HTTPS_PROXY", "proxy:3128",
            "HTTP_PROXY", "http://never:1",
            "NO_PROXY", "localhost,.corp.example,10.0.0.1:8443");
    ProxyRules rules = ProxyRules.fromEnvironment(environment);
    assertEquals("proxy:3128", via(rules, "https://s3.amazonaws.com/"));
    assertEquals("direct", via(rules, "http://s3.amazonaws.com/"));
    assertEquals("direct", via(rules, "https://localhost:8443/"));
    assertEquals("direct", via(rules, "https://a.CORP.example/"));
    assertEquals("proxy:3128", via(rules, "https://notcorp.example/"));
    assertEquals("direct", via(rules, "https://10.0.0.1:8443/"));
    assertEquals("proxy:3128", via(rules, "https://10.0.0.1/"));
    Map<String, String> socks = Map.of("https_proxy", "socks5://u:S3CR3T@h:1");
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> ProxyRules.fromEnvironment(socks));
    assertFalse(e.getMessage().contains("S3CR3T"));
  }

  private static String via(ProxyRules rules, String uri) {
    return rules.select(Target.of(URI.create(uri))).map(Object::toString).orElse("direct");
  }
}
