package dev.stowage.oss;

import com.aliyun.sdk.service.oss2.credentials.AnonymousCredentialsProvider;
import com.aliyun.sdk.service.oss2.credentials.CredentialsProvider;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stowage.Credentials;
import dev.stowage.ErrorCode;
import dev.stowage.OpenOptions;
import dev.stowage.StorageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who sends the requests, to all three services. */
final class OssCredentials {
  private static final String PROFILE = "profile:";
  private static final String FILE = "file:";

  private final Object source;
  private final CredentialsProvider provider;

  private OssCredentials(Object source, CredentialsProvider provider) {
    this.source = source;
    this.provider = provider;
  }

  static OssCredentials of(OssConfig config, OpenOptions options) {
    Map<String, String> env = options.environment();
    if (options.credentials().isPresent()) {
      return of(options.credentials().get());
    }
    String where = config.credential().orElse("");
    if (where.equals("anonymous")) {
      return of(Credentials.anonymous());
    }
    if (where.startsWith(PROFILE)) {
      String name = where.substring(PROFILE.length());
      return of(
          OssProfiles.credentials(name, env)
              .orElseThrow(
                  () ->
                      unauthenticated(
                          "~/.aliyun/config.json has no profile " + name + " with an access key")));
    }
    if (where.startsWith(FILE)) {
      return of(fromFile(Path.of(where.substring(FILE.length()))));
    }
    if (!where.isEmpty() && !where.equals("env")) {
      throw StorageException.invalidArgument(
          "parameter credential=" + where + "; it takes env, profile:NAME, file:PATH, anonymous");
    }
    return later(env, where.equals("env"));
  }

  /** Looked up when they are first asked for: opening says nothing of missing ones. */
  private static OssCredentials later(Map<String, String> env, boolean environmentOnly) {
    return new OssCredentials(
        env,
        () -> {
          Optional<Credentials> found = fromEnvironment(env);
          if (found.isEmpty() && !environmentOnly) {
            found = OssProfiles.credentials(env.getOrDefault("ALIBABA_CLOUD_PROFILE", ""), env);
          }
          return sdk(found.orElseThrow(() -> unauthenticated(nothing(env))));
        });
  }

  private static String nothing(Map<String, String> env) {
    String missing =
        env.getOrDefault("OSS_ACCESS_KEY_ID", "").isEmpty()
            ? "OSS_ACCESS_KEY_ID"
            : "OSS_ACCESS_KEY_SECRET";
    return "no credentials found: "
        + missing
        + " is not set; set OSS_ACCESS_KEY_ID and OSS_ACCESS_KEY_SECRET, name a profile with"
        + " credential=profile:NAME, or use credential=anonymous";
  }

  static OssCredentials of(Credentials fields) {
    if (fields.isAnonymous()) {
      return new OssCredentials(fields, new AnonymousCredentialsProvider());
    }
    var fixed = sdk(fields);
    return new OssCredentials(fields, () -> fixed);
  }

  private static com.aliyun.sdk.service.oss2.credentials.Credentials sdk(Credentials fields) {
    String id = fields.require("access_key_id");
    String secret = fields.require("secret_access_key");
    return new com.aliyun.sdk.service.oss2.credentials.Credentials(
        id, secret, fields.field("session_token").orElse(null));
  }

  private static Optional<Credentials> fromEnvironment(Map<String, String> env) {
    return fromEnvironment(env, "OSS_ACCESS_KEY_ID", "OSS_ACCESS_KEY_SECRET", "OSS_SESSION_TOKEN")
        .or(
            () ->
                fromEnvironment(
                    env,
                    "ALIBABA_CLOUD_ACCESS_KEY_ID",
                    "ALIBABA_CLOUD_ACCESS_KEY_SECRET",
                    "ALIBABA_CLOUD_SECURITY_TOKEN"));
  }

  private static Optional<Credentials> fromEnvironment(
      Map<String, String> env, String id, String secret, String token) {
    String idValue = env.getOrDefault(id, "");
    String secretValue = env.getOrDefault(secret, "");
    String tokenValue = env.getOrDefault(token, "");
    if (idValue.isEmpty() || secretValue.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        tokenValue.isEmpty()
            ? Credentials.keys(idValue, secretValue)
            : Credentials.session(idValue, secretValue, tokenValue));
  }

  /** A JSON object, or the CSV that Alibaba's console offers. */
  private static Credentials fromFile(Path file) {
    String text;
    try {
      text = Files.readString(file, StandardCharsets.UTF_8).replace("\uFEFF", "").strip();
    } catch (IOException e) {
      throw unauthenticated("the credentials file " + file + " cannot be read");
    }
    Map<String, String> fields = text.startsWith("{") ? json(text, file) : csv(text);
    if (!fields.containsKey("access_key_id") || !fields.containsKey("secret_access_key")) {
      throw unauthenticated(
          "the credentials file " + file + " has no access_key_id with an access_key_secret");
    }
    return Credentials.of(fields);
  }

  private static Map<String, String> json(String text, Path file) {
    try {
      Map<String, String> fields = new HashMap<>();
      new ObjectMapper()
          .readTree(text)
          .properties()
          .forEach(e -> fields.put(name(e.getKey()), e.getValue().asText()));
      return fields;
    } catch (IOException e) {
      // Without the cause, which quotes the text.
      throw unauthenticated("the credentials file " + file + " is not the JSON object it begins");
    }
  }

  private static Map<String, String> csv(String text) {
    String[] lines = text.split("\\R");
    Map<String, String> fields = new HashMap<>();
    if (lines.length >= 2) {
      String[] names = lines[0].split(",", -1);
      String[] values = lines[1].split(",", -1);
      for (int i = 0; i < Math.min(names.length, values.length); i++) {
        fields.put(name(names[i].strip()), values[i].strip());
      }
    }
    return fields;
  }

  /** Alibaba's spellings of the names that all providers here have. */
  private static String name(String spelt) {
    return switch (spelt.toLowerCase(Locale.ROOT).replaceAll("[ _-]", "")) {
      case "accesskeyid" -> "access_key_id";
      case "accesskeysecret", "secretaccesskey" -> "secret_access_key";
      case "ststoken", "securitytoken", "sessiontoken" -> "session_token";
      default -> spelt;
    };
  }

  private static StorageException unauthenticated(String reason) {
    return StorageException.of(ErrorCode.UNAUTHENTICATED, reason);
  }

  CredentialsProvider provider() {
    return provider;
  }

  /** Null for requests without a signature. */
  com.aliyun.sdk.service.oss2.credentials.@Nullable Credentials resolve() {
    return provider instanceof AnonymousCredentialsProvider ? null : provider.getCredentials();
  }

  boolean sameAs(OssCredentials other) {
    return source.equals(other.source);
  }
}
