package dev.stowage.fakes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.fakes.RawClient.Answer;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Each switch as the wire shows it, on a protocol of two operations. */
class FaultsTest {

  @RegisterExtension static final Shelf shelf = new Shelf();

  private static final byte[] DATA = "0123456789".repeat(1000).getBytes(UTF_8);

  private RawClient client;

  @BeforeEach
  void connect() throws IOException {
    shelf.reset();
    client = new RawClient(shelf.port());
  }

  @AfterEach
  void everyFaultFired() throws IOException {
    client.close();
    shelf.faults().assertAllFired();
  }

  private Answer put(String key, byte[] body) throws IOException {
    return client.exchange(putHead(key, body.length), body);
  }

  private static String putHead(String key, int length) {
    return "PUT /" + key + " HTTP/1.1\nHost: h\nContent-Length: " + length + "\n";
  }

  private Answer get(String key) throws IOException {
    return client.exchange("GET /" + key + " HTTP/1.1\nHost: h\n", new byte[0]);
  }

  private void assertReset(ThrowingRead read) {
    IOException e = assertThrows(IOException.class, read::run);
    assertTrue(e instanceof SocketException || e instanceof EOFException, e.toString());
  }

  private interface ThrowingRead {
    void run() throws IOException;
  }

  @Test
  void noFault_putAndGetOnOneConnection() throws IOException {
    assertEquals(200, put("a", DATA).status());
    assertArrayEquals(DATA, get("a").body());
    List<RecordedRequest> requests = shelf.journal().requests();
    assertEquals(List.of("Put", "Get"), shelf.journal().operations());
    assertEquals(DATA.length, requests.get(0).requestBytes());
    assertEquals(DATA.length, requests.get(1).responseBytes());
    assertEquals(requests.get(0).connection(), requests.get(1).connection());
  }

  @Test
  void refusal_comesAsOftenAsArmed_andHasNoEffect() throws IOException {
    ArmedFault fault =
        shelf.faults().on("Put").times(2).arm(Fault.unavailable(Duration.ofSeconds(7)));
    for (int i = 0; i < 2; i++) {
      Answer answer = put("a", DATA);
      assertEquals(503, answer.status());
      assertEquals("7", answer.header("retry-after"));
    }
    assertFalse(shelf.blobs.containsKey("/a"));
    assertEquals(200, put("a", DATA).status());
    assertEquals(2, fault.fired());
    assertEquals(List.of(FaultKind.REFUSAL), shelf.journal().requests().get(1).faults());
  }

  @Test
  void refusal_withExpectContinue_readsNoBody() throws IOException {
    shelf.faults().arm(Fault.tooManyRequests(Duration.ofSeconds(1)));
    client.send(putHead("a", DATA.length) + "Expect: 100-continue\n", new byte[0]);
    Answer answer = client.read(false);
    assertEquals(429, answer.status());
    assertEquals("close", answer.header("connection"));
    assertEquals(0, shelf.journal().requests().get(0).requestBytes());
  }

  @Test
  void expectContinue_isAnsweredFirst() throws IOException {
    client.send(putHead("a", DATA.length) + "Expect: 100-continue\n", new byte[0]);
    assertEquals(100, client.read(false).status());
    client.socket().getOutputStream().write(DATA);
    assertEquals(200, client.read(false).status());
  }

  @Test
  void noContinue_waitsForTheBody() throws IOException {
    shelf.faults().arm(Fault.noContinue());
    client.send(putHead("a", DATA.length) + "Expect: 100-continue\n", new byte[0]);
    client.socket().setSoTimeout(50);
    assertThrows(SocketTimeoutException.class, () -> client.read(false));
    client.socket().setSoTimeout(10_000);
    client.socket().getOutputStream().write(DATA);
    assertEquals(200, client.read(false).status());
  }

