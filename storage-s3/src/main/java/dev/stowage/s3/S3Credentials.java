package dev.stowage.s3;

import dev.stowage.Credentials;
import dev.stowage.ErrorCode;
import dev.stowage.OpenOptions;
import dev.stowage.StorageException;
import dev.stowage.config.CredentialsFile;
import dev.stowage.http.HttpTransport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider;
import software.amazon.awssdk.auth.credentials.InstanceProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;
import software.amazon.awssdk.identity.spi.IdentityProvider;
import software.amazon.awssdk.profiles.ProfileFile;

/**
 * Who sends the requests. Asked for every request, so that credentials that expire are replaced in
 * time by those of the SDK's providers, which cache them until shortly before.
 */
final class S3Credentials {
  private static final String PROFILE = "profile:";
  private static final String FILE = "file:";

  private final Object source;
  private final Supplier<@Nullable AwsCredentialsIdentity> identity;

  private S3Credentials(Object source, Supplier<@Nullable AwsCredentialsIdentity> identity) {
    this.source = source;
    this.identity = identity;
  }

  static S3Credentials of(S3Config config, OpenOptions options, HttpTransport transport) {
    Map<String, String> env = options.environment();
    if (options.credentials().isPresent()) {
      return of(options.credentials().get());
    }
    String where = config.credential().orElse("");
    if (where.equals("anonymous")) {
      return of(Credentials.anonymous());
    }
    if (where.equals("env")) {
      return of(
          fromEnvironment(env)
              .orElseThrow(
                  () ->
                      unauthenticated(
                          "credential=env, but AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY are not"
                              + " set")));
    }
    if (where.startsWith(PROFILE)) {
      return of(where, profile(where.substring(PROFILE.length()), env));
    }
    if (where.startsWith(FILE)) {
      return of(fromFile(Path.of(where.substring(FILE.length()))));
    }
    if (!where.isEmpty()) {
      throw StorageException.invalidArgument(
          "parameter credential=" + where + "; it takes env, profile:NAME, file:PATH, anonymous");
    }
    return fromEnvironment(env)
        .map(S3Credentials::of)
        .orElseGet(() -> chain(config, env, transport));
  }

  /** The identity of a client of the caller's. */
  static S3Credentials of(IdentityProvider<? extends AwsCredentialsIdentity> provider) {
    return new S3Credentials(provider, () -> provider.resolveIdentity().join());
  }

  static S3Credentials of(Credentials fields) {
    if (fields.isAnonymous()) {
      return new S3Credentials(fields, () -> null);
    }
    String id = fields.require("access_key_id");
    String secret = fields.require("secret_access_key");
    AwsCredentialsIdentity fixed =
        fields
            .field("session_token")
            .<AwsCredentialsIdentity>map(t -> AwsSessionCredentialsIdentity.create(id, secret, t))
            .orElseGet(() -> AwsCredentialsIdentity.create(id, secret));
    return new S3Credentials(fields, () -> fixed);
  }

  private static S3Credentials of(Object source, AwsCredentialsProvider provider) {
    return new S3Credentials(source, provider::resolveCredentials);
  }

  /**
   * The order of the AWS SDKs. The sources are made when they are first asked: most programs need
   * one, and the last one sends requests.
   */
  private static S3Credentials chain(
      S3Config config, Map<String, String> env, HttpTransport transport) {
    if (env.containsKey("AWS_WEB_IDENTITY_TOKEN_FILE") && env.containsKey("AWS_ROLE_ARN")) {
      WebIdentity web = new WebIdentity(env, config.region().orElse(""), transport);
      return new S3Credentials(env, web::resolve);
    }
    AwsCredentialsProvider[] found = new AwsCredentialsProvider[1];
    return new S3Credentials(
        env,
        () -> {
          synchronized (found) {
            if (found[0] == null) {
              return first(env, found);
            }
          }
          return found[0].resolveCredentials();
        });
  }

