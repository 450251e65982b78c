package dev.stowage.oci;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.oracle.bmc.auth.ResourcePrincipalAuthenticationDetailsProvider;
import com.oracle.bmc.auth.SimpleAuthenticationDetailsProvider;
import dev.stowage.Credentials;
import dev.stowage.ErrorCode;
import dev.stowage.OpenOptions;
import dev.stowage.StorageException;
import dev.stowage.StorageUrl;
import dev.stowage.fakes.Fault;
import dev.stowage.fakes.oci.FakeOci;
import dev.stowage.spi.Failure;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who calls, by every way that OCI has; one test or more per requirement. */
class OciAuthTest {
  private static final FakeOci FAKE = FakeOci.start();

  private final Map<String, String> env = new HashMap<>(Map.of("HOME", "/nonexistent"));

  @TempDir Path directory;

  @BeforeEach
  void fresh() {
    FAKE.reset();
  }

  private OciConfig config() {
    return OciConfig.defaults().withEndpoint(FAKE.endpoint()).withAuthEndpoint(FAKE.endpoint());
  }

  private OpenOptions options() {
    return OpenOptions.defaults().withEnvironment(env);
  }

  /** Asks for the namespace, which everybody may who is known. */
  private static String ask(OciWire wire) throws IOException {
    return wire.document(OciCall.of("GET", "/n")).asText();
  }

  private void works(OciConfig config) throws IOException {
    try (OciWire wire = OciWire.open(OciService.OBJECT_STORAGE, config, options())) {
      assertEquals(FAKE.namespace(), ask(wire));
    }
  }

  private StorageException refused(OciConfig config) {
    try (OciWire wire = OciWire.open(OciService.OBJECT_STORAGE, config, options())) {
      return assertThrows(StorageException.class, () -> ask(wire));
    }
  }

  private static void says(String part, StorageException e) {
    assertTrue(e.getMessage().contains(part), e.getMessage());
    assertFalse(e.getMessage().contains("PRIVATE KEY-----\n"), "a key was printed");
  }

  // OCI-AUTH-1, resource principal.

  @Test
  void oci_auth_1_functionIsItsResource_byValuesOrByFiles() throws IOException {
    env.putAll(FAKE.functionEnvironment(Duration.ofHours(1)));
    works(config());
    for (String name : new String[] {"RPST", "PRIVATE_PEM"}) {
      String variable = "OCI_RESOURCE_PRINCIPAL_" + name;
      Path file = Files.writeString(directory.resolve(name), env.get(variable));
      env.put(variable, file.toString());
    }
    works(config());
    works(config().withCredential("resource_principal"));
    works(config().withCredential("env"));
  }

  @Test
  void oci_auth_1_regionAndCompartmentComeFromTheSigner() {
    env.putAll(FAKE.functionEnvironment(Duration.ofHours(1)));
    try (OciWire wire = OciWire.open(OciService.NOSQL, OciConfig.defaults(), options())) {
      assertEquals(URI.create("https://nosql.us-phoenix-1.oci.oraclecloud.com"), wire.endpoint());
      assertEquals(Optional.of(FAKE.region()), wire.region());
      var provider = (ResourcePrincipalAuthenticationDetailsProvider) wire.provider().orElseThrow();
      assertEquals(FAKE.compartment(), provider.getStringClaim("res_compartment"));
    }
  }

  @Test
  void oci_auth_1_refusedTokenIsReadAgainFromItsFileOnce() throws IOException {
    env.putAll(FAKE.functionEnvironment(Duration.ofHours(1)));
    String old = env.get("OCI_RESOURCE_PRINCIPAL_RPST");
    Path token = Files.writeString(directory.resolve("rpst"), old);
    Path key =
        Files.writeString(
            directory.resolve("key.pem"), env.get("OCI_RESOURCE_PRINCIPAL_PRIVATE_PEM"));
    env.put("OCI_RESOURCE_PRINCIPAL_RPST", token.toString());
    env.put("OCI_RESOURCE_PRINCIPAL_PRIVATE_PEM", key.toString());
    try (OciWire wire = OciWire.open(OciService.OBJECT_STORAGE, config(), options())) {
      ask(wire);
      FAKE.revokeToken(old);
      Files.writeString(token, FAKE.issueToken(Duration.ofHours(1)));
      FAKE.journal().clear();
      assertEquals(FAKE.namespace(), ask(wire));
      assertEquals(2, FAKE.journal().count());
    }
  }

