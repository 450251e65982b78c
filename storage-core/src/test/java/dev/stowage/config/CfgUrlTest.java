package dev.stowage.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.kv.Document;
import dev.stowage.kv.RowKey;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** CFG-URL-1 and CFG-URL-2. */
class CfgUrlTest {
  private final TestConfigs test = new TestConfigs();
  private final StorageConfigs configs = test.configs;

  @AfterEach
  void close() {
    test.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "results",
        "my-bucket/results",
        "GS://my-bucket/results",
        "S3://my-bucket",
        "gs:my-bucket",
        "gs:/my-bucket",
        "gs://",
        "gs:///results",
        "s3://my-bucket/results?region=eu-west-1",
        "s3://my-bucket/results#part",
        "s3://user@my-bucket/results",
        "s3://user:password@my-bucket/results",
        "s3://my-bucket/a result",
        "s3://my-bucket/%zz",
        "ftp://my-bucket/results",
        "https://my-bucket.s3.amazonaws.com/results",
      })
  @DisplayName("CFG-URL-1 what is not type://bucket/path is refused")
  void url1_refused(String url) {
    Refusals.argument("url", () -> configs.create(ConfigRequest.of(url, TestConfigs.S3)));
    assertEquals(0, configs.listPage(ConfigQuery.all()).totalCount());
  }

  @ParameterizedTest
  @CsvSource({
    "s3://my-bucket, s3://my-bucket/x.json",
    "s3://my-bucket/, s3://my-bucket/x.json",
    "s3://my-bucket/results, s3://my-bucket/results/x.json",
    "s3://my-bucket/results/, s3://my-bucket/results/x.json",
    "s3://my-bucket/a//b%20c/, s3://my-bucket/a//b%20c/x.json",
    "gs://my-bucket//results, gs://my-bucket//results/x.json",
  })
  @DisplayName("CFG-URL-1 the path stays as it is given; the key of a result follows one slash")
  void url1_pathAsGiven(String url, String result) {
    assertEquals(url, ConfigUrl.parse(url).given());
    assertEquals(result, ConfigUrl.ofResult(url, "x.json"));
  }

  @Test
  @DisplayName("CFG-URL-2 one url, one configuration, with a slash at its end or without")
  void url2_unique() {
    String url = TestConfigs.place();
    StorageConfig first = configs.create(TestConfigs.at(url));
    for (String same : List.of(url, url + "/", url.replace("results", "result%73"))) {
      StorageException e =
          Refusals.of(ErrorCode.ALREADY_EXISTS, () -> configs.create(TestConfigs.at(same)));
      assertEquals(first.id(), e.key().orElseThrow());
      assertEquals(first.id(), configs.createOrGet(TestConfigs.at(same)).id());
    }
    for (String other : List.of(url + "//", url + "/more", url + "2")) {
      assertNotEquals(first.id(), configs.create(TestConfigs.at(other)).id());
    }
  }

  @Test
  @DisplayName("CFG-URL-2 a bucket of one name at two endpoints is two places")
  void url2_endpoint() {
    ConfigRequest here = ConfigRequest.of("s3://my-bucket", TestConfigs.S3);
    ConfigRequest there = here.withSetting("endpoint", "http://127.0.0.1:1");
    assertNotEquals(configs.create(here).id(), configs.create(there).id());
    Refusals.of(
        ErrorCode.ALREADY_EXISTS, () -> configs.create(here.withSetting("region", "eu-west-1")));
  }

  @Test
  @DisplayName("T13 CFG-URL-2 an update cannot take another configuration's url")
  void t13_updateToTakenUrl() {
    String taken = TestConfigs.place();
    StorageConfig owner = configs.create(TestConfigs.at(taken));
    StorageConfig other = configs.create(TestConfigs.at(TestConfigs.place()));
    StorageException e =
        Refusals.of(
            ErrorCode.ALREADY_EXISTS,
            () -> configs.update(other.id(), ConfigUpdate.none().withUrl(taken + "/")));
    assertEquals(owner.id(), e.key().orElseThrow());
    assertEquals(other.url(), configs.retrieve(other.id()).url());
  }

  @Test
  @DisplayName("CFG-URL-2 a url that was left or deleted is free again, and one left is not")
  void url2_freeAgain() {
    String first = TestConfigs.place();
    String second = TestConfigs.place();
    StorageConfig config = configs.create(TestConfigs.at(first));
    configs.update(config.id(), ConfigUpdate.none().withUrl(second));
    Refusals.of(ErrorCode.ALREADY_EXISTS, () -> configs.create(TestConfigs.at(second)));
    StorageConfig next = configs.create(TestConfigs.at(first));
    configs.delete(next.id());
    configs.update(config.id(), ConfigUpdate.none().withUrl(first));
    configs.update(config.id(), ConfigUpdate.none().withUrl(first + "/"));
    configs.delete(config.id());
    configs.create(TestConfigs.at(first));
    configs.create(TestConfigs.at(second));
  }

  @Test
  @DisplayName("CFG-URL-2 a claim that a dying process left does not keep the url")
  void url2_claimOfTheDead() {
    RegistryRows rows = new RegistryRows(test.rows, "default");
    String url = TestConfigs.place();
    String place = RegistryRows.placeOf(ConfigUrl.parse(url).identity(Map.of()));
    String dead = ConfigIds.next(java.time.Instant.now());
    UrlClaims claims = new UrlClaims(rows, dev.stowage.Pacer.system());
    claims.claim(place, dead);
    StorageConfig config = configs.create(TestConfigs.at(url));
    assertEquals(config.id(), claims.ownerOf(place).orElseThrow());
    // Should the dead come back, it finds its id taken and can write nothing.
    Refusals.of(
        ErrorCode.ALREADY_EXISTS,
        () -> test.rows.create(RowKey.of("default").and("config:" + dead), Document.empty()));
    Refusals.of(ErrorCode.NOT_FOUND, () -> configs.retrieve(dead));
    assertEquals(1, configs.listPage(ConfigQuery.all()).totalCount());
  }

  @Test
  @DisplayName("CFG-URL-2 an update that dies between claim and change leaves the url to others")
  void url2_updateOfTheDead() {
    RegistryRows rows = new RegistryRows(test.rows, "default");
    ConfigRows raw = new ConfigRows(rows, dev.stowage.Pacer.system());
    StorageConfig config = test.valid(TestConfigs.place());
    String wanted = TestConfigs.place();
    String place = RegistryRows.placeOf(ConfigUrl.parse(wanted).identity(Map.of()));
    var readByTheSlow = raw.get(config.id());
    new UrlClaims(rows, dev.stowage.Pacer.system()).claim(place, config.id());
    StorageConfig other = configs.create(TestConfigs.at(wanted));
    // The slow writer wakes up and goes on: its row was changed under it.
    assertTrue(
        !raw.replace(readByTheSlow, readByTheSlow.document().with("url", wanted)),
        "a fenced writer must not write");
    assertEquals(wanted, configs.retrieve(other.id()).url());
    assertEquals(config.url(), configs.retrieve(config.id()).url());
  }

  @Test
  @DisplayName("CFG-URL-2 of many concurrent creates of one url exactly one creates")
  void url2_concurrentCreates() throws Exception {
    String url = TestConfigs.place();
    ExecutorService threads = Executors.newFixedThreadPool(16);
    try {
      List<Callable<String>> creates = new ArrayList<>();
      for (int i = 0; i < 64; i++) {
        boolean slash = i % 2 == 0;
        creates.add(() -> createdOrThere(slash ? url : url + "/"));
      }
      Set<String> ids = new HashSet<>();
      int created = 0;
      for (Future<String> done : threads.invokeAll(creates)) {
        String result = done.get();
        created += result.startsWith("created ") ? 1 : 0;
        ids.add(result.substring(result.indexOf(' ') + 1));
      }
      assertEquals(1, created);
      assertEquals(1, ids.size());
      assertEquals(1, configs.listPage(ConfigQuery.all()).totalCount());
    } finally {
      threads.shutdown();
    }
  }

  private String createdOrThere(String url) {
    try {
      return "created " + configs.create(TestConfigs.at(url)).id();
    } catch (StorageException e) {
      if (e.code() != ErrorCode.ALREADY_EXISTS) {
        throw e;
      }
      return "there " + e.key().orElseThrow();
    }
  }

  @Test
  @DisplayName("CFG-URL-2 configurations that swap urls back and forth never share one")
  void url2_concurrentMoves() throws Exception {
    List<String> urls = List.of(TestConfigs.place(), TestConfigs.place(), TestConfigs.place());
    StorageConfig a = configs.create(TestConfigs.at(urls.get(0)));
    StorageConfig b = configs.create(TestConfigs.at(urls.get(1)));
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Callable<Boolean>> moves = new ArrayList<>();
      for (int i = 0; i < 60; i++) {
        String id = i % 2 == 0 ? a.id() : b.id();
        String url = urls.get(i * 7 % 3);
        moves.add(() -> movedOrTaken(id, url));
      }
      for (Future<Boolean> done : threads.invokeAll(moves)) {
        done.get();
      }
    } finally {
      threads.shutdown();
    }
    assertNotEquals(configs.retrieve(a.id()).url(), configs.retrieve(b.id()).url());
    // The free one is free, the others are not.
    long created = urls.stream().filter(url -> createdOrThere(url).startsWith("created ")).count();
    assertEquals(1, created);
  }

  private boolean movedOrTaken(String id, String url) {
    try {
      configs.update(id, ConfigUpdate.none().withUrl(url));
      return true;
    } catch (StorageException e) {
      if (e.code() != ErrorCode.ALREADY_EXISTS) {
        throw e;
      }
      return false;
    }
  }
}
