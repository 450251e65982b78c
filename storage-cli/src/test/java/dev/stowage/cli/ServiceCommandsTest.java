package dev.stowage.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows and secrets from the command line. */
class ServiceCommandsTest {
  @TempDir Path directory;

  private String url(String name) {
    return "file://" + directory.resolve(name).toUri().getRawPath();
  }

  private CommandRun run(String... args) throws Exception {
    return CommandRun.in(directory, new byte[0], args);
  }

  @Test
  void kv_putGetScanQuery() throws Exception {
    String table = url("data/jobs");
    assertEquals(0, run("kv", "put", table, "a/#1", "{\"n\":1}").code());
    assertEquals(0, run("kv", "put", table, "b", "{\"n\":9007199254740993}").code());
    assertEquals(4, run("kv", "put", table, "b", "{}", "--if-absent").code());
    assertEquals("{\"n\":9007199254740993}\n", run("kv", "get", table, "b").text());
    assertEquals("6\n", run("kv", "incr", table, "a/#1", "n", "5").text());
    assertEquals("a/#1\t{\"n\":6}\n", run("kv", "scan", table, "--prefix", "a").text());
    String sql = "select doc from jobs where num(doc, 'n') > $least";
    assertEquals(
        "{\"n\":9007199254740993}\n", run("kv", "query", table, sql, "--var", "least=6").text());
    assertEquals(3, run("kv", "get", table, "c").code());
    assertEquals(2, run("kv", "put", table, "c", "{").code());
  }

  @Test
  void secret_putGetList() throws Exception {
    byte[] value = "hunter2".getBytes(StandardCharsets.UTF_8);
    String store = url("vault") + "?key=file";
    CommandRun put = CommandRun.in(directory, value, "secret", "put", store, "db", "-");
    assertEquals(0, put.code(), put.errors());
    assertFalse(put.text().contains("hunter2"));
    assertEquals("db\n", run("secret", "list", store).text());
    assertEquals("hunter2", run("secret", "get", store, "db", "-").text());
    assertEquals(0, run("secret", "get", store, "db", "out.secret").code());
    assertEquals("hunter2", Files.readString(directory.resolve("out.secret")));
    assertTrue(run("secret", "versions", store, "db").text().contains("ENABLED"));
    assertEquals(3, run("secret", "get", store, "other", "-").code());
  }

  @Test
  void function_deployStatusDelete() throws Exception {
    Path request = directory.resolve("f.json");
    Files.writeString(
        request,
        """
        {"name": "hello", "image_url": "registry/hello:1", "memory": 256,
         "triggers": [{"type": "http", "config": {"url": "https://example.com"}}]}
        """);
    CommandRun deploy = run("function", "deploy", "mem://f", request.toString(), "--wait", "10s");
    assertEquals(0, deploy.code(), deploy.errors());
    assertTrue(deploy.text().startsWith("hello\tACTIVE\ntrigger\thttp-1\thttp\t"), deploy.text());
    assertTrue(deploy.text().contains("warning\turl of the trigger"), deploy.text());
    assertEquals(3, run("function", "status", "mem://f", "hello").code(), "another process");
    assertEquals(0, run("function", "delete", "mem://f", "hello").code());
    Files.writeString(request, "{\"name\": \"hello\", \"colour\": \"red\"}");
    CommandRun wrong = run("function", "deploy", "mem://f", request.toString());
    assertEquals(2, wrong.code());
    assertTrue(wrong.errors().contains("colour"), wrong.errors());
    Files.writeString(request, "{\"name\": \"b\", \"image_url\": \"registry/missing:1\"}");
    CommandRun broken = run("function", "deploy", "mem://f", request.toString(), "--wait", "10s");
    assertEquals(1, broken.code(), broken.text());
  }

  @Test
  void unknownService_isOneLine() throws Exception {
    CommandRun run = run("media", "list", "nope://x");
    assertEquals(2, run.code());
    assertTrue(run.errors().contains("no media provider"), run.errors());
  }
}
