package dev.stowage.gcs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.google.auth.Credentials;
import com.google.auth.http.HttpTransportFactory;
import com.google.auth.oauth2.AccessToken;
import com.google.auth.oauth2.ExternalAccountCredentials;
import com.google.auth.oauth2.GoogleCredentials;
import com.google.auth.oauth2.ImpersonatedCredentials;
import com.google.auth.oauth2.ServiceAccountCredentials;
import dev.stowage.ErrorCode;
import dev.stowage.OpenOptions;
import dev.stowage.StorageException;
import dev.stowage.http.HttpTransport;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds out who the caller is; sends no request. */
final class GcsCredentials {
  private static final List<String> SCOPES =
      List.of("https://www.googleapis.com/auth/cloud-platform");
  private static final URI IAM = URI.create("https://iamcredentials.googleapis.com");
  private static final Set<String> TYPES =
      Set.of(
          "service_account", "authorized_user", "external_account", "impersonated_service_account");

  private final GcsConfig config;
  private final OpenOptions options;
  private final HttpTransport transport;
  private final HttpTransportFactory google;

  private GcsCredentials(GcsConfig config, OpenOptions options, HttpTransport transport) {
    this.config = config;
    this.options = options;
    this.transport = transport;
    this.google = () -> new GoogleOverStowage(transport);
  }

  static GcsTokenSource of(GcsConfig config, OpenOptions options, HttpTransport transport) {
    return new GcsCredentials(config, options, transport).find();
  }

  /** Those of a caller's own client. */
  static GcsTokenSource of(
      @Nullable Credentials credentials, @Nullable String project, HttpTransport transport) {
    boolean none = credentials == null || credentials instanceof com.google.cloud.NoCredentials;
    GcsSigning signing =
        credentials instanceof com.google.auth.ServiceAccountSigner signer
            ? GcsSigning.byKey(signer)
            : null;
    return new GcsTokenSource(none ? null : credentials, project, signing);
  }

  private GcsTokenSource find() {
    GoogleCredentials own = own();
    if (own == null) {
      return new GcsTokenSource(null, project(null), null);
    }
    Optional<String> target = config.impersonate();
    if (target.isPresent()) {
      GoogleCredentials acting = acting(own, target.get());
      GcsSigning signing = GcsSigning.byIam(transport, iam(), own, target::get);
      return new GcsTokenSource(acting, project(own), signing);
    }
    return new GcsTokenSource(own, project(own), signing(own));
  }

  private URI iam() {
    return config.iamEndpoint().orElse(IAM);
  }

  private @Nullable GcsSigning signing(GoogleCredentials own) {
    if (own instanceof ServiceAccountCredentials key) {
      return GcsSigning.byKey(key);
    }
    if (own instanceof MetadataCredentials machine) {
      return GcsSigning.byIam(transport, iam(), machine, machine::email);
    }
    if (own instanceof ImpersonatedCredentials acting) {
      return GcsSigning.byIam(transport, iam(), acting, acting::getAccount);
    }
    if (own instanceof ExternalAccountCredentials external
        && external.getServiceAccountEmail() != null) {
      String email = external.getServiceAccountEmail();
      return GcsSigning.byIam(transport, iam(), external, () -> email);
    }
    return null;
  }

  private GoogleCredentials acting(GoogleCredentials own, String target) {
    ImpersonatedCredentials.Builder acting =
        ImpersonatedCredentials.newBuilder()
            .setSourceCredentials(own)
            .setTargetPrincipal(target)
            .setScopes(SCOPES)
            .setLifetime(3600)
            .setHttpTransportFactory(google);
    config
        .iamEndpoint()
        .ifPresent(
            e ->
                acting.setIamEndpointOverride(
                    new GcsEndpoint(e).root()
                        + "/v1/projects/-/serviceAccounts/"
                        + target
                        + ":generateAccessToken"));
    return acting.build();
  }

  private @Nullable String project(@Nullable GoogleCredentials own) {
    String named = options.environment().getOrDefault("GOOGLE_CLOUD_PROJECT", "");
    if (!named.isEmpty()) {
      return named;
    }
    return own instanceof ServiceAccountCredentials key ? key.getProjectId() : null;
  }

