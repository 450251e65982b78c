package dev.stowage.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.fakes.gcs.FakeGcs;
import dev.stowage.fakes.s3.FakeS3;
import dev.stowage.kv.Document;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** CFG-CLI-1 and CFG-CLI-2. */
class ConfigCommandsTest {
  @RegisterExtension static final FakeS3 S3 = FakeS3.start();
  @RegisterExtension static final FakeGcs GCS = FakeGcs.start();

  @TempDir Path directory;

  private CommandRun run(String... args) throws Exception {
    return CommandRun.in(directory, "the result".getBytes(StandardCharsets.UTF_8), args);
  }

  private CommandRun config(String... args) throws Exception {
    return run(Stream.concat(Stream.of("config"), Stream.of(args)).toArray(String[]::new));
  }

  private static String idOf(CommandRun run) {
    return run.text().split("\t", 2)[0];
  }

  @Test
  @DisplayName("CFG-CLI-1 create with --credentials and with --credentials-path")
  void cli1_create() throws Exception {
    S3.createBucket("cli-bucket");
    Path csv = directory.resolve("keys.csv");
    Files.writeString(
        csv, "Access key ID,Secret access key\r\n" + S3.accessKey() + "," + S3.secretKey());
    String endpoint = "endpoint=" + S3.endpoint();
    CommandRun created =
        config(
            "create",
            "--url",
            "s3://cli-bucket/results",
            "--credentials",
            csv.toString(),
            "--setting",
            endpoint,
            "--signed-urls",
            "--signed-urls-expiry",
            "2h");
    assertEquals(0, created.code(), created.errors());
    assertTrue(created.text().endsWith("\tvalid\ts3://cli-bucket/results\n"), created.text());
    String id = idOf(created);
    CommandRun again =
        config(
            "create",
            "--url",
            "s3://cli-bucket/results/",
            "--credentials-path",
            csv.toString(),
            "--setting",
            endpoint);
    assertEquals(4, again.code(), again.errors());
    assertTrue(again.errors().contains(id), again.errors());

    Path key = Files.writeString(directory.resolve("key.json"), GCS.keyFile());
    CommandRun missing =
        config(
            "create",
            "--url",
            "gs://no-such-bucket",
            "--credentials-path",
            key.toString(),
            "--setting",
            "endpoint=" + GCS.endpoint());
    assertEquals(1, missing.code());
    assertTrue(missing.text().contains("\tinvalid\t"), missing.text());
    assertTrue(missing.errors().contains("no such bucket"), missing.errors());
    assertFalse(missing.errors().contains("\tat "), "a reason, not a stack trace");

    CommandRun misfit =
        config("create", "--url", "gs://other-bucket", "--credentials", csv.toString());
    assertEquals(2, misfit.code(), misfit.errors());
    assertNothingInClear(S3.secretKey(), S3.accessKey(), GCS.privateKey());
  }

  @Test
  @DisplayName("CFG-CLI-2 list, show, update, test, default, publish, delete")
  void cli2_others() throws Exception {
    S3.createBucket("cli-bucket");
    Path json = directory.resolve("keys.json");
    Files.writeString(
        json,
        "{\"access_key_id\":\""
            + S3.accessKey()
            + "\",\"secret_access_key\":\""
            + S3.secretKey()
            + "\",}");
    String id =
        idOf(
            config(
                "create",
                "--url",
                "s3://cli-bucket/results",
                "--credentials",
                json.toString(),
                "--setting",
                "endpoint=" + S3.endpoint()));
    assertEquals(id + "\tvalid\ts3://cli-bucket/results\tdefault\n", config("list").text());
    Document shown = Document.fromJson(config("show", "--json", id).text());
    assertEquals("****", shown.string("credentials.secret_access_key").orElseThrow());
    assertFalse(config("show", id).text().contains(S3.secretKey()));

    assertEquals(0, config("update", id, "--signed-urls").code());
    Document task = Document.fromJson(config("test", "--json", id).text());
    assertEquals("succeeded", task.string("state").orElseThrow());
    Document result = Document.fromJson(config("publish", "--json", "a b.txt", "-").text());
    assertEquals("s3://cli-bucket/results/a%20b.txt", result.string("url").orElseThrow());
    URI signed = URI.create(result.string("signed_url").orElseThrow());
    try (InputStream in = signed.toURL().openStream()) {
      assertEquals("the result", new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
    assertEquals("sealed anew: 1\n", config("rotate-key").text());
    assertEquals(0, config("default", id).code());
    assertEquals(2, config("update", id, "--state", "valid").code());
    assertEquals(0, config("update", id, "--state", "deactivated").code());
    assertEquals("", config("list").text());
    assertTrue(config("list", "--state", "deactivated").text().startsWith(id));
    assertEquals(4, config("test", id).code());
    assertEquals(4, config("publish", "x", "-").code());
    assertEquals(0, config("delete", id).code());
    assertEquals(3, config("delete", id).code());
    assertEquals(List.of("results/a b.txt"), S3.keys("cli-bucket"));
    assertNothingInClear(S3.secretKey(), S3.accessKey(), signed.getRawQuery());
  }

  /** Nothing of what the commands keep, by the XDG rules, holds one of these. */
  private void assertNothingInClear(String... secrets) throws IOException {
    for (String kept : List.of(".config", ".state")) {
      try (Stream<Path> files = Files.walk(directory.resolve(kept))) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          String content = Files.readString(file, StandardCharsets.ISO_8859_1);
          for (String secret : secrets) {
            assertFalse(content.contains(secret), file::toString);
          }
        }
      }
    }
  }
}
