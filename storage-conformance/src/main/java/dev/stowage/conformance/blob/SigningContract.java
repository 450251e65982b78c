package dev.stowage.conformance.blob;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.ErrorCode;
import dev.stowage.blob.BlobFeature;
import dev.stowage.blob.Checksum;
import dev.stowage.blob.ChecksumAlgorithm;
import dev.stowage.blob.FormRequest;
import dev.stowage.blob.SignRequest;
import dev.stowage.blob.SignRequest.Method;
import dev.stowage.blob.SignedForm;
import dev.stowage.blob.SignedUrl;
import dev.stowage.blob.UrlSigner;
import dev.stowage.conformance.Case;
import dev.stowage.conformance.ConformanceReport;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Signed URLs, used by a plain HTTP client that knows nothing of the provider. */
public interface SigningContract extends BlobContract {
  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Without signing there is no accessor. */
  private static boolean without(Bench bench) {
    assertEquals(bench.has(BlobFeature.SIGNED_URLS), bench.store().urlSigner().isPresent());
    if (!bench.has(BlobFeature.SIGNED_URLS)) {
      ConformanceReport.refused(BlobFeature.SIGNED_URLS.name());
      return true;
    }
    return false;
  }

  private static SignedUrl sign(Bench bench, SignRequest request) {
    return bench.store().urlSigner().orElseThrow().sign(request);
  }

  private static SignRequest request(Method method, String key) {
    Duration life = Duration.ofMinutes(5);
    return switch (method) {
      case GET -> SignRequest.get(key, life);
      case HEAD -> SignRequest.head(key, life);
      case PUT -> SignRequest.put(key, life);
      case DELETE -> SignRequest.delete(key, life);
    };
  }

  @Case("B122")
  default void sign_eachMethod_isGoodForItselfOnly(Bench bench) {
    if (without(bench)) {
      return;
    }
    for (Method method : Method.values()) {
      bench.put("k", "content");
      SignedUrl url = sign(bench, request(method, "k"));
      assertEquals(method.name(), url.method());
      for (Method other : Method.values()) {
        // Many services let a URL for GET do HEAD as well; nothing else may be lent.
        boolean headByGet = method == Method.GET && other == Method.HEAD;
        if (other != method && !headByGet) {
          int status = PlainHttp.send(other.name(), url.uri(), url.headers(), utf8("x")).status();
          assertTrue(status >= 400, () -> other + " with a URL for " + method + ": " + status);
        }
      }
      assertEquals("content", bench.text("k"), "refused requests change nothing");
      URI bare = PlainHttp.withoutQuery(url.uri());
      if (!bare.equals(url.uri())) {
        assertTrue(PlainHttp.send(method.name(), bare, Map.of(), utf8("x")).status() >= 400);
      }
      PlainHttp.Reply reply = PlainHttp.send(url, utf8("new"));
      assertTrue(reply.status() < 300, () -> method + " answered " + reply.status());
    }
    assertFalse(bench.store().exists("k"), "DELETE was the last");
  }

  @Case("B123")
  default void sign_life_isCheckedAndKept(Bench bench) {
    if (without(bench)) {
      return;
    }
    bench.put("k", "content");
    Duration most = bench.limits().maxSignedUrlLife();
    for (Duration bad :
        List.of(
            Duration.ZERO, Duration.ofSeconds(-1), Duration.ofMillis(999), most.plusSeconds(1))) {
      Expect.refusal(
          bench,
          ErrorCode.INVALID_ARGUMENT,
          bad.toString(),
          () -> sign(bench, SignRequest.get("k", bad)));
    }
    Instant before = bench.pacer().now();
    SignedUrl url = sign(bench, SignRequest.get("k", Duration.ofSeconds(60)));
    Duration life = Duration.between(before, url.expires());
    assertTrue(
        life.compareTo(Duration.ofSeconds(58)) > 0 && life.compareTo(Duration.ofSeconds(75)) < 0,
        () -> "life " + life);
    assertTrue(PlainHttp.send(url, new byte[0]).status() < 300);
    sign(bench, SignRequest.get("k", most));
    if (bench.harness().advanceServiceClock(Duration.ofSeconds(120))) {
      assertTrue(PlainHttp.send(url, new byte[0]).status() >= 400, "it has expired");
    }
  }

