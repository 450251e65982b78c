package dev.stowage.fakes.s3;

import com.github.tomakehurst.wiremock.common.Json;
import com.github.tomakehurst.wiremock.common.JsonException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The policy of a POST form: until when, and which fields with which values. */
record S3Policy(String expiration, List<?> conditions) {

  private static final Set<String> FREE =
      Set.of("policy", "x-amz-signature", "file", "awsaccesskeyid", "signature");

  static S3Policy parse(String json) {
    try {
      Map<?, ?> policy = Json.read(json, Map.class);
      if (policy.get("expiration") instanceof String expiration
          && policy.get("conditions") instanceof List<?> conditions) {
        return new S3Policy(expiration, conditions);
      }
    } catch (JsonException e) {
      throw invalid("Invalid JSON.");
    }
    throw invalid("Policy is missing required element");
  }

  /** Refuses a form that the policy does not allow. */
  void check(Map<String, String> form, String bucket, int size, Instant now) {
    if (!expires().isAfter(now)) {
      throw S3Error.accessDenied("Invalid according to Policy: Policy expired.");
    }
    Set<String> covered = new HashSet<>(FREE);
    for (Object condition : conditions) {
      if (condition instanceof Map<?, ?> exact) {
        exact.forEach(
            (name, value) ->
                covered.add(equal(form, bucket, name.toString(), value.toString(), condition)));
      } else if (condition instanceof List<?> list && list.size() == 3) {
        covered.add(checkList(form, bucket, size, list));
      } else {
        throw invalid("Invalid condition");
      }
    }
    for (String field : form.keySet()) {
      if (!covered.contains(field) && !field.startsWith("x-ignore-")) {
        throw S3Error.accessDenied("Invalid according to Policy: Extra input fields: " + field);
      }
    }
  }

  private Instant expires() {
    try {
      return Instant.parse(expiration);
    } catch (DateTimeException e) {
      throw invalid("Invalid 'expiration' value");
    }
  }

  private static String checkList(
      Map<String, String> form, String bucket, int size, List<?> condition) {
    String kind = condition.get(0).toString().toLowerCase(Locale.ROOT);
    String second = condition.get(1).toString();
    String third = condition.get(2).toString();
    switch (kind) {
      case "content-length-range" -> {
        if (size < Long.parseLong(second)) {
          throw tooBigOrSmall("EntityTooSmall", "smaller than the minimum", size);
        }
        if (size > Long.parseLong(third)) {
          throw tooBigOrSmall("EntityTooLarge", "larger than the maximum", size);
        }
        return "";
      }
      case "eq" -> {
        return equal(form, bucket, second.replaceFirst("^\\$", ""), third, condition);
      }
      case "starts-with" -> {
        String name = second.replaceFirst("^\\$", "").toLowerCase(Locale.ROOT);
        if (!field(form, bucket, name).startsWith(third)) {
          throw failed(condition);
        }
        return name;
      }
      default -> throw invalid("Invalid condition " + kind);
    }
  }

  private static String equal(
      Map<String, String> form, String bucket, String name, String value, Object condition) {
    String field = name.toLowerCase(Locale.ROOT);
    if (!field(form, bucket, field).equals(value)) {
      throw failed(condition);
    }
    return field;
  }

  private static String field(Map<String, String> form, String bucket, String name) {
    return name.equals("bucket") ? bucket : form.getOrDefault(name, "");
  }

  private static S3Error failed(Object condition) {
    return S3Error.accessDenied(
        "Invalid according to Policy: Policy Condition failed: " + condition);
  }

  private static S3Error tooBigOrSmall(String code, String words, int size) {
    return new S3Error(400, code, "Your proposed upload is " + words + " allowed size")
        .element("ProposedSize", Integer.toString(size));
  }

  private static S3Error invalid(String message) {
    return new S3Error(400, "InvalidPolicyDocument", "Invalid Policy: " + message);
  }
}
