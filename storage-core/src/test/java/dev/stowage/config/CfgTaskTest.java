package dev.stowage.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.Credentials;
import dev.stowage.kv.Document;
import dev.stowage.kv.RowKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** CFG-TASK-1 and CFG-OP-8: tests as tasks, and what happens when their process dies. */
class CfgTaskTest {
  private final TestConfigs test = new TestConfigs();
  private final StorageConfigs configs = test.configs;

  @AfterEach
  void close() {
    test.close();
  }

  @Test
  @DisplayName("CFG-TASK-1 the resource has the documented fields")
  void task1_fields() {
    StorageConfig config = test.valid(TestConfigs.place());
    ConfigTask task = configs.awaitTask(config.task().orElseThrow(), TestConfigs.PATIENCE);
    Document fields = task.toDocument();
    assertEquals(
        List.of(
            "id",
            "resource",
            "organisation",
            "key",
            "type",
            "target",
            "state",
            "results",
            "error",
            "date_created",
            "date_started",
            "date_completed"),
        List.copyOf(fields.names()));
    assertEquals("task", fields.string("resource").orElseThrow());
    assertEquals("storage_config.test", fields.string("type").orElseThrow());
    assertEquals("succeeded", fields.string("state").orElseThrow());
    assertEquals(Optional.empty(), fields.value("error"));
    assertTrue(fields.string("date_completed").isPresent());
  }

  @Test
  @DisplayName("CFG-OP-8 a failed test says why, on the task and on the configuration")
  void op8_reason() {
    StorageConfig config = test.invalid(TestConfigs.place());
    TestFailure failure = config.failure().orElseThrow();
    assertEquals(TestProblem.NO_SUCH_BUCKET, failure.problem());
    ConfigTask task = configs.awaitTask(config.task().orElseThrow(), TestConfigs.PATIENCE);
    assertEquals(TaskState.FAILED, task.state());
    assertEquals(Optional.of(failure), task.failure());
    assertEquals("no-such-bucket", config.toDocument().string("error.code").orElseThrow());
  }

  @Test
  @DisplayName("CFG-OP-8 nothing is left behind after many tests, not even of dead processes")
  void op8_nothingLeft() {
    String url = TestConfigs.place();
    StorageConfig config = test.valid(url);
    for (int i = 0; i < 50; i++) {
      configs.test(config.id());
      configs.awaitTested(config.id(), TestConfigs.PATIENCE);
    }
    assertEquals(0, TestConfigs.blobs(url));

    // A process that died between put and delete.
    StorageConfigs dead = StorageConfigs.open(test.rows, test.secrets);
    dead.close();
    String task = dead.test(config.id()).id();
    try (var store = dev.stowage.blob.BlobStore.open(url)) {
      store.put(ConfigTester.payloadOf(task), dev.stowage.blob.BlobBody.of("left"));
    }
    configs.test(config.id());
    configs.awaitTested(config.id(), TestConfigs.PATIENCE);
    assertEquals(0, TestConfigs.blobs(url));
  }

  @ParameterizedTest
  @CsvSource({
    "PENDING, true",
    "SUSPENDED, true",
    "PROCESSING, true",
    "PROCESSING, false",
  })
  @DisplayName("CFG-TASK-1 a test whose process died is taken up; one under way is not")
  void task1_recovered(TaskState state, boolean overdue) {
    StorageConfigs dead = StorageConfigs.open(test.rows, test.secrets);
    dead.close();
    StorageConfig config = dead.create(TestConfigs.at(TestConfigs.place()));
    String task = config.task().orElseThrow();
    Instant lease = Instant.now().plusSeconds(overdue ? -1 : 3600);
    test.rows.update(
        RowKey.of("default").and("task:" + task),
        row -> row.with("state", state.word()).with("lease", lease));
    assertEquals(overdue ? 1 : 0, configs.recover());
    if (overdue) {
      assertEquals(
          ConfigState.VALID, configs.awaitTested(config.id(), TestConfigs.PATIENCE).state());
      assertEquals(TaskState.SUCCEEDED, configs.awaitTask(task, TestConfigs.PATIENCE).state());
    } else {
      assertEquals(ConfigState.NEW, configs.retrieve(config.id()).state());
    }
  }

