package dev.stowage.conformance.kv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.ErrorCode;
import dev.stowage.conformance.Case;
import dev.stowage.kv.Changes;
import dev.stowage.kv.KvFeature;
import dev.stowage.kv.Query;
import dev.stowage.kv.Revision;
import dev.stowage.kv.RowKey;
import dev.stowage.kv.RowOptions;
import dev.stowage.kv.ScanRequest;
import dev.stowage.kv.Write;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Rows that go by themselves. */
public interface KvTtlContract extends KvContract {
  private Duration unit() {
    Duration resolution = store().capabilities().limits().ttlResolution();
    return resolution.compareTo(Duration.ofMinutes(1)) > 0 ? resolution : Duration.ofMinutes(1);
  }

  private RowOptions oneUnit() {
    return RowOptions.defaults().withTtl(unit());
  }

  private boolean expiresOrRefuses() {
    RowOptions options = RowOptions.defaults().withTtl(Duration.ofDays(1));
    return hasOrRefuses(KvFeature.TTL, () -> store().put(key("a"), number(1), options));
  }

  @Case("K062")
  default void expiredRow_asGoodAsGone() {
    if (!expiresOrRefuses()) {
      return;
    }
    RowKey key = key("a");
    Revision revision = store().put(key, number(1), oneUnit());
    store().put(key("stays"), number(2));
    assertEquals(number(1), document(key));
    harness().pacer().advance(unit().multipliedBy(2).plusMillis(1));
    assertTrue(store().get(key, fresh()).isEmpty());
    assertEquals(List.of(Optional.empty()), store().batchGet(List.of(key), fresh()));
    assertEquals(1, store().scan(ScanRequest.of(harness().orderedRange())).count());
    if (has(KvFeature.QUERY)) {
      assertEquals(1, store().query(Query.all()).count());
    }
    RowOptions stale = RowOptions.defaults().ifRevision(revision);
    fails(ErrorCode.PRECONDITION_FAILED, () -> store().put(key, number(3), stale));
    fails(ErrorCode.NOT_FOUND, () -> store().replace(key, number(3)));
    fails(ErrorCode.NOT_FOUND, () -> store().update(key, d -> d.with("n", 3)));
    store().delete(key);
    store().create(key, number(4));
    assertEquals(number(4), document(key));
    assertTrue(row(key).expiresAt().isEmpty());
  }

  @Case("K063")
  default void expiry_readableAndReplaced() {
    if (!expiresOrRefuses()) {
      return;
    }
    RowKey key = key("a");
    Instant now = harness().pacer().now();
    store().put(key, number(1), oneUnit());
    Instant at = row(key).expiresAt().orElseThrow();
    Duration slack = store().capabilities().limits().ttlResolution();
    assertFalse(at.isBefore(now.plus(unit())), "never earlier than asked");
    assertFalse(at.isAfter(now.plus(unit()).plus(slack)), "later by the resolution at most");
    assertEquals(
        Optional.of(at), store().batchGet(List.of(key), fresh()).get(0).orElseThrow().expiresAt());
    assertEquals(
        Optional.of(at),
        store()
            .scan(ScanRequest.of(harness().orderedRange()))
            .findFirst()
            .orElseThrow()
            .expiresAt());
    store().modify(key, Changes.none().add("n", 1));
    store().update(key, d -> d.with("n", 3));
    assertEquals(Optional.of(at), row(key).expiresAt(), "kept by partial writes");
    store().modify(key, Changes.none().add("n", 1), RowOptions.defaults().withNoExpiry());
    assertTrue(row(key).expiresAt().isEmpty());
    store().put(key, number(1), RowOptions.defaults().withExpiry(now.plus(unit())));
    assertTrue(row(key).expiresAt().isPresent());
    store().put(key, number(2));
    assertTrue(row(key).expiresAt().isEmpty(), "gone with an overwrite");
    store().batchWrite(List.of(Write.put(key, number(3)).with(oneUnit())));
    assertTrue(row(key).expiresAt().isPresent());
    store().put(key, number(4), RowOptions.defaults().withNoExpiry());
    assertTrue(row(key).expiresAt().isEmpty());
    failsUnsent(
        ErrorCode.INVALID_ARGUMENT,
        () -> RowOptions.defaults().withTtl(Duration.ZERO),
        () -> RowOptions.defaults().withTtl(Duration.ofSeconds(-1)),
        () ->
            store()
                .put(
                    key,
                    number(1),
                    RowOptions.defaults().withTtl(Duration.ofSeconds(Long.MAX_VALUE))),
        () -> store().put(key, number(1), RowOptions.defaults().withExpiry(now)),
        () -> store().delete(key, oneUnit()));
  }
}
