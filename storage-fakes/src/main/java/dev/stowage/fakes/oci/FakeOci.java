package dev.stowage.fakes.oci;

import dev.stowage.fakes.FakeClock;
import dev.stowage.fakes.FakeServer;
import dev.stowage.fakes.oci.media.FakeMediaFlow;
import dev.stowage.fakes.oci.nosql.FakeNosql;
import dev.stowage.fakes.oci.objects.FakeObjectStorage;
import dev.stowage.fakes.oci.vault.FakeVault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Oracle Cloud Infrastructure on the loopback address: one server for all of its services.
 *
 * <pre>{@code
 * @RegisterExtension static FakeOci oci = FakeOci.start();
 *
 * @Test
 * void works() {
 *   oci.service(FakeObjectStorage.class).createBucket("bucket");
 *   // a client with oci.endpoint(), and the credentials of oci.environment()
 * }
 * }</pre>
 *
 * <p>It checks every signature, and refuses what the services refuse. The key that it accepts is
 * made when it starts.
 */
public final class FakeOci extends FakeServer {

  private static final KeyPair PAIR = OciKeys.generate();
  private static final String USER = "ocid1.user.oc1..aaaaaaaastowagefakeuser";

  private final OciAccount account;
  private final OciKeys keys;
  private final List<OciServiceFake> services;

  private FakeOci(OciAccount account, OciKeys keys, List<OciServiceFake> services) {
    super(
        new OciProtocol(account, new OciSignatures(keys, account.clock()), services),
        account.clock());
    this.account = account;
    this.keys = keys;
    this.services = services;
    acceptUser();
  }

  /** Starts a fake with all services that this library has. */
  public static FakeOci start() {
    return builder()
        .with(FakeObjectStorage::new)
        .with(FakeNosql::new)
        .with(FakeVault::new)
        .with(FakeMediaFlow::new)
        .start();
  }

  /** Begins a fake with services of the caller's choice. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * One of the services behind it.
   *
   * @throws IllegalArgumentException if it was started without
   */
  public <T extends OciServiceFake> T service(Class<T> type) {
    return services.stream()
        .filter(type::isInstance)
        .map(type::cast)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no " + type.getSimpleName() + " here"));
  }

  /** What its services share. */
  public OciAccount account() {
    return account;
  }

  public String region() {
    return account.region();
  }

  public String tenancy() {
    return account.tenancy();
  }

  public String compartment() {
    return account.compartment();
  }

  public String namespace() {
    return account.namespace();
  }

  public String user() {
    return USER;
  }

  public String fingerprint() {
    return OciKeys.fingerprint(PAIR);
  }

  /** The private key of {@link #user()}. It opens nothing but fakes. */
  public String privateKeyPem() {
    return OciKeys.pem(PAIR);
  }

  /** The name that signatures give the key. */
  public String keyId() {
    return tenancy() + "/" + user() + "/" + fingerprint();
  }

  /** The user's credentials as the variables of Oracle's command line. */
  public Map<String, String> environment() {
    return Map.of(
        "OCI_CLI_USER",
        user(),
        "OCI_CLI_TENANCY",
        tenancy(),
        "OCI_CLI_FINGERPRINT",
        fingerprint(),
        "OCI_CLI_KEY_CONTENT",
        privateKeyPem(),
        "OCI_CLI_REGION",
        region());
  }

  /** Writes a configuration file of the user with one profile, and its key beside it. */
  public Path writeConfig(Path directory, String profile) {
    try {
      Path key = Files.writeString(directory.resolve(profile + ".pem"), privateKeyPem());
      return Files.writeString(
          directory.resolve("config"),
          String.join(
              "\n",
              "[" + profile + "]",
              "user=" + user(),
              "fingerprint=" + fingerprint(),
              "tenancy=" + tenancy(),
              "region=" + region(),
              "key_file=" + key,
              ""));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The variables that a function finds: a token of this life, and its key. */
  public Map<String, String> functionEnvironment(Duration life) {
    return Map.of(
        "OCI_RESOURCE_PRINCIPAL_VERSION",
        "2.2",
        "OCI_RESOURCE_PRINCIPAL_REGION",
        region(),
        "OCI_RESOURCE_PRINCIPAL_RPST",
        issueToken(life),
        "OCI_RESOURCE_PRINCIPAL_PRIVATE_PEM",
        privateKeyPem());
  }

  /** Issues a token that the user's key may sign with. */
  public String issueToken(Duration life) {
    return keys.issue(
        PAIR.getPublic(),
        account.now().plus(life),
        Map.of(
            "res_tenant",
            tenancy(),
            "res_compartment",
            compartment(),
            "jwk",
            OciKeys.jwk(PAIR.getPublic())));
  }

  /** Refuses a token from now on. */
  public void revokeToken(String token) {
    keys.remove("ST$" + token);
  }

  /** Refuses the user's key from now on. */
  public void revokeUser() {
    keys.remove(keyId());
  }

  /** Accepts the user's key again. */
  public void acceptUser() {
    keys.add(keyId(), PAIR.getPublic(), Instant.MAX);
    service(OciTokens.class).acceptInstance();
  }

  /** Also forgets all tokens. */
  @Override
  protected void clearStore() {
    services.forEach(OciServiceFake::clear);
    keys.clear();
    acceptUser();
  }

  /** Collects the services of a fake. */
  public static final class Builder {

    private final List<Function<OciAccount, OciServiceFake>> makers = new ArrayList<>();

    private Builder() {}

    /** Adds a service. */
    public Builder with(Function<OciAccount, OciServiceFake> maker) {
      makers.add(maker);
      return this;
    }

    public FakeOci start() {
      OciAccount account = new OciAccount(new FakeClock());
      OciKeys keys = new OciKeys(account.clock());
      List<OciServiceFake> services = new ArrayList<>();
      services.add(new OciTokens(account, keys, PAIR));
      makers.forEach(maker -> services.add(maker.apply(account)));
      return new FakeOci(account, keys, List.copyOf(services));
    }
  }
}
