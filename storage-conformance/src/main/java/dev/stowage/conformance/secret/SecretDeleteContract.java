package dev.stowage.conformance.secret;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.conformance.Case;
import dev.stowage.conformance.driver.Expect;
import dev.stowage.secret.SecretFeature;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Deleting, at once or later, and thinking better of it. */
public interface SecretDeleteContract extends SecretContract {
  @Case("S007")
  default void delete_thenNotFound() {
    try (SecretBench bench = new SecretBench(this)) {
      String name = bench.name("d");
      bench.put(name, "value");
      bench.log().clear();
      Optional<Instant> gone = bench.store.delete(name);
      assertEquals(1, bench.log().size(), "requests of a delete");
      Expect.fails(ErrorCode.NOT_FOUND, () -> bench.store.get(name));
      if (bench.has(SecretFeature.IMMEDIATE_DELETE)) {
        assertEquals(Optional.empty(), gone);
        bench.create(name, "again");
        assertEquals("again", bench.text(name));
      } else {
        assertTrue(gone.isPresent(), "the service says when the secret is gone");
      }
    }
  }

  @Case("S007")
  default void delete_missing_succeeds() {
    try (SecretBench bench = new SecretBench(this)) {
      String name = bench.name("none");
      bench.log().clear();
      assertEquals(Optional.empty(), bench.store.delete(name));
      assertEquals(1, bench.log().size(), "requests of a delete");
    }
  }

  @Case("S007")
  default void delete_withWindow_canBeUndone() {
    try (SecretBench bench = new SecretBench(this)) {
      String name = bench.name("window");
      bench.put(name, "value");
      Duration window = longest(bench);
      if (bench.lacks(SecretFeature.RECOVERY_WINDOW, () -> bench.store.delete(name, window))) {
        assertEquals("value", bench.text(name), "a refused delete deleted");
        return;
      }
      Optional<Instant> gone = bench.store.delete(name, window);
      assertTrue(gone.orElseThrow().isAfter(bench.pacer.now()), "the secret is gone in the past");
      Expect.fails(ErrorCode.NOT_FOUND, () -> bench.store.get(name));
      assertFalse(bench.store.list(name).anyMatch(name::equals), "a deleted secret is listed");
      waitsForDeletion(Expect.fails(ErrorCode.ALREADY_EXISTS, () -> bench.create(name, "x")));
      waitsForDeletion(Expect.fails(ErrorCode.ALREADY_EXISTS, () -> bench.put(name, "x")));
      if (!bench.has(SecretFeature.UNDELETE)) {
        Expect.refused("UNDELETE", bench.log(), () -> bench.store.undelete(name));
        return;
      }
      bench.store.undelete(name);
      assertEquals("value", bench.text(name));
      assertTrue(bench.store.list(name).anyMatch(name::equals), "an undeleted secret is listed");
    }
  }

  private static Duration longest(SecretBench bench) {
    return bench.store.capabilities().limits().maxRecoveryWindow();
  }

  private static void waitsForDeletion(StorageException failure) {
    assertTrue(failure.toString().contains("delet"), failure.toString());
    assertFalse(failure.retryable(), "waiting a little does not help");
  }

  @Case("S007")
  default void window_thatIsOver_cannotBeUndone() {
    try (SecretBench bench = new SecretBench(this)) {
      String name = bench.name("over");
      bench.put(name, "value");
      if (bench.lacks(
          SecretFeature.RECOVERY_WINDOW, () -> bench.store.delete(name, longest(bench)))) {
        return;
      }
      Duration shortest = bench.store.capabilities().limits().minRecoveryWindow();
      bench.store.delete(name, shortest);
      if (bench.passes(shortest.plusSeconds(1))) {
        if (bench.has(SecretFeature.UNDELETE)) {
          Expect.fails(ErrorCode.NOT_FOUND, () -> bench.store.undelete(name));
        }
        bench.create(name, "again");
        assertEquals("again", bench.text(name));
      } else {
        Expect.fails(ErrorCode.NOT_FOUND, () -> bench.store.get(name));
      }
    }
  }

  @Case("S007")
  default void window_outsideOfLimits_refusedAtOnce() {
    try (SecretBench bench = new SecretBench(this)) {
      String name = bench.name("limits");
      bench.put(name, "value");
      Duration tooLong = longest(bench).plusDays(1);
      if (bench.lacks(SecretFeature.RECOVERY_WINDOW, () -> bench.store.delete(name, tooLong))) {
        return;
      }
      for (Duration wrong : new Duration[] {tooLong, Duration.ZERO, Duration.ofDays(-1)}) {
        Expect.failsAtOnce(
            ErrorCode.INVALID_ARGUMENT, bench.log(), () -> bench.store.delete(name, wrong));
      }
      assertEquals("value", bench.text(name));
    }
  }

  @Case("S007")
  default void undelete_missing() {
    try (SecretBench bench = new SecretBench(this)) {
      String name = bench.name("never");
      if (bench.lacks(SecretFeature.UNDELETE, () -> bench.store.undelete(name))) {
        return;
      }
      Expect.fails(ErrorCode.NOT_FOUND, () -> bench.store.undelete(name));
    }
  }
}
