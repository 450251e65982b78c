package dev.stowage.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.Credentials;
import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.kv.KvStore;
import dev.stowage.kv.ScanRequest;
import dev.stowage.secret.SecretStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** CFG-OP-1 to CFG-OP-7, CFG-PAGE-1, CFG-ERR-1. */
class CfgOperationsTest {
  private final TestConfigs test = new TestConfigs();
  private final StorageConfigs configs = test.configs;

  @AfterEach
  void close() {
    test.close();
  }

  @Test
  @DisplayName("CFG-OP-1 a created configuration is new and under test")
  void op1_create() {
    StorageConfig config = configs.create(TestConfigs.at(TestConfigs.place()));
    assertEquals(ConfigState.NEW, config.state());
    ConfigTask task = configs.task(config.task().orElseThrow());
    assertEquals(config.id(), task.target());
    assertTrue(configs.awaitTask(task.id(), TestConfigs.PATIENCE).state().isOver());
    assertEquals(ConfigState.VALID, configs.retrieve(config.id()).state());
  }

  @Test
  @DisplayName("CFG-OP-1 CFG-ERR-1 what is wrong is named, and nothing is stored")
  void op1_refusals() {
    ConfigRequest s3 = ConfigRequest.of("s3://my-bucket", TestConfigs.S3);
    refused("credentials", ConfigRequest.of("s3://my-bucket", Credentials.anonymous()));
    refused("credentials", ConfigRequest.of("gs://my-bucket", Credentials.anonymous()));
    refused("settings", s3.withSetting("credential", "file:/etc/passwd"));
    refused("settings", s3.withSetting("token-hosts", "attacker.example"));
    refused("settings", s3.withSetting("region", ""));
    refused("settings", TestConfigs.at(TestConfigs.place()).withSetting("no-such", "1"));
    refused("url", TestConfigs.at("mem:///path-without-name"));
    assertEquals(0, test.rows.scan(ScanRequest.all()).count());
  }

  private void refused(String parameter, ConfigRequest request) {
    Refusals.argument(parameter, () -> configs.create(request));
  }

  @Test
  @DisplayName("CFG-OP-1 a registry for strangers offers only the types and settings it names")
  void op1_allowedOnly() {
    ConfigOptions strict =
        ConfigOptions.defaults().withTypes(Set.of("s3", "gs")).withSettings(Set.of("region"));
    try (TestConfigs other = new TestConfigs(strict, "mem:")) {
      Refusals.argument("url", () -> other.configs.create(TestConfigs.at(TestConfigs.place())));
      ConfigRequest s3 = ConfigRequest.of("s3://my-bucket", TestConfigs.S3);
      Refusals.argument(
          "settings", () -> other.configs.create(s3.withSetting("endpoint", "http://127.0.0.1:1")));
      other.configs.create(s3.withSetting("region", "eu-west-1"));
    }
  }

  @Test
  @DisplayName("CFG-OP-2 CFG-ERR-1 retrieve knows deactivated ones, and says what it does not know")
  void op2_retrieve() {
    StorageConfig config = configs.create(TestConfigs.at(TestConfigs.place()));
    configs.update(config.id(), ConfigUpdate.none().withState(ConfigState.DEACTIVATED));
    assertEquals(ConfigState.DEACTIVATED, configs.retrieve(config.id()).state());
    String unknown = ConfigIds.next(Instant.now());
    for (String id : List.of(unknown, "", "x", "config:" + unknown, unknown + "/x")) {
      StorageException e = Refusals.of(ErrorCode.NOT_FOUND, () -> configs.retrieve(id));
      assertEquals(id, e.key().orElseThrow());
      Refusals.of(ErrorCode.NOT_FOUND, () -> configs.task(id));
    }
  }

  @Test
  @DisplayName("T13 CFG-OP-3 deactivated ones are hidden unless the state is asked for")
  void t13_deactivatedHidden() {
    StorageConfig on = test.valid(TestConfigs.place());
    StorageConfig off = test.valid(TestConfigs.place());
    configs.update(off.id(), ConfigUpdate.none().withState(ConfigState.DEACTIVATED));
    assertEquals(List.of(on.id()), ids(ConfigQuery.all()));
    assertEquals(List.of(off.id()), ids(ConfigQuery.all().withState(ConfigState.DEACTIVATED)));
    assertEquals(List.of(on.id()), ids(ConfigQuery.all().withState(ConfigState.VALID)));
    assertEquals(List.of(), ids(ConfigQuery.all().withState(ConfigState.INVALID)));
    assertEquals(List.of(on.id()), ids(ConfigQuery.all().withType("mem")));
    assertEquals(List.of(), ids(ConfigQuery.all().withType("gs")));
  }

