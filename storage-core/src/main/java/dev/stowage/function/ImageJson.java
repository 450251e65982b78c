package dev.stowage.function;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stowage.StorageException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The image among the fields: its own three, and {@code custom_container_config} over them. */
final class ImageJson {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> EXTRAS =
      List.of("acr_instance_id", "acceleration_type", "health_check_config", "registry_config");
  private static final Set<String> FIELDS =
      Set.of(
          "image",
          "port",
          "command",
          "entrypoint",
          "acr_instance_id",
          "acceleration_type",
          "health_check_config",
          "registry_config");

  private final JsonNode root;

  ImageJson(JsonNode root) {
    this.root = root;
  }

  Optional<ContainerImage> image() {
    Optional<String> composed = composed();
    Optional<JsonNode> config = JsonFields.object(root, "custom_container_config");
    if (config.isEmpty()) {
      return composed.map(ContainerImage::of);
    }
    JsonNode container = config.get();
    JsonFields.allow(container, "custom_container_config", FIELDS);
    String reference =
        JsonFields.text(container, "image")
            .or(() -> composed)
            .orElseThrow(
                () ->
                    StorageException.invalidArgument(
                        "custom_container_config has no image, and there is no image_url"));
    ContainerImage image =
        ContainerImage.of(reference)
            .withEntrypoint(JsonFields.texts(container, "entrypoint"))
            .withCommand(JsonFields.texts(container, "command"));
    Optional<Integer> port = JsonFields.integer(container, "port");
    if (port.isPresent()) {
      image = image.withPort(port.get());
    }
    for (String extra : EXTRAS) {
      if (container.has(extra)) {
        image =
            image.withExtra(
                extra, JSON.convertValue(container.get(extra), new TypeReference<Object>() {}));
      }
    }
    return Optional.of(image);
  }

  /** A digest wins over a tag; two different tags are an error. */
  private Optional<String> composed() {
    Optional<String> url = JsonFields.text(root, "image_url");
    Optional<String> tag = JsonFields.text(root, "image_tag");
    Optional<String> digest = JsonFields.text(root, "image_digest_value");
    if (url.isEmpty()) {
      if (tag.isPresent() || digest.isPresent()) {
        throw StorageException.invalidArgument("image_tag and image_digest_value need image_url");
      }
      return Optional.empty();
    }
    String whole = url.get();
    int colon = whole.indexOf(':', whole.lastIndexOf('/') + 1);
    String bare = colon < 0 ? whole : whole.substring(0, colon);
    if (whole.contains("@")) {
      if (tag.isPresent() || digest.isPresent()) {
        throw StorageException.invalidArgument("image_url names a digest already");
      }
      return url;
    }
    if (colon >= 0 && tag.isPresent() && !whole.substring(colon + 1).equals(tag.get())) {
      throw StorageException.invalidArgument("image_url and image_tag name different tags");
    }
    if (digest.isPresent()) {
      String value = digest.get();
      return Optional.of(bare + "@" + (value.contains(":") ? value : "sha256:" + value));
    }
    return Optional.of(tag.map(t -> bare + ":" + t).orElse(whole));
  }
}
