package dev.stowage.oci;

import com.oracle.bmc.Region;
import com.oracle.bmc.auth.BasicAuthenticationDetailsProvider;
import com.oracle.bmc.auth.InstancePrincipalsAuthenticationDetailsProvider;
import com.oracle.bmc.auth.ResourcePrincipalAuthenticationDetailsProvider;
import com.oracle.bmc.auth.ResourcePrincipalAuthenticationDetailsProvider.ResourcePrincipalAuthenticationDetailsProviderBuilder;
import com.oracle.bmc.auth.SimpleAuthenticationDetailsProvider;
import com.oracle.bmc.auth.SimpleAuthenticationDetailsProvider.SimpleAuthenticationDetailsProviderBuilder;
import dev.stowage.Credentials;
import dev.stowage.ErrorCode;
import dev.stowage.OpenOptions;
import dev.stowage.StorageException;
import dev.stowage.http.HttpRequest;
import dev.stowage.http.HttpResponse;
import dev.stowage.http.HttpTransport;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Finds out who calls. In this order: what the caller gave; what the URL says; {@code
 * OCI_CLI_AUTH}; a resource principal, if its variables are set, as they are in a function; the
 * variables of Oracle's command line over the profile of its configuration file; the instance.
 */
final class OciIdentities {
  private static final String VERSION = "OCI_RESOURCE_PRINCIPAL_VERSION";
  private static final Duration METADATA_WAIT = Duration.ofSeconds(2);

  private final OciConfig config;
  private final OpenOptions options;
  private final Map<String, String> env;
  private final HttpTransport transport;

  OciIdentities(OciConfig config, OpenOptions options, HttpTransport transport) {
    this.config = config;
    this.options = options;
    this.env = options.environment();
    this.transport = transport;
  }

  /** May read files and, for an instance or a session, send requests. */
  OciIdentity find() {
    if (options.credentials().isPresent()) {
      Credentials given = options.credentials().get();
      return given.isAnonymous()
          ? OciIdentity.NOBODY
          : of(new OciValues(given.fields(), "the given credentials"), "");
    }
    if (config.provider().isPresent()) {
      return OciIdentity.of(config.provider().get(), config.region(), "the given provider");
    }
    String where = config.credential().orElse("");
    if (where.startsWith("profile:")) {
      Path file =
          OciValues.usualFile(env)
              .orElseThrow(() -> OciValues.unauthenticated("there is no file ~/.oci/config"));
      return of(OciValues.profile(file, where.substring("profile:".length())), "");
    }
    if (where.startsWith("file:")) {
      return of(OciValues.file(OciValues.expand(where.substring("file:".length()), env), env), "");
    }
    return switch (where) {
      case "" -> usual(env.getOrDefault("OCI_CLI_AUTH", "").toLowerCase(Locale.ROOT));
      case "env" -> ofEnvironment();
      case "anonymous" -> OciIdentity.NOBODY;
      default -> ofKind(where, "parameter credential=" + where);
    };
  }

  /** Whether credentials are looked up at all, or every request goes out without a signature. */
  private OciIdentity usual(String kind) {
    if (!kind.isEmpty()) {
      return ofKind(kind, "OCI_CLI_AUTH=" + kind);
    }
    if (env.containsKey(VERSION)) {
      return resourcePrincipal();
    }
    OciValues variables = OciValues.environment(env);
    Optional<Path> file = OciValues.usualFile(env);
    boolean complete =
        variables.has("user") && (variables.has("key_file") || variables.has("key_content"));
    if (complete || file.isPresent()) {
      return of(fromFiles(variables, file), "");
    }
    return instancePrincipal(
        "no credentials found: there is neither ~/.oci/config, nor a resource principal, nor"
            + " OCI_CLI_USER with its companions, and this is no instance of OCI");
  }

  private OciValues fromFiles(OciValues variables, Optional<Path> file) {
    return file.map(f -> variables.over(OciValues.profile(f, OciValues.usualProfile(env))))
        .orElse(variables);
  }

  private OciIdentity ofEnvironment() {
    if (env.containsKey(VERSION)) {
      return resourcePrincipal();
    }
    OciValues values = OciValues.environment(env);
    if (!values.has("user") && !values.has("security_token_file")) {
      throw OciValues.unauthenticated(
          "credential=env, but neither OCI_RESOURCE_PRINCIPAL_VERSION nor OCI_CLI_USER nor"
              + " OCI_CLI_SECURITY_TOKEN_FILE is set");
    }
    return of(values, "");
  }

  private OciIdentity ofKind(String kind, String said) {
    return switch (kind) {
      case "resource_principal" -> resourcePrincipal();
      case "instance_principal" -> instancePrincipal("this is no instance of OCI");
      case "api_key", "security_token" ->
          of(fromFiles(OciValues.environment(env), OciValues.usualFile(env)), kind);
      default ->
          throw StorageException.invalidArgument(
              said
                  + "; it takes env, profile:NAME, file:PATH, api_key, security_token,"
                  + " resource_principal, instance_principal, anonymous");
    };
  }

