package dev.stowage.conformance.secret;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.conformance.Case;
import dev.stowage.conformance.driver.Expect;
import dev.stowage.conformance.driver.Fault;
import dev.stowage.secret.SecretValue;
import dev.stowage.secret.SecretWatch;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/** Values go in and come out unchanged, and are seen by nobody else. */
public interface SecretValueContract extends SecretContract {
  /** Stands in every value that must not leak. */
  String MARK = "hunter2-Zm9vYmFy";

  @Case("S001")
  default void putThenGet_text_binary_empty_large() {
    try (SecretBench bench = new SecretBench(this)) {
      var limits = bench.store.capabilities().limits();
      byte[] large = new byte[Math.min(64 * 1024, limits.maxValueBytes())];
      new Random(1).nextBytes(large);
      byte[] binary = {0, -1, (byte) 0xC3, 0x28, 13, 10};
      for (byte[] bytes : new byte[][] {SecretBench.bytes("päss\n\"😀"), binary, {}, large}) {
        String name = bench.name("v" + bytes.length);
        try (SecretValue value = SecretValue.of(bytes)) {
          if (bytes.length < limits.minValueBytes()) {
            Expect.failsAtOnce(
                ErrorCode.INVALID_ARGUMENT, bench.log(), () -> bench.store.put(name, value));
            continue;
          }
          bench.store.put(name, value);
        }
        try (SecretValue read = bench.store.get(name)) {
          assertArrayEquals(bytes, read.bytes());
          assertEquals(bytes.length, read.size());
        }
      }
    }
  }

  @Case("S001")
  default void tooLarge_refusedAtOnce() {
    try (SecretBench bench = new SecretBench(this)) {
      int max = bench.store.capabilities().limits().maxValueBytes();
      try (SecretValue value = SecretValue.of(new byte[max + 1])) {
        String name = bench.name("big");
        Expect.failsAtOnce(ErrorCode.TOO_LARGE, bench.log(), () -> bench.store.put(name, value));
        Expect.failsAtOnce(ErrorCode.TOO_LARGE, bench.log(), () -> bench.store.create(name, value));
      }
    }
  }

  @Case("S002")
  default void getMissing_saysTheName() {
    try (SecretBench bench = new SecretBench(this)) {
      bench.put(bench.name("there"), MARK);
      String name = bench.name("missing");
      bench.log().clear();
      StorageException failure = Expect.fails(ErrorCode.NOT_FOUND, () -> bench.store.get(name));
      assertEquals(name, failure.key().orElseThrow());
      assertEquals("get", failure.operation().orElseThrow());
      assertTrue(failure.toString().contains(name), failure.toString());
      assertFalse(failure.toString().contains(MARK), "the message has a value");
      assertEquals(1, bench.log().size(), "requests of a get");
    }
  }

  @Case("S003")
  default void create_existing_keepsTheOld() {
    try (SecretBench bench = new SecretBench(this)) {
      String name = bench.name("c");
      bench.create(name, "first");
      StorageException failure =
          Expect.fails(ErrorCode.ALREADY_EXISTS, () -> bench.create(name, "second"));
      assertEquals(name, failure.key().orElseThrow());
      assertEquals("first", bench.text(name));
    }
  }

  @Case("S003")
  default void put_existing_isANewVersion() {
    try (SecretBench bench = new SecretBench(this)) {
      String name = bench.name("u");
      var first = bench.put(name, "first");
      var second = bench.put(name, "second");
      assertNotEquals(first.id(), second.id(), "two versions have one id");
      assertTrue(second.isCurrent(), "the new version is not current");
      try (SecretValue value = bench.store.get(name)) {
        assertEquals("second", value.text());
        assertEquals(second.id(), value.version().orElseThrow().id());
      }
    }
  }

