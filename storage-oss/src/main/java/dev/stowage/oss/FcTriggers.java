package dev.stowage.oss;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stowage.function.TriggerInfo;
import dev.stowage.function.TriggerSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Triggers in the words of Function Compute. Their configuration is JSON in a JSON string. */
final class FcTriggers {
  static final Set<String> TYPES =
      Set.of(
          "http",
          "timer",
          "blob",
          "oss",
          "log",
          "tablestore",
          "cdn_events",
          "mns_topic",
          "eventbridge");

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> METHODS =
      List.of("GET", "POST", "PUT", "DELETE", "HEAD", "PATCH", "OPTIONS");

  private final FcConfig config;

  FcTriggers(FcConfig config) {
    this.config = config;
  }

  /** What portable callers call {@code blob} the service calls {@code oss}. */
  private static String theirs(String type) {
    return type.equals("blob") ? "oss" : type;
  }

  static String ours(String type) {
    return type.equals("oss") ? "blob" : type;
  }

  /** What is missing; empty when nothing is. */
  static Optional<String> problem(TriggerSpec trigger) {
    String named = "the trigger \"" + trigger.name() + "\" ";
    Map<String, Object> config = trigger.config();
    return switch (theirs(trigger.type())) {
      case "oss" -> {
        boolean events = config.get("events") instanceof List<?> list && !list.isEmpty();
        yield !events || trigger.source().isEmpty() || trigger.role().isEmpty()
            ? Optional.of(named + "needs events, a bucket as its source, and a role")
            : Optional.empty();
      }
      case "timer" ->
          config.containsKey("schedule")
                  || config.containsKey("cron_expression")
                  || config.containsKey("cronExpression")
              ? Optional.empty()
              : Optional.of(named + "needs a schedule");
      case "http" -> {
        Object type = config.getOrDefault("auth_type", config.getOrDefault("authType", "function"));
        yield type.equals("function") || type.equals("anonymous")
            ? Optional.empty()
            : Optional.of(named + "has an auth_type other than function and anonymous");
      }
      default ->
          trigger.source().isEmpty() && config.isEmpty()
              ? Optional.of(named + "needs a configuration")
              : Optional.empty();
    };
  }

  ObjectNode create(TriggerSpec trigger) {
    ObjectNode body = update(trigger);
    body.put("triggerName", trigger.name());
    body.put("triggerType", theirs(trigger.type()));
    trigger.source().ifPresent(source -> body.put("sourceArn", arn(trigger.type(), source)));
    return body;
  }

  /** Name, type and source of a trigger cannot be changed. */
  ObjectNode update(TriggerSpec trigger) {
    ObjectNode body = JSON.createObjectNode();
    Map<String, Object> config = new LinkedHashMap<>();
    trigger
        .config()
        .forEach((name, value) -> config.put(FcRequests.camel(name), FcRequests.value(value)));
    take(config, "qualifier").ifPresent(text -> body.put("qualifier", text));
    take(config, "description").ifPresent(text -> body.put("description", text));
    switch (theirs(trigger.type())) {
      case "http" -> {
        config.putIfAbsent("authType", "function");
        config.putIfAbsent("methods", METHODS);
      }
      case "timer" -> {
        take(config, "schedule").ifPresent(text -> config.put("cronExpression", text));
        config.putIfAbsent("enable", true);
      }
      case "oss" -> filter(config);
      default -> {
        // As the service documents it.
      }
    }
    body.put("triggerConfig", JSON.valueToTree(config).toString());
    trigger.role().ifPresent(role -> body.put("invocationRole", role));
    return body;
  }

  private static Optional<String> take(Map<String, Object> config, String name) {
    return Optional.ofNullable(config.remove(name)).map(String::valueOf);
  }

  private static void filter(Map<String, Object> config) {
    Optional<String> prefix = take(config, "prefix");
    Optional<String> suffix = take(config, "suffix");
    config.putIfAbsent(
        "filter", Map.of("key", Map.of("prefix", prefix.orElse(""), "suffix", suffix.orElse(""))));
  }

  private String arn(String type, String source) {
    if (source.startsWith("acs:")) {
      return source;
    }
    String place = config.region() + ":" + config.account() + ":";
    return switch (theirs(type)) {
      case "oss" -> "acs:oss:" + place + source;
      case "mns_topic" -> "acs:mns:" + place + "/topics/" + source;
      case "log" -> "acs:log:" + place + "project/" + source;
      default -> source;
    };
  }

  static TriggerInfo info(JsonNode trigger) {
    String url = trigger.path("httpTrigger").path("urlInternet").asText();
    String within = trigger.path("httpTrigger").path("urlIntranet").asText();
    return new TriggerInfo(
        trigger.path("triggerName").asText(),
        ours(trigger.path("triggerType").asText()),
        Optional.of(url.isEmpty() ? within : url).filter(text -> !text.isEmpty()));
  }
}
