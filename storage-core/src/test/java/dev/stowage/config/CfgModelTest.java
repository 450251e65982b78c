package dev.stowage.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.Credentials;
import dev.stowage.ErrorCode;
import dev.stowage.blob.BlobBody;
import dev.stowage.kv.Document;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** CFG-MODEL-1 to CFG-MODEL-4. */
class CfgModelTest {
  private final TestConfigs test = new TestConfigs();
  private final StorageConfigs configs = test.configs;

  @AfterEach
  void close() {
    test.close();
  }

  @Test
  @DisplayName("CFG-MODEL-1 the resource has the documented fields")
  void model1_fields() {
    StorageConfig config =
        configs.create(
            ConfigRequest.of("s3://my-bucket/results/", TestConfigs.S3)
                .withSignedUrls(SignedUrlPolicy.off().withExpiry(Duration.ofDays(7))));
    Document fields = config.toDocument();
    assertEquals(
        List.of(
            "id",
            "resource",
            "organisation",
            "type",
            "url",
            "credentials",
            "signed_urls_enabled",
            "signed_urls_expiry",
            "state",
            "date_created",
            "settings",
            "error",
            "task"),
        List.copyOf(fields.names()));
    assertEquals("storage_config", fields.string("resource").orElseThrow());
    assertEquals("default", fields.string("organisation").orElseThrow());
    assertEquals("s3", fields.string("type").orElseThrow());
    assertEquals("s3://my-bucket/results/", fields.string("url").orElseThrow(), "as given");
    assertEquals(604_800, fields.integer("signed_urls_expiry").orElseThrow());
    assertEquals("new", fields.string("state").orElseThrow());
    String created = fields.string("date_created").orElseThrow();
    assertTrue(created.matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ"), created);
    assertEquals(config.created(), Instant.parse(created));
    assertFalse(SignedUrlPolicy.off().enabled(), "signed URLs are off when nothing is said");
    assertEquals(Optional.empty(), SignedUrlPolicy.off().expiry());
  }

  @Test
  @DisplayName("CFG-MODEL-1 credentials are masked wherever they are shown")
  void model1_credentialsMasked() {
    StorageConfig config =
        configs.create(ConfigRequest.of("s3://my-bucket/results", TestConfigs.S3));
    assertEquals(
        Map.of(
            "access_key_id", "****MPLE", "secret_access_key", "****", "user_name", "storage-user"),
        config.credentials());
    Document stored =
        test.rows
            .scan(dev.stowage.kv.ScanRequest.all())
            .map(row -> row.document())
            .filter(row -> row.has("sealed"))
            .findFirst()
            .orElseThrow();
    for (Object shown :
        List.of(
            config,
            config.toDocument(),
            stored,
            TestConfigs.S3,
            configs,
            ConfigUpdate.none().withCredentials(TestConfigs.S3),
            ConfigRequest.of("s3://b", TestConfigs.S3))) {
      assertFalse(shown.toString().contains("AKIAIOSFODNN7EXAMPLE"), shown::toString);
      assertFalse(shown.toString().contains("wJalrXUtnFEMI"), shown::toString);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "NEW, VALID INVALID DEACTIVATED",
    "VALID, NEW DEACTIVATED",
    "INVALID, NEW DEACTIVATED",
    "DEACTIVATED, NEW"
  })
  @DisplayName("CFG-MODEL-2 the legal steps")
  void model2_steps(ConfigState from, String to) {
    assertEquals(
        Set.of(to.split(" ")),
        Stream.of(ConfigState.values())
            .filter(from::mayBecome)
            .map(Enum::name)
            .collect(Collectors.toSet()));
  }

  @Test
  @DisplayName("CFG-MODEL-2 a test makes a new one valid or invalid, a change makes it new")
  void model2_life() {
    String url = TestConfigs.place();
    StorageConfig valid = test.valid(url);
    assertEquals(ConfigState.VALID, valid.state());
    assertEquals(Optional.empty(), valid.failure());

    configs.update(
        valid.id(), ConfigUpdate.none().withUrl(TestConfigs.place()).withSettings(missing()));
    StorageConfig invalid = configs.awaitTested(valid.id(), TestConfigs.PATIENCE);
    assertEquals(ConfigState.INVALID, invalid.state());
    assertEquals(TestProblem.NO_SUCH_BUCKET, invalid.failure().orElseThrow().problem());

    StorageConfig off =
        configs.update(invalid.id(), ConfigUpdate.none().withState(ConfigState.DEACTIVATED));
    assertEquals(ConfigState.DEACTIVATED, off.state());
    assertEquals(Optional.empty(), off.failure());
    Refusals.of(ErrorCode.PRECONDITION_FAILED, () -> configs.test(off.id()));

    StorageConfig moved = configs.update(off.id(), ConfigUpdate.none().withSettings(Map.of()));
    assertEquals(ConfigState.DEACTIVATED, moved.state(), "a change does not switch it on");
    StorageConfig on = configs.update(off.id(), ConfigUpdate.none().withState(ConfigState.NEW));
    assertEquals(ConfigState.NEW, on.state());
    assertEquals(ConfigState.VALID, configs.awaitTested(on.id(), TestConfigs.PATIENCE).state());
  }

  private static Map<String, String> missing() {
    return Map.of("create", "false");
  }

  @ParameterizedTest
  @ValueSource(strings = {"VALID", "INVALID"})
  @DisplayName("T13 CFG-MODEL-2 only new and deactivated can be set")
  void t13_onlyNewAndDeactivated(ConfigState state) {
    Refusals.argument("state", () -> ConfigUpdate.none().withState(state));
  }

  @Test
  @DisplayName("T13 CFG-MODEL-3 the first that becomes valid is the default, later ones are not")
  void t13_firstValidIsDefault() {
    assertEquals(Organisation.State.UNCONFIGURED, configs.organisation().state());
    StorageConfig invalid = test.invalid(TestConfigs.place());
    assertEquals(Optional.empty(), configs.organisation().defaultConfig());
    StorageConfig first = test.valid(TestConfigs.place());
    StorageConfig second = test.valid(TestConfigs.place());
    Organisation organisation = configs.organisation();
    assertEquals(Optional.of(first.id()), organisation.defaultConfig());
    assertEquals(Organisation.State.ACTIVE, organisation.state());
    assertEquals(List.of(invalid.id(), first.id(), second.id()), organisation.configs());

    Refusals.of(ErrorCode.PRECONDITION_FAILED, () -> configs.makeDefault(invalid.id()));
    configs.makeDefault(second.id());
    configs.test(first.id());
    configs.awaitTested(first.id(), TestConfigs.PATIENCE);
    assertEquals(Optional.of(second.id()), configs.organisation().defaultConfig());
    configs.delete(second.id());
    assertEquals(
        Optional.of(first.id()), configs.organisation().defaultConfig(), "the longest valid");
  }

  @Test
  @DisplayName("CFG-MODEL-3 a default that a dying process did not write is found all the same")
  void model3_defaultNotWritten() {
    StorageConfig first = test.valid(TestConfigs.place());
    test.valid(TestConfigs.place());
    test.rows.delete(dev.stowage.kv.RowKey.of("default").and("organisation"));
    assertEquals(Optional.of(first.id()), configs.organisation().defaultConfig());
  }

  @Test
  @DisplayName("CFG-MODEL-3 organisations have nothing in common")
  void model3_organisationsApart() {
    String url = TestConfigs.place();
    StorageConfig mine = test.valid(url);
    StorageConfigs theirs = configs.forOrganisation("other/organisation");
    StorageConfig same = theirs.create(TestConfigs.at(url));
    assertFalse(mine.id().equals(same.id()));
    theirs.awaitTested(same.id(), TestConfigs.PATIENCE);
    Refusals.of(ErrorCode.NOT_FOUND, () -> theirs.retrieve(mine.id()));
    Refusals.of(ErrorCode.NOT_FOUND, () -> theirs.delete(mine.id()));
    assertEquals(1, configs.listPage(ConfigQuery.all()).totalCount());
    assertEquals(Optional.of(same.id()), theirs.organisation().defaultConfig());
  }

  @Test
  @DisplayName("CFG-MODEL-4 results go where the caller says, else to the default")
  void model4_anotherConfigByName() {
    String first = TestConfigs.place();
    String second = TestConfigs.place();
    test.valid(first);
    StorageConfig other = test.valid(second);
    try (ResultPublisher publisher = configs.publisher()) {
      assertEquals(first + "/a", publisher.publish("a", BlobBody.of("1")).url());
      assertEquals(second + "/a", publisher.publish(other.id(), "a", BlobBody.of("2")).url());
    }
    assertEquals(1, TestConfigs.blobs(first));
    assertEquals(1, TestConfigs.blobs(second));
  }

  @Test
  @DisplayName("CFG-MODEL-2 nothing is published at what is not valid")
  void model2_notValidIsNotUsable() {
    StorageConfig invalid = test.invalid(TestConfigs.place());
    try (ResultPublisher publisher = configs.publisher()) {
      Refusals.of(ErrorCode.PRECONDITION_FAILED, () -> publisher.publish("a", BlobBody.of("1")));
      Refusals.of(
          ErrorCode.PRECONDITION_FAILED,
          () -> publisher.publish(invalid.id(), "a", BlobBody.of("1")));
    }
  }

  @Test
  @DisplayName("CFG-MODEL-1 a place that takes none has no credentials")
  void model1_withoutCredentials() {
    StorageConfig config =
        configs.create(ConfigRequest.of(TestConfigs.place(), Credentials.anonymous()));
    assertEquals(Map.of(), config.credentials());
    assertEquals(ConfigState.VALID, configs.awaitTested(config.id(), TestConfigs.PATIENCE).state());
  }
}
