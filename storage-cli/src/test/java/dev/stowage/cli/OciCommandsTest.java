package dev.stowage.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.fakes.oci.FakeOci;
import dev.stowage.fakes.oci.objects.FakeObjectStorage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The commands on a bucket of a fake of OCI. */
class OciCommandsTest {
  @RegisterExtension static final FakeOci OCI = FakeOci.start();

  @TempDir Path directory;
  private String query = "";

  @BeforeEach
  void credentials() {
    OCI.reset();
    query =
        "?endpoint=" + OCI.endpoint() + "&credential=file:" + OCI.writeConfig(directory, "DEFAULT");
  }

  private String url(String key) {
    return "oci://b@" + OCI.namespace() + "/" + key + query;
  }

  private CommandRun run(String... args) throws Exception {
    return CommandRun.in(directory, new byte[0], args);
  }

  private CommandRun succeeds(String... args) throws Exception {
    CommandRun run = run(args);
    assertEquals(0, run.code(), run.errors());
    return run;
  }

  @Test
  void bucketAndBlobs() throws Exception {
    FakeObjectStorage storage = OCI.service(FakeObjectStorage.class);
    succeeds("mb", url(""));
    CommandRun put =
        CommandRun.in(
            directory,
            "hello".getBytes(StandardCharsets.UTF_8),
            "put",
            "-q",
            "-",
            url("a%20b/%C3%A9.txt"));
    assertEquals(0, put.code(), put.errors());
    assertEquals(List.of("a b/é.txt"), storage.keys("b"));
    assertEquals("hello", succeeds("cat", url("a%20b/%C3%A9.txt")).text());
    assertTrue(succeeds("stat", "--json", url("a%20b/%C3%A9.txt")).text().contains("\"size\":5"));
    assertTrue(succeeds("ls", url("")).text().contains("a b/"));
    assertEquals(3, run("cat", url("none")).code());
    succeeds("rm", url("a%20b/%C3%A9.txt"));
    succeeds("rb", url(""));
    CommandRun gone = run("ls", url(""));
    assertEquals(3, gone.code());
    assertFalse(gone.errors().contains("\tat "), gone.errors());
    assertFalse(gone.errors().contains("PRIVATE KEY"), gone.errors());
  }

  @Test
  void treeGoesUpAndComesBack() throws Exception {
    OCI.service(FakeObjectStorage.class).createBucket("b");
    Path tree = Files.createDirectories(directory.resolve("tree/deep"));
    byte[] large = new byte[11 << 20];
    new java.util.Random(3).nextBytes(large);
    Files.write(tree.resolve("large.bin"), large);
    Files.writeString(directory.resolve("tree/small.txt"), "small");
    succeeds("cp", "-r", "-q", "tree", url("t"));
    succeeds("cp", "-r", "-q", url("t"), "back");
    assertEquals("small", Files.readString(directory.resolve("back/small.txt")));
    assertEquals(
        -1, Files.mismatch(tree.resolve("large.bin"), directory.resolve("back/deep/large.bin")));
    assertEquals(List.of(), OCI.service(FakeObjectStorage.class).uploads("b"));
    succeeds("check", "tree", url("t"));
  }

  @Test
  void signedLink() throws Exception {
    FakeObjectStorage storage = OCI.service(FakeObjectStorage.class);
    storage.createBucket("b");
    storage.putObject("b", "k", "content".getBytes(StandardCharsets.UTF_8));
    String link = succeeds("sign", url("k")).text().strip();
    try (var in = java.net.URI.create(link).toURL().openStream()) {
      assertEquals("content", new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }
}
