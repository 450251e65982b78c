package dev.stowage.fakes.oss;

import dev.stowage.fakes.FakeBlob;
import dev.stowage.fakes.FakeBucket;
import dev.stowage.fakes.FakeBytes;
import dev.stowage.fakes.FakeHeaders;
import dev.stowage.fakes.FakeResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** PostObject: an upload by a browser's form, allowed by a signed policy. */
final class OssForms {
  private static final Set<String> NOT_HEADERS =
      Set.of("key", "policy", "file", "success_action_status", "success_action_redirect");

  private final OssAccount account;
  private final OssAuthentication authentication;

  OssForms(OssAccount account, OssAuthentication authentication) {
    this.account = account;
    this.authentication = authentication;
  }

  /** A form's fields, by names in lower case, and its file. */
  private record Form(Map<String, String> fields, byte[] file) {}

  FakeResponse post(OssCall call) {
    FakeBucket bucket = account.bucket(call);
    Form form = read(call.header("Content-Type").orElse(""), call.body());
    String policy = form.fields().get("policy");
    if (policy == null) {
      throw OssError.accessDenied("The form has no policy.");
    }
    authentication.checkForm(form.fields(), policy);
    OssPolicy.parse(new String(Base64.getDecoder().decode(policy), StandardCharsets.UTF_8))
        .check(form.fields(), bucket.name(), form.file().length, account.now());
    String key = form.fields().getOrDefault("key", "");
    if (key.isEmpty()) {
      throw OssError.invalidArgument("Bucket POST must contain a field named 'key'.");
    }
    FakeHeaders headers = FakeHeaders.NONE;
    for (Map.Entry<String, String> field : form.fields().entrySet()) {
      if (!NOT_HEADERS.contains(field.getKey())) {
        headers = headers.with(field.getKey(), latin1(field.getValue()));
      }
    }
    FakeBlob.Builder template = OssAttributes.template(key, headers);
    FakeBytes content = call.request().stored(FakeBytes.of(form.file()));
    FakeBlob blob = account.store(bucket, OssAttributes.filled(template, content));
    String status = form.fields().getOrDefault("success_action_status", "204");
    FakeResponse response =
        FakeResponse.of(Set.of("200", "201").contains(status) ? Integer.parseInt(status) : 204);
    return OssAttributes.acknowledged(response, bucket, blob);
  }

  private static Form read(String contentType, byte[] body) {
    int at = contentType.indexOf("boundary=");
    if (!contentType.toLowerCase(Locale.ROOT).startsWith("multipart/form-data") || at < 0) {
      throw new OssError(
          400,
          "RequestIsNotMultiPartContent",
          "Bucket POST must be of the enclosure-type multipart/form-data.");
    }
    String boundary = contentType.substring(at + "boundary=".length()).replace("\"", "").strip();
    String text = "\r\n" + new String(body, StandardCharsets.ISO_8859_1);
    Map<String, String> fields = new LinkedHashMap<>();
    for (String piece : text.split("\r\n--" + Pattern.quote(boundary), -1)) {
      int end = piece.indexOf("\r\n\r\n");
      if (end < 0) {
        continue;
      }
      String name = name(OssText.utf8(piece.substring(0, end)));
      String value = piece.substring(end + 4);
      if (name.equals("file")) {
        return new Form(fields, value.getBytes(StandardCharsets.ISO_8859_1));
      }
      fields.put(name, OssText.utf8(value));
    }
    throw OssError.invalidArgument("POST requires exactly one file upload per request.");
  }

  private static String name(String head) {
    return Arrays.stream(head.split("[;\r\n]", -1))
        .map(String::strip)
        .filter(a -> a.startsWith("name=\""))
        .map(a -> a.substring("name=\"".length(), a.length() - 1).toLowerCase(Locale.ROOT))
        .findFirst()
        .orElse("");
  }

  private static String latin1(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }
}
