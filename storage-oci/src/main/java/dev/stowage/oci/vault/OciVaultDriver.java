package dev.stowage.oci.vault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.oracle.bmc.auth.BasicAuthenticationDetailsProvider;
import com.oracle.bmc.model.BmcException;
import dev.stowage.ErrorCode;
import dev.stowage.OpenOptions;
import dev.stowage.Pacer;
import dev.stowage.StorageException;
import dev.stowage.http.HttpResponse;
import dev.stowage.oci.OciCall;
import dev.stowage.oci.OciFailures;
import dev.stowage.oci.OciService;
import dev.stowage.oci.OciText;
import dev.stowage.oci.OciWire;
import dev.stowage.secret.SecretCapabilities;
import dev.stowage.secret.SecretFeature;
import dev.stowage.secret.SecretLimits;
import dev.stowage.secret.SecretSelector;
import dev.stowage.secret.SecretStage;
import dev.stowage.secret.SecretVersion;
import dev.stowage.secret.SecretWrite;
import dev.stowage.spi.BlobDriver;
import dev.stowage.spi.Failure;
import dev.stowage.spi.SecretDriver;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One vault: secrets are read at one service and managed at another. */
final class OciVaultDriver implements SecretDriver {
  private static final String READING = "/20190301/secretbundles";
  private static final String MANAGING = "/20180608/secrets";
  private static final int MOST_BYTES = 25_600;
  private static final Duration SHORTEST = Duration.ofDays(1);
  private static final Duration LONGEST = Duration.ofDays(30);

  /** The service's clock may be ahead of ours. */
  private static final Duration SLACK = Duration.ofMinutes(1);

  private static final OciFailures FAILURES = OciFailures.shared();
  private static final SecretCapabilities CAPABILITIES =
      new SecretCapabilities(
          EnumSet.of(
              SecretFeature.VERSIONS,
              SecretFeature.PENDING_VERSIONS,
              SecretFeature.LABELS,
              SecretFeature.RECOVERY_WINDOW,
              SecretFeature.UNDELETE),
          SecretLimits.defaults()
              .withValueBytes(1, MOST_BYTES)
              .withMaxNameBytes(255)
              .withRecoveryWindow(SHORTEST, LONGEST));

  private final OciVaultConfig config;
  private final OciWire reading;
  private final OciWire managing;
  private final Pacer pacer;
  private final VaultNames names;
  private final VaultStates states;

  OciVaultDriver(OciVaultConfig config, OpenOptions options) {
    this.config = config;
    this.reading = OciWire.open(OciService.SECRETS, config.connection(), options);
    this.managing = OciWire.open(OciService.VAULTS, config.connection(), options);
    this.pacer = options.pacer();
    this.names = new VaultNames(config, reading, managing);
    this.states = new VaultStates(managing, pacer);
  }

  @Override
  public String scheme() {
    return OciVaultProvider.SCHEME;
  }

  @Override
  public String container() {
    return config.vaultId();
  }

  @Override
  public SecretCapabilities capabilities() {
    return CAPABILITIES;
  }

  @Override
  public Failure classify(Throwable thrown) {
    return FAILURES.classify(thrown);
  }

  @Override
  public Optional<String> nameProblem(String name) {
    if (!name.matches("[A-Za-z0-9._-]+")) {
      return Optional.of(
          "has a character that this vault does not take; it takes letters, digits, hyphens,"
              + " underscores and periods");
    }
    return config.vaultId().isEmpty() && !VaultNames.isOcid(name)
        ? Optional.of("is not an OCID, and the URL names no vault to find it in")
        : Optional.empty();
  }

  /** The service knows tokens where a secret is made, and none where a version is added. */
  @Override
  public boolean knowsTokens() {
    return false;
  }

  @Override
  public Content get(String name, SecretSelector selector) throws IOException {
    OciCall call =
        VaultNames.isOcid(name)
            ? OciCall.of("GET", READING + "/" + OciText.segment(name))
            : OciCall.of("POST", READING + "/actions/getByName")
                .query("secretName", name)
                .query("vaultId", config.vaultId())
                .json(new byte[0]);
    switch (selector.kind()) {
      case STAGE -> {
        // The service reads the current version when nothing is said.
        if (selector.stage() != SecretStage.CURRENT) {
          call.query("stage", selector.stage().name());
        }
      }
      case VERSION -> call.query("versionNumber", Long.toString(number(selector.id())));
      case LABEL -> call.query("secretVersionName", selector.id());
    }
    return VaultBundle.content(reading.document(call));
  }

