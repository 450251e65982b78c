package dev.stowage.conformance.blob;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.ErrorCode;
import dev.stowage.RetryPolicy;
import dev.stowage.StorageException;
import dev.stowage.blob.BlobBody;
import dev.stowage.blob.BlobFeature;
import dev.stowage.blob.BlobStore;
import dev.stowage.blob.BlobWriter;
import dev.stowage.blob.ByteRange;
import dev.stowage.blob.GetOptions;
import dev.stowage.blob.PutOptions;
import dev.stowage.conformance.Case;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What failures mean, and when a call is tried again. */
public interface ErrorContract extends BlobContract {
  private static StorageException failing(BlobStore store, ErrorCode code, String where) {
    StorageException e = Expect.failure(code, where, () -> store.get("k").close());
    assertNotNull(e.getCause(), where + ": the provider's own exception is kept");
    assertEquals("get", e.operation().orElse(""), where);
    assertEquals(1, e.attempts(), where);
    assertTrue(e.key().orElse("").endsWith("k"), where);
    assertFalse(e.provider().orElse("").isEmpty(), where);
    return e;
  }

  @Case("B128")
  default void status_hasOneCode(Bench bench) {
    bench.put("k", "content");
    BlobStore once = bench.open(o -> o.withRetry(RetryPolicy.none()));
    Map<Integer, ErrorCode> table =
        Map.ofEntries(
            Map.entry(400, ErrorCode.INVALID_ARGUMENT),
            Map.entry(401, ErrorCode.UNAUTHENTICATED),
            Map.entry(403, ErrorCode.PERMISSION_DENIED),
            Map.entry(404, ErrorCode.NOT_FOUND),
            Map.entry(408, ErrorCode.UNAVAILABLE),
            Map.entry(409, ErrorCode.CONFLICT),
            Map.entry(412, ErrorCode.PRECONDITION_FAILED),
            Map.entry(429, ErrorCode.RATE_LIMITED),
            Map.entry(500, ErrorCode.UNAVAILABLE),
            Map.entry(502, ErrorCode.UNAVAILABLE),
            Map.entry(503, ErrorCode.UNAVAILABLE),
            Map.entry(504, ErrorCode.UNAVAILABLE));
    bench.faults().nextStatus(416, Operation.GET);
    GetOptions past = GetOptions.defaults().withRange(ByteRange.of(100, 1));
    Expect.failure(ErrorCode.RANGE_NOT_SATISFIABLE, () -> once.get("k", past).close());
    table.forEach(
        (status, code) -> {
          bench.faults().nextStatus(status, Operation.GET);
          StorageException e = failing(once, code, "status " + status);
          assertEquals(status, e.httpStatus().orElse(0));
          assertTrue(e.requestId().isPresent(), "status " + status + " without a request id");
          boolean retryable = status == 408 || status == 429 || status >= 500;
          assertEquals(retryable, e.retryable(), "status " + status);
        });
    assertEquals(table.size() + 1, bench.faults().fired());
  }

  @Case("B128")
  default void network_failuresAreUnavailable(Bench bench) {
    bench.put("k", "content");
    BlobStore once = bench.open(o -> o.withRetry(RetryPolicy.none()));
    for (Fault fault : List.of(Fault.REFUSED, Fault.RESET, Fault.NO_HOST, Fault.TLS)) {
      bench.faults().next(fault, Operation.GET);
      StorageException e = failing(once, ErrorCode.UNAVAILABLE, fault.name());
      assertEquals(fault != Fault.TLS, e.retryable(), fault.name());
      assertTrue(e.httpStatus().isEmpty(), fault.name());
    }
    assertEquals(4, bench.faults().fired());
  }

  @Case("B129")
  default void transient_isRetriedWithinTheBudget(Bench bench) {
    bench.put("k", "content");
    for (int i = 0; i < 3; i++) {
      bench.faults().next(Fault.UNAVAILABLE, Operation.GET);
    }
    assertEquals("content", bench.text("k"));
    assertEquals(3, bench.pacer().sleeps().size());
    Duration bound = Duration.ofMillis(100);
    for (Duration sleep : bench.pacer().sleeps()) {
      Duration most = bound;
      assertTrue(sleep.compareTo(most) <= 0, () -> "slept " + sleep + " of at most " + most);
      bound = bound.multipliedBy(2);
    }
    bench.faults().always(Fault.UNAVAILABLE, Operation.GET);
    bench.log().clear();
    StorageException e =
        Expect.failure(ErrorCode.UNAVAILABLE, () -> bench.store().get("k").close());
    assertEquals(5, e.attempts());
    assertEquals(5, bench.log().count(Operation.GET));
    assertTrue(e.retryable());
    BlobStore poor = bench.open(o -> o.withRetry(RetryPolicy.defaults().withBudget(3)));
    bench.log().clear();
    for (int i = 0; i < 10; i++) {
      Expect.failure(ErrorCode.UNAVAILABLE, () -> poor.get("k").close());
    }
    assertEquals(13, bench.log().count(Operation.GET), "ten calls, and three retries for all");
  }

