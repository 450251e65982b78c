package dev.stowage.oci;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.fakes.oci.FakeOci;
import dev.stowage.fakes.oci.nosql.FakeNosql;
import dev.stowage.fakes.oci.vault.FakeVault;
import dev.stowage.kv.KvStore;
import dev.stowage.kv.RowKey;
import dev.stowage.media.JobFilter;
import dev.stowage.media.MediaJobs;
import dev.stowage.secret.SecretStore;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cold start: opening one service, and calling it, loads that one and none of the others. */
class OneServiceTest {
  private static final List<String> SERVICES = List.of("nosql", "vault", "media", "objects");

  @TempDir Path directory;

  /** What the JVM of its own does. */
  static final class Program {
    private Program() {}

    public static void main(String[] args) {
      switch (args[0]) {
        case "nosql" -> {
          try (KvStore rows = KvStore.open(args[1])) {
            System.out.println("found " + rows.get(RowKey.of("none")).isPresent());
          }
        }
        case "vault" -> {
          try (SecretStore secrets = SecretStore.open(args[1])) {
            System.out.println("found " + secrets.list("").findFirst().isPresent());
          }
        }
        default -> {
          try (MediaJobs jobs = MediaJobs.open(args[1])) {
            System.out.println("found " + jobs.list(JobFilter.all()).findFirst().isPresent());
          }
        }
      }
    }
  }

  @Test
  void coldStart_loadsTheOneService() throws Exception {
    try (FakeOci oci = FakeOci.start()) {
      oci.service(FakeNosql.class)
          .createTable("create table t (id string, doc json, primary key(id))");
      Path config = oci.writeConfig(directory, "DEFAULT");
      String rest =
          "compartment="
              + oci.compartment()
              + "&endpoint="
              + oci.endpoint()
              + "&credential=file:"
              + config;
      Map<String, String> urls = new TreeMap<>();
      urls.put("nosql", "oci-nosql://t?key=id&document=doc&" + rest);
      urls.put("vault", "oci-vault://" + oci.service(FakeVault.class).vaultId() + "?" + rest);
      urls.put("media", "oci-media://?" + rest);
      for (Map.Entry<String, String> each : urls.entrySet()) {
        List<String> loaded = loaded(each.getKey(), each.getValue());
        for (String service : SERVICES) {
          boolean own = service.equals(each.getKey());
          List<String> classes =
              loaded.stream()
                  .filter(c -> c.startsWith("dev.stowage.oci." + service + "."))
                  .toList();
          assertEquals(own, !classes.isEmpty(), () -> each.getKey() + " loaded " + classes);
        }
        assertFalse(
            loaded.stream()
                .anyMatch(c -> c.contains("jersey") || c.startsWith("com.oracle.bmc.nosql")),
            "the SDK's clients are not needed");
      }
    }
  }

  private List<String> loaded(String service, String url) throws Exception {
    Path out = directory.resolve(service + ".out");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-Xlog:class+load=info:stdout:none");
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(Program.class.getName());
    command.add(service);
    command.add(url);
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile()).start();
    assertTrue(process.waitFor(120, TimeUnit.SECONDS), "the program did not end");
    List<String> lines = Files.readAllLines(out, StandardCharsets.UTF_8);
    assertTrue(lines.contains("found false"), () -> String.join("\n", lines));
    return lines.stream().filter(l -> l.contains(" source:")).map(l -> l.split(" ")[0]).toList();
  }
}
