package dev.stowage.config.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Callers that hang, drip or crowd. Each test ends because the server ends what it waits for; none
 * looks at a clock.
 */
@Timeout(120)
class SlowCallersTest {
  private static ServerOptions brisk() {
    return ServerOptions.defaults()
        .withRequestTimeout(Duration.ofMillis(700))
        .withIdleTimeout(Duration.ofMillis(700));
  }

  private static boolean ended(Wire wire) throws IOException {
    try {
      wire.read();
      return false;
    } catch (EOFException e) {
      return true;
    } catch (IOException e) {
      // A reset says the same.
      return e.getMessage() != null && e.getMessage().contains("reset");
    }
  }

  @Test
  void silence_isEnded() throws Exception {
    try (Service service = new Service(brisk());
        Wire wire = service.wire()) {
      assertTrue(ended(wire));
    }
  }

  @Test
  void halfAHead_isEnded() throws Exception {
    try (Service service = new Service(brisk());
        Wire wire = service.wire()) {
      wire.write("GET /organisation HTTP/1.1\r\nHost: h\r\n");
      assertTrue(ended(wire));
    }
  }

  @Test
  void drippingHead_isEnded() throws Exception {
    try (Service service = new Service(brisk());
        Wire wire = service.wire()) {
      int sent = drip(wire, "GET /organisation HTTP/1.1\r\nHost: h\r\nX: " + "y".repeat(8000));
      assertTrue(sent < 8000, "sent " + sent);
    }
  }

  @Test
  void drippingBody_isEnded() throws Exception {
    try (Service service = new Service(brisk());
        Wire wire = service.wire()) {
      wire.write(head(service, 8000));
      int sent = drip(wire, "{" + " ".repeat(7998));
      assertTrue(sent < 7999, "sent " + sent);
    }
  }

  /** Sends a character every now and then until the other end has enough of it. */
  private static int drip(Wire wire, String text) throws InterruptedException {
    for (int i = 0; i < text.length(); i++) {
      try {
        wire.write(text.substring(i, i + 1));
      } catch (IOException e) {
        return i;
      }
      Thread.sleep(20);
    }
    return text.length();
  }

  @Test
  void hangingBody_isToldSo() throws Exception {
    try (Service service = new Service(brisk());
        Wire wire = service.wire()) {
      wire.write(head(service, 1000) + "{\"url\":");
      Wire.Reply reply = wire.read();
      assertEquals(408, reply.status(), reply.text());
      assertEquals("request-timeout", reply.error());
      assertTrue(ended(wire));
    }
  }

  private static String head(Service service, int length) {
    return "POST /configs/storage HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\n"
        + "Authorization: Token "
        + service.token
        + "\r\nContent-Length: "
        + length
        + "\r\n\r\n";
  }

  @Test
  void slowReader_isEnded() throws Exception {
    ServerOptions options =
        ServerOptions.defaults()
            .withRequestsPerMinute(100_000)
            .withAnswerTimeout(Duration.ofMillis(700));
    try (Service service = new Service(options)) {
      for (int i = 0; i < 20; i++) {
        service.post("/configs/storage", Service.body(Service.place() + "/" + "x".repeat(3000)));
      }
      byte[] list =
          service.request("GET", "/configs/storage?limit=1000", Map.of(), Optional.empty());
      try (Wire wire = service.wire()) {
        // Answers of 24 MiB fit into no socket's buffer.
        for (int i = 0; i < 400; i++) {
          wire.write(list);
        }
        int sent = drip(wire, " ".repeat(4000));
        assertTrue(sent < 4000, "answers that nobody reads end the connection");
      }
      assertEquals(200, service.get("/organisation").status());
    }
  }

  @Test
  void crowd_isRefusedAndMakesRoom() throws Exception {
    try (Service service = new Service(ServerOptions.defaults().withMaxConnections(4))) {
      List<Wire> crowd = new ArrayList<>();
      try {
        for (int i = 0; i < 4; i++) {
          Wire wire = service.wire();
          crowd.add(wire);
          wire.write(service.request("GET", "/organisation", Map.of(), Optional.empty()));
          assertEquals(200, wire.read().status());
        }
        try (Wire fifth = service.wire()) {
          Wire.Reply reply = fifth.read();
          assertEquals(503, reply.status());
          assertEquals("unavailable", reply.error());
          assertEquals("5", reply.header("Retry-After"));
        }
      } finally {
        for (Wire wire : crowd) {
          wire.close();
        }
      }
      Wire.Reply reply = service.get("/organisation");
      for (int i = 0; i < 1000 && reply.status() == 503; i++) {
        reply = service.get("/organisation");
      }
      assertEquals(200, reply.status(), "those who left made room");
    }
  }

  @Test
  void callerThatLeaves_takesNothingWithIt() throws Exception {
    try (Service service = new Service()) {
      for (int i = 0; i < 50; i++) {
        try (Wire wire = service.wire()) {
          wire.write(head(service, 1000).substring(0, 20 + i));
        }
        try (Wire wire = service.wire()) {
          wire.write(head(service, 1000) + "{");
          wire.endOutput();
        }
      }
      assertEquals(0, service.get("/configs/storage").json().integer("total_count").orElseThrow());
    }
  }
}
