package dev.stowage.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.ErrorCode;
import dev.stowage.OpenOptions;
import dev.stowage.Pacer;
import dev.stowage.RetryPolicy;
import dev.stowage.StorageException;
import dev.stowage.blob.BlobBody;
import dev.stowage.blob.BlobStore;
import dev.stowage.spi.Stores;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LimitsTest extends TransferTestBase {
  /** A clock that only moves when somebody sleeps. */
  private static final class Clock implements Pacer {
    final AtomicLong nanos = new AtomicLong();

    @Override
    public Instant now() {
      return Instant.EPOCH.plusNanos(nanos.get());
    }

    @Override
    public long nanoTime() {
      return nanos.get();
    }

    @Override
    public void sleep(Duration duration) {
      nanos.addAndGet(duration.toNanos());
    }
  }

  /** Parts only go on when as many as are allowed are there at the same time. */
  @ParameterizedTest
  @ValueSource(ints = {1, 4, 16})
  void parallelism_isReachedAndKept(int parallel) throws Exception {
    ScriptedDriver driver = new ScriptedDriver();
    BlobStore store = driver.store();
    CyclicBarrier together = new CyclicBarrier(parallel);
    driver.before =
        (request, key) -> {
          if (request.startsWith("part")
              || request.startsWith("get") && !request.equals("get 0-")) {
            try {
              together.await(10, java.util.concurrent.TimeUnit.SECONDS);
            } catch (Exception e) {
              throw new IllegalStateException("fewer requests at a time than allowed", e);
            }
          }
        };
    Path file = file("f", random(32 * PART, 1));
    try (Transfers transfers = Transfers.create(options().withParallelism(parallel))) {
      transfers.upload(file, store, "k");
      assertEquals(parallel, driver.mostAtOnce.get());
      store.put("l", BlobBody.of(random(33 * PART, 2)));
      transfers.download(store, "l", temp.resolve("g"));
      assertEquals(parallel, driver.mostAtOnce.get());
    }
  }

  @Test
  void parallelism_overAllCallsOfManyObjects_isKept() throws Exception {
    ScriptedDriver driver = new ScriptedDriver();
    BlobStore store = driver.store();
    for (int i = 0; i < 60; i++) {
      file("t/" + i, random(i % 3 == 0 ? 4 * PART : 10, i));
    }
    try (Transfers transfers = Transfers.create(options())) {
      List<Thread> callers = new ArrayList<>();
      for (String prefix : List.of("a/", "b/", "c/")) {
        callers.add(new Thread(() -> transfers.uploadTree(temp.resolve("t"), store, prefix)));
      }
      callers.forEach(Thread::start);
      for (Thread caller : callers) {
        caller.join();
      }
    }
    assertEquals(180, store.list("").count());
    assertTrue(driver.mostAtOnce.get() <= 3, "at once: " + driver.mostAtOnce);
  }

  @Test
  void gate_throttled_halvesOncePerRoundAndGrowsSlowly() throws Exception {
    AdaptiveGate gate = new AdaptiveGate(16);
    for (int i = 0; i < 16; i++) {
      gate.acquire();
    }
    gate.failed(ErrorCode.RATE_LIMITED);
    gate.failed(ErrorCode.UNAVAILABLE);
    gate.failed(ErrorCode.NOT_FOUND);
    assertEquals(8, gate.limit(), "sixteen failures of one round are one sign");
    for (int i = 0; i < 16; i++) {
      gate.release();
    }
    gate.acquire();
    gate.failed(ErrorCode.RATE_LIMITED);
    assertEquals(4, gate.limit());
    for (int i = 0; i < 4; i++) {
      gate.succeeded();
    }
    assertEquals(5, gate.limit());
    for (int i = 0; i < 1000; i++) {
      gate.succeeded();
    }
    assertEquals(16, gate.limit());
  }

  @Test
  void throttledService_isAskedForLess() throws Exception {
    ScriptedDriver driver = new ScriptedDriver();
    // As often as it takes: what is tested is that it ends, not how many refusals one part meets.
    RetryPolicy patient =
        RetryPolicy.defaults()
            .withMaxAttempts(10_000)
            .withBackoff(Duration.ofNanos(1), Duration.ofNanos(2))
            .withBudget(0);
    BlobStore store = Stores.blobs(driver, OpenOptions.defaults().withRetry(patient));
    AtomicInteger refusals = new AtomicInteger(100_000);
    driver.before =
        (request, key) -> {
          if (request.startsWith("part") && driver.atOnce.get() > 2) {
            if (refusals.getAndDecrement() > 0) {
              throw StorageException.of(ErrorCode.RATE_LIMITED, "slow down");
            }
          }
        };
    Path file = file("f", random(64 * PART, 1));
    try (Transfers transfers = Transfers.create(options().withParallelism(16))) {
      transfers.upload(file, store, "k");
    }
    assertTrue(refusals.get() > 0, "it went down to what the service takes");
    assertStored(store, "k", Files.readAllBytes(file));
  }

  @Test
  void bandwidth_isHeldOverAllThreads() throws Exception {
    Clock clock = new Clock();
    Throttle throttle = new Throttle(clock, OptionalLong.of(1000));
    for (int i = 0; i < 100; i++) {
      throttle.take(100);
    }
    double seconds = clock.nanos.get() / 1e9;
    assertTrue(seconds >= 9.7 && seconds <= 10.0, "ten thousand bytes took " + seconds);
  }

  @Test
  void bandwidth_ofAnUpload_isHeld() throws Exception {
    Clock clock = new Clock();
    BlobStore store = BlobStore.open("mem:");
    TransferOptions options =
        options().withPacer(clock).withBandwidth(1000).withParallelism(1).withoutJournals();
    try (Transfers transfers = Transfers.create(options)) {
      transfers.upload(file("f", random(PARTS * PART, 1)), store, "k");
      Progress progress = transfers.progress();
      assertTrue(
          progress.bytesPerSecond() >= 800 && progress.bytesPerSecond() <= 1200,
          progress.toString());
    }
    double seconds = clock.nanos.get() / 1e9;
    assertTrue(seconds >= 8.5 && seconds <= 10.1, "ten thousand bytes took " + seconds);
  }

  @Test
  void listener_hearsEverythingOnce() throws Exception {
    ScriptedDriver driver = new ScriptedDriver();
    BlobStore store = driver.store();
    file("t/small", random(10, 1));
    file("t/large", random(PARTS * PART, 2));
    file("t/bad", random(10, 3));
    AtomicInteger tries = new AtomicInteger();
    driver.before =
        (request, key) -> {
          if (request.equals("part 3") && tries.getAndIncrement() == 0) {
            throw StorageException.of(ErrorCode.UNAVAILABLE, "once");
          }
          if (key.equals("p/bad")) {
            throw StorageException.of(ErrorCode.PERMISSION_DENIED, "no");
          }
        };
    AtomicLong started = new AtomicLong();
    AtomicLong moved = new AtomicLong();
    AtomicLong done = new AtomicLong();
    AtomicLong failed = new AtomicLong();
    TransferListener listener =
        new TransferListener() {
          @Override
          public void started(String key, long size) {
            started.addAndGet(size);
            throw new IllegalStateException("a listener's own fault harms nothing");
          }

          @Override
          public void moved(String key, long bytes) {
            moved.addAndGet(bytes);
          }

          @Override
          public void done(String key, long size) {
            done.addAndGet(size);
          }

          @Override
          public void failed(String key, StorageException failure) {
            failed.incrementAndGet();
          }
        };
    try (Transfers transfers = Transfers.create(options().withListener(listener))) {
      transfers.uploadTree(temp.resolve("t"), store, "p/");
    }
    assertEquals(20 + PARTS * PART, started.get());
    assertEquals(10 + PARTS * PART, moved.get(), "bytes of failed attempts are taken back");
    assertEquals(10 + PARTS * PART, done.get());
    assertEquals(1, failed.get());
  }

  @Test
  void journals_areForTheirOwnerOnly() throws Exception {
    ScriptedDriver driver = new ScriptedDriver();
    driver.before = UploadTest.crashAt("part 1");
    Path file = file("f", random(PARTS * PART, 1));
    try (Transfers transfers = Transfers.create(options())) {
      assertThrows(ScriptedDriver.Crash.class, () -> transfers.upload(file, driver.store(), "k"));
    }
    assertEquals(
        PosixFilePermissions.fromString("rwx------"), Files.getPosixFilePermissions(journals()));
  }

  @Test
  void journals_namedDirectoryThatCannotBe_isRefused() throws Exception {
    Path blocked = file("plain", random(1, 1)).resolve("sub");
    Path file = file("f", random(PARTS * PART, 1));
    BlobStore store = BlobStore.open("mem:");
    try (Transfers transfers = Transfers.create(options().withJournals(blocked))) {
      assertThrows(StorageException.class, () -> transfers.upload(file, store, "k"));
    }
    store.put("x", BlobBody.of("y"));
  }
}
