package dev.stowage.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.fakes.oci.FakeOci;
import dev.stowage.fakes.oci.media.FakeMediaFlow;
import dev.stowage.fakes.oci.nosql.FakeNosql;
import dev.stowage.fakes.oci.vault.FakeVault;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows, secrets and media jobs of OCI on the command line. */
class OciServiceCommandsTest {
  private static final FakeOci OCI = FakeOci.start();

  @TempDir Path directory;
  private String rest = "";

  @BeforeEach
  void fresh() {
    OCI.reset();
    Path config = OCI.writeConfig(directory, "DEFAULT");
    rest =
        "?compartment="
            + OCI.compartment()
            + "&endpoint="
            + OCI.endpoint()
            + "&credential=file:"
            + config;
  }

  private CommandRun run(String... args) throws Exception {
    return CommandRun.in(directory, new byte[0], args);
  }

  @Test
  void kv() throws Exception {
    OCI.service(FakeNosql.class)
        .createTable(
            "create table jobs (owner string, id string, doc json, primary key(shard(owner), id))");
    String table = "oci-nosql://jobs" + rest;
    CommandRun put = run("kv", "put", table, "U1/b", "{\"n\":9007199254740993}");
    assertEquals(0, put.code(), put.errors());
    assertEquals(0, run("kv", "put", table, "U1/a", "{\"n\":1}").code());
    assertEquals(4, run("kv", "put", table, "U1/a", "{}", "--if-absent").code());
    assertEquals("{\"n\":9007199254740993}\n", run("kv", "get", table, "U1/b").text());
    assertEquals("6\n", run("kv", "incr", table, "U1/a", "n", "5").text());
    assertEquals(
        "U1/a\t{\"n\":6}\nU1/b\t{\"n\":9007199254740993}\n",
        run("kv", "scan", table, "--within", "U1").text());
    assertEquals(2, run("kv", "scan", table).text().lines().count());
    String sql = "update jobs j set j.doc.n = $n where owner = $owner and id = $id";
    CommandRun update =
        run(
            "kv",
            "query",
            table,
            sql,
            "--var",
            "n=7",
            "--var",
            "owner=\"U1\"",
            "--var",
            "id=\"a\"");
    assertEquals("{\"NumRowsUpdated\":1}\n", update.text(), update.errors());
    assertEquals("{\"n\":7}\n", run("kv", "get", table, "U1/a").text());
    assertEquals(0, run("kv", "rm", table, "U1/a").code());
    assertEquals(3, run("kv", "get", table, "U1/a").code());
    assertEquals(2, run("kv", "get", table, "U1").code());
  }

  @Test
  void secret() throws Exception {
    FakeVault vault = OCI.service(FakeVault.class);
    String store = "oci-vault://" + vault.vaultId() + rest + "&key=" + vault.keyId();
    byte[] value = "hunter2".getBytes(StandardCharsets.UTF_8);
    CommandRun put = CommandRun.in(directory, value, "secret", "put", store, "db", "-");
    assertEquals(0, put.code(), put.errors());
    assertFalse((put.text() + put.errors()).contains("hunter2"));
    assertEquals("hunter2", run("secret", "get", store, "db", "-").text());
    assertEquals("db\n", run("secret", "list", store).text());
    assertTrue(run("secret", "versions", store, "db").text().contains("CURRENT"));
    assertEquals(3, run("secret", "get", store, "other", "-").code());
    assertEquals(0, run("secret", "rm", store, "db").code());
    assertEquals(3, run("secret", "get", store, "db", "-").code());
  }

  @Test
  void media() throws Exception {
    FakeMediaFlow flow = OCI.service(FakeMediaFlow.class);
    flow.putObject("sample.mp4");
    String service = "oci-media://media" + rest;
    CommandRun done =
        run(
            "media",
            "run",
            service,
            flow.workflowId(),
            "--param",
            "input/objectName=sample.mp4",
            "--name",
            "today",
            "--wait",
            "2m");
    assertEquals(0, done.code(), done.errors());
    assertTrue(done.text().contains("SUCCEEDED"), done.text());
    assertTrue(done.text().contains("output\t"), done.text());
    String id = done.text().substring(0, done.text().indexOf('\t'));
    assertTrue(run("media", "status", service, id).text().contains("SUCCEEDED"));
    CommandRun system = run("media", "run", service, flow.systemWorkflowName(), "--system");
    assertEquals(0, system.code(), system.errors());
    String second = system.text().substring(0, system.text().indexOf('\t'));
    assertEquals(0, run("media", "cancel", service, second).code());
    assertEquals(
        2, run("media", "list", service).text().lines().filter(l -> l.startsWith("ocid1")).count());
    assertEquals(3, run("media", "run", service, "ocid1.mediaworkflow.none").code());
    assertEquals(2, run("media", "run", service, "x", "--param", "objectName=y").code());
  }
}