  private static long number(String id) {
    if (!id.matches("[0-9]{1,18}")) {
      throw StorageException.of(
          ErrorCode.NOT_FOUND, "versions of this vault are numbers, so there is no \"" + id + "\"");
    }
    return Long.parseLong(id);
  }

  @Override
  public SecretVersion create(String name, byte[] value, SecretWrite how, String token)
      throws IOException, InterruptedException {
    if (VaultNames.isOcid(name)) {
      throw VaultNames.missing(name); // The service gives OCIDs, nobody else.
    }
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("compartmentId", names.compartment());
    body.put("vaultId", config.vaultId());
    body.put(
        "keyId",
        config
            .key()
            .orElseThrow(
                () ->
                    StorageException.invalidArgument(
                        "the vault was opened without a key for new secrets; add key=ocid1... to"
                            + " its URL")));
    body.put("secretName", name);
    body.set("secretContent", content(value, how.label(), false));
    JsonNode made;
    try {
      made =
          managing.document(
              OciCall.of("POST", MANAGING).header("opc-retry-token", token).json(body.toString()));
    } catch (BmcException e) {
      throw taken(name, e);
    }
    String id = made.path("id").asText();
    names.learn(name, id);
    states.settle(id);
    return newest(id);
  }

  /** A name that is in use, maybe by a secret that waits for its deletion. */
  private StorageException taken(String name, BmcException e) throws IOException {
    boolean exists =
        e.getStatusCode() == 409
            && FAILURES.classify(e).code() == ErrorCode.CONFLICT
            && !"IncorrectState".equals(e.getServiceCode())
            && !"InvalidatedRetryToken".equals(e.getServiceCode());
    if (!exists) {
      throw e;
    }
    Optional<JsonNode> there = names.find(name);
    boolean going = there.isPresent() && VaultNames.isGoing(there.get());
    return StorageException.builder(
            ErrorCode.ALREADY_EXISTS,
            going
                ? "a secret of this name waits for its deletion at "
                    + there.get().path("timeOfDeletion").asText()
                    + "; undelete it, or use another name"
                : "there is a secret of this name")
        .retryable(false)
        .cause(e)
        .build();
  }

  private static ObjectNode content(byte[] value, Optional<String> label, boolean pending) {
    ObjectNode content = JsonNodeFactory.instance.objectNode();
    content.put("contentType", "BASE64");
    content.put("content", Base64.getEncoder().encodeToString(value));
    content.put("stage", pending ? "PENDING" : "CURRENT");
    label.ifPresent(name -> content.put("name", name));
    return content;
  }

  @Override
  public SecretVersion addVersion(String name, byte[] value, SecretWrite how, String token)
      throws IOException, InterruptedException {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.set("secretContent", content(value, how.label(), how.pending()));
    return newest(update(name, body));
  }

  @Override
  public void promote(String name, String versionId) throws IOException, InterruptedException {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("currentVersionNumber", number(versionId));
    update(name, body);
  }

  /** Changes a secret and waits until that is done; returns its OCID. */
  private String update(String name, ObjectNode body) throws IOException, InterruptedException {
    String id = names.id(name);
    OciCall call = OciCall.of("PUT", MANAGING + "/" + OciText.segment(id)).json(body.toString());
    try {
      managing.done(call);
    } catch (BmcException e) {
      id = reconsidered(name, e);
      managing.done(OciCall.of("PUT", MANAGING + "/" + OciText.segment(id)).json(body.toString()));
    }
    states.settle(id);
    return id;
  }

  /** What was known of a name may be over: the secret was deleted, and maybe made again. */
  private String reconsidered(String name, BmcException e) throws IOException {
    boolean over = e.getStatusCode() == 404 || "IncorrectState".equals(e.getServiceCode());
    if (!over || VaultNames.isOcid(name)) {
      throw e;
    }
    String before = names.known(name).orElse("");
    names.forget(name);
    String now = names.id(name);
    if (now.equals(before)) {
      throw e;
    }
    return now;
  }

