package dev.stowage.swift;

import dev.stowage.ErrorCode;
import dev.stowage.OpenOptions;
import dev.stowage.StorageException;
import dev.stowage.StorageUrl;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a {@code swift:} or {@code naver:} URL, the credentials and the environment say together.
 */
final class SwiftSettings {
  private static final String[] PARAMS = {
    "endpoint",
    "region",
    "interface",
    "auth",
    "cloud",
    "credential",
    "project",
    "project-id",
    "project-domain",
    "project-domain-id",
    "user",
    "user-domain",
    "user-domain-id",
    "storage-url",
    "segments",
    "naming",
    "create-only",
    "zone"
  };

  private final String scheme;
  private final Map<String, String> fields;
  private final Identity identity;
  private final String side;
  private final boolean documentNaming;
  private final boolean keepSegments;
  private final boolean createOnly;
  private final Optional<String> segments;

  SwiftSettings(StorageUrl url, OpenOptions options) {
    url.allowParams(PARAMS);
    scheme = url.scheme();
    fields = fields(url, options);
    side = side(fields.getOrDefault("interface", "public"));
    documentNaming =
        url.choice("naming", "swiftclient", "swiftclient", "document").equals("document");
    segments = url.param("segments").filter(name -> !name.equals("keep"));
    keepSegments = url.param("segments").filter(name -> name.equals("keep")).isPresent();
    createOnly = url.choice("create-only", "refuse", "refuse", "check").equals("check");
    identity = new Identity(method(url, options), fields);
    if (identity.method() == Identity.Method.NONE) {
      if (storageUrl().isEmpty()) {
        throw StorageException.invalidArgument(
            "a store without credentials needs storage-url= in the " + scheme + ": URL");
      }
    } else {
      authUrl();
      checkIdentity();
    }
  }

  private static Map<String, String> fields(StorageUrl url, OpenOptions options) {
    Map<String, String> environment = options.environment();
    Map<String, String> all = new LinkedHashMap<>(preset(url));
    all.putAll(SwiftEnvironment.pointedAt(url, environment));
    options.credentials().ifPresent(given -> SwiftEnvironment.replace(all, given));
    take(url, all, "endpoint", "auth_url");
    take(url, all, "region", "region_name");
    take(url, all, "interface", "interface");
    take(url, all, "storage-url", "storage_url");
    take(url, all, "user", "username");
    takeEither(url, all, "user-domain", "user_domain_name", "user_domain_id");
    takeEither(url, all, "user-domain-id", "user_domain_id", "user_domain_name");
    takeEither(url, all, "project", "project_name", "project_id");
    takeEither(url, all, "project-id", "project_id", "project_name");
    takeEither(url, all, "project-domain", "project_domain_name", "project_domain_id");
    takeEither(url, all, "project-domain-id", "project_domain_id", "project_domain_name");
    return all;
  }

  private static Map<String, String> preset(StorageUrl url) {
    if (!url.scheme().equals(NaverPreset.SCHEME)) {
      url.param("zone")
          .ifPresent(
              zone -> {
                throw StorageException.invalidArgument("zone is a parameter of naver: URLs only");
              });
      return Map.of();
    }
    return NaverPreset.fields(url.choice("zone", "commercial", "commercial", "government"));
  }

  private static void take(StorageUrl url, Map<String, String> all, String param, String field) {
    url.param(param).ifPresent(value -> all.put(field, value));
  }

  /** A name in the URL must not meet an id from elsewhere. */
  private static void takeEither(
      StorageUrl url, Map<String, String> all, String param, String field, String other) {
    url.param(param)
        .ifPresent(
            value -> {
              all.put(field, value);
              all.remove(other);
            });
  }

  private static String side(String word) {
    String side = word.toLowerCase(Locale.ROOT).replaceAll("url$", "");
    if (!side.equals("public") && !side.equals("internal") && !side.equals("admin")) {
      throw StorageException.invalidArgument(
          "interface is " + word + "; it is public, internal or admin");
    }
    return side;
  }