  @Case("S003")
  default void write_responseLost_isNotDoneTwice() {
    try (SecretBench bench = new SecretBench(this)) {
      String name = bench.name("lost");
      bench.harness.faults().next(Fault.LOST_RESPONSE, "create");
      doneOnceOrUnavailable(() -> bench.create(name, "first"));
      bench.harness.faults().clear();
      assertEquals("first", bench.text(name));
      bench.harness.faults().next(Fault.LOST_RESPONSE, "addVersion");
      doneOnceOrUnavailable(() -> bench.put(name, "second"));
      bench.harness.faults().clear();
      assertEquals("second", bench.text(name));
      if (bench.has(dev.stowage.secret.SecretFeature.VERSIONS)) {
        assertEquals(2, bench.store.versions(name).size(), "a write was done twice");
      }
    }
  }

  private static void doneOnceOrUnavailable(Runnable write) {
    try {
      write.run();
    } catch (StorageException e) {
      assertEquals(ErrorCode.UNAVAILABLE, e.code(), "of a write whose answer was lost");
    }
  }

  @Case("S008")
  default void fields() {
    try (SecretBench bench = new SecretBench(this)) {
      String name = bench.name("fields");
      Map<String, String> fields = new LinkedHashMap<>();
      fields.put("user", "ana");
      fields.put("password", "p\"ä\\ß");
      try (SecretValue value = SecretValue.ofFields(fields)) {
        bench.store.put(name, value);
      }
      try (SecretValue value = bench.store.get(name)) {
        assertEquals("p\"ä\\ß", value.field("password"));
        assertEquals(fields, value.fields());
        StorageException failure = Expect.fails(ErrorCode.NOT_FOUND, () -> value.field("token"));
        assertTrue(failure.toString().contains("token"), failure.toString());
      }
      bench.put(name, MARK + " is no JSON");
      try (SecretValue value = bench.store.get(name)) {
        StorageException failure =
            Expect.fails(ErrorCode.INVALID_ARGUMENT, () -> value.field("user"));
        assertFalse(failure.toString().contains(MARK), "the parser quotes the secret");
        assertNull(failure.getCause(), "the parser's exception may quote the secret");
      }
    }
  }

  @Case("S010")
  default void nothingLeaks() {
    try (SecretBench bench = new SecretBench(this)) {
      String name = bench.name("leak");
      bench.put(name, MARK);
      SecretValue one = bench.store.get(name);
      SecretValue two = bench.store.get(name);
      assertFalse(one.toString().contains(MARK), "toString has the value");
      assertEquals(one.toString(), SecretValue.of("x").toString(), "toString tells values apart");
      assertTrue(one.sameAs(two));
      assertNotEquals(one, two, "equals compares the bytes");
      bench.harness.faults().always(Fault.DENIED, "addVersion");
      StorageException failure = assertThrows(StorageException.class, () -> bench.put(name, MARK));
      for (Throwable t = failure; t != null; t = t.getCause()) {
        assertFalse(t.toString().contains(MARK), "an exception has the value");
      }
      assertFalse(bench.events.toString().contains(MARK), "an event has the value");
      assertFalse(bench.store.toString().contains(MARK), "the store has the value");
      one.close();
      two.close();
      bench.assertArraysErased();
      Expect.fails(ErrorCode.CLOSED, one::bytes);
      Expect.fails(ErrorCode.CLOSED, one::text);
    }
  }

  @Case("S010")
  default void cacheAndWatch_eraseWhatTheyKept() {
    try (SecretBench bench = new SecretBench(this)) {
      String name = bench.name("kept");
      bench.put(name, MARK);
      try (SecretWatch<SecretValue> watch = bench.store.watch(name)) {
        watch.next().value().orElseThrow().close();
        assertFalse(watch.toString().contains(MARK), "the watch has the value");
      }
      try (var cache = bench.store.cached(java.time.Duration.ofMinutes(1))) {
        cache.get(name).close();
        assertFalse(cache.toString().contains(MARK), "the cache has the value");
      }
      bench.assertArraysErased();
    }
  }
}