  @Test
  @DisplayName("CFG-OP-3 by date of creation")
  void op3_dates() {
    StorageConfig config = configs.create(TestConfigs.at(TestConfigs.place()));
    Instant at = config.created();
    assertEquals(1, ids(ConfigQuery.all().withCreatedFrom(at)).size());
    assertEquals(0, ids(ConfigQuery.all().withCreatedFrom(at.plusSeconds(1))).size());
    assertEquals(0, ids(ConfigQuery.all().withCreatedBefore(at)).size());
    assertEquals(1, ids(ConfigQuery.all().withCreatedBefore(at.plusSeconds(1))).size());
  }

  private List<String> ids(ConfigQuery query) {
    List<String> page = configs.listPage(query).configs().stream().map(StorageConfig::id).toList();
    assertEquals(page, configs.list(query).map(StorageConfig::id).toList());
    return page;
  }

  @Test
  @DisplayName("CFG-PAGE-1 cursors go through all in both directions, also past what is deleted")
  void page1_cursors() {
    List<String> all = new ArrayList<>();
    for (int i = 0; i < 23; i++) {
      all.add(configs.create(TestConfigs.at(TestConfigs.place())).id());
    }
    all.sort(null);
    ConfigPage first = configs.listPage(ConfigQuery.all());
    assertEquals(10, first.configs().size(), "by default");
    assertEquals(23, first.totalCount());
    assertTrue(first.hasMore());

    List<String> forwards = new ArrayList<>();
    ConfigQuery query = ConfigQuery.all().withLimit(7);
    for (ConfigPage page = configs.listPage(query); ; ) {
      page.configs().forEach(config -> forwards.add(config.id()));
      if (!page.hasMore()) {
        break;
      }
      page = configs.listPage(query.after(forwards.get(forwards.size() - 1)));
    }
    assertEquals(all, forwards);

    configs.delete(all.get(20));
    ConfigPage before = configs.listPage(query.before(all.get(20)));
    assertEquals(all.subList(13, 20), before.configs().stream().map(StorageConfig::id).toList());
    assertTrue(before.hasMore());
    assertEquals(22, before.totalCount());
    ConfigPage start = configs.listPage(query.before(all.get(3)));
    assertEquals(all.subList(0, 3), start.configs().stream().map(StorageConfig::id).toList());
    assertFalse(start.hasMore());
    assertEquals(22, configs.list(query).count(), "a stream has no pages");
  }

