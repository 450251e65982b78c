package dev.stowage.swift;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.stowage.OpenOptions;
import dev.stowage.blob.BlobBody;
import dev.stowage.blob.BlobInfo;
import dev.stowage.blob.BlobService;
import dev.stowage.blob.BlobStore;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Much of it: {@code -Dstowage.swift.mib=6144 -Dstowage.swift.objects=10000} is what the figures of
 * the documentation come from.
 */
@Tag("server")
class SwiftVolumeTest {
  private static final int MIB = Integer.getInteger("stowage.swift.mib", 96);
  private static final int OBJECTS = Integer.getInteger("stowage.swift.objects", 250);
  private static final int THREADS = 10;

  private final String container = "volume-" + UUID.randomUUID();
  private final BlobService service = BlobService.open("swift:", SwiftServer.options());
  @TempDir Path directory;

  @BeforeEach
  void create() {
    service.create(container);
  }

  @AfterEach
  void delete() {
    service.delete(container + "_segments");
    service.delete(container);
    service.close();
  }

  @Test
  void streamOfUnknownLength_inASmallHeap() throws Exception {
    long bytes = ((long) MIB << 20) + 4321;
    Path output = directory.resolve("out");
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                StreamChild.class.getName(),
                "swift://" + container,
                String.valueOf(bytes))
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    int status = child.waitFor();
    String said = java.nio.file.Files.readString(output);
    assertEquals(0, status, said);
    List<String> lines = said.lines().filter(line -> line.matches("(sent|received) .*")).toList();
    String sum = lines.get(0).substring("sent ".length());
    assertTrue(sum.startsWith(bytes + " "), said);
    assertEquals("received " + sum + " true", lines.get(1));
    try (SwiftClient client = SwiftClient.open("swift:", SwiftServer.options());
        BlobStore store = client.store(container)) {
      assertTrue(client.objects(container).segments("stream").size() > 1, "in segments");
      store.delete("stream");
    }
  }

  /** Keystone behind a counter of what is asked of it. */
  private static final class CountedKeystone implements AutoCloseable {
    private final AtomicInteger requests = new AtomicInteger();
    private final HttpClient client = HttpClient.newHttpClient();
    private final String real = SwiftServer.variable("OS_AUTH_URL").replaceFirst("/v3/?$", "");
    private final HttpServer server;

    CountedKeystone() throws IOException {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext("/", this::forward);
      server.start();
    }

    private void forward(HttpExchange exchange) throws IOException {
      requests.incrementAndGet();
      try (exchange) {
        HttpRequest.BodyPublisher body =
            HttpRequest.BodyPublishers.ofByteArray(exchange.getRequestBody().readAllBytes());
        HttpResponse<byte[]> answer =
            client.send(
                HttpRequest.newBuilder(URI.create(real + exchange.getRequestURI()))
                    .method(exchange.getRequestMethod(), body)
                    .header("Content-Type", "application/json")
                    .build(),
                HttpResponse.BodyHandlers.ofByteArray());
        answer
            .headers()
            .firstValue("X-Subject-Token")
            .ifPresent(token -> exchange.getResponseHeaders().set("X-Subject-Token", token));
        exchange.sendResponseHeaders(answer.statusCode(), answer.body().length);
        exchange.getResponseBody().write(answer.body());
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
    }

    OpenOptions options() {
      Map<String, String> environment = new HashMap<>(SwiftServer.environment());
      environment.put("OS_AUTH_URL", "http://127.0.0.1:" + server.getAddress().getPort() + "/v3");
      return OpenOptions.defaults().withEnvironment(environment);
    }

    @Override
    public void close() {
      server.stop(0);
    }
  }

  @Test
  void manySmallObjects_withOneToken() throws Exception {
    try (CountedKeystone keystone = new CountedKeystone();
        BlobStore store = BlobStore.open("swift://" + container, keystone.options())) {
      List<String> keys = new ArrayList<>();
      for (int i = 0; i < OBJECTS; i++) {
        keys.add(String.format("dir-%02d/object-%06d", i % 10, i));
      }
      put(store, keys);
      assertEquals(keys.stream().sorted().toList(), store.list("").map(BlobInfo::key).toList());
      assertEquals(
          List.of(), store.deleteAll(keys).stream().filter(result -> !result.deleted()).toList());
      assertEquals(List.of(), store.list("").toList());
      assertEquals(1, keystone.requests.get(), "authentications");
    }
  }

  private static void put(BlobStore store, List<String> keys) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<?>> writers = new ArrayList<>();
      for (String key : keys) {
        writers.add(threads.submit(() -> store.put(key, BlobBody.of("content of " + key))));
      }
      for (Future<?> writer : writers) {
        Object unused = writer.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }
}
