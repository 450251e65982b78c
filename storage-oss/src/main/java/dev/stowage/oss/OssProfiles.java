package dev.stowage.oss;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stowage.Credentials;
import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** The profiles of Alibaba's command line, in {@code ~/.aliyun/config.json}. */
final class OssProfiles {
  private OssProfiles() {}

  private static Optional<JsonNode> find(String name, Map<String, String> env) {
    Path home = Path.of(env.getOrDefault("HOME", System.getProperty("user.home", "/")));
    Path file = home.resolve(".aliyun").resolve("config.json");
    if (!Files.isReadable(file)) {
      return Optional.empty();
    }
    JsonNode root;
    try {
      root = new ObjectMapper().readTree(Files.readString(file, StandardCharsets.UTF_8));
    } catch (IOException e) {
      // Without the cause, which quotes the text.
      throw StorageException.of(ErrorCode.UNAUTHENTICATED, file + " is not the JSON it should be");
    }
    String wanted = name.isEmpty() ? root.path("current").asText("default") : name;
    for (JsonNode profile : root.path("profiles")) {
      if (profile.path("name").asText().equals(wanted)) {
        return Optional.of(profile);
      }
    }
    return Optional.empty();
  }

  /** The keys of a profile; the empty name stands for the current one. */
  static Optional<Credentials> credentials(String name, Map<String, String> env) {
    return find(name, env)
        .filter(profile -> !profile.path("access_key_id").asText().isEmpty())
        .map(
            profile -> {
              String id = profile.path("access_key_id").asText();
              String secret = profile.path("access_key_secret").asText();
              String token = profile.path("sts_token").asText();
              return token.isEmpty()
                  ? Credentials.keys(id, secret)
                  : Credentials.session(id, secret, token);
            });
  }

  static Optional<String> region(OssConfig config, Map<String, String> env) {
    String credential = config.credential().orElse("");
    if (!credential.isEmpty() && !credential.startsWith("profile:")) {
      return Optional.empty();
    }
    return find(credential.replaceFirst("profile:", ""), env)
        .map(profile -> profile.path("region_id").asText())
        .filter(region -> !region.isEmpty());
  }
}
