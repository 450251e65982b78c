package dev.stowage.oci.vault;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.secret.SecretStage;
import dev.stowage.secret.SecretState;
import dev.stowage.secret.SecretVersion;
import dev.stowage.spi.SecretDriver;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Reads versions of secrets as the service shows them. */
final class VaultBundle {
  private VaultBundle() {}

  static SecretDriver.Content content(JsonNode bundle) {
    JsonNode content = bundle.path("secretBundleContent");
    String type = content.path("contentType").asText("");
    if (!type.equals("BASE64")) {
      throw StorageException.of(
          ErrorCode.UNSUPPORTED,
          "the secret has content of the type \"" + type + "\"; only BASE64 can be read");
    }
    return new SecretDriver.Content(decoded(content.path("content").asText("")), version(bundle));
  }

  /** Lines may be broken; anything else that is no Base64 means that it was not kept as such. */
  static byte[] decoded(String text) {
    byte[] bytes = text.replace("\r", "").replace("\n", "").getBytes(StandardCharsets.ISO_8859_1);
    try {
      return Base64.getDecoder().decode(bytes);
    } catch (IllegalArgumentException e) {
      // Without the cause: its words can quote the content.
      throw StorageException.of(
          ErrorCode.INTEGRITY_FAILURE, "the content of the secret is malformed Base64");
    }
  }

  static SecretVersion version(JsonNode node) {
    SecretVersion.Builder version =
        SecretVersion.builder(node.path("versionNumber").asText())
            .label(node.path("versionName").asText(null))
            .created(time(node, "timeCreated"))
            .expires(time(node, "timeOfExpiry"));
    for (JsonNode stage : node.path("stages")) {
      for (SecretStage known : SecretStage.values()) {
        if (known.name().equals(stage.asText())) {
          version.stage(known);
        }
      }
    }
    if (node.hasNonNull("timeOfDeletion")) {
      version.state(SecretState.PENDING_DELETION);
    }
    return version.build();
  }

  static @Nullable Instant time(JsonNode node, String name) {
    if (!node.hasNonNull(name)) {
      return null;
    }
    try {
      return java.time.OffsetDateTime.parse(node.path(name).asText()).toInstant();
    } catch (DateTimeException e) {
      throw StorageException.builder(ErrorCode.UNKNOWN, "the service shows no time as " + name)
          .cause(e)
          .build();
    }
  }
}