  @Case("B129")
  default void retryAfter_isHonoured(Bench bench) {
    bench.put("k", "content");
    bench.faults().next(Fault.THROTTLED, Operation.GET);
    assertEquals("content", bench.text("k"));
    List<Duration> sleeps = bench.pacer().sleeps();
    assertEquals(1, sleeps.size());
    assertTrue(sleeps.get(0).compareTo(Duration.ofSeconds(7)) >= 0, sleeps::toString);
  }

  @Case("B129")
  default void permanent_isNotRetried(Bench bench) {
    bench.put("k", "content");
    for (Fault fault : List.of(Fault.DENIED, Fault.UNAUTHENTICATED, Fault.TLS)) {
      bench.faults().always(fault, Operation.GET);
      bench.log().clear();
      Expect.failure(
          switch (fault) {
            case DENIED -> ErrorCode.PERMISSION_DENIED;
            case UNAUTHENTICATED -> ErrorCode.UNAUTHENTICATED;
            default -> ErrorCode.UNAVAILABLE;
          },
          () -> bench.store().get("k").close());
      assertEquals(1, bench.log().count(Operation.GET), fault.name());
      bench.faults().clear();
    }
    assertEquals(List.of(), bench.pacer().sleeps());
  }

  @Case("B129")
  default void onceOnlyBody_isReplayedOnlyWhenNothingWasTaken(Bench bench) {
    byte[] bytes = Expect.bytes(1000, 129);
    bench.faults().next(Fault.UNAVAILABLE, Operation.PUT);
    bench.store().put("k", BlobBody.once(new ByteArrayInputStream(bytes), 1000));
    Expect.content(bytes, bench.store(), "k");
    bench.faults().next(Fault.LOST_RESPONSE, Operation.PUT);
    StorageException e =
        Expect.failure(
            ErrorCode.UNAVAILABLE,
            () -> bench.store().put("k2", BlobBody.once(new ByteArrayInputStream(bytes), 1000)));
    assertEquals(1, e.attempts());
  }

  @Case("B130")
  default void errorInsideA200_isAnError(Bench bench) throws IOException {
    byte[] bytes = Expect.bytes(3 * bench.partSize(), 130);
    PutOptions options = PutOptions.defaults().withPartSize(bench.partSize());
    Operation[] all = {
      Operation.COPY,
      Operation.COMPLETE_UPLOAD,
      Operation.COMMIT,
      Operation.BULK_DELETE,
      Operation.PUT
    };
    bench.put("from", "content");
    bench.faults().always(Fault.ERROR_IN_200, all);
    try (BlobWriter writer = bench.store().openWriter("k", options)) {
      writer.write(bytes);
      Expect.failure(ErrorCode.UNAVAILABLE, "commit", writer::commit);
    }
    Expect.failure(ErrorCode.UNAVAILABLE, "copy", () -> bench.store().copy("from", "copy"));
    if (bench.limits().maxBulkDelete() > 1) {
      assertFalse(bench.store().deleteAll(List.of("from", "x")).get(0).deleted());
    }
    bench.faults().clear();
    assertEquals(List.of("from"), bench.keys(""));
    assertEquals(List.of(), bench.pending());
    bench.faults().next(Fault.ERROR_IN_200, all);
    bench.store().copy("from", "copy");
    assertEquals("content", bench.text("copy"), "and it is tried again");
  }

  @Case("B131")
  default void unwrap_givesTheNativeClientOrNothing(Bench bench) {
    assertTrue(bench.store().unwrap(StringBuilder.class).isEmpty());
    assertTrue(bench.store().within("x/").unwrap(StringBuilder.class).isEmpty());
    bench
        .harness()
        .nativeType()
        .ifPresent(
            type -> {
              assertTrue(bench.store().unwrap(type).isPresent(), type.getName());
              assertTrue(bench.store().within("x/").unwrap(type).isPresent(), type.getName());
            });
    assertEquals(bench.has(BlobFeature.SIGNED_URLS), bench.store().urlSigner().isPresent());
    assertEquals(bench.has(BlobFeature.VERSIONS), bench.store().versions().isPresent());
    assertEquals(bench.has(BlobFeature.MULTIPART), bench.store().multipartUploads().isPresent());
  }
}
