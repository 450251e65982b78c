package dev.stowage.fakes.gcs;

import dev.stowage.fakes.FakeBlob;
import dev.stowage.fakes.FakeBucket;
import dev.stowage.fakes.FakeBytes;
import dev.stowage.fakes.FakeHeaders;
import dev.stowage.fakes.FakeResponse;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** An upload by a browser's form, allowed by a signed policy document. */
final class GcsForms {

  private static final Set<String> FREE = Set.of("policy", "x-goog-signature", "file");

  private final GcsState state;
  private final GcsAuthentication authentication;

  GcsForms(GcsState state, GcsAuthentication authentication) {
    this.state = state;
    this.authentication = authentication;
  }

  private record Form(Map<String, String> fields, byte[] file) {}

  FakeResponse post(GcsCall call) {
    FakeBucket bucket = state.bucket(call);
    Form form = read(call.header("Content-Type").orElse(""), call.request().body());
    String policy = form.fields().getOrDefault("policy", "");
    if (policy.isEmpty()) {
      throw GcsError.forbidden("A form must have a policy.");
    }
    authentication.checkForm(form.fields(), policy);
    checkPolicy(
        GcsMetadata.parse(Base64.getDecoder().decode(policy)), form, bucket.name(), state.now());
    FakeHeaders headers = FakeHeaders.NONE;
    for (Map.Entry<String, String> field : form.fields().entrySet()) {
      headers = headers.with(field.getKey(), field.getValue());
    }
    FakeBlob.Builder template =
        GcsMetadata.template(form.fields().getOrDefault("key", ""), headers);
    FakeBlob blob =
        state.store(bucket, template.content(call.request().stored(FakeBytes.of(form.file()))));
    String status = form.fields().getOrDefault("success_action_status", "204");
    return GcsMetadata.identified(
        FakeResponse.of(List.of("200", "201").contains(status) ? Integer.parseInt(status) : 204),
        blob);
  }

  private static void checkPolicy(Map<?, ?> policy, Form form, String bucket, Instant now) {
    try {
      if (!Instant.parse(String.valueOf(policy.get("expiration"))).isAfter(now)) {
        throw GcsError.forbidden("Invalid according to Policy: Policy expired.");
      }
    } catch (DateTimeException e) {
      throw GcsError.invalid("Invalid policy: its expiration is no date.");
    }
    if (!(policy.get("conditions") instanceof List<?> conditions)) {
      throw GcsError.invalid("Invalid policy: it has no conditions.");
    }
    Set<String> covered = new HashSet<>(FREE);
    for (Object condition : conditions) {
      if (condition instanceof Map<?, ?> exact) {
        exact.forEach((name, value) -> covered.add(equal(form, bucket, "" + name, "" + value)));
      } else if (condition instanceof List<?> list && list.size() == 3) {
        covered.add(listed(form, bucket, list));
      } else {
        throw GcsError.invalid("Invalid policy condition.");
      }
    }
    for (String field : form.fields().keySet()) {
      if (!covered.contains(field) && !field.startsWith("x-ignore-")) {
        throw GcsError.forbidden("Invalid according to Policy: Extra input fields: " + field);
      }
    }
  }

  private static String listed(Form form, String bucket, List<?> condition) {
    String kind = condition.get(0).toString();
    String second = condition.get(1).toString();
    String third = condition.get(2).toString();
    switch (kind) {
      case "content-length-range" -> {
        int size = form.file().length;
        if (size < Long.parseLong(second) || size > Long.parseLong(third)) {
          throw new GcsError(
              400, "invalid", "EntityTooLarge", "The file's size is not what the policy allows.");
        }
        return "";
      }
      case "eq" -> {
        return equal(form, bucket, second.replaceFirst("^\\$", ""), third);
      }
      case "starts-with" -> {
        String name = second.replaceFirst("^\\$", "").toLowerCase(Locale.ROOT);
        if (!form.fields().getOrDefault(name, "").startsWith(third)) {
          throw failed(name);
        }
        return name;
      }
      default -> throw GcsError.invalid("Invalid policy condition " + kind);
    }
  }

  private static String equal(Form form, String bucket, String name, String value) {
    String field = name.toLowerCase(Locale.ROOT);
    String found = field.equals("bucket") ? bucket : form.fields().getOrDefault(field, "");
    if (!found.equals(value)) {
      throw failed(field);
    }
    return field;
  }

  private static GcsError failed(String name) {
    return GcsError.forbidden("Invalid according to Policy: Policy Condition failed: " + name);
  }

  private static Form read(String contentType, byte[] body) {
    int at = contentType.indexOf("boundary=");
    if (!contentType.startsWith("multipart/form-data") || at < 0) {
      throw GcsError.invalid("A form must be multipart/form-data.");
    }
    String boundary = contentType.substring(at + 9).replace("\"", "").strip();
    String text = "\r\n" + new String(body, StandardCharsets.ISO_8859_1);
    Map<String, String> fields = new LinkedHashMap<>();
    for (String piece : text.split("\r\n--" + Pattern.quote(boundary), -1)) {
      int end = piece.indexOf("\r\n\r\n");
      if (end < 0) {
        continue;
      }
      String name = attribute(GcsText.utf8(piece.substring(0, end)));
      String value = piece.substring(end + 4);
      if (name.equals("file")) {
        return new Form(fields, value.getBytes(StandardCharsets.ISO_8859_1));
      }
      fields.put(name, GcsText.utf8(value));
    }
    throw GcsError.invalid("A form must have a file.");
  }

  private static String attribute(String head) {
    return Arrays.stream(head.split("[;\r\n]", -1))
        .map(String::strip)
        .filter(a -> a.startsWith("name=\""))
        .map(a -> a.substring(6, a.length() - 1).toLowerCase(Locale.ROOT))
        .findFirst()
        .orElse("");
  }
}
