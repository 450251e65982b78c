package dev.stowage.conformance.secret;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stowage.ErrorCode;
import dev.stowage.conformance.Case;
import dev.stowage.conformance.driver.Expect;
import dev.stowage.conformance.driver.Fault;
import dev.stowage.secret.CacheOptions;
import dev.stowage.secret.SecretCache;
import dev.stowage.secret.SecretStore;
import dev.stowage.secret.SecretValue;
import java.time.Duration;

/** Reading without a request. */
public interface SecretCacheContract extends SecretContract {
  private static String text(SecretStore store, String name) {
    try (SecretValue value = store.get(name)) {
      return value.text();
    }
  }

  @Case("S011")
  default void withinTimeToLive_noRequest() {
    try (SecretBench bench = new SecretBench(this)) {
      String name = bench.name("ttl");
      bench.put(name, "one");
      try (SecretCache cache = bench.store.cached(Duration.ofMinutes(5))) {
        assertEquals("one", text(cache, name));
        bench.put(name, "two");
        bench.log().clear();
        bench.pacer.advance(Duration.ofMinutes(4));
        assertEquals("one", text(cache, name));
        assertEquals(0, bench.log().size(), "requests within the time to live");
        bench.pacer.advance(Duration.ofMinutes(1));
        assertEquals("two", text(cache, name), "after the time to live");
        assertEquals(1, bench.log().size(), "requests after the time to live");
      }
    }
  }

  @Case("S011")
  default void refresh_onDemand() {
    try (SecretBench bench = new SecretBench(this)) {
      String name = bench.name("refresh");
      bench.put(name, "one");
      SecretCache cache = bench.store.cached(Duration.ofMinutes(5));
      assertEquals("one", text(cache, name));
      bench.put(name, "two");
      cache.refresh(name);
      assertEquals("two", text(cache, name));
      bench.put(name, "three");
      cache.refreshAll();
      assertEquals("three", text(cache, name));
      try (SecretValue value = SecretValue.of("four")) {
        cache.put(name, value);
      }
      assertEquals("four", text(cache, name), "after a put through the cache");
      cache.delete(name);
      Expect.fails(ErrorCode.NOT_FOUND, () -> cache.get(name));
    }
  }

  @Case("S011")
  default void stale_onlyIfAllowed_andOnlyInAnOutage() {
    try (SecretBench bench = new SecretBench(this)) {
      String name = bench.name("stale");
      bench.put(name, "one");
      CacheOptions strict = CacheOptions.ttl(Duration.ofMinutes(1));
      SecretCache never = bench.store.cached(strict);
      SecretCache stale = bench.store.cached(strict.withServeStaleOnFailure(Duration.ofHours(1)));
      assertEquals("one", text(never, name));
      assertEquals("one", text(stale, name));
      bench.pacer.advance(Duration.ofMinutes(2));
      bench.harness.faults().always(Fault.UNAVAILABLE, "get");
      Expect.fails(ErrorCode.UNAVAILABLE, () -> never.get(name));
      assertEquals("one", text(stale, name), "during an outage");
      bench.pacer.advance(Duration.ofHours(2));
      Expect.fails(ErrorCode.UNAVAILABLE, () -> stale.get(name));
      bench.harness.faults().clear();
      assertEquals("one", text(stale, name), "after the outage");
      bench.pacer.advance(Duration.ofMinutes(2));
      bench.harness.faults().always(Fault.DENIED, "get");
      Expect.fails(ErrorCode.PERMISSION_DENIED, () -> stale.get(name));
      bench.harness.faults().clear();
      bench.harness.faults().always(Fault.UNAVAILABLE, "get");
      Expect.fails(ErrorCode.UNAVAILABLE, () -> stale.get(name));
    }
  }

  @Case("S011")
  default void size_isBounded() {
    try (SecretBench bench = new SecretBench(this)) {
      SecretCache cache =
          bench.store.cached(CacheOptions.ttl(Duration.ofHours(1)).withMaxEntries(2));
      String a = bench.name("a");
      String b = bench.name("b");
      String c = bench.name("c");
      for (String name : new String[] {a, b, c}) {
        bench.put(name, name);
      }
      text(cache, a);
      text(cache, b);
      text(cache, a);
      text(cache, c);
      bench.log().clear();
      assertEquals(a, text(cache, a));
      assertEquals(c, text(cache, c));
      assertEquals(0, bench.log().size(), "the value used last was thrown out");
      assertEquals(b, text(cache, b));
      assertEquals(1, bench.log().size(), "the value not used for longest was kept");
    }
  }

  @Case("S011")
  default void closed_forgetsAll() {
    try (SecretBench bench = new SecretBench(this)) {
      String name = bench.name("closed");
      bench.put(name, "one");
      SecretCache cache = bench.store.cached(Duration.ofHours(1));
      SecretValue kept = cache.get(name);
      cache.close();
      assertEquals("one", kept.text(), "a value in hand outlives the cache");
      kept.close();
      Expect.fails(ErrorCode.CLOSED, () -> cache.get(name));
      bench.assertArraysErased();
    }
  }
}