  private @Nullable GoogleCredentials own() {
    Optional<dev.stowage.Credentials> given = options.credentials();
    if (given.isPresent()) {
      return given.get().isAnonymous() ? null : given(given.get());
    }
    String where = config.credential().orElse("");
    if (where.equals("anonymous")) {
      return null;
    }
    if (where.startsWith("file:")) {
      return file(Path.of(where.substring("file:".length())));
    }
    if (where.equals("env")) {
      return environment()
          .orElseThrow(
              () ->
                  StorageException.of(
                      ErrorCode.UNAUTHENTICATED,
                      "credential=env, but GOOGLE_APPLICATION_CREDENTIALS is not set"));
    }
    if (!where.isEmpty()) {
      throw StorageException.invalidArgument(
          "parameter credential=" + where + "; it takes env, file:PATH or anonymous");
    }
    boolean emulator = !options.environment().getOrDefault(GcsProvider.EMULATOR, "").isEmpty();
    if (emulator) {
      return environment().orElse(null);
    }
    return environment().or(this::wellKnown).orElseGet(this::machine);
  }

  private GoogleCredentials given(dev.stowage.Credentials given) {
    Optional<String> token = given.field("access_token");
    if (token.isPresent()) {
      return GoogleCredentials.create(new AccessToken(token.get(), null));
    }
    for (String field : List.of("client_email", "private_key", "private_key_id")) {
      given.require(field);
    }
    var fields = GcsResource.MAPPER.createObjectNode();
    given.fields().forEach(fields::put);
    return parsed(fields, "the credentials");
  }

  private Optional<GoogleCredentials> environment() {
    String path = options.environment().getOrDefault("GOOGLE_APPLICATION_CREDENTIALS", "");
    return path.isEmpty() ? Optional.empty() : Optional.of(file(Path.of(path)));
  }

  /** What {@code gcloud auth application-default login} leaves. */
  private Optional<GoogleCredentials> wellKnown() {
    Map<String, String> environment = options.environment();
    String directory = environment.getOrDefault("CLOUDSDK_CONFIG", "");
    String home = environment.getOrDefault("HOME", "");
    String appData = environment.getOrDefault("APPDATA", "");
    Path file;
    if (!directory.isEmpty()) {
      file = Path.of(directory, "application_default_credentials.json");
    } else if (!appData.isEmpty()) {
      file = Path.of(appData, "gcloud", "application_default_credentials.json");
    } else if (!home.isEmpty()) {
      file = Path.of(home, ".config", "gcloud", "application_default_credentials.json");
    } else {
      return Optional.empty();
    }
    return Files.exists(file) ? Optional.of(file(file)) : Optional.empty();
  }

  private GoogleCredentials machine() {
    String host =
        options.environment().getOrDefault("GCE_METADATA_HOST", "metadata.google.internal");
    return new MetadataCredentials(transport, host);
  }

  private GoogleCredentials file(Path path) {
    try {
      return parsed(GcsResource.MAPPER.readTree(Files.readAllBytes(path)), path.toString());
    } catch (JsonProcessingException e) {
      // The parser's words would quote the file.
      throw StorageException.of(
          ErrorCode.UNAUTHENTICATED, "the credentials file " + path + " is not JSON");
    } catch (IOException e) {
      throw StorageException.builder(
              ErrorCode.UNAUTHENTICATED, "the credentials file " + path + " cannot be read")
          .cause(e)
          .build();
    }
  }

  private GoogleCredentials parsed(JsonNode file, String name) {
    String type = file.path("type").asText("");
    if (!TYPES.contains(type)) {
      throw StorageException.of(
          ErrorCode.UNAUTHENTICATED,
          name + " is of the type \"" + type + "\"; these are known: " + String.join(", ", TYPES));
    }
    new TokenHosts(config, options).check(file);
    byte[] bytes = file.toString().getBytes(StandardCharsets.UTF_8);
    try {
      GoogleCredentials made = read(type, new ByteArrayInputStream(bytes));
      return made.createScopedRequired() ? made.createScoped(SCOPES) : made;
    } catch (IOException | IllegalArgumentException e) {
      throw StorageException.builder(
              ErrorCode.UNAUTHENTICATED, name + ": " + String.valueOf(e.getMessage()))
          .build();
    }
  }

  private GoogleCredentials read(String type, ByteArrayInputStream in) throws IOException {
    return switch (type) {
      case "service_account" ->
          ServiceAccountCredentials.fromStream(in, google).createWithCustomRetryStrategy(false);
      case "authorized_user" -> com.google.auth.oauth2.UserCredentials.fromStream(in, google);
      case "external_account" -> ExternalAccountCredentials.fromStream(in, google);
      default -> ImpersonatedCredentials.fromStream(in, google);
    };
  }
}
