package dev.stowage.gcs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stowage.Credentials;
import dev.stowage.ErrorCode;
import dev.stowage.OpenOptions;
import dev.stowage.StorageException;
import dev.stowage.blob.BlobBody;
import dev.stowage.blob.BlobStore;
import dev.stowage.blob.SignRequest;
import dev.stowage.blob.SignedUrl;
import dev.stowage.fakes.gcs.FakeGcs;
import dev.stowage.http.HttpRequest;
import dev.stowage.http.HttpResponse;
import dev.stowage.http.HttpTransport;
import dev.stowage.http.TransportOptions;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who the caller is, and where a credentials file may send us. */
class GcsCredentialsTest {
  @RegisterExtension static final FakeGcs FAKE = FakeGcs.start();

  @TempDir Path directory;

  private String bucket;

  @BeforeEach
  void newBucket() {
    bucket = "who-" + UUID.randomUUID();
    FAKE.createBucket(bucket);
  }

  private BlobStore open(String parameters, Map<String, String> environment) {
    return BlobStore.open(
        "gs://" + bucket + "?endpoint=" + FAKE.endpoint() + parameters,
        OpenOptions.defaults().withEnvironment(environment));
  }

  private String host() {
    return "127.0.0.1:" + FAKE.port();
  }

  private Path write(String json) {
    try {
      return Files.writeString(directory.resolve("c-" + UUID.randomUUID() + ".json"), json);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void works(BlobStore store) {
    try (store) {
      store.put("k", BlobBody.of("x"));
      assertEquals("x", store.get("k").text());
    }
  }

  /** What a signed URL gives to somebody without credentials. */
  private static void signs(BlobStore store) throws IOException {
    try (store) {
      store.put("k", BlobBody.of("x"));
      SignedUrl url =
          store.urlSigner().orElseThrow().sign(SignRequest.get("k", Duration.ofMinutes(5)));
      HttpURLConnection plain = (HttpURLConnection) url.uri().toURL().openConnection();
      assertEquals(200, plain.getResponseCode());
      plain.disconnect();
    }
  }

  @Test
  void applicationDefault_ofTheEnvironment() throws IOException {
    Path key = write(FAKE.keyFile());
    signs(open("", Map.of("GOOGLE_APPLICATION_CREDENTIALS", key.toString())));
    signs(open("&credential=env", Map.of("GOOGLE_APPLICATION_CREDENTIALS", key.toString())));
    signs(open("&credential=file:" + key, Map.of()));
    assertEquals(0, FAKE.journal().count("iam.signBlob"), "a key signs without a request");
  }

  @Test
  void applicationDefault_ofGcloud() throws IOException {
    Map<String, String> user =
        Map.of(
            "type", "authorized_user",
            "client_id", "id",
            "client_secret", "secret",
            "refresh_token", "fake-refresh-token",
            "token_uri", FAKE.endpoint() + "/token");
    Path file = directory.resolve("application_default_credentials.json");
    Files.writeString(file, new ObjectMapper().writeValueAsString(user));
    try (BlobStore store = open("", Map.of("CLOUDSDK_CONFIG", directory.toString()))) {
      store.put("k", BlobBody.of("x"));
      StorageException refused =
          assertThrows(
              StorageException.class,
              () ->
                  store
                      .urlSigner()
                      .orElseThrow()
                      .sign(SignRequest.get("k", Duration.ofMinutes(1))));
      assertEquals(ErrorCode.UNSUPPORTED, refused.code());
    }
  }

  /** CFG-CRED-1: the ten fields of a key file, as a storage configuration keeps them. */
  @Test
  void serviceAccount_ofAStorageConfiguration() throws IOException {
    Map<String, String> fields = new HashMap<>();
    new ObjectMapper()
        .readTree(FAKE.keyFile())
        .properties()
        .forEach(e -> fields.put(e.getKey(), e.getValue().asText()));
    assertEquals(10, fields.size());
    String url = "gs://" + bucket + "?endpoint=" + FAKE.endpoint();
    OpenOptions options = OpenOptions.defaults().withEnvironment(Map.of());
    signs(BlobStore.open(url, options.withCredentials(Credentials.of(fields))));
    fields.remove("client_email");
    StorageException missing =
        assertThrows(
            StorageException.class,
            () -> BlobStore.open(url, options.withCredentials(Credentials.of(fields))));
    assertEquals(ErrorCode.UNAUTHENTICATED, missing.code());
    assertTrue(missing.getMessage().contains("client_email"), missing.getMessage());
  }

  /** CFG-CRED-4: keys of S3 do not open a bucket of Google. */
  @Test
  void keysOfAnotherCloud_areRefusedBeforeAnyRequest() {
    StorageException refused =
        assertThrows(
            StorageException.class,
            () ->
                BlobStore.open(
                    "gs://b",
                    OpenOptions.defaults().withCredentials(Credentials.keys("AKIA", "secret"))));
    assertEquals(ErrorCode.UNAUTHENTICATED, refused.code());
    assertFalse(refused.getMessage().contains("secret,"), refused.getMessage());
  }

  @Test
  void machine_byItsMetadataServer_signsThroughIam() throws IOException {
    signs(open("&iam-endpoint=" + FAKE.endpoint(), Map.of("GCE_METADATA_HOST", host())));
    assertEquals(1, FAKE.journal().count("iam.signBlob"));
  }

  @Test
  void impersonation_signsThroughIam() throws IOException {
    Path key = write(FAKE.keyFile());
    signs(
        open(
            "&credential=file:"
                + key
                + "&impersonate="
                + FAKE.account()
                + "&iam-endpoint="
                + FAKE.endpoint(),
            Map.of()));
    assertEquals(1, FAKE.journal().count("iam.generateAccessToken"));
    assertEquals(1, FAKE.journal().count("iam.signBlob"));
  }

  /** Google's library takes only https there, so that the fake is reached by another way. */
  private static HttpTransport redirecting(HttpTransport real) {
    return new HttpTransport() {
      @Override
      public HttpResponse send(HttpRequest asked) throws IOException {
        String there = asked.uri().toString().replaceFirst("https://[^/]*", "" + FAKE.endpoint());
        HttpRequest.Builder request =
            HttpRequest.builder(asked.method(), URI.create(there)).headers(asked.headers());
        asked.body().ifPresent(request::body);
        return real.send(request.build());
      }

      @Override
      public void close() {
        real.close();
      }
    };
  }

  @Test
  void workloadIdentity_exchangesItsToken() throws IOException {
    Path token = Files.writeString(directory.resolve("token"), "fake-subject-token");
    String json =
        """
        {"type": "external_account",
         "audience": "//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/p/providers/q",
         "subject_token_type": "urn:ietf:params:oauth:token-type:jwt",
         "token_url": "https://sts.googleapis.com/v1/token",
         "service_account_impersonation_url":
           "https://iamcredentials.googleapis.com/v1/projects/-/serviceAccounts/%s:generateAccessToken",
         "credential_source": {"file": "%s"}}
        """
            .formatted(FAKE.account(), token);
    GcsConfig config = GcsConfig.builder("b").credential("file:" + write(json)).build();
    OpenOptions options = OpenOptions.defaults().withEnvironment(Map.of());
    try (HttpTransport transport = redirecting(HttpTransport.create(TransportOptions.defaults()))) {
      GcsTokenSource tokens = GcsCredentials.of(config, options, transport);
      String bearer = tokens.headers().get("Authorization").substring("Bearer ".length());
      works(
          BlobStore.open(
              "gs://" + bucket + "?endpoint=" + FAKE.endpoint(),
              options.withCredentials(Credentials.of(Map.of("access_token", bearer)))));
      assertEquals(FAKE.account(), tokens.signing().account());
      assertEquals(256, tokens.signing().sign(new byte[] {1}).length);
      assertEquals(1, FAKE.journal().count("sts.token"));
      assertEquals(1, FAKE.journal().count("iam.generateAccessToken"));
      assertEquals(1, FAKE.journal().count("iam.signBlob"));
    }
  }

  @Test
  void anonymous_readsWhatIsPublic() {
    FAKE.allowAnonymousReads(bucket);
    FAKE.putObject(bucket, "k", new byte[] {'x'});
    try (BlobStore store = open("&credential=anonymous", Map.of())) {
      assertEquals("x", store.get("k").text());
      assertEquals(1, store.list("").count());
      for (var call :
          List.<org.junit.jupiter.api.function.Executable>of(
              () -> store.put("l", BlobBody.of("y")), () -> store.delete("k"))) {
        assertEquals(ErrorCode.UNAUTHENTICATED, assertThrows(StorageException.class, call).code());
      }
      assertEquals(0, FAKE.journal().count("oauth2.token"));
    }
  }

  @Test
  void emulator_ofTheEnvironment_needsNoCredentials() {
    FAKE.allowAnonymousReads(bucket);
    FAKE.putObject(bucket, "k", new byte[] {'x'});
    for (String value : List.of(host(), "http://" + host())) {
      try (BlobStore store =
          BlobStore.open(
              "gs://" + bucket,
              OpenOptions.defaults().withEnvironment(Map.of("STORAGE_EMULATOR_HOST", value)))) {
        assertEquals("x", store.get("k").text());
      }
    }
  }

  @Test
  void accessToken_isUsedAsItIs() {
    works(
        BlobStore.open(
            "gs://" + bucket + "?endpoint=" + FAKE.endpoint(),
            OpenOptions.defaults()
                .withEnvironment(Map.of())
                .withCredentials(Credentials.of(Map.of("access_token", FAKE.accessToken())))));
    try (BlobStore stale =
        BlobStore.open(
            "gs://" + bucket + "?endpoint=" + FAKE.endpoint(),
            OpenOptions.defaults()
                .withEnvironment(Map.of())
                .withCredentials(Credentials.of(Map.of("access_token", "of-yesterday"))))) {
      assertEquals(
          ErrorCode.UNAUTHENTICATED,
          assertThrows(StorageException.class, () -> stale.get("k")).code());
    }
  }

  /** A file that would have our secrets sent elsewhere is refused before anything is sent. */
  @ParameterizedTest
  @CsvSource({
    "service_account, token_uri, https://attacker.example/token",
    "service_account, token_uri, http://oauth2.googleapis.com/token",
    "service_account, token_uri, https://oauth2.googleapis.com.attacker.example/token",
    "service_account, token_uri, https://oauth2.googleapis.com@attacker.example/token",
    "service_account, token_uri, HTTPS://attacker.example/token",
    "service_account, universe_domain, attacker.example",
    "authorized_user, token_uri, https://attacker.example/token",
    "external_account, token_url, https://sts.attacker.example/v1/token",
    "external_account, service_account_impersonation_url, https://attacker.example/x",
    "external_account, token_info_url, https://attacker.example/x",
    "impersonated_service_account, service_account_impersonation_url, https://attacker.example/x",
  })
  void file_mayNotSendUsElsewhere(String type, String field, String value) throws IOException {
    var file = new ObjectMapper().createObjectNode();
    if (type.equals("service_account")) {
      new ObjectMapper()
          .readTree(FAKE.keyFile())
          .properties()
          .forEach(e -> file.set(e.getKey(), e.getValue()));
    }
    file.put("type", type).put(field, value);
    Path path = write(file.toString());
    StorageException refused =
        assertThrows(
            StorageException.class, () -> open("&credential=file:" + path, Map.of()).close());
    assertEquals(ErrorCode.INVALID_ARGUMENT, refused.code());
    assertTrue(refused.getMessage().contains(field), refused.getMessage());
    assertEquals(0, FAKE.journal().count());
  }

  /** Also where it is nested, as the source of an exchanged token is. */
  @Test
  void nestedSource_mayNotSendUsElsewhere() {
    Path path =
        write(
            "{\"type\":\"external_account\",\"token_url\":\"https://sts.googleapis.com/v1/token\","
                + "\"credential_source\":{\"url\":\"http://attacker.example/token\"}}");
    assertThrows(StorageException.class, () -> open("&credential=file:" + path, Map.of()).close());
    assertThrows(
        StorageException.class,
        () -> open("&token-hosts=other&credential=file:" + path, Map.of()).close());
  }

  @Test
  void brokenFiles_areNamed_neverQuoted() {
    for (String text : List.of("not json, my-secret", "{}", "{\"type\":\"my-secret-type\"}")) {
      Path path = write(text);
      StorageException refused =
          assertThrows(
              StorageException.class, () -> open("&credential=file:" + path, Map.of()).close());
      assertEquals(ErrorCode.UNAUTHENTICATED, refused.code());
      assertFalse(refused.getMessage().contains("not json, my"), refused.getMessage());
      assertTrue(refused.getMessage().contains(path.toString()), refused.getMessage());
    }
    StorageException missing =
        assertThrows(
            StorageException.class,
            () -> open("&credential=file:" + directory.resolve("none"), Map.of()).close());
    assertEquals(ErrorCode.UNAUTHENTICATED, missing.code());
  }
}
