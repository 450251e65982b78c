package dev.stowage.conformance.kv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.CallEvent;
import dev.stowage.CallListener;
import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.conformance.Case;
import dev.stowage.kv.KvStore;
import dev.stowage.kv.RowKey;
import dev.stowage.kv.ScanRequest;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLException;

/** Escape hatch, telemetry, request budget, errors and retries. */
public interface KvOperationContract extends KvContract {
  @Case("K064")
  default void unwrap_documentedTypeOnly() {
    assertTrue(store().unwrap(harness().nativeType()).isPresent());
    assertTrue(store().unwrap(Thread.class).isEmpty());
    assertTrue(store().toString().contains(provider()));
  }

  @Case("K064")
  default void requestBudget_kept() {
    RowKey key = key("a");
    Map<String, Runnable> calls = new LinkedHashMap<>();
    calls.put("create", () -> store().create(key, number(1)));
    calls.put("get", () -> store().get(key));
    calls.put("put", () -> store().put(key, number(2)));
    calls.put("replace", () -> store().replace(key, number(3)));
    calls.put("delete", () -> store().delete(key));
    calls.put("scan", () -> store().scanPage(ScanRequest.of(harness().orderedRange())));
    calls.put("isAccessible", () -> store().isAccessible());
    calls.forEach(
        (name, call) -> {
          int before = harness().requests().size();
          call.run();
          assertEquals(before + 1, harness().requests().size(), "requests of " + name);
        });
    store().put(key, number(1));
    int before = harness().requests().size();
    store().update(key, d -> d.with("n", 2));
    assertEquals(before + 2, harness().requests().size(), "requests of update");
  }

  @Case("K064")
  default void telemetry_oneEventPerCallAndAttempt() {
    List<CallEvent> calls = new CopyOnWriteArrayList<>();
    List<CallEvent> attempts = new CopyOnWriteArrayList<>();
    CallListener listener =
        new CallListener() {
          @Override
          public void onCall(CallEvent event) {
            calls.add(event);
          }

          @Override
          public void onAttempt(CallEvent event) {
            attempts.add(event);
          }
        };
    KvStore store = harness().store(harness().options().withListener(listener));
    store.put(key("a"), number(1));
    fails(ErrorCode.ALREADY_EXISTS, () -> store.create(key("a"), number(1)));
    harness().faults().failNext(2, new SocketException("Connection reset"));
    store.get(key("a"));
    List<String> words = new ArrayList<>();
    for (CallEvent call : calls) {
      assertEquals("kv", call.service());
      assertEquals(provider(), call.provider());
      words.add(call.operation() + call.attempt() + call.failure().map(c -> " " + c).orElse(""));
      assertFalse(call.toString().contains("\"a\""));
    }
    assertEquals(List.of("put1", "create1 ALREADY_EXISTS", "get3"), words);
    assertEquals(5, attempts.size());
    assertEquals(ErrorCode.UNAVAILABLE, attempts.get(2).failure().orElseThrow());
  }

  @Case("K064")
  default void networkFailures_unavailableAfterRetries() {
    int most = harness().options().retry().maxAttempts();
    List<Exception> failures =
        List.of(
            new SocketException("Connection reset"),
            new SocketTimeoutException("Read timed out"),
            new ConnectException("Connection refused"),
            new UnknownHostException("no.such.host"));
    for (Exception cause : failures) {
      harness().faults().failNext(most, cause);
      int before = harness().requests().size();
      StorageException failure = fails(ErrorCode.UNAVAILABLE, () -> store().get(key("a")));
      assertEquals(before + most, harness().requests().size());
      assertEquals(most, failure.attempts());
      assertTrue(failure.retryable());
      assertSame(cause, failure.getCause());
      assertEquals("get", failure.operation().orElseThrow());
      assertEquals(provider(), failure.provider().orElseThrow());
      assertEquals(key("a").text(), failure.key().orElseThrow());
      assertTrue(failure.container().isPresent());
    }
    harness().faults().failNext(1, new SSLException("bad certificate"));
    StorageException tls = fails(ErrorCode.UNAVAILABLE, () -> store().get(key("a")));
    assertFalse(tls.retryable());
    assertEquals(1, tls.attempts());
  }

  @Case("K064")
  default void finalFailures_notRetried() {
    for (ErrorCode code :
        List.of(
            ErrorCode.PERMISSION_DENIED,
            ErrorCode.UNAUTHENTICATED,
            ErrorCode.INVALID_ARGUMENT,
            ErrorCode.QUOTA_EXCEEDED,
            ErrorCode.CONTAINER_NOT_FOUND)) {
      harness().faults().failNext(1, StorageException.of(code, "said the service"));
      int before = harness().requests().size();
      StorageException failure = fails(code, () -> store().put(key("a"), number(1)));
      assertEquals(before + 1, harness().requests().size());
      assertFalse(failure.retryable());
      assertTrue(failure.reason().contains("said the service"));
    }
    for (ErrorCode code : List.of(ErrorCode.RATE_LIMITED, ErrorCode.UNAVAILABLE)) {
      harness().faults().failNext(2, StorageException.of(code, "said the service"));
      store().put(key("a"), number(1));
      assertEquals(number(1), document(key("a")));
    }
  }

  @Case("K064")
  default void interrupt_cancelsAndLeavesTheStoreUsable() {
    Thread.currentThread().interrupt();
    try {
      fails(ErrorCode.CANCELLED, () -> store().get(key("a")));
    } finally {
      Thread.interrupted();
    }
    store().put(key("a"), number(1));
    assertEquals(number(1), document(key("a")));
  }
}
