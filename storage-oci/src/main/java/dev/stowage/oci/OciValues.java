package dev.stowage.oci;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.oracle.bmc.ConfigFileReader;
import com.oracle.bmc.ConfigFileReader.ConfigFile;
import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The named values that a configuration file, a JSON file or the environment gives: {@code user},
 * {@code fingerprint}, {@code tenancy}, {@code region}, {@code key_file} and the rest, under the
 * names of the configuration file.
 *
 * @param source where they stand, for messages
 */
record OciValues(Map<String, String> fields, String source) {
  private static final String[] NAMES = {
    "user",
    "fingerprint",
    "tenancy",
    "region",
    "key_file",
    "key_content",
    "pass_phrase",
    "security_token_file",
    "authentication_type"
  };

  /** The variables of Oracle's command line, in the order of {@link #NAMES}. */
  private static final String[] VARIABLES = {
    "OCI_CLI_USER",
    "OCI_CLI_FINGERPRINT",
    "OCI_CLI_TENANCY",
    "OCI_CLI_REGION",
    "OCI_CLI_KEY_FILE",
    "OCI_CLI_KEY_CONTENT",
    "OCI_CLI_PASSPHRASE",
    "OCI_CLI_SECURITY_TOKEN_FILE",
    "OCI_CLI_AUTH"
  };

  OciValues {
    fields = Map.copyOf(fields);
  }

  static OciValues environment(Map<String, String> env) {
    Map<String, String> found = new LinkedHashMap<>();
    for (int i = 0; i < NAMES.length; i++) {
      String value = env.getOrDefault(VARIABLES[i], "");
      if (!value.isEmpty()) {
        found.put(NAMES[i], value);
      }
    }
    return new OciValues(found, "the variables OCI_CLI_*");
  }

  /** These values, and those of another where these have none. */
  OciValues over(OciValues other) {
    Map<String, String> merged = new LinkedHashMap<>(other.fields);
    merged.putAll(fields);
    boolean own = fields.containsKey("key_file") || fields.containsKey("key_content");
    return new OciValues(merged, own ? source : other.source);
  }

  /** The configuration file that the environment names, or the usual one if it is there. */
  static Optional<Path> usualFile(Map<String, String> env) {
    String named = env.getOrDefault("OCI_CLI_CONFIG_FILE", env.getOrDefault("OCI_CONFIG_FILE", ""));
    if (!named.isEmpty()) {
      return Optional.of(expand(named, env));
    }
    for (String usual : new String[] {"~/.oci/config", "~/.oraclebmc/config"}) {
      Path file = expand(usual, env);
      if (Files.isRegularFile(file)) {
        return Optional.of(file);
      }
    }
    return Optional.empty();
  }

  static String usualProfile(Map<String, String> env) {
    String named = env.getOrDefault("OCI_CLI_PROFILE", "");
    return named.isEmpty() ? "DEFAULT" : named;
  }

  /** One profile of a configuration file. */
  static OciValues profile(Path file, String profile) {
    String source = "profile " + profile + " of " + file;
    if (!Files.isReadable(file)) {
      throw unauthenticated("the configuration file " + file + " cannot be read");
    }
    ConfigFile config;
    try {
      config = ConfigFileReader.parse(file.toString(), profile);
    } catch (IOException e) {
      throw unauthenticated("the configuration file " + file + " cannot be read");
    } catch (RuntimeException e) {
      throw unauthenticated(
          "the configuration file " + file + " has no profile " + profile + " that can be read");
    }
    Map<String, String> found = new LinkedHashMap<>();
    for (String name : NAMES) {
      String value = config.get(name);
      if (value != null && !value.isBlank()) {
        found.put(name, value.strip());
      }
    }
    return new OciValues(found, source);
  }

  /** A configuration file's usual profile, or a JSON object with the same names. */
  static OciValues file(Path file, Map<String, String> env) {
    String text;
    try {
      text = Files.readString(file, StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw unauthenticated("the credentials file " + file + " cannot be read");
    }
    if (!text.startsWith("{")) {
      return profile(file, usualProfile(env));
    }
    try {
      JsonNode root = new ObjectMapper().readTree(text);
      Map<String, String> fields = new LinkedHashMap<>();
      root.properties().forEach(e -> fields.put(e.getKey(), e.getValue().asText()));
      return new OciValues(fields, file.toString());
    } catch (IOException e) {
      // Without the cause, which quotes the text.
      throw unauthenticated("the credentials file " + file + " is not the JSON object it begins");
    }
  }

  /** A path in which a leading tilde stands for the home directory. */
  static Path expand(String path, Map<String, String> env) {
    String home = env.getOrDefault("HOME", System.getProperty("user.home", "/"));
    return path.equals("~") || path.startsWith("~/")
        ? Path.of(home + path.substring(1))
        : Path.of(path);
  }

  boolean has(String name) {
    return fields.containsKey(name);
  }

  Optional<String> field(String name) {
    return Optional.ofNullable(fields.get(name));
  }

  String require(String name) {
    return field(name).orElseThrow(() -> unauthenticated(source + " has no " + name));
  }

  /** The names only. */
  @Override
  public String toString() {
    return source + fields.keySet();
  }

  static StorageException unauthenticated(String reason) {
    return StorageException.of(ErrorCode.UNAUTHENTICATED, reason);
  }
}