  private SecretVersion newest(String id) throws IOException {
    JsonNode versions =
        reading.document(
            OciCall.of("GET", READING + "/" + OciText.segment(id) + "/versions")
                .query("limit", "1")
                .query("sortBy", "VERSION_NUMBER")
                .query("sortOrder", "DESC"));
    if (versions.isEmpty()) {
      throw new IOException("the service shows no version of the secret");
    }
    return VaultBundle.version(versions.get(0));
  }

  @Override
  public BlobDriver.Page<SecretVersion> versions(String name, @Nullable String cursor)
      throws IOException {
    OciCall call =
        OciCall.of("GET", READING + "/" + OciText.segment(names.id(name)) + "/versions")
            .query("sortBy", "VERSION_NUMBER")
            .query("sortOrder", "DESC");
    List<SecretVersion> versions = new ArrayList<>();
    try (HttpResponse response = reading.send(cursor == null ? call : call.query("page", cursor))) {
      Optional<String> next = response.headers().first("opc-next-page");
      OciWire.document(response).forEach(each -> versions.add(VaultBundle.version(each)));
      return new BlobDriver.Page<>(versions, next);
    } catch (BmcException e) {
      if (e.getStatusCode() == 404) {
        names.forget(name);
      }
      throw e;
    }
  }

  @Override
  public BlobDriver.Page<String> list(String prefix, @Nullable String cursor) throws IOException {
    OciCall call =
        OciCall.of("GET", MANAGING)
            .query("compartmentId", names.compartment())
            .query("vaultId", config.vaultId());
    List<String> found = new ArrayList<>();
    try (HttpResponse response =
        managing.send(cursor == null ? call : call.query("page", cursor))) {
      Optional<String> next = response.headers().first("opc-next-page");
      for (JsonNode secret : OciWire.document(response)) {
        if (!VaultNames.isGoing(secret)) {
          found.add(secret.path("secretName").asText());
        }
      }
      return new BlobDriver.Page<>(found, next);
    }
  }

  @Override
  public Optional<Instant> delete(String name, @Nullable Duration window) throws IOException {
    String id = names.id(name);
    Instant exact = pacer.now().plus(window == null ? SHORTEST.plus(SLACK) : window);
    // To the millisecond, and within the limits.
    Instant when =
        (LONGEST.equals(window) ? exact : exact.plusNanos(999_999)).truncatedTo(ChronoUnit.MILLIS);
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("timeOfDeletion", when.toString());
    try {
      managing.done(deletion(id, body));
    } catch (BmcException e) {
      managing.done(deletion(reconsidered(name, e), body));
    }
    names.forget(name);
    return Optional.of(when);
  }

  private static OciCall deletion(String id, ObjectNode body) {
    return OciCall.of("POST", MANAGING + "/" + OciText.segment(id) + "/actions/scheduleDeletion")
        .json(body.toString());
  }

  @Override
  public void undelete(String name) throws IOException, InterruptedException {
    JsonNode secret = names.find(name).orElseThrow(() -> VaultNames.missing(name));
    if (!secret.path("lifecycleState").asText().equals("PENDING_DELETION")) {
      throw VaultNames.missing(name);
    }
    String id = secret.path("id").asText();
    managing.done(
        OciCall.of("POST", MANAGING + "/" + OciText.segment(id) + "/actions/cancelDeletion")
            .json(new byte[0]));
    states.settle(id);
    if (!VaultNames.isOcid(name)) {
      names.learn(name, id);
    }
  }

  @Override
  public void setEnabled(String name, String versionId, boolean enabled) {
    throw new IllegalStateException("setEnabled was called but is not among the capabilities");
  }

  @Override
  public Optional<Keeper> keeper() {
    return Optional.empty();
  }

  @Override
  public <T> @Nullable T unwrap(Class<T> type) {
    return type == BasicAuthenticationDetailsProvider.class
        ? type.cast(reading.provider().orElse(null))
        : null;
  }

  @Override
  public void close() {
    reading.close();
    managing.close();
  }
}