  private Identity.Method method(StorageUrl url, OpenOptions options) {
    if (options.credentials().filter(given -> given.isAnonymous()).isPresent()) {
      return Identity.Method.NONE;
    }
    String given = url.param("auth").or(() -> field("auth_type")).orElse("");
    return switch (given) {
      case "password", "v3password" -> Identity.Method.PASSWORD;
      case "application", "v3applicationcredential" -> Identity.Method.APPLICATION;
      case "token", "v3token" -> Identity.Method.TOKEN;
      case "v1", "v1password" -> Identity.Method.V1;
      case "none" -> Identity.Method.NONE;
      case "" -> guessed();
      default ->
          throw StorageException.invalidArgument(
              "auth=" + given + "; it takes password, application, token, v1, none");
    };
  }

  private Identity.Method guessed() {
    if (fields.containsKey("application_credential_secret")) {
      return Identity.Method.APPLICATION;
    }
    if (fields.getOrDefault("auth_url", "").matches(".*/auth/v1(\\.0)?/?")) {
      return Identity.Method.V1;
    }
    return fields.containsKey("token") && !fields.containsKey("password")
        ? Identity.Method.TOKEN
        : Identity.Method.PASSWORD;
  }

  /** Says at once, and not with the first request, what is missing. */
  private void checkIdentity() {
    switch (identity.method()) {
      case PASSWORD -> {
        if (identity.get("user_id").isEmpty()) {
          identity.require("username");
        }
        identity.require("password");
      }
      case V1 -> {
        identity.require("username");
        identity.require("password");
      }
      case APPLICATION -> identity.require("application_credential_secret");
      case TOKEN -> identity.require("token");
      case NONE -> {}
    }
  }

  private Optional<String> field(String name) {
    return Optional.ofNullable(fields.get(name));
  }

  String scheme() {
    return scheme;
  }

  boolean isNaver() {
    return scheme.equals(NaverPreset.SCHEME);
  }

  Identity identity() {
    return identity;
  }

  /** Of Keystone with its version, or of TempAuth as it is. */
  String authUrl() {
    String url =
        field("auth_url")
            .orElseThrow(
                () ->
                    StorageException.of(
                        ErrorCode.UNAUTHENTICATED,
                        "nobody to ask for a token: set OS_AUTH_URL, OS_CLOUD, or endpoint= in the URL"));
    if (!url.matches("(?i)https?://[^\\s/]+(/\\S*)?")) {
      throw StorageException.invalidArgument("the endpoint is no http or https URL: " + url);
    }
    if (identity != null && identity.method() == Identity.Method.V1) {
      return url;
    }
    String plain = url.replaceAll("/+$", "").replaceAll("/auth/tokens$", "");
    return plain.matches(".*/v3(/.*)?") ? plain : plain + "/v3";
  }

  /** What replaces the catalogue's answer. */
  Optional<String> storageUrl() {
    return field("storage_url");
  }

  Optional<String> region() {
    return field("region_name");
  }

  /** The interface: public, internal or admin. */
  String side() {
    return side;
  }

  Optional<String> tempUrlKey() {
    return field("temp_url_key");
  }

  boolean documentNaming() {
    return documentNaming;
  }

  /** Whether the caller is content with a condition that two writers at the same time both meet. */
  boolean createOnly() {
    return createOnly;
  }

  /** Whether segments of what is replaced or deleted stay. */
  boolean keepSegments() {
    return keepSegments;
  }

  /** Where the segments of a container's large objects go. */
  String segmentsOf(String container) {
    return segments.orElseGet(
        () -> isNaver() ? NaverPreset.segmentsOf(container) : container + "_segments");
  }

  /** Why a container cannot have this name, or null. */
  @Nullable String nameProblem(String container) {
    if (container.indexOf('/') >= 0) {
      return "the container's name holds a slash";
    }
    if (isNaver()) {
      return NaverPreset.nameProblem(container);
    }
    int bytes = container.getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
    return bytes > 256 ? "the container's name has " + bytes + " bytes; at most 256" : null;
  }

  /** Whether both see the same account as the same user. */
  boolean sameAccountAs(SwiftSettings other) {
    return identity.sameAs(other.identity) && side.equals(other.side);
  }
}