  @Test
  void resetBeforeBody_hasNoEffect() throws IOException {
    shelf.faults().on("Put").arm(Fault.resetBeforeBody());
    assertReset(() -> put("a", DATA));
    assertFalse(shelf.blobs.containsKey("/a"));
    assertEquals(0, shelf.journal().requests().get(0).status());
  }

  @Test
  void resetDuringBody_hasReadSomeOfIt_andHasNoEffect() throws IOException {
    shelf.faults().on("Put").arm(Fault.resetDuringBody(5000));
    assertReset(() -> put("a", DATA));
    assertFalse(shelf.blobs.containsKey("/a"));
    assertEquals(5000, shelf.journal().requests().get(0).requestBytes());
  }

  @Test
  void lostResponse_hasItsEffect() throws IOException {
    shelf.faults().on("Put").arm(Fault.lostResponse());
    assertReset(() -> put("a", DATA));
    assertArrayEquals(DATA, shelf.blobs.get("/a"));
  }

  @Test
  void resetDuringResponse_cutsTheBody() throws IOException {
    put("a", DATA);
    shelf.faults().on("Get").arm(Fault.resetDuringResponse(100));
    assertReset(() -> get("a"));
    assertEquals(100, shelf.journal().requests("Get").get(0).responseBytes());
  }

  @Test
  void closeAfterResponse_isWholeAndUnannounced() throws IOException {
    put("a", DATA);
    shelf.faults().on("Get").arm(Fault.closeAfterResponse());
    Answer answer = get("a");
    assertArrayEquals(DATA, answer.body());
    assertEquals("", answer.header("connection"));
    assertReset(() -> get("a"));
  }

  @Test
  void hardTruncation_endsBeforeItsLength() throws IOException {
    put("a", DATA);
    shelf.faults().on("Get").arm(Fault.hardTruncation(100));
    EOFException e = assertThrows(EOFException.class, () -> get("a"));
    assertEquals("100 of 10000 bytes", e.getMessage());
  }

  @Test
  void cleanTruncation_looksWhole() throws IOException {
    put("a", DATA);
    shelf.faults().on("Get").arm(Fault.cleanTruncation(100));
    Answer answer = get("a");
    assertEquals("100", answer.header("content-length"));
    assertEquals(100, answer.body().length);
    assertEquals("10000", answer.header("x-size"));
  }

  @Test
  void flippedResponseBit_keepsLengthAndHeaders() throws IOException {
    put("a", DATA);
    shelf.faults().on("Get").arm(Fault.flippedResponseBit(10));
    byte[] wrong = DATA.clone();
    wrong[10] ^= 1;
    assertArrayEquals(wrong, get("a").body());
    assertArrayEquals(DATA, get("a").body());
  }

  @Test
  void flippedRequestBit_changesWhatTheServerSees() throws IOException {
    shelf.faults().on("Put").arm(Fault.flippedRequestBit(99_999));
    put("a", DATA);
    byte[] wrong = DATA.clone();
    wrong[DATA.length - 1] ^= 1;
    assertArrayEquals(wrong, shelf.blobs.get("/a"));
  }

  @Test
  void dribble_comesInManyPieces() throws IOException {
    put("a", DATA);
    shelf.faults().on("Get").arm(Fault.dribble());
    assertArrayEquals(DATA, get("a").body());
    shelf.faults().on("Get").arm(Fault.shortReads(100));
    assertArrayEquals(DATA, get("a").body());
  }

  @Test
  void slowFirstByte_isLate() throws IOException {
    put("a", DATA);
    shelf.faults().on("Get").arm(Fault.slowFirstByte(Duration.ofMillis(100)));
    long start = System.nanoTime();
    assertArrayEquals(DATA, get("a").body());
    assertTrue(System.nanoTime() - start >= 90_000_000);
  }

