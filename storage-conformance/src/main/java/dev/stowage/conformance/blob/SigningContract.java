package dev.stowage.conformance.blob;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.ErrorCode;
import dev.stowage.blob.BlobFeature;
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
import java.util.List;
import java.util.Map;

/** Signed URLs, used by a plain HTTP client that knows nothing of the provider. */
public interface SigningContract extends BlobContract {
  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Without signing there is no accessor. */
  static boolean without(Bench bench) {
    assertEquals(bench.has(BlobFeature.SIGNED_URLS), bench.store().urlSigner().isPresent());
    if (!bench.has(BlobFeature.SIGNED_URLS)) {
      ConformanceReport.refused(BlobFeature.SIGNED_URLS.name());
      return true;
    }
    return false;
  }

  static SignedUrl sign(Bench bench, SignRequest request) {
    return bench.store().urlSigner().orElseThrow().sign(request);
  }

  static SignRequest request(Method method, String key) {
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
      if (!PlainHttp.canBind(() -> sign(bench, request(method, "k")))) {
        // Some services sign nothing but reading and writing.
        assertTrue(method == Method.HEAD || method == Method.DELETE, () -> method + " is refused");
        continue;
      }
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
      assertEquals(method != Method.DELETE, bench.store().exists("k"), method.name());
    }
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