  @Case("B124")
  default void sign_awkwardKeys_areDownloadable(Bench bench) {
    if (without(bench)) {
      return;
    }
    for (String key : AwkwardKeys.legal(bench)) {
      bench.put(key, "content of " + key);
      PlainHttp.Reply reply = PlainHttp.send(sign(bench, request(Method.GET, key)), new byte[0]);
      assertEquals(200, reply.status(), key);
      assertArrayEquals(utf8("content of " + key), reply.body(), key);
    }
  }

  @Case("B125")
  default void sign_boundValues_areEnforced(Bench bench) {
    if (without(bench)) {
      return;
    }
    byte[] body = utf8("12345");
    Map<String, SignRequest> bound = new HashMap<>();
    SignRequest put = request(Method.PUT, "k");
    bound.put("Content-Type", put.withContentType("text/css"));
    bound.put("Content-Length", put.withContentLength(5));
    for (ChecksumAlgorithm algorithm : ChecksumAlgorithm.values()) {
      Checksum sum = Sums.of(algorithm, body);
      bound.put(algorithm.name(), put.withChecksum(sum));
    }
    int enforced = 0;
    for (Map.Entry<String, SignRequest> one : bound.entrySet()) {
      if (PlainHttp.canBind(() -> sign(bench, one.getValue()))) {
        enforced++;
        SignedUrl url = sign(bench, one.getValue());
        Map<String, String> other = PlainHttp.changed(url.headers(), one.getKey());
        byte[] sent = one.getKey().equals("Content-Type") ? body : utf8("123456");
        assertTrue(PlainHttp.send("PUT", url.uri(), other, sent).status() >= 400, one.getKey());
        assertFalse(bench.store().exists("k"), one.getKey());
        assertTrue(PlainHttp.send(url, body).status() < 300, one.getKey());
        assertEquals("12345", bench.text("k"), one.getKey());
        bench.store().delete("k");
      }
    }
    assertTrue(enforced > 0, "nothing can be bound at all");
    Expect.failure(ErrorCode.INVALID_ARGUMENT, () -> request(Method.GET, "k").withContentLength(5));
  }

  @Case("B125")
  default void sign_createOnly_isEnforced(Bench bench) {
    if (without(bench)) {
      return;
    }
    SignRequest create = request(Method.PUT, "k").withCreateOnly();
    if (!PlainHttp.canBind(() -> sign(bench, create))) {
      assertFalse(bench.store().exists("k"));
      return;
    }
    assertTrue(PlainHttp.send(sign(bench, create), utf8("first")).status() < 300);
    assertTrue(PlainHttp.send(sign(bench, create), utf8("second")).status() >= 400);
    assertEquals("first", bench.text("k"));
  }

  @Case("B126")
  default void sign_headers_areAllThatIsNeeded(Bench bench) {
    if (without(bench)) {
      return;
    }
    SignedUrl put = sign(bench, request(Method.PUT, "dir/a b+c"));
    assertTrue(PlainHttp.send(put, utf8("by plain HTTP")).status() < 300);
    assertEquals("by plain HTTP", bench.text("dir/a b+c"));
    SignedUrl get =
        sign(
            bench,
            request(Method.GET, "dir/a b+c").withResponseDisposition("attachment; filename=x"));
    PlainHttp.Reply reply = PlainHttp.send(get, new byte[0]);
    assertEquals("attachment; filename=x", reply.header("Content-Disposition"));
    assertFalse(get.toString().contains(String.valueOf(get.uri().getRawQuery())));
  }

  @Case("B127")
  default void signForm_sizeRange_isEnforced(Bench bench) {
    if (!bench.has(BlobFeature.SIGNED_POST)) {
      bench
          .store()
          .urlSigner()
          .ifPresent(
              signer -> Expect.failure(ErrorCode.UNSUPPORTED, () -> signer.signForm(form())));
      ConformanceReport.refused(BlobFeature.SIGNED_POST.name());
      assertFalse(bench.has(BlobFeature.SIGNED_POST));
      return;
    }
    UrlSigner signer = bench.store().urlSigner().orElseThrow();
    SignedForm form = signer.signForm(form());
    for (int bad : new int[] {1, 11}) {
      assertTrue(PlainHttp.post(form, new byte[bad]).status() >= 400, bad + " bytes");
      assertFalse(bench.store().exists("k"));
    }
    assertTrue(PlainHttp.post(form, utf8("12345")).status() < 300);
    assertEquals("12345", bench.text("k"));
  }

  private static FormRequest form() {
    return new FormRequest("k", Duration.ofMinutes(5), 2, 10, "text/plain");
  }
}
