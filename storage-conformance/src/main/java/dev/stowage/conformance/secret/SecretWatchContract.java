package dev.stowage.conformance.secret;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.ErrorCode;
import dev.stowage.conformance.Case;
import dev.stowage.conformance.driver.Expect;
import dev.stowage.conformance.driver.Fault;
import dev.stowage.secret.SecretEvent;
import dev.stowage.secret.SecretEvent.Kind;
import dev.stowage.secret.SecretFeature;
import dev.stowage.secret.SecretValue;
import dev.stowage.secret.SecretWatch;
import dev.stowage.secret.WatchOptions;
import java.time.Duration;
import java.util.Optional;

/** Waiting for a secret to change. */
public interface SecretWatchContract extends SecretContract {
  WatchOptions EVERY_10_S = WatchOptions.defaults().withInterval(Duration.ofSeconds(10));

  private static SecretWatch<String> watch(SecretBench bench, String name) {
    return bench.store.watch(name, EVERY_10_S, SecretValue::text);
  }

  @Case("S012")
  default void firstAtOnce_thenOncePerChange() {
    try (SecretBench bench = new SecretBench(this)) {
      String name = bench.name("w");
      bench.put(name, "one");
      bench.log().clear();
      try (SecretWatch<String> watch = watch(bench, name)) {
        assertEquals(0, bench.log().size(), "requests before the first next()");
        assertEquals(Optional.empty(), watch.latest());
        SecretEvent<String> first = watch.next();
        assertEquals(Optional.of("one"), first.value());
        assertEquals(Duration.ZERO, bench.pacer.elapsed(), "the first value has to wait");
        assertEquals(Optional.empty(), watch.next(Duration.ofSeconds(35)));
        assertEquals(Duration.ofSeconds(35), bench.pacer.elapsed(), "time of an unchanged value");
        assertTrue(bench.log().size() <= 4, () -> "asks too often: " + bench.log());
        bench.pacer.in(Duration.ofSeconds(12), () -> bench.put(name, "two"));
        assertEquals(Optional.of("two"), watch.next().value());
        assertEquals(Optional.empty(), watch.next(Duration.ofSeconds(60)), "told twice");
        assertEquals(Optional.of("two"), watch.latest());
      }
    }
  }

  @Case("S012")
  default void deleted_isAnEvent() {
    try (SecretBench bench = new SecretBench(this)) {
      String name = bench.name("gone");
      try (SecretWatch<String> watch = watch(bench, name)) {
        assertEquals(Kind.NOT_FOUND, watch.next().kind(), "of a secret that never was");
        bench.pacer.in(Duration.ofSeconds(15), () -> bench.put(name, "one"));
        assertEquals(Optional.of("one"), watch.next().value());
        bench.pacer.in(Duration.ofSeconds(15), () -> bench.store.delete(name));
        SecretEvent<String> gone = watch.next();
        assertEquals(Kind.NOT_FOUND, gone.kind());
        assertEquals(ErrorCode.NOT_FOUND, gone.failure().orElseThrow().code());
        assertEquals(Optional.empty(), watch.next(Duration.ofSeconds(60)), "told twice");
        assertEquals(Optional.of("one"), watch.latest());
        if (bench.has(SecretFeature.IMMEDIATE_DELETE)) {
          bench.pacer.in(Duration.ofSeconds(15), () -> bench.put(name, "two"));
          assertEquals(Optional.of("two"), watch.next().value());
        }
      }
    }
  }

  @Case("S012")
  default void outage_recoversWithoutSpinning() {
    try (SecretBench bench = new SecretBench(this)) {
      String name = bench.name("outage");
      bench.put(name, "one");
      try (SecretWatch<String> watch = watch(bench, name)) {
        assertEquals(Optional.of("one"), watch.next().value());
        bench.harness.faults().always(Fault.UNAVAILABLE, "get");
        SecretEvent<String> failed = watch.next();
        assertEquals(Kind.FAILED, failed.kind());
        assertEquals(ErrorCode.UNAVAILABLE, failed.failure().orElseThrow().code());
        assertEquals(Optional.of("one"), watch.latest(), "during an outage");
        bench.log().clear();
        bench.pacer.in(Duration.ofMinutes(10), () -> bench.harness.faults().clear());
        SecretEvent<String> back = watch.next();
        assertEquals(Kind.VALUE, back.kind());
        assertEquals(Optional.of("one"), back.value());
        assertTrue(bench.log().size() < 60, () -> bench.log().size() + " requests in 10 minutes");
      }
    }
  }

  @Case("S012")
  default void closedOrInterrupted() {
    try (SecretBench bench = new SecretBench(this)) {
      String name = bench.name("end");
      bench.put(name, "one");
      SecretWatch<String> watch = watch(bench, name);
      watch.next();
      Thread.currentThread().interrupt();
      Expect.fails(ErrorCode.CANCELLED, watch::next);
      assertTrue(Thread.interrupted(), "the interrupt was swallowed");
      bench.pacer.in(Duration.ofSeconds(3), watch::close);
      Expect.fails(ErrorCode.CLOSED, watch::next);
      Expect.fails(ErrorCode.CLOSED, watch::latest);
      watch.close();
    }
  }

  @Case("S013")
  default void undecodable_keepsTheLastGoodValue() {
    try (SecretBench bench = new SecretBench(this)) {
      String name = bench.name("json");
      bench.put(name, "{\"port\":\"1\"}");
      try (SecretWatch<String> watch =
          bench.store.watch(name, EVERY_10_S, value -> value.field("port"))) {
        assertEquals(Optional.of("1"), watch.next().value());
        bench.pacer.in(Duration.ofSeconds(5), () -> bench.put(name, "{hunter2"));
        SecretEvent<String> bad = watch.next();
        assertEquals(Kind.FAILED, bad.kind());
        assertFalse(bad.failure().toString().contains("hunter2"), "the event quotes the secret");
        assertEquals(Optional.of("1"), watch.latest());
        assertEquals(Optional.empty(), watch.next(Duration.ofSeconds(60)), "told twice");
        bench.pacer.in(Duration.ofSeconds(5), () -> bench.put(name, "{\"port\":\"2\"}"));
        assertEquals(Optional.of("2"), watch.next().value());
        assertEquals(Optional.of("2"), watch.latest());
      }
      bench.assertArraysErased();
    }
  }
}
