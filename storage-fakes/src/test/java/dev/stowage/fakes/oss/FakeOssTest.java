package dev.stowage.fakes.oss;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the fake does for those who do not sign, and behind the wire; storage-oss has the rest. */
class FakeOssTest {
  @RegisterExtension static final FakeOss OSS = FakeOss.start();

  private final HttpClient client = HttpClient.newHttpClient();

  private HttpResponse<String> send(String method, String target, Map<String, String> headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(OSS.endpoint() + target))
            .method(method, HttpRequest.BodyPublishers.noBody());
    headers.forEach(request::header);
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static void bucket(String name) {
    OSS.createBucket(name);
    OSS.putObject(name, "a", "content".getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void unsigned_isRefused_unlessTheBucketIsPublic() throws Exception {
    bucket("public");
    HttpResponse<String> refused = send("GET", "/public/a", Map.of());
    assertEquals(403, refused.statusCode());
    assertTrue(refused.body().contains("<Code>AccessDenied</Code>"), refused.body());
    OSS.allowAnonymousReads("public");
    HttpResponse<String> read = send("GET", "/public/a", Map.of());
    assertEquals("content", read.body());
    assertTrue(read.headers().firstValue("x-oss-hash-crc64ecma").isPresent());
    assertEquals(403, send("PUT", "/public/b", Map.of()).statusCode());
  }

  @Test
  void wrongSignatures_areRefused() throws Exception {
    bucket("signed");
    String scope = "/20260101/" + OSS.region() + "/oss/aliyun_v4_request";
    String signature = ",Signature=" + "0".repeat(64);
    HttpResponse<String> stranger =
        send(
            "GET",
            "/signed/a",
            Map.of(
                "Authorization", "OSS4-HMAC-SHA256 Credential=nobody" + scope + signature,
                "x-oss-date", "20260101T000000Z",
                "x-oss-content-sha256", "UNSIGNED-PAYLOAD"));
    assertEquals(403, stranger.statusCode());
    assertTrue(stranger.body().contains("InvalidAccessKeyId"), stranger.body());
    HttpResponse<String> functions =
        send(
            "GET",
            "/2023-03-30/functions",
            Map.of(
                "x-acs-action",
                "ListFunctions",
                "Authorization",
                "ACS3-HMAC-SHA256 Credential="
                    + OSS.accessKey()
                    + ",SignedHeaders=host"
                    + signature));
    assertTrue(functions.statusCode() >= 400, functions.body());
    assertTrue(functions.body().contains("\"Code\""), functions.body());
  }

  @Test
  void whatIsStored_isSeenBehindTheWire() {
    bucket("seen");
    assertEquals(List.of("a"), OSS.keys("seen"));
    OSS.corrupt("seen", "a", 0);
    assertFalse(
        new String(OSS.object("seen", "a").orElseThrow().content(), StandardCharsets.UTF_8)
            .startsWith("c"));
    OSS.putSymlink("seen", "link", "a");
    assertEquals(List.of("a", "link"), OSS.keys("seen"));
    assertEquals(List.of(), OSS.uploads("seen"));
    assertEquals(List.of(), OSS.messages("topic"));
    assertThrows(IllegalArgumentException.class, () -> OSS.keys("missing"));
    assertEquals(Map.of(), OSS.function("missing"));
  }

  @Test
  void reset_forgetsEverything() {
    try (FakeOss other = FakeOss.builder().region("cn-beijing").start()) {
      other.createBucket("gone");
      other.putObject("gone", "a", new byte[] {1});
      assertEquals("cn-beijing", other.region());
      assertArrayEquals(new byte[] {1}, other.object("gone", "a").orElseThrow().content());
      other.reset();
      assertThrows(IllegalArgumentException.class, () -> other.keys("gone"));
    }
  }
}