  @Test
  void oci_auth_1_expiredRawTokenIsUnauthenticated() {
    env.putAll(FAKE.functionEnvironment(Duration.ofHours(1)));
    FAKE.revokeToken(env.get("OCI_RESOURCE_PRINCIPAL_RPST"));
    try (OciWire wire = OciWire.open(OciService.OBJECT_STORAGE, config(), options())) {
      Exception e = assertThrows(Exception.class, () -> ask(wire));
      Failure failure = OciFailures.shared().classify(e);
      assertEquals(ErrorCode.UNAUTHENTICATED, failure.code());
      assertTrue(FAKE.journal().count() <= 2, "second 401 is final");
    }
  }

  @Test
  void oci_auth_1_whatIsMissingIsNamed() {
    says("OCI_RESOURCE_PRINCIPAL_VERSION", refused(config().withCredential("resource_principal")));
    env.putAll(FAKE.functionEnvironment(Duration.ofHours(1)));
    env.remove("OCI_RESOURCE_PRINCIPAL_RPST");
    says("OCI_RESOURCE_PRINCIPAL_RPST", refused(config()));
    env.put("OCI_RESOURCE_PRINCIPAL_VERSION", "9.9");
    says("OCI_RESOURCE_PRINCIPAL_VERSION=9.9", refused(config()));
  }

  // OCI-AUTH-2, instance principal.

  @Test
  void oci_auth_2_noInstance_isSaidSoon() {
    env.put("OCI_METADATA_BASE_URL", "http://127.0.0.1:1/opc/v2/");
    long start = System.nanoTime();
    StorageException e = refused(config().withCredential("instance_principal"));
    assertEquals(ErrorCode.UNAUTHENTICATED, e.code());
    says("no instance of OCI", e);
    says("~/.oci/config", refused(config()));
    assertTrue(System.nanoTime() - start < Duration.ofSeconds(10).toNanos());
  }

  @Test
  void oci_auth_2_instanceExchangesItsCertificateForAToken() throws IOException {
    env.put("OCI_METADATA_BASE_URL", FAKE.endpoint() + "/opc/v2/");
    works(config().withCredential("instance_principal"));
    works(config());
    assertTrue(FAKE.journal().count("ExchangeCertificate") > 0);
    try (OciWire wire =
        OciWire.open(
            OciService.OBJECT_STORAGE,
            OciConfig.defaults()
                .withAuthEndpoint(FAKE.endpoint())
                .withCredential("instance_principal"),
            options())) {
      assertEquals(Optional.of(FAKE.region()), wire.region());
    }
  }

  // OCI-AUTH-3, configuration file.

  @Test
  void oci_auth_3_profileOfTheUsualFile() throws IOException {
    Path home = Files.createDirectories(directory.resolve("home/.oci"));
    FAKE.writeConfig(home, "DEFAULT");
    env.put("HOME", directory.resolve("home").toString());
    works(config());
    works(config().withCredential("profile:DEFAULT"));
    works(config().withCredential("api_key"));
    StorageException e = refused(config().withCredential("profile:NOBODY"));
    assertEquals(ErrorCode.UNAUTHENTICATED, e.code());
    says("NOBODY", e);
  }