  @Test
  void stalledResponse_stopsUntilReleased() throws IOException {
    put("a", DATA);
    shelf.faults().on("Get").arm(Fault.stalledResponse(100));
    client.socket().setSoTimeout(50);
    assertThrows(SocketTimeoutException.class, () -> get("a"));
    shelf.faults().release();
    client.socket().setSoTimeout(10_000);
    assertEquals(-1, drain());
  }

  private int drain() throws IOException {
    byte[] buffer = new byte[1000];
    int count = client.socket().getInputStream().read(buffer);
    while (count >= 0) {
      count = client.socket().getInputStream().read(buffer);
    }
    return count;
  }

  @Test
  void stalledRequest_isNeverAnswered() throws IOException {
    shelf.faults().on("Put").arm(Fault.stalledRequest(10));
    client.socket().setSoTimeout(50);
    assertThrows(SocketTimeoutException.class, () -> put("a", DATA));
    assertEquals(10, shelf.journal().requests().get(0).requestBytes());
    assertFalse(shelf.blobs.containsKey("/a"));
  }

  @Test
  void bodyFaults_waitForABody() throws IOException {
    ArmedFault fault = shelf.faults().on("Get").arm(Fault.flippedResponseBit(0));
    assertEquals(404, get("a").status());
    assertEquals(0, fault.fired());
    assertThrows(AssertionError.class, () -> shelf.faults().assertAllFired());
    put("a", DATA);
    assertFalse(java.util.Arrays.equals(DATA, get("a").body()));
    assertEquals(1, fault.fired());
  }

  @Test
  void triggers_skipRepeatAndMatch() throws IOException {
    ArmedFault third = shelf.faults().on("Put").after(2).arm(Fault.refusal(500, ""));
    ArmedFault other =
        shelf
            .faults()
            .onAny()
            .when(head -> head.path().equals("/b"))
            .always()
            .arm(Fault.refusal(403, ""));
    assertEquals(200, put("a", DATA).status());
    assertEquals(403, put("b", DATA).status());
    assertEquals(500, put("a", DATA).status());
    assertEquals(200, put("a", DATA).status());
    assertEquals(403, get("b").status());
    assertEquals(1, third.fired());
    assertEquals(2, other.fired());

    ArmedFault every = shelf.faults().on("Get").every(2).arm(Fault.unavailable());
    assertEquals(200, get("a").status());
    assertEquals(503, get("a").status());
    assertEquals(200, get("a").status());
    assertEquals(503, get("a").status());
    assertEquals(2, every.fired());
    assertThrows(IllegalArgumentException.class, () -> shelf.faults().on("Post"));
  }

  @Test
  void requestInChunks_isReadAsOneBody() throws IOException {
    client.send(
        "PUT /a HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n"
            + "3\r\nabc\r\n2;ext=1\r\nde\r\n0\r\nTrailer: x\r\n\r\n");
    assertEquals(200, client.read(false).status());
    assertEquals("abcde", new String(shelf.blobs.get("/a"), StandardCharsets.UTF_8));
  }

  @Test
  void stubsOfWireMock_comeBeforeTheProtocol() throws IOException {
    shelf
        .wireMock()
        .stubFor(
            com.github.tomakehurst.wiremock.client.WireMock.get("/stubbed")
                .willReturn(
                    com.github.tomakehurst.wiremock.client.WireMock.aResponse()
                        .withStatus(418)
                        .withHeader("X-Stub", "yes")
                        .withBody("teapot")));
    Answer answer = get("stubbed");
    assertEquals(418, answer.status());
    assertEquals("yes", answer.header("x-stub"));
    assertEquals("teapot", answer.text());
    assertEquals(404, get("other").status());
  }

  @Test
  void oddTargets_reachTheProtocolAsSent() throws IOException {
    for (String target : List.of("a//b", "../x", "%00", "%zz", "a?b=%", "é")) {
      put(target, DATA);
      assertTrue(
          shelf.blobs.containsKey(
              "/"
                  + new String(target.getBytes(UTF_8), StandardCharsets.ISO_8859_1)
                      .replaceAll("\\?.*", "")),
          target);
    }
  }

