package dev.stowage.config.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two server processes over one directory. */
@Timeout(300)
class TwoServersTest {
  private static final int CALLERS = 64;

  @TempDir Path directory;

  private String tables() {
    return directory.toUri().toString().replaceAll("/$", "") + "/";
  }

  private Process server() throws Exception {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-XX:TieredStopAtLevel=1",
            "-Dorg.slf4j.simpleLogger.logFile=System.err",
            "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
            "-cp",
            System.getProperty("java.class.path"),
            ServerProcess.class.getName(),
            tables())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static InetSocketAddress address(Process server) throws Exception {
    BufferedReader out = server.inputReader();
    String port = out.readLine();
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(port));
  }

  @Test
  @DisplayName("CFG-URL-2 64 simultaneous creates of one url in two processes make one")
  void creates_makeOne() throws Exception {
    try (Service caller = new Service(ServerOptions.defaults(), tables(), tables() + "?key=file")) {
      String token = caller.token("acme", EnumSet.allOf(Scope.class));
      Process one = server();
      Process two = server();
      ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
      try {
        List<InetSocketAddress> servers = List.of(address(one), address(two));
        CyclicBarrier together = new CyclicBarrier(CALLERS);
        byte[] request =
            caller.request(
                "POST",
                "/configs/storage",
                Map.of("Authorization", "Token " + token),
                Optional.of(Service.body("mem://one-place/results")));
        List<Future<Wire.Reply>> replies = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
          InetSocketAddress server = servers.get(i % 2);
          replies.add(
              callers.submit(
                  () -> {
                    try (Wire wire = new Wire(server)) {
                      together.await(60, TimeUnit.SECONDS);
                      wire.write(request);
                      return wire.read();
                    }
                  }));
        }
        int made = 0;
        Set<String> named = new HashSet<>();
        for (Future<Wire.Reply> future : replies) {
          Wire.Reply reply = future.get(120, TimeUnit.SECONDS);
          assertTrue(reply.status() == 201 || reply.status() == 409, reply.toString());
          made += reply.status() == 201 ? 1 : 0;
          named.add(reply.json().string(reply.status() == 201 ? "id" : "params.id").orElseThrow());
        }
        assertEquals(1, made);
        assertEquals(1, named.size(), "all others were told of it");
        assertEquals(1, caller.get("/configs/storage").json().integer("total_count").orElseThrow());
      } finally {
        callers.shutdownNow();
        one.getOutputStream().close();
        two.getOutputStream().close();
      }
      assertTrue(one.waitFor(60, TimeUnit.SECONDS) && two.waitFor(60, TimeUnit.SECONDS));
      assertEquals(List.of(0, 0), List.of(one.exitValue(), two.exitValue()));
    }
  }
}
