package dev.stowage.conformance.blob;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.ErrorCode;
import dev.stowage.blob.Checksum;
import dev.stowage.blob.ChecksumAlgorithm;
import dev.stowage.blob.SignRequest;
import dev.stowage.blob.SignRequest.Method;
import dev.stowage.blob.SignedUrl;
import dev.stowage.conformance.Case;
import dev.stowage.conformance.ConformanceReport;
import java.util.HashMap;
import java.util.Map;

/** Signed URLs that are bound to more than a key and a method. */
public interface BoundSigningContract extends BlobContract {
  @Case("B125")
  default void sign_boundValues_areEnforced(Bench bench) {
    if (SigningContract.without(bench)) {
      return;
    }
    byte[] body = SigningContract.utf8("12345");
    Map<String, SignRequest> bound = new HashMap<>();
    SignRequest put = SigningContract.request(Method.PUT, "k");
    bound.put("Content-Type", put.withContentType("text/css"));
    bound.put("Content-Length", put.withContentLength(5));
    for (ChecksumAlgorithm algorithm : ChecksumAlgorithm.values()) {
      Checksum sum = Sums.of(algorithm, body);
      bound.put(algorithm.name(), put.withChecksum(sum));
    }
    int enforced = 0;
    for (Map.Entry<String, SignRequest> one : bound.entrySet()) {
      if (PlainHttp.canBind(() -> SigningContract.sign(bench, one.getValue()))) {
        enforced++;
        SignedUrl url = SigningContract.sign(bench, one.getValue());
        Map<String, String> other = PlainHttp.changed(url.headers(), one.getKey());
        byte[] sent = one.getKey().equals("Content-Type") ? body : SigningContract.utf8("123456");
        assertTrue(PlainHttp.send("PUT", url.uri(), other, sent).status() >= 400, one.getKey());
        assertFalse(bench.store().exists("k"), one.getKey());
        assertTrue(PlainHttp.send(url, body).status() < 300, one.getKey());
        assertEquals("12345", bench.text("k"), one.getKey());
        bench.store().delete("k");
      }
    }
    if (enforced == 0) {
      ConformanceReport.refused("values bound to a signed URL");
      assertTrue(bench.keys("").isEmpty(), "a refused signature leaves nothing behind");
    }
    Expect.failure(
        ErrorCode.INVALID_ARGUMENT,
        () -> SigningContract.request(Method.GET, "k").withContentLength(5));
  }

  @Case("B125")
  default void sign_createOnly_isEnforced(Bench bench) {
    if (SigningContract.without(bench)) {
      return;
    }
    SignRequest create = SigningContract.request(Method.PUT, "k").withCreateOnly();
    if (!PlainHttp.canBind(() -> SigningContract.sign(bench, create))) {
      assertFalse(bench.store().exists("k"));
      return;
    }
    assertTrue(
        PlainHttp.send(SigningContract.sign(bench, create), SigningContract.utf8("first")).status()
            < 300);
    assertTrue(
        PlainHttp.send(SigningContract.sign(bench, create), SigningContract.utf8("second")).status()
            >= 400);
    assertEquals("first", bench.text("k"));
  }
}
