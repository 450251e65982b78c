package dev.stowage.fakes.oss;

import dev.stowage.fakes.FakeResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Triggers of functions. */
final class FcTriggers {
  private static final int MOST = 50;
  private static final Set<String> TYPES =
      Set.of("http", "timer", "oss", "log", "tablestore", "cdn_events", "mns_topic", "eventbridge");
  private static final Set<String> FIELDS =
      Set.of(
          "triggerName",
          "triggerType",
          "triggerConfig",
          "invocationRole",
          "sourceArn",
          "qualifier",
          "description");

  private final OssAccount account;
  private final FcFunctions functions;

  FcTriggers(OssAccount account, FcFunctions functions) {
    this.account = account;
    this.functions = functions;
  }

  FakeResponse create(String function, FcBody body) {
    FcFunctions.Entry entry = functions.required(function);
    String name = body.required("triggerName");
    String type = body.required("triggerType");
    if (!TYPES.contains(type)) {
      throw FcBody.invalid("triggerType is set to an invalid value");
    }
    check(type, body);
    if (entry.triggers.containsKey(name)) {
      throw new OssError(409, "TriggerAlreadyExists", "trigger '" + name + "' already exists");
    }
    if (entry.triggers.size() >= MOST) {
      throw new OssError(400, "LimitExceeded", "a function has at most 50 triggers");
    }
    Map<String, Object> trigger = new LinkedHashMap<>(body.fields());
    trigger.put("triggerId", account.newId());
    trigger.put("createdTime", OssText.isoDate(account.now()));
    if (type.equals("http")) {
      String host = function.replace('_', '-').toLowerCase(java.util.Locale.ROOT);
      String domain = "." + account.settings().region() + ".fcapp.run";
      trigger.put(
          "httpTrigger",
          Map.of(
              "urlInternet", "https://" + host + domain,
              "urlIntranet",
                  "https://" + host + "." + account.settings().region() + "-vpc.fcapp.run"));
    }
    entry.triggers.put(name, trigger);
    return OssTasks.json(trigger);
  }

  /** The configuration is JSON in a JSON string. */
  private static void check(String type, FcBody body) {
    body.allow(FIELDS);
    String text = body.text("triggerConfig");
    FcBody config = FcBody.of(text.getBytes(StandardCharsets.UTF_8));
    switch (type) {
      case "http" -> {
        if (!Set.of("anonymous", "function").contains(config.text("authType"))
            || config.list("methods").isEmpty()) {
          throw FcBody.invalid("an HTTP trigger needs authType and methods");
        }
        config.allow(Set.of("authType", "methods", "disableURLInternet", "authConfig"));
      }
      case "timer" -> {
        config.required("cronExpression");
        config.allow(Set.of("cronExpression", "enable", "payload"));
      }
      case "oss" -> {
        if (config.list("events").isEmpty()
            || !body.text("sourceArn").startsWith("acs:oss:")
            || body.text("invocationRole").isEmpty()) {
          throw FcBody.invalid("an OSS trigger needs events, sourceArn and invocationRole");
        }
        config.allow(Set.of("events", "filter"));
      }
      default -> {
        if (config.fields().isEmpty()) {
          throw FcBody.invalid("triggerConfig is required");
        }
      }
    }
  }

  Map<String, Object> required(String function, String name) {
    Map<String, Object> trigger = functions.required(function).triggers.get(name);
    if (trigger == null) {
      throw new OssError(404, "TriggerNotFound", "trigger '" + name + "' does not exist");
    }
    return trigger;
  }

  FakeResponse update(String function, String name, FcBody body) {
    Map<String, Object> trigger = required(function, name);
    check(String.valueOf(trigger.get("triggerType")), body);
    if (body.has("triggerType") && !body.text("triggerType").equals(trigger.get("triggerType"))) {
      throw FcBody.invalid("the type of a trigger cannot be changed");
    }
    trigger.putAll(body.fields());
    return OssTasks.json(trigger);
  }

  FakeResponse delete(String function, String name) {
    required(function, name);
    functions.required(function).triggers.remove(name);
    return FakeResponse.of(204);
  }

  FakeResponse list(String function, Map<String, String> params) {
    Map<String, Object> answer = new LinkedHashMap<>();
    List<Object> page = new ArrayList<>();
    String from = params.getOrDefault("nextToken", "");
    for (Map.Entry<String, Map<String, Object>> each :
        functions.required(function).triggers.tailMap(from, true).entrySet()) {
      if (page.size() == 20) {
        answer.put("nextToken", each.getKey());
        break;
      }
      page.add(each.getValue());
    }
    answer.put("triggers", page);
    return OssTasks.json(answer);
  }
}