  private static AwsCredentials first(Map<String, String> env, AwsCredentialsProvider[] found) {
    SdkClientException noProfile;
    AwsCredentialsProvider profile = profile(env.getOrDefault("AWS_PROFILE", "default"), env);
    try {
      AwsCredentials credentials = profile.resolveCredentials();
      found[0] = profile;
      return credentials;
    } catch (SdkClientException e) {
      noProfile = e;
    }
    boolean container =
        env.containsKey("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI")
            || env.containsKey("AWS_CONTAINER_CREDENTIALS_FULL_URI");
    boolean instance = !"true".equalsIgnoreCase(env.get("AWS_EC2_METADATA_DISABLED"));
    if (!container && !instance) {
      throw nothing(noProfile);
    }
    AwsCredentialsProvider machine =
        container
            ? ContainerCredentialsProvider.builder().build()
            : InstanceProfileCredentialsProvider.create();
    try {
      AwsCredentials credentials = machine.resolveCredentials();
      found[0] = machine;
      return credentials;
    } catch (SdkClientException e) {
      e.addSuppressed(noProfile);
      throw nothing(e);
    }
  }

  private static StorageException nothing(Exception cause) {
    return StorageException.builder(
            ErrorCode.UNAUTHENTICATED,
            "no credentials found: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, name a profile"
                + " with credential=profile:NAME, or use credential=anonymous")
        .cause(cause)
        .build();
  }

  private static AwsCredentialsProvider profile(String name, Map<String, String> env) {
    return ProfileCredentialsProvider.builder()
        .profileName(name)
        .profileFile(() -> profiles(env))
        .build();
  }

  static ProfileFile profiles(Map<String, String> env) {
    Path home = Path.of(env.getOrDefault("HOME", System.getProperty("user.home", "/")), ".aws");
    ProfileFile.Aggregator all = ProfileFile.aggregator();
    add(all, env.get("AWS_SHARED_CREDENTIALS_FILE"), home.resolve("credentials"), true);
    add(all, env.get("AWS_CONFIG_FILE"), home.resolve("config"), false);
    return all.build();
  }

  private static void add(
      ProfileFile.Aggregator all, @Nullable String set, Path usual, boolean credentials) {
    Path file = set == null ? usual : Path.of(set);
    if (Files.isReadable(file)) {
      all.addFile(
          ProfileFile.builder()
              .content(file)
              .type(credentials ? ProfileFile.Type.CREDENTIALS : ProfileFile.Type.CONFIGURATION)
              .build());
    }
  }

  private static Optional<Credentials> fromEnvironment(Map<String, String> env) {
    String id = env.getOrDefault("AWS_ACCESS_KEY_ID", "");
    String secret = env.getOrDefault("AWS_SECRET_ACCESS_KEY", "");
    String token = env.getOrDefault("AWS_SESSION_TOKEN", "");
    if (id.isEmpty() || secret.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        token.isEmpty() ? Credentials.keys(id, secret) : Credentials.session(id, secret, token));
  }

  /** A JSON object, the CSV that Amazon's console offers, or a profile file's default profile. */
  private static Credentials fromFile(Path file) {
    byte[] content;
    try {
      content = Files.readAllBytes(file);
    } catch (IOException e) {
      throw unauthenticated("the credentials file " + file + " cannot be read");
    }
    if (new String(content, StandardCharsets.UTF_8).stripLeading().startsWith("[")) {
      return ini(file);
    }
    try {
      return CredentialsFile.parse(file.toString(), content);
    } catch (StorageException e) {
      throw unauthenticated(e.reason());
    }
  }

  private static Credentials ini(Path file) {
    ProfileFile profiles =
        ProfileFile.builder().content(file).type(ProfileFile.Type.CREDENTIALS).build();
    Map<String, String> found = new HashMap<>();
    profiles
        .profile("default")
        .ifPresent(
            p ->
                p.properties()
                    .forEach((k, v) -> found.put(k.startsWith("aws_") ? k.substring(4) : k, v)));
    if (found.isEmpty()) {
      throw unauthenticated("the credentials file " + file + " has no profile named default");
    }
    return Credentials.of(found);
  }

  private static StorageException unauthenticated(String reason) {
    return StorageException.of(ErrorCode.UNAUTHENTICATED, reason);
  }

  /** Null for requests without a signature. */
  @Nullable AwsCredentialsIdentity resolve() {
    return identity.get();
  }

  boolean sameAs(S3Credentials other) {
    return source.equals(other.source);
  }
}
