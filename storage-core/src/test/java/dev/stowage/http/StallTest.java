package dev.stowage.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.http.HttpTimeoutException.Phase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The peer goes quiet, the caller loses patience, or the transport is closed. */
@Timeout(20)
class StallTest {
  private static final long LARGE = 64L << 20;

  private final HttpTransport transport =
      HttpTransport.create(TransportOptions.defaults().withConnectTimeout(Duration.ofMillis(200)));

  @AfterEach
  void close() {
    transport.close();
  }

  private static HttpRequest.Builder get(MisbehavingServer server) {
    return HttpRequest.builder("GET", server.uri("/"));
  }

  private static HttpRequest.Builder put(MisbehavingServer server) {
    return HttpRequest.builder("PUT", server.uri("/")).body(Bodies.of(LARGE));
  }

  /** First connection stalls after sending this much of a response; later ones are well. */
  private static MisbehavingServer stallingAfter(String response) throws IOException {
    return new MisbehavingServer(
        peer -> {
          peer.readRequest();
          peer.send(response);
          peer.stall();
        },
        MisbehavingServer.always(MisbehavingServer.ok("well")));
  }

  private static MisbehavingServer neverReading() throws IOException {
    return new MisbehavingServer(
        MisbehavingServer.Peer::stall, MisbehavingServer.always(MisbehavingServer.ok("well")));
  }

  private byte[] fetch(HttpRequest request) throws IOException {
    try (HttpResponse response = transport.send(request)) {
      return response.body().readAllBytes();
    }
  }

  private void assertUsable(MisbehavingServer server) throws IOException {
    assertEquals("well", new String(fetch(get(server).build()), UTF_8));
  }

  private void assertTimesOut(HttpRequest.Builder request, Phase phase) {
    HttpRequest hasty = request.readTimeout(Duration.ofMillis(100)).build();
    HttpTimeoutException e = assertThrows(HttpTimeoutException.class, () -> fetch(hasty));
    assertEquals(phase, e.phase());
    assertTrue(e.requestSent());
  }

  @Test
  void stallBeforeTheHead_timesOut() throws IOException {
    try (var server = stallingAfter("")) {
      assertTimesOut(get(server), Phase.READ);
      assertUsable(server);
    }
  }

  @Test
  void stallInTheHead_timesOut() throws IOException {
    try (var server = stallingAfter("HTTP/1.1 200 OK\r\nConte")) {
      assertTimesOut(get(server), Phase.READ);
      assertUsable(server);
    }
  }

  @Test
  void stallInTheBody_timesOut() throws IOException {
    try (var server = stallingAfter("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf")) {
      assertTimesOut(get(server), Phase.READ);
      assertUsable(server);
    }
  }

  @Test
  void stallWhileWriting_timesOut() throws IOException {
    try (var server = neverReading()) {
      assertTimesOut(put(server), Phase.WRITE);
      assertUsable(server);
    }
  }

  /** Progress counts, not duration: the whole takes several times the timeout. */
  @Test
  void slowButSteady_isNoTimeout() throws IOException {
    try (var server =
        new MisbehavingServer(
            peer -> {
              peer.readRequest();
              peer.send("HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\n");
              for (int i = 0; i < 8; i++) {
                Thread.sleep(60);
                peer.send("x");
              }
            })) {
      HttpRequest request = get(server).readTimeout(Duration.ofMillis(400)).build();
      assertEquals("xxxxxxxx", new String(fetch(request), UTF_8));
    }
  }

  @Test
  void connectingToADeafPort_timesOutUnsent() throws IOException {
    try (DeafPort port = new DeafPort()) {
      HttpTimeoutException e =
          assertThrows(HttpTimeoutException.class, () -> fetch(port.request().build()));
      assertEquals(Phase.CONNECT, e.phase());
      assertFalse(e.requestSent());
    }
  }

  private static void assertPastDeadline(Callable<?> call) {
    assertThrows(DeadlineExceededException.class, call::call);
  }

  private static long soon() {
    return System.nanoTime() + 150_000_000;
  }

  @Test
  void deadline_coversReadingWritingAndTheBody() throws IOException {
    try (var noHead = stallingAfter("");
        var halfBody = stallingAfter("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf");
        var noReader = neverReading()) {
      assertPastDeadline(() -> fetch(get(noHead).deadline(soon()).build()));
      assertPastDeadline(() -> fetch(get(halfBody).deadline(soon()).build()));
      assertPastDeadline(() -> fetch(put(noReader).deadline(soon()).build()));
      assertUsable(noHead);
    }
  }

