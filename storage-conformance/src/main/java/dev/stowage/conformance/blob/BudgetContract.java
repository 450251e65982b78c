package dev.stowage.conformance.blob;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.CallEvent;
import dev.stowage.CallListener;
import dev.stowage.ErrorCode;
import dev.stowage.blob.BlobBody;
import dev.stowage.blob.BlobFeature;
import dev.stowage.blob.BlobStore;
import dev.stowage.blob.BlobWriter;
import dev.stowage.blob.ListRequest;
import dev.stowage.blob.PutOptions;
import dev.stowage.conformance.Case;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** How many requests a call may take, and what a listener hears of it. */
public interface BudgetContract extends BlobContract {
  private static void costs(Bench bench, int requests, String what, Runnable call) {
    bench.log().clear();
    call.run();
    assertEquals(requests, bench.log().size(), () -> what + ": " + bench.log());
  }

  @Case("B132")
  default void requests_areCounted(Bench bench) {
    BlobStore store = bench.store();
    costs(bench, 1, "put", () -> store.put("k", BlobBody.of("x")));
    costs(bench, 1, "put again", () -> store.put("k", BlobBody.of("xy")));
    costs(bench, 1, "find", () -> store.find("k"));
    costs(bench, 1, "exists", () -> store.exists("k"));
    costs(bench, 1, "get", () -> bench.bytes("k"));
    costs(bench, 1, "list", () -> bench.keys(""));
    costs(bench, 1, "list with a full page", () -> bench.keys("k"));
    costs(bench, 1, "delete", () -> store.delete("k"));
    if (bench.has(BlobFeature.SERVER_SIDE_COPY)) {
      bench.put("k", "x");
      costs(bench, 1, "copy", () -> store.copy("k", "copy"));
      costs(bench, 2, "move", () -> store.move("k", "moved"));
    }
    if (bench.has(BlobFeature.CREATE_ONLY)) {
      costs(bench, 1, "create", () -> store.put("new", BlobBody.of("x"), PutOptions.ifAbsent()));
      costs(
          bench,
          1,
          "create again",
          () ->
              Expect.failure(
                  ErrorCode.ALREADY_EXISTS,
                  () -> store.put("new", BlobBody.of("x"), PutOptions.ifAbsent())));
    }
    costs(bench, 0, "views", () -> store.within("a/").readOnly().capabilities());
    costs(bench, 0, "optional powers", store::multipartUploads);
    for (int i = 0; i < 7; i++) {
      bench.put("page/" + i, "x");
    }
    costs(
        bench,
        3,
        "list of seven by three",
        () -> Bench.keys(store, ListRequest.of("page/").withPageSize(3)));
    costs(bench, 1, "small unknown length", () -> small(bench));
  }

  private static void small(Bench bench) {
    try (BlobWriter writer = bench.store().openWriter("small")) {
      writer.write(1);
      writer.commit();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Case("B132")
  default void listener_hearsEveryCallAndAttempt(Bench bench) {
    List<CallEvent> calls = Collections.synchronizedList(new ArrayList<>());
    List<CallEvent> attempts = Collections.synchronizedList(new ArrayList<>());
    CallListener listener =
        new CallListener() {
          @Override
          public void onAttempt(CallEvent event) {
            attempts.add(event);
          }

          @Override
          public void onCall(CallEvent event) {
            calls.add(event);
            throw new IllegalStateException("a listener that fails must not matter");
          }
        };
    BlobStore store = bench.open(o -> o.withListener(listener));
    bench.faults().next(Fault.UNAVAILABLE, Operation.PUT);
    store.put("a-secret-key-name", BlobBody.of("12345"));
    assertEquals(1, calls.size());
    CallEvent call = calls.get(0);
    assertEquals("blob", call.service());
    assertEquals(provider(), call.provider());
    assertEquals("put", call.operation());
    assertEquals(Optional.empty(), call.failure());
    assertEquals(2, call.attempt());
    // All attempts count; whether the refused one got as far as the body is the service's affair.
    assertTrue(call.bytesSent() == 5 || call.bytesSent() == 10, call::toString);
    assertFalse(call.duration().isNegative());
    assertEquals(2, attempts.size());
    assertEquals(Optional.of(ErrorCode.UNAVAILABLE), attempts.get(0).failure());
    assertEquals(List.of(1, 2), attempts.stream().map(CallEvent::attempt).toList());
    Expect.failure(ErrorCode.NOT_FOUND, () -> store.get("absent").close());
    assertEquals(Optional.of(ErrorCode.NOT_FOUND), calls.get(1).failure());
    store.exists("a-secret-key-name");
    Bench.keys(store, ListRequest.of(""));
    store.delete("a-secret-key-name");
    assertEquals(5, calls.size(), calls::toString);
    assertTrue(
        calls.stream().noneMatch(e -> e.toString().contains("a-secret-key-name")),
        "labels are bounded");
  }
}
