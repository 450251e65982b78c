package dev.stowage.fakes.oss;

import com.github.tomakehurst.wiremock.common.Json;
import com.github.tomakehurst.wiremock.common.JsonException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The policy of a POST form: until when, and which fields with which values. */
record OssPolicy(String expiration, List<?> conditions) {
  static OssPolicy parse(String json) {
    try {
      Map<?, ?> policy = Json.read(json, Map.class);
      if (policy.get("expiration") instanceof String expiration
          && policy.get("conditions") instanceof List<?> conditions) {
        return new OssPolicy(expiration, conditions);
      }
    } catch (JsonException e) {
      throw invalid("Invalid JSON.");
    }
    throw invalid("Policy is missing required element.");
  }

  /** Refuses a form that the policy does not allow. */
  void check(Map<String, String> form, String bucket, int size, Instant now) {
    if (!expires().isAfter(now)) {
      throw OssError.accessDenied("Invalid according to Policy: Policy expired.");
    }
    for (Object condition : conditions) {
      if (condition instanceof Map<?, ?> exact) {
        exact.forEach((name, value) -> equal(form, bucket, name.toString(), value.toString()));
      } else if (condition instanceof List<?> list && list.size() == 3) {
        checkList(form, bucket, size, list);
      } else {
        throw invalid("Invalid condition.");
      }
    }
  }

  private Instant expires() {
    try {
      return Instant.parse(expiration);
    } catch (DateTimeException e) {
      throw invalid("Invalid 'expiration' value.");
    }
  }

  private static void checkList(
      Map<String, String> form, String bucket, int size, List<?> condition) {
    String second = condition.get(1).toString();
    String third = condition.get(2).toString();
    switch (condition.get(0).toString()) {
      case "content-length-range" -> {
        if (size < Long.parseLong(second)) {
          throw new OssError(400, "EntityTooSmall", "The upload is smaller than the minimum.");
        }
        if (size > Long.parseLong(third)) {
          throw new OssError(400, "EntityTooLarge", "The upload is larger than the maximum.");
        }
      }
      case "eq" -> equal(form, bucket, second.replaceFirst("^\\$", ""), third);
      case "starts-with" -> {
        if (!field(form, bucket, second.replaceFirst("^\\$", "")).startsWith(third)) {
          throw failed(condition);
        }
      }
      default -> throw invalid("Invalid condition.");
    }
  }

  private static void equal(Map<String, String> form, String bucket, String name, String value) {
    if (!field(form, bucket, name).equals(value)) {
      throw failed(name);
    }
  }

  private static String field(Map<String, String> form, String bucket, String name) {
    String field = name.toLowerCase(Locale.ROOT);
    return field.equals("bucket") ? bucket : form.getOrDefault(field, "");
  }

  private static OssError failed(Object condition) {
    return OssError.accessDenied(
        "Invalid according to Policy: Policy Condition failed: " + condition);
  }

  private static OssError invalid(String message) {
    return new OssError(400, "InvalidPolicyDocument", "Invalid Policy: " + message);
  }
}