  @Test
  void oci_auth_3_fileAndProfileOfTheVariables() throws IOException {
    Path file = FAKE.writeConfig(directory, "WORK");
    env.put("OCI_CONFIG_FILE", file.toString());
    env.put("OCI_CLI_PROFILE", "WORK");
    works(config());
    env.remove("OCI_CONFIG_FILE");
    env.put("OCI_CLI_CONFIG_FILE", file.toString());
    works(config());
    env.remove("OCI_CLI_CONFIG_FILE");
    works(config().withCredential("file:" + file));
    env.put("OCI_CONFIG_FILE", directory.resolve("absent").toString());
    says("absent", refused(config()));
  }

  @Test
  void oci_auth_3_fallbackFileAndTilde() throws IOException {
    Path home = directory.resolve("home");
    Files.createDirectories(home.resolve(".oraclebmc"));
    Path file = FAKE.writeConfig(home.resolve(".oraclebmc"), "DEFAULT");
    String key = "key_file=" + home.resolve(".oraclebmc/DEFAULT.pem");
    Files.writeString(
        file, Files.readString(file).replace(key, "key_file=~/.oraclebmc/DEFAULT.pem"));
    env.put("HOME", home.toString());
    works(config());
  }

  @Test
  void oci_auth_3_variablesOverTheFile() throws IOException {
    env.putAll(FAKE.environment());
    works(config());
    works(config().withCredential("env"));
    env.put("OCI_CLI_REGION", "eu-frankfurt-1");
    try (OciWire wire = OciWire.open(OciService.SECRETS, OciConfig.defaults(), options())) {
      assertEquals(
          URI.create("https://secrets.vaults.eu-frankfurt-1.oci.oraclecloud.com"), wire.endpoint());
    }
    env.put("OCI_CLI_AUTH", "something");
    says("OCI_CLI_AUTH=something", refused(config()));
  }

  @Test
  void oci_auth_3_everyPartThatIsMissingIsNamed() throws IOException {
    Path file = FAKE.writeConfig(directory, "DEFAULT");
    String whole = Files.readString(file);
    for (String part : new String[] {"user", "fingerprint", "tenancy", "key_file"}) {
      Files.writeString(file, whole.replaceAll("(?m)^" + part + "=.*$", ""));
      StorageException e = refused(config().withCredential("file:" + file));
      assertEquals(ErrorCode.UNAUTHENTICATED, e.code(), part);
      says(part, e);
    }
    Files.writeString(file, whole.replaceAll("key_file=.*", "key_file=/nonexistent.pem"));
    says("/nonexistent.pem", refused(config().withCredential("file:" + file)));
    Path noKey = Files.writeString(directory.resolve("no.pem"), "not a key");
    Files.writeString(file, whole.replaceAll("key_file=.*", "key_file=" + noKey));
    says("private key", refused(config().withCredential("file:" + file)));
  }

  @Test
  void oci_auth_3_regionIsNeededSomewhere() throws IOException {
    Path file = FAKE.writeConfig(directory, "DEFAULT");
    Files.writeString(file, Files.readString(file).replaceAll("region=.*", ""));
    OciConfig config = OciConfig.defaults().withCredential("file:" + file);
    try (OciWire wire = OciWire.open(OciService.MEDIA, config, options())) {
      says("region=", assertThrows(StorageException.class, wire::endpoint));
    }
    try (OciWire wire =
        OciWire.open(OciService.MEDIA, config.withRegion("uk-gov-london-1"), options())) {
      assertEquals(
          URI.create("https://mediaservices.uk-gov-london-1.oci.oraclegovcloud.uk"),
          wire.endpoint());
    }
    try (OciWire wire =
        OciWire.open(OciService.MEDIA, config.withRegion("not a region"), options())) {
      says("not a region", assertThrows(StorageException.class, wire::endpoint));
    }
  }

  // OCI-AUTH-4, session token.

  private Path session(String token) throws IOException {
    Path file = FAKE.writeConfig(directory, "DEFAULT");
    Path stored = Files.writeString(directory.resolve("token"), token);
    Files.writeString(
        file, Files.readString(file).replaceAll("(?m)^user=.*$", "security_token_file=" + stored));
    return stored;
  }

