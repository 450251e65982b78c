package dev.stowage.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.fakes.gcs.FakeGcs;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The commands on {@code gs:}. */
class GcsCommandsTest {
  @RegisterExtension static final FakeGcs GCS = FakeGcs.start();

  @TempDir Path directory;

  private CommandRun run(String input, String... args) throws Exception {
    return CommandRun.in(directory, input.getBytes(StandardCharsets.UTF_8), args);
  }

  @Test
  void bucketsAndObjects_throughTheCommandLine() throws Exception {
    Path key = Files.writeString(directory.resolve("key.json"), GCS.keyFile());
    String query = "?endpoint=" + GCS.endpoint() + "&credential=file:" + key;
    String bucket = "gs://cli-bucket";
    assertEquals(0, run("", "mb", bucket + query).code());
    assertTrue(run("", "buckets", "gs:" + query).text().contains("cli-bucket"));
    String object = bucket + "/dir/a%20b.txt" + query;
    assertEquals(0, run("hello", "put", "-", object, "--if-absent").code());
    assertEquals(4, run("again", "put", "-q", "-", object, "--if-absent").code());
    assertEquals("hello", run("", "cat", object).text());
    assertTrue(run("", "stat", "--json", object).text().contains("\"size\":5"));
    assertEquals(0, run("", "cp", object, bucket + "/copy" + query).code());
    assertEquals("copy\ndir/\n", run("", "ls", bucket + query).text());
    assertTrue(run("", "sign", object).text().contains("X-Goog-Signature="));
    assertEquals(3, run("", "cat", bucket + "/none" + query).code());
    assertEquals(0, run("", "rm", object).code());
    assertEquals(List.of("copy"), GCS.keys("cli-bucket"));
  }
}
