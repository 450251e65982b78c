package dev.stowage.portable;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.CallEvent;
import dev.stowage.CallListener;
import dev.stowage.ErrorCode;
import dev.stowage.OpenOptions;
import dev.stowage.RetryPolicy;
import dev.stowage.StorageException;
import dev.stowage.spi.CallScope;
import dev.stowage.spi.Failure;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CallsTest {
  private static final Call READ = Call.idempotent("get", "k");

  /** What the driver of these tests throws. */
  private static final class Refusal extends IOException {
    private static final long serialVersionUID = 1L;
    private final transient Failure meaning;

    Refusal(Failure meaning) {
      super(meaning.message());
      this.meaning = meaning;
    }
  }

  private final TestPacer pacer = new TestPacer();
  private final List<CallEvent> attempts = new ArrayList<>();
  private final List<CallEvent> ended = new ArrayList<>();
  private int requests;

  private Calls calls(OpenOptions options) {
    CallListener listener =
        new CallListener() {
          @Override
          public void onAttempt(CallEvent event) {
            attempts.add(event);
          }

          @Override
          public void onCall(CallEvent event) {
            ended.add(event);
          }
        };
    return new Calls(
        "blob",
        "test",
        "c",
        t -> ((Refusal) t).meaning,
        options.withPacer(pacer).withListener(listener));
  }

  private StorageException failing(Calls calls, Call call, Failure failure) {
    return assertThrows(
        StorageException.class,
        () ->
            calls.run(
                call,
                attempt -> {
                  requests++;
                  throw new Refusal(failure);
                }));
  }

  @Test
  void run_transientFailures_areRetriedWithGrowingJitter() {
    StorageException e =
        failing(
            calls(OpenOptions.defaults()), READ, Failure.ofStatus(503, "busy").withRequestId("r1"));
    assertEquals(5, requests);
    assertEquals(5, e.attempts());
    assertEquals(ErrorCode.UNAVAILABLE, e.code());
    assertEquals(503, e.httpStatus().orElseThrow());
    assertEquals(Optional.of("r1"), e.requestId());
    assertTrue(e.getCause() instanceof Refusal);
    assertEquals("get \"k\": busy", e.getMessage());
    assertEquals(4, pacer.sleeps.size());
    for (int i = 0; i < 4; i++) {
      assertTrue(pacer.sleeps.get(i).compareTo(Duration.ofMillis(100L << i)) <= 0);
    }
  }

  @Test
  void run_retryAfter_isTheShortestWait() {
    Failure busy = Failure.ofStatus(429, "slow down").withRetryAfter(Duration.ofSeconds(7));
    failing(calls(OpenOptions.defaults()), READ, busy);
    pacer.sleeps.forEach(wait -> assertTrue(wait.compareTo(Duration.ofSeconds(7)) >= 0));
  }

  @Test
  void run_permanentFailure_isNotRetried() {
    failing(calls(OpenOptions.defaults()), READ, Failure.ofStatus(403, "no"));
    assertEquals(1, requests);
  }

  @Test
  void run_notIdempotent_isRetriedOnlyWhenNotSent() {
    Failure lost = Failure.ofStatus(500, "lost");
    failing(calls(OpenOptions.defaults()), Call.once("append", "k"), lost);
    assertEquals(1, requests);
    failing(calls(OpenOptions.defaults()), Call.once("append", "k"), lost.withNotSent());
    assertEquals(6, requests);
  }

  @Test
  void run_bodyUsedUp_isNotRetried() {
    failing(
        calls(OpenOptions.defaults()), READ.onlyWhile(() -> false), Failure.ofStatus(503, "busy"));
    assertEquals(1, requests);
  }

  @Test
  void run_longOutage_spendsTheBudgetAndThenSendsEachCallOnce() {
    Calls calls = calls(OpenOptions.defaults());
    for (int i = 0; i < 1000; i++) {
      failing(calls, READ, Failure.ofStatus(503, "down"));
    }
    assertEquals(1100, requests);
  }

  @Test
  void run_deadline_endsTheWaiting() {
    Calls calls = calls(OpenOptions.defaults().withDeadline(Duration.ofSeconds(3)));
    Failure busy = Failure.ofStatus(503, "busy").withRetryAfter(Duration.ofSeconds(2));
    StorageException e = failing(calls, READ, busy);
    assertEquals(ErrorCode.DEADLINE_EXCEEDED, e.code());
    assertEquals(2, requests);
  }

  @Test
  void run_deadline_isSeenByTheDriver() {
    Calls calls = calls(OpenOptions.defaults().withDeadline(Duration.ofSeconds(3)));
    assertEquals(
        Duration.ofSeconds(3).toNanos(),
        calls.<Long>run(READ, attempt -> CallScope.deadline().orElseThrow()));
    assertTrue(CallScope.deadline().isEmpty());
  }

  @Test
  void run_interrupted_isCancelledAndKeepsTheFlag() {
    Calls calls = calls(OpenOptions.defaults());
    Thread.currentThread().interrupt();
    StorageException e = failing(calls, READ, Failure.ofStatus(503, "busy"));
    assertTrue(Thread.interrupted());
    assertEquals(ErrorCode.CANCELLED, e.code());
    assertEquals(0, requests);
  }

  @Test
  void run_error_isNotWrapped() {
    AssertionError error = new AssertionError("a bug");
    Calls calls = calls(OpenOptions.defaults());
    assertSame(
        error,
        assertThrows(
            AssertionError.class,
            () ->
                calls.run(
                    READ,
                    attempt -> {
                      throw error;
                    })));
  }

  @Test
  void run_closed_isRefusedWithoutRequest() {
    Calls calls = calls(OpenOptions.defaults());
    assertTrue(calls.close());
    StorageException e = failing(calls, READ, Failure.ofStatus(503, "busy"));
    assertEquals(ErrorCode.CLOSED, e.code());
    assertEquals(0, requests);
  }

  @Test
  void run_events_oneForTheCallAndOnePerAttempt() {
    Calls calls = calls(OpenOptions.defaults().withRetry(RetryPolicy.defaults()));
    calls.run(
        READ,
        attempt -> {
          CallScope.received(10);
          if (attempt < 3) {
            throw new Refusal(Failure.ofStatus(503, "busy"));
          }
          return "ok";
        });
    assertEquals(3, attempts.size());
    assertEquals(Optional.of(ErrorCode.UNAVAILABLE), attempts.get(0).failure());
    assertEquals(Optional.empty(), attempts.get(2).failure());
    assertEquals(1, ended.size());
    assertEquals(30, ended.get(0).bytesReceived());
    assertEquals(3, ended.get(0).attempt());
    assertEquals("get", ended.get(0).operation());
  }
}
