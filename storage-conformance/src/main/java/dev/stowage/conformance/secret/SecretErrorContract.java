package dev.stowage.conformance.secret;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.CallEvent;
import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.conformance.Case;
import dev.stowage.conformance.driver.Expect;
import dev.stowage.conformance.driver.Fault;
import dev.stowage.secret.SecretValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Failures, retry, the native client, closing. */
public interface SecretErrorContract extends SecretContract {
  @Case("S018")
  default void deniedAndUnknown_areToldApart() {
    try (SecretBench bench = new SecretBench(this)) {
      String name = bench.name("denied");
      bench.harness.faults().always(Fault.DENIED, "*");
      StorageException denied =
          Expect.fails(ErrorCode.PERMISSION_DENIED, () -> bench.store.get(name));
      assertEquals(name, denied.key().orElseThrow());
      assertEquals(provider(), denied.provider().orElseThrow());
      assertEquals(403, denied.httpStatus().orElseThrow());
      assertEquals(1, denied.attempts(), "a refusal is not tried again");
      assertNotNull(denied.getCause(), "the provider's exception is the cause");
      Expect.fails(ErrorCode.PERMISSION_DENIED, () -> bench.store.delete(name));
      Expect.fails(ErrorCode.PERMISSION_DENIED, () -> bench.store.list("").toList());
      bench.harness.faults().clear();
      bench.harness.faults().always(Fault.UNAUTHENTICATED, "*");
      Expect.fails(ErrorCode.UNAUTHENTICATED, () -> bench.store.get(name));
      bench.harness.faults().clear();
    }
  }

  @Case("S018")
  default void throttled_waitsAsTold() {
    try (SecretBench bench = new SecretBench(this)) {
      String name = bench.name("slow");
      bench.put(name, "value");
      bench.log().clear();
      bench.harness.faults().next(Fault.THROTTLED, "get");
      Duration before = bench.pacer.elapsed();
      assertEquals("value", bench.text(name));
      assertEquals(2, bench.log().count("get"));
      Duration waited = bench.pacer.elapsed().minus(before);
      assertTrue(waited.compareTo(Duration.ofSeconds(7)) >= 0, "Retry-After: waited " + waited);
      bench.harness.faults().always(Fault.THROTTLED, "get");
      StorageException failure = Expect.fails(ErrorCode.RATE_LIMITED, () -> bench.store.get(name));
      assertEquals(3, failure.attempts());
      assertTrue(failure.retryable());
    }
  }

  @Case("S018")
  default void unsentWrite_isTriedAgain() {
    try (SecretBench bench = new SecretBench(this)) {
      String name = bench.name("unsent");
      bench.harness.faults().next(Fault.REFUSED, "create");
      bench.create(name, "value");
      assertEquals("value", bench.text(name));
    }
  }

  @Case("S018")
  default void nativeClient() {
    try (SecretBench bench = new SecretBench(this)) {
      assertEquals(Optional.empty(), bench.store.unwrap(Thread.class));
      bench
          .harness
          .nativeType()
          .ifPresent(type -> assertTrue(bench.store.unwrap(type).isPresent(), type.getName()));
    }
  }

  @Case("S018")
  default void events_haveBoundedLabels() {
    try (SecretBench bench = new SecretBench(this)) {
      String name = bench.name("event");
      bench.put(name, "value");
      bench.text(name);
      Expect.fails(ErrorCode.NOT_FOUND, () -> bench.store.get(bench.name("missing")));
      List<String> seen = new ArrayList<>();
      for (CallEvent event : bench.events) {
        assertEquals("secret", event.service());
        assertEquals(provider(), event.provider());
        assertFalse(event.toString().contains(name), "an event has the name");
        seen.add(event.operation() + event.failure().map(code -> " " + code).orElse(""));
      }
      assertEquals(List.of("put", "get", "get NOT_FOUND"), seen);
    }
  }

  @Case("S018")
  default void closed_refusesEverything() {
    try (SecretBench bench = new SecretBench(this)) {
      String name = bench.name("closed");
      bench.put(name, "value");
      SecretValue value = bench.store.get(name);
      bench.store.close();
      bench.store.close();
      assertEquals("value", value.text(), "a value in hand outlives the store");
      value.close();
      Expect.failsAtOnce(ErrorCode.CLOSED, bench.log(), () -> bench.store.get(name));
      Expect.failsAtOnce(ErrorCode.CLOSED, bench.log(), () -> bench.put(name, "x"));
      Expect.failsAtOnce(ErrorCode.CLOSED, bench.log(), () -> bench.store.delete(name));
      Expect.failsAtOnce(ErrorCode.CLOSED, bench.log(), () -> bench.store.list("").toList());
      Expect.failsAtOnce(ErrorCode.CLOSED, bench.log(), () -> bench.store.watch(name).next());
    }
  }

  @Case("S018")
  default void interrupted_leavesTheStoreUsable() {
    try (SecretBench bench = new SecretBench(this)) {
      String name = bench.name("interrupted");
      bench.put(name, "value");
      Thread.currentThread().interrupt();
      Expect.fails(ErrorCode.CANCELLED, () -> bench.store.get(name));
      assertTrue(Thread.interrupted(), "the interrupt was swallowed");
      assertEquals("value", bench.text(name));
    }
  }
}
