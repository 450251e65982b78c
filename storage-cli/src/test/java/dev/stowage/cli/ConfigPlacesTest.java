package dev.stowage.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.Credentials;
import dev.stowage.ErrorCode;
import dev.stowage.OpenOptions;
import dev.stowage.RetryPolicy;
import dev.stowage.StorageException;
import dev.stowage.blob.BlobBody;
import dev.stowage.blob.SignedUrl;
import dev.stowage.config.ConfigOptions;
import dev.stowage.config.ConfigRequest;
import dev.stowage.config.ConfigState;
import dev.stowage.config.ConfigUpdate;
import dev.stowage.config.CredentialsFile;
import dev.stowage.config.PublishedResult;
import dev.stowage.config.ResultPublisher;
import dev.stowage.config.SignedUrlPolicy;
import dev.stowage.config.StorageConfig;
import dev.stowage.config.StorageConfigs;
import dev.stowage.config.TestProblem;
import dev.stowage.fakes.Fault;
import dev.stowage.fakes.gcs.FakeGcs;
import dev.stowage.fakes.s3.FakeS3;
import dev.stowage.kv.Document;
import dev.stowage.kv.KvStore;
import dev.stowage.secret.SecretStore;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** CFG-OP-8, CFG-SIGN-1 and CFG-SIGN-2 at Amazon's and Google's protocols. */
class ConfigPlacesTest {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @RegisterExtension static final FakeS3 S3 = FakeS3.start();
  @RegisterExtension static final FakeGcs GCS = FakeGcs.start();

  private final KvStore rows = KvStore.open("mem:");
  private final SecretStore secrets = SecretStore.open("mem:");
  private final StorageConfigs configs =
      StorageConfigs.open(
          rows,
          secrets,
          ConfigOptions.defaults()
              .withOpenOptions(
                  OpenOptions.defaults()
                      .withEnvironment(Map.of("AWS_EC2_METADATA_DISABLED", "true"))
                      .withRetry(RetryPolicy.none())));

  @AfterEach
  void close() {
    configs.close();
    secrets.close();
    rows.close();
  }

  private static ConfigRequest s3(String bucket, Credentials credentials) {
    return ConfigRequest.of("s3://" + bucket + "/results", credentials)
        .withSetting("endpoint", S3.endpoint().toString())
        .withSetting("region", S3.region());
  }

  private static ConfigRequest gs(String bucket) {
    Credentials key = CredentialsFile.parse("key", GCS.keyFile().getBytes(StandardCharsets.UTF_8));
    return ConfigRequest.of("gs://" + bucket + "/results", key)
        .withSetting("endpoint", GCS.endpoint().toString());
  }

  /** A place of either type whose bucket exists. */
  private static ConfigRequest at(String type, String bucket) {
    if (type.equals("s3")) {
      S3.createBucket(bucket);
      return s3(bucket, Credentials.keys(S3.accessKey(), S3.secretKey()));
    }
    GCS.createBucket(bucket);
    return gs(bucket);
  }

  private static ConfigRequest signed(ConfigRequest request) {
    return request.withSignedUrls(SignedUrlPolicy.on());
  }

  private StorageConfig tested(ConfigRequest request) {
    return configs.awaitTested(configs.create(request).id(), PATIENCE);
  }

  private void finds(TestProblem problem, StorageConfig config) {
    assertEquals(ConfigState.INVALID, config.state(), config::toString);
    assertEquals(
        problem,
        config.failure().orElseThrow().problem(),
        () -> config.failure().orElseThrow().message());
  }

  @ParameterizedTest
  @ValueSource(strings = {"s3", "gs"})
  @DisplayName("CFG-OP-8 valid, invalid after the bucket is removed, valid when it is back")
  void op8_bucketRemoved(String type) {
    StorageConfig config = tested(signed(at(type, "comes-and-goes")));
    assertEquals(ConfigState.VALID, config.state(), () -> config.failure().toString());
    if (type.equals("s3")) {
      S3.blobs().remove("comes-and-goes");
    } else {
      GCS.blobs().remove("comes-and-goes");
    }
    configs.test(config.id());
    finds(TestProblem.NO_SUCH_BUCKET, configs.awaitTested(config.id(), PATIENCE));
    at(type, "comes-and-goes");
    configs.test(config.id());
    assertEquals(ConfigState.VALID, configs.awaitTested(config.id(), PATIENCE).state());
  }

  @Test
  @DisplayName(
      "CFG-OP-8 a wrong secret, an unknown key, a key of another account: wrong credentials")
  void op8_wrongKey() {
    S3.createBucket("locked");
    finds(
        TestProblem.WRONG_CREDENTIALS,
        tested(s3("locked", Credentials.keys(S3.accessKey(), "another-secret"))));
    StorageConfig unknown =
        tested(
            s3("locked", Credentials.keys("AKIAUNKNOWN", S3.secretKey()))
                .withSetting("style", "path")
                .withSetting("endpoint", S3.endpoint() + "/"));
    finds(TestProblem.WRONG_CREDENTIALS, unknown);
    GCS.createBucket("locked");
    GCS.faults().on("oauth2.token").always().arm(Fault.refusal(400, "invalid_grant"));
    finds(TestProblem.WRONG_CREDENTIALS, tested(gs("locked")));
  }

