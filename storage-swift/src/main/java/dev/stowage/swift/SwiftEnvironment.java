package dev.stowage.swift;

import dev.stowage.Credentials;
import dev.stowage.StorageException;
import dev.stowage.StorageUrl;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where credentials and defaults come from: variables, a file of variables, {@code clouds.yaml}.
 */
final class SwiftEnvironment {
  /**
   * Variables of the OpenStack client and of python-swiftclient; of two for one field the last
   * counts.
   */
  private static final String[][] VARIABLES = {
    {"ST_AUTH", "auth_url"},
    {"ST_USER", "username"},
    {"ST_KEY", "password"},
    {"OS_AUTH_URL", "auth_url"},
    {"OS_AUTH_TYPE", "auth_type"},
    {"OS_USERNAME", "username"},
    {"OS_USER_ID", "user_id"},
    {"OS_PASSWORD", "password"},
    {"OS_TENANT_NAME", "project_name"},
    {"OS_PROJECT_NAME", "project_name"},
    {"OS_TENANT_ID", "project_id"},
    {"OS_PROJECT_ID", "project_id"},
    {"OS_USER_DOMAIN_NAME", "user_domain_name"},
    {"OS_USER_DOMAIN_ID", "user_domain_id"},
    {"OS_PROJECT_DOMAIN_NAME", "project_domain_name"},
    {"OS_PROJECT_DOMAIN_ID", "project_domain_id"},
    {"OS_ENDPOINT_TYPE", "interface"},
    {"OS_INTERFACE", "interface"},
    {"OS_REGION_NAME", "region_name"},
    {"OS_APPLICATION_CREDENTIAL_ID", "application_credential_id"},
    {"OS_APPLICATION_CREDENTIAL_NAME", "application_credential_name"},
    {"OS_APPLICATION_CREDENTIAL_SECRET", "application_credential_secret"},
    {"OS_AUTH_TOKEN", "token"},
    {"OS_TOKEN", "token"},
    {"OS_STORAGE_URL", "storage_url"},
    {"STOWAGE_SWIFT_TEMP_URL_KEY", "temp_url_key"},
  };

  private static final List<String> PROOFS =
      List.of("password", "token", "application_credential_secret");
  private static final List<String> IDENTITY =
      List.of("user", "password", "token", "application_credential_", "auth_type");

  private SwiftEnvironment() {}

  /** What {@code cloud=} and {@code credential=} name, else the environment. */
  static Map<String, String> pointedAt(StorageUrl url, Map<String, String> environment) {
    String pointer = url.param("credential").orElse("env");
    if (pointer.startsWith("profile:")) {
      return CloudsYaml.cloud(pointer.substring("profile:".length()), environment);
    }
    if (pointer.startsWith("file:")) {
      return fromVariables(variablesIn(Path.of(pointer.substring("file:".length()))));
    }
    if (!pointer.equals("env")) {
      throw StorageException.invalidArgument(
          "credential=" + pointer + "; it takes env, profile:CLOUD, file:PATH of an openrc file");
    }
    @Nullable String cloud = url.param("cloud").orElse(environment.get("OS_CLOUD"));
    Map<String, String> all = new LinkedHashMap<>();
    if (cloud != null && !cloud.isEmpty()) {
      all.putAll(CloudsYaml.cloud(cloud, environment));
    }
    all.putAll(fromVariables(environment));
    return all;
  }

  private static Map<String, String> fromVariables(Map<String, String> variables) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (String[] variable : VARIABLES) {
      String value = variables.get(variable[0]);
      if (value != null && !value.isEmpty()) {
        fields.put(variable[1], value);
      }
    }
    return fields;
  }

  /** Lines such as {@code export OS_USERNAME="demo"}; all others are no concern of ours. */
  private static Map<String, String> variablesIn(Path file) {
    Map<String, String> variables = new LinkedHashMap<>();
    try {
      for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
        String assignment = line.strip().replaceFirst("^export\\s+", "");
        int equals = assignment.indexOf('=');
        if (equals > 0 && assignment.substring(0, equals).matches("[A-Z_]+")) {
          variables.put(
              assignment.substring(0, equals), unquoted(assignment.substring(equals + 1)));
        }
      }
    } catch (IOException e) {
      throw StorageException.invalidArgument(file + " cannot be read: " + e.getMessage());
    }
    return variables;
  }

  private static String unquoted(String value) {
    boolean quoted =
        value.length() >= 2
            && (value.charAt(0) == '"' || value.charAt(0) == '\'')
            && value.charAt(value.length() - 1) == value.charAt(0);
    return quoted ? value.substring(1, value.length() - 1) : value;
  }

  /** Puts given credentials in the place of those of the environment; the two never mix. */
  static void replace(Map<String, String> all, Credentials given) {
    Map<String, String> fields = renamed(given.fields());
    boolean proof = fields.keySet().stream().anyMatch(PROOFS::contains);
    if (proof) {
      all.keySet().removeIf(name -> IDENTITY.stream().anyMatch(name::startsWith));
    }
    if (fields.containsKey("project_id") || fields.containsKey("project_name")) {
      all.keySet().removeIf(name -> name.startsWith("project_"));
    }
    all.putAll(fields);
  }

  /** Credentials as callers give them; an access key pair is NAVER's name for user and password. */
  private static Map<String, String> renamed(Map<String, String> given) {
    Map<String, String> fields = new LinkedHashMap<>(given);
    String user = fields.remove("access_key_id");
    String secret = fields.remove("secret_access_key");
    if (user != null) {
      fields.put("username", user);
    }
    if (secret != null) {
      fields.put("password", secret);
    }
    return fields;
  }
}
