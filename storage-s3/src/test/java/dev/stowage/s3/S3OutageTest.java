package dev.stowage.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.ErrorCode;
import dev.stowage.OpenOptions;
import dev.stowage.StorageException;
import dev.stowage.blob.BlobStore;
import dev.stowage.fakes.Fault;
import dev.stowage.fakes.s3.FakeS3;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Many callers of one store while the service is down: retries must not multiply the load. {@code
 * -Dstowage.outage.seconds} says how long; a minute unless told otherwise.
 */
@Tag("long")
class S3OutageTest {
  private static final int CALLERS = 200;
  private static final int CALLS_PER_SECOND = 5;
  private static final double MOST_REQUESTS = 1.2;

  @RegisterExtension static final FakeS3 FAKE = FakeS3.start();

  private final AtomicLong calls = new AtomicLong();
  private final ConcurrentLinkedQueue<ErrorCode> unexpected = new ConcurrentLinkedQueue<>();

  @Test
  void outage_isNotHitWithMoreThanItsCalls() throws InterruptedException {
    FAKE.createBucket("b");
    String url = "s3://b/" + FakeHarness.query(FAKE, FAKE.secretKey(), "");
    int seconds = Integer.getInteger("stowage.outage.seconds", 60);
    ScheduledExecutorService callers = Executors.newScheduledThreadPool(CALLERS);
    try (BlobStore store = BlobStore.open(url, OpenOptions.defaults().withEnvironment(Map.of()))) {
      assertFalse(store.exists("k"));
      FAKE.faults().onAny().always().arm(Fault.unavailable());
      long period = TimeUnit.SECONDS.toNanos(1) / CALLS_PER_SECOND;
      List<ScheduledFuture<?>> running = new ArrayList<>();
      for (int caller = 0; caller < CALLERS; caller++) {
        long offset = caller * period / CALLERS;
        running.add(
            callers.scheduleWithFixedDelay(
                () -> call(store), offset, period, TimeUnit.NANOSECONDS));
      }
      assertFalse(callers.awaitTermination(1, TimeUnit.SECONDS));
      long callsBefore = calls.get();
      long requestsBefore = FAKE.journal().count();
      assertFalse(callers.awaitTermination(seconds - 1, TimeUnit.SECONDS));
      assertTrue(running.stream().noneMatch(ScheduledFuture::isDone), "a caller failed");
      callers.shutdown();
      assertTrue(callers.awaitTermination(60, TimeUnit.SECONDS));
      long made = calls.get() - callsBefore;
      long sent = FAKE.journal().count() - requestsBefore;
      System.out.printf(
          "%d callers, %d s of 503: %d calls and %d requests after the first second, %.4f each%n",
          CALLERS, seconds, made, sent, (double) sent / made);
      assertTrue(made > CALLERS, "hardly anybody called: " + made);
      assertTrue(sent <= MOST_REQUESTS * made, sent + " requests for " + made + " calls");
      assertEquals(List.of(), List.copyOf(unexpected));
      FAKE.faults().clear();
      assertFalse(store.exists("k"));
    } finally {
      callers.shutdownNow();
    }
  }

  private void call(BlobStore store) {
    calls.incrementAndGet();
    try {
      store.exists("k");
    } catch (StorageException e) {
      if (e.code() != ErrorCode.UNAVAILABLE) {
        unexpected.add(e.code());
      }
    }
  }
}
