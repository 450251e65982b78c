package dev.stowage.fakes.s3;

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
import java.util.Optional;
import java.util.Set;

/** PostObject: an upload by a browser's form, allowed by a signed policy. */
final class S3Forms {

  private static final Set<String> NOT_HEADERS =
      Set.of("key", "policy", "file", "success_action_status", "success_action_redirect");

  private final S3Account account;
  private final S3Authentication authentication;
  private final S3Writes writes;

  S3Forms(S3Account account, S3Authentication authentication, S3Writes writes) {
    this.account = account;
    this.authentication = authentication;
    this.writes = writes;
  }

  /** A form's fields, by names in lower case, and its file. */
  private record Form(Map<String, String> fields, byte[] file, String fileName) {}

  FakeResponse post(S3Call call, S3Payload payload) {
    FakeBucket bucket = account.bucket(call);
    Form form = read(call.header("Content-Type").orElse(""), payload.bytes().toArray());
    String policy = form.fields().get("policy");
    if (policy == null) {
      throw S3Error.accessDenied();
    }
    authentication.checkForm(form.fields(), policy);
    S3Policy.parse(new String(Base64.getDecoder().decode(policy), StandardCharsets.UTF_8))
        .check(form.fields(), bucket.name(), form.file().length, account.now());
    String key = form.fields().get("key");
    if (key == null || key.isEmpty()) {
      throw S3Error.invalidArgument(
          "key",
          "",
          "Bucket POST must contain a field named 'key'.  If it is specified, please"
              + " check the order of the fields.");
    }
    FakeHeaders headers = FakeHeaders.NONE;
    for (Map.Entry<String, String> field : form.fields().entrySet()) {
      if (!NOT_HEADERS.contains(field.getKey())) {
        headers = headers.with(field.getKey(), latin1(field.getValue()));
      }
    }
    FakeBlob.Builder template =
        S3Attributes.template(key.replace("${filename}", form.fileName()), headers);
    FakeBytes file = FakeBytes.of(form.file());
    FakeBytes content = call.request().stored(file);
    S3Writes.checkSize(content.size(), account.settings());
    Optional<S3Checksum> sent = checksum(headers, file);
    FakeBlob blob = writes.store(call, bucket, template.content(content), sent);
    return answered(form, bucket, blob);
  }

  private static Optional<S3Checksum> checksum(FakeHeaders headers, FakeBytes file) {
    for (S3Checksum algorithm : S3Checksum.values()) {
      Optional<String> value = headers.first(algorithm.header());
      if (value.isPresent()) {
        S3Payload.check(algorithm, value.get(), file);
        return Optional.of(algorithm);
      }
    }
    return Optional.empty();
  }

  private static FakeResponse answered(Form form, FakeBucket bucket, FakeBlob blob) {
    String redirect = form.fields().getOrDefault("success_action_redirect", "");
    String etag = S3Text.quoted(blob.etag());
    if (!redirect.isEmpty()) {
      String query =
          "bucket="
              + bucket.name()
              + "&key="
              + S3Text.percentEncoded(blob.key(), true)
              + "&etag="
              + S3Text.percentEncoded(etag, true);
      FakeResponse see = FakeResponse.of(303);
      return see.with("Location", redirect + (redirect.contains("?") ? "&" : "?") + query);
    }
    String location = "/" + bucket.name() + "/" + S3Text.percentEncoded(blob.key(), false);
    FakeResponse response =
        switch (form.fields().getOrDefault("success_action_status", "204")) {
          case "200" -> FakeResponse.of(200);
          case "201" ->
              S3Xml.document("PostResponse")
                  .leaf("Location", location)
                  .leaf("Bucket", bucket.name())
                  .leaf("Key", blob.key())
                  .leaf("ETag", etag)
                  .response(201, "PostResponse");
          default -> FakeResponse.of(204);
        };
    return S3Writes.acknowledged(response.with("Location", location), bucket, blob);
  }

  private static Form read(String contentType, byte[] body) {
    int at = contentType.indexOf("boundary=");
    if (!contentType.toLowerCase(Locale.ROOT).startsWith("multipart/form-data") || at < 0) {
      throw new S3Error(
          412,
          "PreconditionFailed",
          "Bucket POST must be of the enclosure-type multipart/form-data");
    }
    String boundary = contentType.substring(at + "boundary=".length()).replace("\"", "").strip();
    String text = new String(body, StandardCharsets.ISO_8859_1);
    Map<String, String> fields = new LinkedHashMap<>();
    String[] pieces = ("\r\n" + text).split("\r\n--" + java.util.regex.Pattern.quote(boundary), -1);
    for (String piece : pieces) {
      int end = piece.indexOf("\r\n\r\n");
      if (end < 0) {
        continue;
      }
      String head = S3Call.utf8(piece.substring(0, end));
      String name = attribute(head, "name").toLowerCase(Locale.ROOT);
      String value = piece.substring(end + 4);
      if (name.equals("file")) {
        // What comes behind the file is ignored, as S3 does.
        return new Form(
            fields, value.getBytes(StandardCharsets.ISO_8859_1), attribute(head, "filename"));
      }
      fields.put(name, S3Call.utf8(value));
    }
    throw S3Error.invalidArgument("file", "", "POST requires exactly one file upload per request.");
  }

  private static String attribute(String head, String name) {
    return Arrays.stream(head.split("[;\r\n]", -1))
        .map(String::strip)
        .filter(a -> a.startsWith(name + "=\""))
        .map(a -> a.substring(name.length() + 2, a.length() - 1))
        .findFirst()
        .orElse("");
  }

  private static String latin1(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }
}
