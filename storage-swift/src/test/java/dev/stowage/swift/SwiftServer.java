package dev.stowage.swift;

import dev.stowage.Credentials;
import dev.stowage.OpenOptions;
import java.io.IOException;
import java.util.Map;

/** The server that {@code tools/servers/swift} starts, by the variables that it prints. */
final class SwiftServer {
  private static Map<String, String> token = Map.of();

  private SwiftServer() {}

  static String variable(String name) {
    String value = System.getenv(name);
    if (value == null || value.isEmpty()) {
      throw new AssertionError(
          name + " is not set; run eval \"$(tools/servers/swift start)\" first");
    }
    return value;
  }

  static Map<String, String> environment() {
    return Map.of(
        "OS_AUTH_URL", variable("OS_AUTH_URL"),
        "OS_USERNAME", variable("OS_USERNAME"),
        "OS_PASSWORD", variable("OS_PASSWORD"),
        "OS_PROJECT_NAME", variable("OS_PROJECT_NAME"),
        "OS_USER_DOMAIN_NAME", variable("OS_USER_DOMAIN_NAME"),
        "OS_PROJECT_DOMAIN_NAME", variable("OS_PROJECT_DOMAIN_NAME"),
        "OS_REGION_NAME", variable("OS_REGION_NAME"));
  }

  /**
   * One token for all stores of the kit, which opens some thousand: Keystone hashes passwords
   * slowly, as it should.
   */
  static synchronized Map<String, String> tokenEnvironment() {
    if (token.isEmpty()) {
      try (SwiftClient client = SwiftClient.open("swift:", options())) {
        Session session = client.wire().sessions().current();
        token =
            Map.of(
                "OS_AUTH_URL", variable("OS_AUTH_URL"),
                "OS_TOKEN", String.valueOf(session.token()),
                "OS_STORAGE_URL", session.storageUrl());
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }
    return token;
  }

  static OpenOptions options() {
    return OpenOptions.defaults().withEnvironment(environment());
  }

  /** A user of another project: known, and not allowed anything in the account under test. */
  static OpenOptions stranger(OpenOptions options) {
    return options
        .withEnvironment(environment())
        .withCredentials(
            Credentials.of(
                Map.of(
                    "username", "other",
                    "password", "other-password",
                    "project_name", "other",
                    "storage_url",
                        variable("STOWAGE_SWIFT")
                            + "/v1/AUTH_"
                            + variable("STOWAGE_SWIFT_PROJECT_ID"))));
  }

  /** A user whom Keystone does not know. */
  static OpenOptions nobody(OpenOptions options) {
    return options
        .withEnvironment(environment())
        .withCredentials(Credentials.of(Map.of("username", "nobody", "password", "wrong")));
  }
}