  private OciConfig ofSession() {
    return config().withCredential("file:" + directory.resolve("config"));
  }

  @Test
  void oci_auth_4_tokenIsExchangedAtOnceAndWrittenBack() throws IOException {
    String first = FAKE.issueToken(Duration.ofMinutes(30));
    Path stored = session(first);
    try (OciWire wire = OciWire.open(OciService.OBJECT_STORAGE, ofSession(), options())) {
      ask(wire);
      ask(wire);
      assertEquals(1, FAKE.journal().count("RefreshSessionToken"));
    }
    assertNotEquals(first, Files.readString(stored));
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(stored)));
  }

  @Test
  void oci_auth_4_tokenThatIsGoodIsUsedOnWhenTheExchangeFails() throws IOException {
    String first = FAKE.issueToken(Duration.ofMinutes(30));
    Path stored = session(first);
    FAKE.faults().on("RefreshSessionToken").always().arm(Fault.unavailable());
    works(ofSession());
    assertEquals(first, Files.readString(stored));
  }

  @Test
  void oci_auth_4_expiredTokenSaysHowToSignInAgain() throws IOException {
    String old = FAKE.issueToken(Duration.ofMinutes(-1));
    session(old);
    StorageException e = refused(ofSession());
    assertEquals(ErrorCode.UNAUTHENTICATED, e.code());
    says("oci session authenticate", e);
    assertFalse(e.getMessage().contains(old));
  }

  @Test
  void oci_auth_4_anotherProcessesTokenIsTakenOver() throws IOException {
    Path stored = session(FAKE.issueToken(Duration.ofHours(1)));
    try (OciWire wire = OciWire.open(OciService.OBJECT_STORAGE, ofSession(), options())) {
      ask(wire);
      FAKE.revokeToken(Files.readString(stored));
      Files.writeString(stored, FAKE.issueToken(Duration.ofHours(1)));
      ask(wire);
    }
    assertEquals(1, FAKE.journal().count("RefreshSessionToken"));
  }

  @Test
  void oci_auth_4_noTokenFile() throws IOException {
    Files.delete(session("x"));
    says("oci session authenticate", refused(ofSession()));
  }

  // What the caller gives.

  @Test
  void callersOwnProviderAndCredentials() throws IOException {
    SimpleAuthenticationDetailsProvider own =
        SimpleAuthenticationDetailsProvider.builder()
            .tenantId(FAKE.tenancy())
            .userId(FAKE.user())
            .fingerprint(FAKE.fingerprint())
            .privateKeySupplier(
                () ->
                    new ByteArrayInputStream(FAKE.privateKeyPem().getBytes(StandardCharsets.UTF_8)))
            .build();
    works(config().withProvider(own));
    Credentials fields =
        Credentials.of(
            Map.of(
                "user", FAKE.user(),
                "tenancy", FAKE.tenancy(),
                "fingerprint", FAKE.fingerprint(),
                "key_content", FAKE.privateKeyPem()));
    try (OciWire wire =
        OciWire.open(OciService.OBJECT_STORAGE, config(), options().withCredentials(fields))) {
      assertEquals(FAKE.namespace(), ask(wire));
    }
    try (OciWire wire =
        OciWire.open(
            OciService.OBJECT_STORAGE,
            config(),
            options().withCredentials(Credentials.anonymous()))) {
      Exception e = assertThrows(OciException.class, () -> ask(wire));
      assertEquals(ErrorCode.UNAUTHENTICATED, OciFailures.shared().classify(e).code());
    }
  }

  @Test
  void openingReadsNothingAndSendsNothing() {
    OciConfig config =
        OciConfig.of(StorageUrl.parse("oci://b@n/?credential=file:/nonexistent&region=x"));
    OciWire.open(OciService.OBJECT_STORAGE, config, options()).close();
    says("credential=", refused(config().withCredential("nonsense")));
    assertEquals(0, FAKE.journal().count());
  }
}
