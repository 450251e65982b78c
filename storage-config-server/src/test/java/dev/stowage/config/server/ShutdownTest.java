package dev.stowage.config.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Closing a server: what was begun is finished, nothing more begins. */
@Timeout(120)
class ShutdownTest {
  @Test
  void requestThatIsBeingSent_isAnswered() throws Exception {
    Service service = new Service();
    String body = Service.body(Service.place());
    byte[] request = service.request("POST", "/configs/storage", Map.of(), Optional.of(body));
    try (Wire idle = service.wire();
        Wire wire = service.wire()) {
      idle.write(service.request("GET", "/organisation", Map.of(), Optional.empty()));
      assertEquals(200, idle.read().status());
      wire.write(
          service.request(
              "POST", "/configs/storage", Map.of("Expect", "100-continue"), Optional.of(body)),
          request.length - body.length() + "Expect: 100-continue\r\n".length());
      assertEquals(100, wire.read().status(), "it is being worked on");
      ExecutorService closer = Executors.newSingleThreadExecutor();
      Future<?> closing = closer.submit(service.server::close);
      assertTrue(idle.isAtEnd(), "idle connections end at once");
      wire.write(body);
      Wire.Reply reply = wire.read();
      assertEquals(201, reply.status(), reply.text());
      assertEquals("close", reply.header("Connection"));
      closing.get(60, TimeUnit.SECONDS);
      closer.shutdown();
      assertThrows(ConnectException.class, () -> service.wire().close());
      String id = reply.json().string("id").orElseThrow();
      assertEquals(id, service.configs.forOrganisation("acme").retrieve(id).id());
    } finally {
      service.close();
    }
  }

  @Test
  void load_losesNoAnsweredRequest() throws Exception {
    Service service = new Service();
    InetSocketAddress address = service.server.address();
    List<String> answered = new ArrayList<>();
    CountDownLatch busy = new CountDownLatch(20);
    ExecutorService callers = Executors.newFixedThreadPool(8);
    List<Future<?>> running = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      running.add(
          callers.submit(
              () -> {
                boolean refused = false;
                for (int n = 0; n < 500 && !refused; n++) {
                  byte[] body =
                      service.request(
                          "POST",
                          "/configs/storage",
                          Map.of(),
                          Optional.of(Service.body(Service.place())));
                  try (Wire wire = new Wire(address)) {
                    wire.write(body);
                    Wire.Reply reply = wire.read();
                    assertEquals(201, reply.status(), reply.text());
                    synchronized (answered) {
                      answered.add(reply.json().string("id").orElseThrow());
                    }
                    busy.countDown();
                  } catch (IOException e) {
                    // No connection, or one that ended before its request was begun.
                    refused = true;
                  }
                }
              }));
    }
    assertTrue(busy.await(60, TimeUnit.SECONDS));
    service.server.close();
    for (Future<?> one : running) {
      one.get(60, TimeUnit.SECONDS);
    }
    callers.shutdown();
    var acme = service.configs.forOrganisation("acme");
    for (String id : answered) {
      assertEquals(id, acme.retrieve(id).id());
    }
    service.close();
  }

  @Test
  void close_canBeDoneTwice_andThePortIsFree() throws Exception {
    Service service = new Service();
    InetSocketAddress address = service.server.address();
    service.server.close();
    service.server.close();
    try (ConfigServer again =
        ConfigServer.start(
            service.configs, service.tokens, ServerOptions.defaults().withAddress(address))) {
      assertEquals(address, again.address());
      assertTrue(again.url().matches("http://127\\.0\\.0\\.1:\\d+"), again.url());
      assertTrue(address.getAddress().isLoopbackAddress());
    }
    service.close();
  }

  @Test
  void takenPort_isSaid() throws Exception {
    try (Service service = new Service()) {
      ServerOptions same = ServerOptions.defaults().withAddress(service.server.address());
      Exception e =
          assertThrows(
              java.io.UncheckedIOException.class,
              () -> ConfigServer.start(service.configs, service.tokens, same));
      assertTrue(e.getMessage().startsWith("cannot listen on"), e.getMessage());
    }
  }
}