  @ParameterizedTest
  @CsvSource({"s3, PutObject", "gs, storage.objects.insert"})
  @DisplayName("CFG-OP-8 no permission to write")
  void op8_writeDenied(String type, String operation) {
    ConfigRequest request = at(type, "read-only");
    (type.equals("s3") ? S3 : GCS)
        .faults()
        .on(operation)
        .always()
        .arm(Fault.refusal(403, type.equals("s3") ? "AccessDenied" : "forbidden"));
    finds(TestProblem.WRITE_DENIED, tested(request));
  }

  @Test
  @DisplayName("CFG-OP-8 no permission to read matters with signed URLs only, and leaves nothing")
  void op8_readDenied() {
    ConfigRequest s3 = at("s3", "write-only");
    S3.faults().on("GetObject").always().arm(Fault.refusal(403, "AccessDenied"));
    StorageConfig config = tested(s3);
    assertEquals(ConfigState.VALID, config.state());
    configs.update(config.id(), ConfigUpdate.none().withSignedUrls(SignedUrlPolicy.on()));
    finds(TestProblem.READ_DENIED, configs.awaitTested(config.id(), PATIENCE));
    assertEquals(0, S3.keys("write-only").size());

    ConfigRequest gs = at("gs", "write-only");
    GCS.faults().on("storage.objects.get").always().arm(Fault.refusal(403, "AccessDenied"));
    finds(TestProblem.READ_DENIED, tested(signed(gs)));
    assertEquals(0, GCS.keys("write-only").size());
  }

  @Test
  @DisplayName("CFG-OP-8 an endpoint where nobody answers")
  void op8_deadEndpoint() throws Exception {
    int port;
    try (ServerSocket once = new ServerSocket(0)) {
      port = once.getLocalPort();
    }
    ConfigRequest dead =
        s3("bucket", Credentials.keys(S3.accessKey(), S3.secretKey()))
            .withSetting("endpoint", "http://127.0.0.1:" + port);
    finds(TestProblem.UNREACHABLE, tested(dead));
    S3.createBucket("failing");
    S3.faults().onAny().always().arm(Fault.unavailable());
    finds(
        TestProblem.UNREACHABLE,
        tested(s3("failing", Credentials.keys(S3.accessKey(), S3.secretKey()))));
  }

  @Test
  @DisplayName("CFG-OP-8 a bucket in another region is said to be there")
  void op8_otherRegion() {
    S3.createBucket("elsewhere", "eu-central-1");
    StorageConfig config =
        tested(s3("elsewhere", Credentials.keys(S3.accessKey(), S3.secretKey())));
    assertEquals(ConfigState.INVALID, config.state());
    String message = config.failure().orElseThrow().message();
    assertTrue(message.contains("eu-central-1"), message);
  }

  @ParameterizedTest
  @CsvSource({"s3, 1000", "gs, 100"})
  @DisplayName("CFG-OP-8 after 1,000 tests no payload is in the bucket")
  void op8_nothingLeft(String type, int times) {
    StorageConfig config = tested(at(type, "tested-often"));
    for (int i = 0; i < times; i++) {
      configs.test(config.id());
      assertEquals(ConfigState.VALID, configs.awaitTested(config.id(), PATIENCE).state());
    }
    assertEquals(
        0, (type.equals("s3") ? S3.keys("tested-often") : GCS.keys("tested-often")).size());
  }