  @Test
  @DisplayName("CFG-TASK-1 a configuration whose task was never written gets it")
  void task1_taskNotWritten() {
    StorageConfigs dead = StorageConfigs.open(test.rows, test.secrets);
    dead.close();
    StorageConfig config = dead.create(TestConfigs.at(TestConfigs.place()));
    test.rows.delete(RowKey.of("default").and("task:" + config.task().orElseThrow()));
    assertEquals(1, configs.recover());
    assertEquals(ConfigState.VALID, configs.awaitTested(config.id(), TestConfigs.PATIENCE).state());
  }

  @Test
  @DisplayName("CFG-TASK-1 a test that keeps dying fails in the end")
  void task1_keepsDying() {
    StorageConfigs dead = StorageConfigs.open(test.rows, test.secrets);
    dead.close();
    StorageConfig config = dead.create(TestConfigs.at(TestConfigs.place()));
    test.rows.update(
        RowKey.of("default").and("task:" + config.task().orElseThrow()),
        row -> row.with("state", "processing").with("lease", Instant.EPOCH).with("attempt", 3));
    configs.recover();
    StorageConfig tested = configs.awaitTested(config.id(), TestConfigs.PATIENCE);
    assertEquals(TestProblem.INTERRUPTED, tested.failure().orElseThrow().problem());
  }

  @Test
  @DisplayName("CFG-TASK-1 a result that was written before its process died is the task's end")
  void task1_resultWritten() {
    StorageConfig config = test.valid(TestConfigs.place());
    String task = config.task().orElseThrow();
    configs.awaitTask(task, TestConfigs.PATIENCE);
    test.rows.update(
        RowKey.of("default").and("task:" + task),
        row -> row.with("state", "processing").with("lease", Instant.EPOCH));
    assertEquals(1, configs.recover());
    assertEquals(TaskState.SUCCEEDED, configs.awaitTask(task, TestConfigs.PATIENCE).state());
  }

  @Test
  @DisplayName("CFG-OP-8 the result of a test that was overtaken does not count")
  void op8_overtaken() {
    StorageConfigs dead = StorageConfigs.open(test.rows, test.secrets);
    dead.close();
    StorageConfig config = dead.create(TestConfigs.at(TestConfigs.place()));
    String overtaken = config.task().orElseThrow();
    configs.update(
        config.id(),
        ConfigUpdate.none().withCredentials(Credentials.of(java.util.Map.of("a", "b"))));
    configs.awaitTested(config.id(), TestConfigs.PATIENCE);
    ConfigTask task = configs.awaitTask(overtaken, TestConfigs.PATIENCE);
    assertEquals(TaskState.FAILED, task.state());
    assertEquals(TestProblem.SUPERSEDED, task.failure().orElseThrow().problem());
    assertEquals(ConfigState.VALID, configs.retrieve(config.id()).state());
  }

  @Test
  @DisplayName("CFG-OP-8 a test of what was switched off, or deleted, changes nothing")
  void op8_switchedOff() {
    StorageConfigs dead = StorageConfigs.open(test.rows, test.secrets);
    dead.close();
    StorageConfig off = dead.create(TestConfigs.at(TestConfigs.place()));
    StorageConfig gone = dead.create(TestConfigs.at(TestConfigs.place()));
    configs.update(off.id(), ConfigUpdate.none().withState(ConfigState.DEACTIVATED));
    configs.delete(gone.id());
    for (StorageConfig config : List.of(off, gone)) {
      ConfigTask task = configs.awaitTask(config.task().orElseThrow(), TestConfigs.PATIENCE);
      assertEquals(TestProblem.SUPERSEDED, task.failure().orElseThrow().problem());
    }
    assertEquals(ConfigState.DEACTIVATED, configs.retrieve(off.id()).state());
  }
}
