package dev.stowage.function;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stowage.StorageException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the field names of the Function Compute document. */
final class DeploymentJson {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> FIELDS =
      Set.of(
          "name",
          "description",
          "runtime",
          "entrypoint",
          "code",
          "handler",
          "memory",
          "timeout",
          "environment",
          "role",
          "vpc_config",
          "triggers",
          "layers",
          "zip_file",
          "image_url",
          "image_tag",
          "image_digest_value",
          "custom_container_config",
          "oss_bucket",
          "oss_object_key");

  private final JsonNode root;

  DeploymentJson(String json) {
    JsonNode node;
    try {
      node = JSON.readTree(json);
    } catch (JsonProcessingException e) {
      // Its message quotes the text, which may hold secrets of the environment.
      throw StorageException.invalidArgument(
          "the request is not JSON, at line "
              + (e.getLocation() == null ? 1 : e.getLocation().getLineNr()));
    }
    if (node == null || !node.isObject()) {
      throw StorageException.invalidArgument("the request is not a JSON object");
    }
    root = node;
    JsonFields.allow(root, "request", FIELDS);
  }

  DeploymentRequest request() {
    DeploymentBuilder builder = DeploymentRequest.builder(JsonFields.requiredText(root, "name"));
    JsonFields.text(root, "description").ifPresent(builder::description);
    JsonFields.text(root, "runtime").ifPresent(builder::runtime);
    JsonFields.text(root, "handler").ifPresent(builder::handler);
    JsonFields.text(root, "role").ifPresent(builder::role);
    JsonFields.integer(root, "memory").ifPresent(builder::memory);
    JsonFields.integer(root, "timeout")
        .ifPresent(seconds -> builder.timeout(Duration.ofSeconds(seconds)));
    JsonFields.object(root, "environment")
        .ifPresent(
            variables ->
                variables
                    .properties()
                    .forEach(
                        each ->
                            builder.environment(
                                each.getKey(), JsonFields.requiredText(variables, each.getKey()))));
    code(builder);
    entrypoint(builder);
    JsonFields.object(root, "vpc_config").ifPresent(vpc -> network(builder, vpc));
    JsonFields.array(root, "layers").forEach(layer -> layer(builder, layer));
    triggers(builder);
    return builder.build();
  }

  /** What is not {@code code} wins over it; two of the others contradict each other. */
  private void code(DeploymentBuilder builder) {
    List<Code> sources = new ArrayList<>();
    JsonFields.text(root, "zip_file").map(DeploymentJson::archive).ifPresent(sources::add);
    new ImageJson(root).image().map(Code::image).ifPresent(sources::add);
    String bucket = JsonFields.text(root, "oss_bucket").orElse("");
    String key = JsonFields.text(root, "oss_object_key").orElse("");
    if (bucket.isEmpty() != key.isEmpty()) {
      throw StorageException.invalidArgument("oss_bucket and oss_object_key go together");
    }
    if (!bucket.isEmpty()) {
      sources.add(Code.blob(bucket, key));
    }
    if (sources.isEmpty()) {
      JsonFields.text(root, "code").map(DeploymentJson::archive).ifPresent(builder::code);
    } else if (root.has("code")) {
      builder.warn("code is ignored, since the code comes from elsewhere");
    }
    sources.forEach(builder::code);
  }

  /** A URL, a file: URL of this machine, or the archive in Base64. */
  private static Code archive(String text) {
    if (text.matches("(?s)[A-Za-z][A-Za-z0-9+.-]*:/.*")) {
      try {
        URI url = URI.create(text);
        return text.startsWith("file:") ? Code.file(Path.of(url)) : Code.url(url);
      } catch (IllegalArgumentException e) {
        throw StorageException.invalidArgument("the URL of the code is malformed");
      }
    }
    try {
      return Code.inline(Base64.getMimeDecoder().decode(text));
    } catch (IllegalArgumentException e) {
      throw StorageException.invalidArgument("the code is neither a URL nor Base64");
    }
  }

  /** An entry point is what the handler is, or what starts a custom runtime or an image. */
  private void entrypoint(DeploymentBuilder builder) {
    List<String> entrypoint = JsonFields.texts(root, "entrypoint");
    if (entrypoint.isEmpty()) {
      return;
    }
    if (builder.hasCode() && builder.checkedCode().kind() == CodeKind.IMAGE) {
      builder.recode(Code.image(started(builder.checkedCode().image(), entrypoint)));
    } else if (builder.runtime != null && builder.runtime.startsWith("custom")) {
      builder.command(entrypoint);
    } else if (builder.handler == null) {
      builder.handler(String.join(" ", entrypoint));
    } else if (!List.of(builder.handler).equals(entrypoint)) {
      throw StorageException.invalidArgument(
          "entrypoint and handler are the same thing here, but differ");
    }
  }

  /** What an image is told itself has to be the same. */
  private static ContainerImage started(ContainerImage image, List<String> entrypoint) {
    if (!image.entrypoint().isEmpty() && !image.entrypoint().equals(entrypoint)) {
      throw StorageException.invalidArgument(
          "entrypoint and that of custom_container_config differ");
    }
    return image.withEntrypoint(entrypoint);
  }

  private static void network(DeploymentBuilder builder, JsonNode vpc) {
    JsonFields.allow(vpc, "vpc_config", Set.of("vpc_id", "vswitch_ids", "security_group_id"));
    builder.network(
        new NetworkConfig(
            JsonFields.text(vpc, "vpc_id").orElse(""),
            JsonFields.texts(vpc, "vswitch_ids"),
            JsonFields.text(vpc, "security_group_id").orElse("")));
  }

  private static void layer(DeploymentBuilder builder, JsonNode layer) {
    JsonFields.allow(layer, "layers", Set.of("name", "version"));
    builder.layer(
        new LayerRef(
            JsonFields.requiredText(layer, "name"), JsonFields.requiredText(layer, "version")));
  }

  private void triggers(DeploymentBuilder builder) {
    int number = 0;
    for (JsonNode each : JsonFields.array(root, "triggers")) {
      number++;
      JsonFields.allow(each, "triggers", Set.of("name", "type", "config", "role", "source"));
      String type = JsonFields.requiredText(each, "type");
      String name = JsonFields.text(each, "name").orElse(type + "-" + number);
      Map<String, Object> config =
          JsonFields.object(each, "config")
              .map(node -> JSON.convertValue(node, new TypeReference<Map<String, Object>>() {}))
              .orElse(Map.of());
      if (type.equals("http") && config.containsKey("url")) {
        config.remove("url");
        builder.warn("url of the trigger " + name + " is ignored; the service makes it up");
      }
      TriggerSpec trigger =
          type.equals("http") && config.isEmpty()
              ? TriggerSpec.http(name)
              : TriggerSpec.of(name, type, config);
      trigger = JsonFields.text(each, "role").map(trigger::withRole).orElse(trigger);
      builder.trigger(JsonFields.text(each, "source").map(trigger::withSource).orElse(trigger));
    }
  }
}