  private OciIdentity of(OciValues values, String kind) {
    boolean session =
        kind.equals("security_token")
            || kind.isEmpty() && values.has("security_token_file") && !values.has("user")
            || values.field("authentication_type").filter("security_token"::equals).isPresent();
    Optional<String> region = config.region().or(() -> values.field("region"));
    if (session) {
      URI auth =
          config
              .authEndpoint()
              .orElseGet(
                  () ->
                      OciService.AUTH.endpoint(
                          region.orElseThrow(() -> noRegion(values.source()))));
      return OciIdentity.of(
          new SessionToken(values, auth, new TokenExchange(transport), env),
          region,
          values.source());
    }
    return OciIdentity.of(apiKey(values, env), region, values.source());
  }

  private static BasicAuthenticationDetailsProvider apiKey(
      OciValues values, Map<String, String> env) {
    byte[] key = key(values, env);
    SimpleAuthenticationDetailsProviderBuilder builder =
        SimpleAuthenticationDetailsProvider.builder()
            .userId(values.require("user"))
            .tenantId(values.require("tenancy"))
            .fingerprint(values.require("fingerprint"))
            .privateKeySupplier(() -> new ByteArrayInputStream(key));
    values.field("pass_phrase").ifPresent(p -> builder.passphraseCharacters(p.toCharArray()));
    return builder.build();
  }

  /** The PEM text of the private key. */
  static byte[] key(OciValues values, Map<String, String> env) {
    if (values.has("key_content") && !values.has("key_file")) {
      return values.require("key_content").getBytes(StandardCharsets.UTF_8);
    }
    Path file = OciValues.expand(values.require("key_file"), env);
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw OciValues.unauthenticated(
          "the key_file " + file + " of " + values.source() + " cannot be read");
    }
  }

  /** From the given environment where it is the version of functions; else from the process's. */
  private OciIdentity resourcePrincipal() {
    String version = env.getOrDefault(VERSION, "");
    try {
      ResourcePrincipalAuthenticationDetailsProvider provider =
          version.equals("2.2")
              ? ResourcePrincipalAuthenticationDetailsProviderBuilder.build_2_2(
                  required("OCI_RESOURCE_PRINCIPAL_PRIVATE_PEM"),
                  env.get("OCI_RESOURCE_PRINCIPAL_PRIVATE_PEM_PASSPHRASE"),
                  required("OCI_RESOURCE_PRINCIPAL_RPST"),
                  required("OCI_RESOURCE_PRINCIPAL_REGION"),
                  "environment variable")
              : ResourcePrincipalAuthenticationDetailsProvider.builder().build();
      return OciIdentity.of(provider, config.region(), "the resource principal");
    } catch (StorageException e) {
      throw e;
    } catch (RuntimeException e) {
      throw StorageException.builder(
              ErrorCode.UNAUTHENTICATED,
              version.isEmpty()
                  ? VERSION + " is not set, so there is no resource principal here"
                  : "the resource principal of " + VERSION + "=" + version + " cannot be used")
          .cause(e)
          .build();
    }
  }

  private String required(String variable) {
    String value = env.getOrDefault(variable, "");
    if (value.isEmpty()) {
      throw OciValues.unauthenticated(VERSION + " is set, but " + variable + " is not");
    }
    return value;
  }

  /** The SDK waits for minutes where there is no metadata service, so it is asked for here. */
  private OciIdentity instancePrincipal(String problem) {
    String given = env.getOrDefault("OCI_METADATA_BASE_URL", "http://169.254.169.254/opc/v2/");
    String base = given.endsWith("/") ? given : given + "/";
    String region = region(base, problem);
    try {
      var builder = InstancePrincipalsAuthenticationDetailsProvider.builder();
      builder.metadataBaseUrl(base);
      builder.federationEndpoint(
          config.authEndpoint().orElseGet(() -> OciService.AUTH.endpoint(region)).toString());
      return OciIdentity.of(
          builder.build(), config.region().or(() -> Optional.of(region)), "the instance");
    } catch (RuntimeException e) {
      throw StorageException.builder(
              ErrorCode.UNAUTHENTICATED, "the instance principal cannot be used")
          .cause(e)
          .build();
    }
  }

  private String region(String base, String problem) {
    HttpRequest ask =
        HttpRequest.builder("GET", URI.create(base + "instance/region"))
            .header("Authorization", "Bearer Oracle")
            .readTimeout(METADATA_WAIT)
            .deadline(System.nanoTime() + METADATA_WAIT.toNanos())
            .build();
    try (HttpResponse answer = transport.send(ask)) {
      String code = new String(answer.body().readNBytes(1000), StandardCharsets.UTF_8).strip();
      if (answer.status() == 200 && !code.isEmpty()) {
        return Region.fromRegionCodeOrId(code).getRegionId();
      }
      throw OciValues.unauthenticated(
          problem + " (its metadata service answered " + answer.status() + ")");
    } catch (IOException e) {
      throw StorageException.builder(
              ErrorCode.UNAUTHENTICATED, problem + " (no metadata service answers)")
          .cause(e)
          .build();
    }
  }

  static StorageException noRegion(String source) {
    return StorageException.invalidArgument(
        "the region is not known to " + source + "; write region=NAME, or set OCI_CLI_REGION");
  }
}
