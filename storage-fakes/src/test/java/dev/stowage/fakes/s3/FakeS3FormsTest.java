package dev.stowage.fakes.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.fakes.RawClient;
import dev.stowage.fakes.RawClient.Answer;
import java.io.IOException;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Browser forms with a signed policy. */
class FakeS3FormsTest {

  @RegisterExtension static final FakeS3 s3 = FakeS3.start();

  private final Map<String, String> fields = new LinkedHashMap<>();

  @BeforeEach
  void form() {
    s3.reset();
    s3.createBucket("bucket");
    String date = SignedClient.timestamp(s3.clock().instant());
    TestSigner signer = new SignedClient(s3).signer(date);
    String credential = s3.accessKey() + "/" + signer.scope();
    String policy =
        """
        {"expiration": "%s", "conditions": [
          {"bucket": "bucket"},
          ["starts-with", "$key", "user/"],
          ["eq", "$x-amz-meta-kind", "photo"],
          ["starts-with", "$Content-Type", "image/"],
          ["content-length-range", 2, 10],
          {"x-amz-algorithm": "AWS4-HMAC-SHA256"},
          {"x-amz-credential": "%s"},
          {"x-amz-date": "%s"},
          {"success_action_status": "201"}]}
        """
            .formatted(s3.clock().instant().plusSeconds(60), credential, date);
    String encoded = Base64.getEncoder().encodeToString(policy.getBytes(UTF_8));
    fields.put("key", "user/${filename}");
    fields.put("x-amz-meta-kind", "photo");
    fields.put("Content-Type", "image/png");
    fields.put("success_action_status", "201");
    fields.put("x-amz-algorithm", "AWS4-HMAC-SHA256");
    fields.put("x-amz-credential", credential);
    fields.put("x-amz-date", date);
    fields.put("policy", encoded);
    fields.put("x-amz-signature", signer.sign(encoded));
  }

  private Answer post(String file) throws IOException {
    StringBuilder form = new StringBuilder();
    fields.forEach(
        (name, value) ->
            form.append("--XX\r\nContent-Disposition: form-data; name=\"")
                .append(name)
                .append("\"\r\n\r\n")
                .append(value)
                .append("\r\n"));
    form.append("--XX\r\nContent-Disposition: form-data; name=\"file\"; filename=\"ü.png\"\r\n");
    form.append("Content-Type: image/png\r\n\r\n").append(file).append("\r\n--XX--\r\n");
    byte[] body = form.toString().getBytes(UTF_8);
    try (RawClient client = new RawClient(s3.port())) {
      return client.exchange(
          "POST /bucket HTTP/1.1\nHost: h\nContent-Type: multipart/form-data; boundary=XX\n"
              + "Content-Length: "
              + body.length
              + "\n",
          body);
    }
  }

  private void assertRefused(int status, String words) throws IOException {
    Answer answer = post("pixels");
    assertEquals(status, answer.status(), answer.text());
    assertTrue(answer.text().contains(words), answer.text());
    assertEquals(List.of(), s3.keys("bucket"));
  }

  @Test
  void form_asSigned_isStored() throws IOException {
    Answer answer = post("pixels");
    assertEquals(201, answer.status(), answer.text());
    assertTrue(answer.text().contains("<Key>user/ü.png</Key>"), answer.text());
    var blob = s3.object("bucket", "user/ü.png").orElseThrow();
    assertEquals("pixels", new String(blob.content(), UTF_8));
    assertEquals("image/png", blob.headers().get("content-type"));
    assertEquals(Map.of("kind", "photo"), blob.metadata());
  }

  @Test
  void form_otherThanSigned_isRefused() throws IOException {
    fields.put("key", "admin/x");
    assertRefused(403, "Policy Condition failed");
    fields.put("key", "user/x");
    fields.put("x-amz-meta-extra", "1");
    assertRefused(403, "Extra input fields: x-amz-meta-extra");
    fields.remove("x-amz-meta-extra");
    fields.put("x-amz-signature", "0".repeat(64));
    assertRefused(403, "SignatureDoesNotMatch");
    fields.remove("policy");
    assertRefused(403, "AccessDenied");
  }

  @Test
  void form_ofWrongSize_orTooLate_isRefused() throws IOException {
    assertTrue(post("x").text().contains("EntityTooSmall"));
    assertTrue(post("x".repeat(11)).text().contains("EntityTooLarge"));
    s3.clock().advance(Duration.ofSeconds(61));
    assertRefused(403, "Policy expired");
  }
}