  @Test
  @DisplayName("CFG-OP-8 a payload whose deletion failed goes with the next test")
  void op8_leftoverGoesNextTime() {
    ConfigRequest request = at("s3", "leftovers");
    S3.faults().on("DeleteObject").always().arm(Fault.refusal(403, "AccessDenied"));
    StorageConfig config = tested(request);
    assertEquals(ConfigState.VALID, config.state(), "results can be put there");
    assertEquals(1, S3.keys("leftovers").size());
    String left =
        configs.awaitTask(config.task().orElseThrow(), PATIENCE).leftBehind().orElseThrow();
    assertEquals("results/" + left, S3.keys("leftovers").get(0));
    S3.faults().clear();
    configs.test(config.id());
    configs.awaitTested(config.id(), PATIENCE);
    assertEquals(0, S3.keys("leftovers").size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"s3", "gs"})
  @DisplayName("CFG-SIGN-1 CFG-SIGN-2 a published result comes with a URL that anyone can read")
  void sign_published(String type) throws Exception {
    SignedUrlPolicy hour = SignedUrlPolicy.on().withExpiry(Duration.ofHours(2));
    StorageConfig config = tested(at(type, "published").withSignedUrls(hour));
    assertEquals(ConfigState.VALID, config.state(), () -> config.failure().toString());
    try (ResultPublisher publisher = configs.publisher()) {
      PublishedResult result =
          publisher.publish(config.id(), "a/b c.json", BlobBody.of("{\"n\":1}"));
      assertEquals(type + "://published/results/a/b%20c.json", result.url());
      SignedUrl signed = result.signedUrl().orElseThrow();
      Duration life = Duration.between(Instant.now(), signed.expires());
      assertTrue(life.compareTo(Duration.ofMinutes(119)) > 0, life::toString);
      assertTrue(life.compareTo(Duration.ofMinutes(121)) < 0, life::toString);
      try (InputStream in = URI.create(signed.uri().toString()).toURL().openStream()) {
        assertEquals("{\"n\":1}", new String(in.readAllBytes(), StandardCharsets.UTF_8));
      }
      assertFalse(result.toString().contains("Signature"), result.toString());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"s3", "gs"})
  @DisplayName("CFG-SIGN-1 seven days is the longest life, checked before any request")
  void sign1_sevenDays(String type) {
    ConfigRequest request = at(type, "lives");
    SignedUrlPolicy longest = SignedUrlPolicy.on().withExpiry(Duration.ofSeconds(604_800));
    SignedUrlPolicy longer = longest.withExpiry(Duration.ofSeconds(604_801));
    S3.journal().clear();
    GCS.journal().clear();
    StorageException e =
        assertThrows(StorageException.class, () -> configs.create(request.withSignedUrls(longer)));
    assertEquals("signed_urls_expiry", e.key().orElseThrow());
    assertEquals(0, S3.journal().count() + GCS.journal().count());
    assertEquals(ConfigState.VALID, tested(request.withSignedUrls(longest)).state());
  }

  @ParameterizedTest
  @CsvSource({
    "token_uri, https://attacker.example/token",
    "token_uri, http://169.254.169.254/computeMetadata/v1/token",
    "auth_uri, https://attacker.example/auth",
    "auth_provider_x509_cert_url, https://attacker.example/certs",
    "client_x509_cert_url, https://googleapis.com.attacker.example/x",
    "universe_domain, attacker.example",
  })
  @DisplayName("CFG-CRED-1 a key cannot have us send anything elsewhere, unless the caller says so")
  void cred1_tokenHosts(String field, String value) {
    GCS.createBucket("hosts");
    Map<String, String> key =
        CredentialsFile.parse("key", GCS.keyFile().getBytes(StandardCharsets.UTF_8)).fields();
    key.put(field, value);
    ConfigRequest request =
        ConfigRequest.of("gs://hosts", Credentials.of(key))
            .withSetting("endpoint", GCS.endpoint().toString());
    GCS.journal().clear();
    StorageException e = assertThrows(StorageException.class, () -> configs.create(request));
    assertEquals(ErrorCode.INVALID_ARGUMENT, e.code());
    assertEquals("credentials", e.key().orElseThrow());
    assertTrue(e.reason().contains(field), e.reason());
    assertEquals(0, GCS.journal().count());

    String host = value.contains("://") ? URI.create(value).getHost() : value;
    try (StorageConfigs lenient =
        StorageConfigs.open(
            rows,
            secrets,
            ConfigOptions.defaults()
                .withTestTimeout(Duration.ofSeconds(4))
                .withTokenHosts(java.util.Set.of(host))
                .withOrganisation("lenient"))) {
      // Switched off at once: what is allowed here is not to be called by a test.
      lenient.close();
      assertEquals(ConfigState.NEW, lenient.create(request).state());
    }
  }

  @ParameterizedTest
  @CsvSource({"s3", "gs"})
  @DisplayName("CFG-CRED-4 credentials of the other type are refused before any request")
  void cred4_misfit(String type) {
    ConfigRequest good = at(type, "misfit");
    Credentials other =
        type.equals("s3")
            ? gs("misfit").credentials()
            : Credentials.keys(S3.accessKey(), S3.secretKey());
    S3.journal().clear();
    GCS.journal().clear();
    ConfigRequest bad = ConfigRequest.of(good.url(), other).withSettings(good.settings());
    StorageException e = assertThrows(StorageException.class, () -> configs.create(bad));
    assertEquals("credentials", e.key().orElseThrow());
    assertTrue(e.reason().contains("do not fit a " + type + ": url"), e.reason());
    assertEquals(0, S3.journal().count() + GCS.journal().count());
  }

  @Test
  @DisplayName("CFG-URL-1 an s3 url needs no setting, as documented")
  void url1_asDocumented() {
    StorageConfigs closed = StorageConfigs.open(rows, secrets);
    closed.close();
    StorageConfig config =
        closed.create(
            ConfigRequest.of(
                "s3://my-bucket/results", Credentials.keys(S3.accessKey(), S3.secretKey())));
    Document fields = config.toDocument();
    assertEquals("s3://my-bucket/results", fields.string("url").orElseThrow());
    assertEquals("new", fields.string("state").orElseThrow());
  }
}