  @ParameterizedTest
  @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 1001, Integer.MAX_VALUE})
  @DisplayName("CFG-PAGE-1 CFG-ERR-1 limits are from 1 to 1000")
  void page1_limits(int limit) {
    Refusals.argument("limit", () -> ConfigQuery.all().withLimit(limit));
    Refusals.argument("after_id", () -> ConfigQuery.all().after("x"));
    Refusals.argument("before_id", () -> ConfigQuery.all().before(""));
  }

  @Test
  @DisplayName("T13 CFG-OP-4 the type cannot change")
  void t13_typeImmutable() {
    StorageConfig config = configs.create(ConfigRequest.of("s3://my-bucket", TestConfigs.S3));
    StorageException e =
        Refusals.argument(
            "url",
            () -> configs.update(config.id(), ConfigUpdate.none().withUrl("gs://my-bucket")));
    assertTrue(e.reason().contains("from s3 to gs"), e.reason());
    assertEquals("s3://my-bucket", configs.retrieve(config.id()).url());
  }

  @Test
  @DisplayName("CFG-OP-4 only what is named changes, and the change is tested")
  void op4_update() {
    StorageConfig before = test.valid(TestConfigs.place());
    String url = TestConfigs.place();
    StorageConfig after =
        configs.update(
            before.id(),
            ConfigUpdate.none()
                .withUrl(url)
                .withCredentials(Credentials.of(Map.of("user_name", "you", "token", "other"))));
    assertEquals(ConfigState.NEW, after.state());
    assertNotEquals(before.task(), after.task());
    assertEquals(url, after.url());
    assertEquals("you", after.credentials().get("user_name"));
    assertEquals(before.created(), after.created());
    assertEquals(before.signedUrls(), after.signedUrls());
    assertEquals(ConfigState.VALID, configs.awaitTested(after.id(), TestConfigs.PATIENCE).state());
    Refusals.argument("body", () -> configs.update(after.id(), ConfigUpdate.none()));
    String unknown = ConfigIds.next(Instant.now());
    Refusals.of(
        ErrorCode.NOT_FOUND,
        () -> configs.update(unknown, ConfigUpdate.none().withState(ConfigState.NEW)));
  }

  @Test
  @DisplayName("CFG-OP-5 deleting is for good, a second time is not found, credentials are gone")
  void op5_delete() {
    StorageConfig config = test.valid(TestConfigs.place());
    configs.delete(config.id());
    Refusals.of(ErrorCode.NOT_FOUND, () -> configs.delete(config.id()));
    Refusals.of(ErrorCode.NOT_FOUND, () -> configs.retrieve(config.id()));
    Refusals.of(ErrorCode.NOT_FOUND, () -> configs.test(config.id()));
    assertEquals(
        0, test.rows.scan(ScanRequest.all()).filter(row -> row.document().has("sealed")).count());
    assertEquals(Optional.empty(), configs.organisation().defaultConfig());
  }

  @Test
  @DisplayName("T15 CFG-OP-6 testing gives a task, not a configuration")
  void t15_testGivesTask() {
    StorageConfig config = test.valid(TestConfigs.place());
    ConfigTask task = configs.test(config.id());
    assertEquals(config.id(), task.target());
    assertEquals("storage_config.test", task.type());
    assertEquals(TaskState.SUCCEEDED, configs.awaitTask(task.id(), TestConfigs.PATIENCE).state());
    assertEquals(ConfigState.VALID, configs.retrieve(config.id()).state());
  }

  @Test
  @DisplayName("CFG-OP-7 waiting ends with the test, or with the time given")
  void op7_await() {
    StorageConfig config = configs.create(TestConfigs.at(TestConfigs.place()));
    assertEquals(ConfigState.VALID, configs.awaitTested(config.id(), TestConfigs.PATIENCE).state());
    // A registry that is closed runs no test any more.
    StorageConfigs closed = StorageConfigs.open(test.rows, test.secrets);
    closed.close();
    StorageConfig waiting = closed.create(TestConfigs.at(TestConfigs.place()));
    Refusals.of(ErrorCode.DEADLINE_EXCEEDED, () -> closed.awaitTested(waiting.id(), Duration.ZERO));
    assertEquals(
        TaskState.PENDING, closed.awaitTask(waiting.task().orElseThrow(), Duration.ZERO).state());
    assertEquals(
        ConfigState.VALID,
        configs.awaitTested(waiting.id(), TestConfigs.PATIENCE).state(),
        "another process takes it up");
  }

  @ParameterizedTest
  @CsvSource({"mem:", "mem:?without=ttl", "mem:?without=ordered_scan", "mem:?without=strong_reads"})
  @DisplayName("CFG-OP-1..5 on tables that lack features")
  void op_onOtherTables(String table) {
    try (TestConfigs other = new TestConfigs(ConfigOptions.defaults(), table)) {
      StorageConfig a = other.valid(TestConfigs.place());
      StorageConfig b = other.valid(TestConfigs.place());
      assertEquals(
          List.of(a.id(), b.id()),
          other.configs.list(ConfigQuery.all()).map(StorageConfig::id).toList());
      other.configs.delete(a.id());
      assertEquals(Optional.of(b.id()), other.configs.organisation().defaultConfig());
    }
  }

  @Test
  @DisplayName("CFG-ERR-1 an unreachable table is said, not taken for empty")
  void err1_missingTable() {
    try (KvStore missing = KvStore.open("mem://nobody-made-this/table?create=false");
        SecretStore secrets = SecretStore.open("mem:");
        StorageConfigs broken = StorageConfigs.open(missing, secrets)) {
      Refusals.of(ErrorCode.CONTAINER_NOT_FOUND, () -> broken.listPage(ConfigQuery.all()));
    }
  }
}