  @Test
  void injection_givesTheServer(Shelf injected) {
    assertEquals(shelf.port(), injected.port());
  }

  @Test
  void junit_closesAfterTheOutermostClass() throws IOException {
    try (Shelf nested = new Shelf()) {
      nested.beforeAll(null);
      nested.beforeAll(null);
      nested.afterAll(null);
      new RawClient(nested.port()).close();
      nested.afterAll(null);
      assertThrows(IOException.class, () -> new RawClient(nested.port()));
      int port = nested.port();
      nested.beforeAll(null);
      assertEquals(port, nested.port());
      try (RawClient again = new RawClient(port)) {
        assertEquals(404, again.exchange("GET /a HTTP/1.1\nHost: h\n", new byte[0]).status());
      }
      nested.afterAll(null);
      assertThrows(IOException.class, () -> new RawClient(port));
    }
    try (Shelf shared = new Shelf()) {
      shared.keepOpen();
      shared.beforeAll(null);
      shared.afterAll(null);
      new RawClient(shared.port()).close();
    }
  }

  @Test
  void droppedConnections_areGone() throws IOException {
    put("a", DATA);
    assertEquals(1, shelf.openConnections());
    shelf.dropConnections();
    assertReset(() -> get("a"));
  }

  @Test
  void clock_movesAndStops() {
    Instant stopped = Instant.parse("2020-01-01T00:00:00Z");
    shelf.clock().stopAt(stopped);
    shelf.clock().advance(Duration.ofDays(1));
    assertEquals(stopped.plus(Duration.ofDays(1)), shelf.clock().instant());
    shelf.clock().reset();
    shelf.clock().advance(Duration.ofHours(-1));
    Duration behind = Duration.between(shelf.clock().instant(), Instant.now());
    assertTrue(behind.compareTo(Duration.ofMinutes(59)) > 0, behind.toString());
  }

  @Test
  void records_printNoSecrets() throws IOException {
    client.exchange("GET /a?X-Amz-Signature=s3cret HTTP/1.1\nAuthorization: s3cret\n", new byte[0]);
    RecordedRequest recorded = shelf.journal().requests().get(0);
    assertEquals("X-Amz-Signature=s3cret", recorded.query());
    assertFalse((recorded + " " + recorded.headers()).contains("s3cret"));
  }

  /** The smallest protocol there is. */
  static final class Shelf extends FakeServer {

    private final Map<String, byte[]> blobs;

    Shelf() {
      this(new ConcurrentHashMap<>());
    }

    private Shelf(Map<String, byte[]> blobs) {
      super(new ShelfProtocol(blobs), new FakeClock());
      this.blobs = blobs;
    }

    @Override
    protected void clearStore() {
      blobs.clear();
    }
  }

  private record ShelfProtocol(Map<String, byte[]> blobs) implements FakeProtocol {

    @Override
    public Set<String> operations() {
      return Set.of("Get", "Put");
    }

    @Override
    public String operation(FakeRequest head) {
      return head.method().equals("PUT") ? "Put" : "Get";
    }

    @Override
    public FakeResponse answer(FakeRequest request) {
      if (request.method().equals("PUT")) {
        blobs.put(request.path(), request.body());
        return FakeResponse.of(200);
      }
      byte[] blob = new HashMap<>(blobs).get(request.path());
      return blob == null
          ? FakeResponse.of(404)
          : FakeResponse.of(200).with("X-Size", "" + blob.length).withBody(blob);
    }

    @Override
    public FakeResponse refusal(FakeRequest request, Fault fault) {
      FakeResponse response = FakeResponse.of(fault.status());
      return fault
          .retryAfter()
          .map(wait -> response.with("Retry-After", "" + wait.toSeconds()))
          .orElse(response);
    }
  }
}