  @Test
  void deadline_coversASteadyDrip() throws IOException {
    try (var server =
        new MisbehavingServer(
            peer -> {
              peer.readRequest();
              peer.send("HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n");
              while (true) {
                peer.send("x");
              }
            })) {
      assertPastDeadline(() -> fetch(get(server).deadline(soon()).build()));
    }
  }

  @Test
  void deadlineInThePast_sendsNothing() throws IOException {
    try (var server = neverReading()) {
      HttpRequest late = get(server).deadline(System.nanoTime() - 1).build();
      DeadlineExceededException e =
          assertThrows(DeadlineExceededException.class, () -> fetch(late));
      assertFalse(e.requestSent());
      assertEquals(0, server.connections());
    }
  }

  /** Runs the call on a thread of its own, waits until it is stuck, and interrupts it. */
  private static void assertInterruptible(Callable<?> call) throws Exception {
    CompletableFuture<Boolean> flag = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                call.call();
                flag.completeExceptionally(new AssertionError("the call returned"));
              } catch (RequestAbortedException expected) {
                flag.complete(Thread.currentThread().isInterrupted());
              } catch (Throwable other) {
                flag.completeExceptionally(other);
              }
            });
    thread.start();
    assertThrows(
        java.util.concurrent.TimeoutException.class, () -> flag.get(150, TimeUnit.MILLISECONDS));
    long start = System.nanoTime();
    thread.interrupt();
    assertTrue(flag.get(10, TimeUnit.SECONDS), "the interrupt flag is kept");
    assertTrue(System.nanoTime() - start < TimeUnit.SECONDS.toNanos(5), "no timeout ended it");
  }

  @Test
  void interrupt_endsReadingAndWriting() throws Exception {
    try (var noHead = stallingAfter("");
        var halfBody = stallingAfter("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf");
        var noReader = neverReading();
        var mute = neverReading()) {
      assertInterruptible(() -> fetch(get(noHead).build()));
      assertInterruptible(() -> fetch(get(halfBody).build()));
      assertInterruptible(() -> fetch(put(noReader).build()));
      assertInterruptible(() -> fetch(put(mute).expectContinue(true).build()));
      assertUsable(noHead);
      assertUsable(halfBody);
    }
  }

  @Test
  void interrupt_endsConnecting() throws Exception {
    try (DeafPort port = new DeafPort();
        HttpTransport patient = HttpTransport.create(TransportOptions.defaults())) {
      assertInterruptible(() -> patient.send(port.request().build()));
    }
  }

  @Test
  void interruptedBefore_sendsNothing() throws IOException {
    try (var server = neverReading()) {
      Thread.currentThread().interrupt();
      RequestAbortedException e =
          assertThrows(RequestAbortedException.class, () -> fetch(get(server).build()));
      assertTrue(Thread.interrupted());
      assertFalse(e.requestSent());
      assertEquals(0, server.connections());
    }
  }

  @Test
  void closingTheTransport_endsWhatIsUnderWay() throws Exception {
    try (var server = stallingAfter("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf")) {
      HttpResponse response = transport.send(get(server).build());
      CompletableFuture<byte[]> reading =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return response.body().readAllBytes();
                } catch (IOException e) {
                  throw new java.io.UncheckedIOException(e);
                }
              });
      transport.close();
      ExecutionException e = assertThrows(ExecutionException.class, reading::get);
      assertTrue(e.getCause().getCause() instanceof RequestAbortedException, e.toString());
      assertThrows(RequestAbortedException.class, () -> transport.send(get(server).build()));
      transport.close();
    }
  }

  /** A port whose accept queue is full, so that connecting to it hangs. */
  private static final class DeafPort implements AutoCloseable {
    private final ServerSocket listener =
        new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
    private final List<Socket> fillers = new ArrayList<>();

    DeafPort() throws IOException {
      try {
        while (fillers.size() < 20) {
          Socket filler = new Socket();
          fillers.add(filler);
          filler.connect(listener.getLocalSocketAddress(), 100);
        }
        throw new AssertionError("the accept queue has no end");
      } catch (SocketTimeoutException full) {
        // as wanted
      }
    }

    HttpRequest.Builder request() {
      URI uri = URI.create("http://127.0.0.1:" + listener.getLocalPort() + "/");
      return HttpRequest.builder("GET", uri);
    }

    @Override
    public void close() throws IOException {
      for (Socket filler : fillers) {
        filler.close();
      }
      listener.close();
    }
  }
}
