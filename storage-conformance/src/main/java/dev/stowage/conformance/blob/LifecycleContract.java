package dev.stowage.conformance.blob;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.Credentials;
import dev.stowage.ErrorCode;
import dev.stowage.OpenOptions;
import dev.stowage.StorageException;
import dev.stowage.blob.BlobBody;
import dev.stowage.blob.BlobReader;
import dev.stowage.blob.BlobStore;
import dev.stowage.blob.BlobWriter;
import dev.stowage.blob.PutOptions;
import dev.stowage.conformance.Case;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Closing, sharing between threads, and keeping secrets. */
public interface LifecycleContract extends BlobContract {
  @Case("B009")
  default void secrets_ofUrlOptionsAndErrors_areNotPrinted(Bench bench) {
    Set<String> secrets = new HashSet<>(bench.harness().secrets());
    secrets.add("hunter2secret");
    List<String> printed = new ArrayList<>();
    String scheme = provider();
    StorageException inUrl =
        assertThrows(
            StorageException.class,
            () -> BlobStore.open(scheme + "://user:hunter2secret@host/x").close());
    printed.add(wholeText(inUrl));
    Credentials credentials = Credentials.keys("id", "hunter2secret");
    printed.add(credentials.toString());
    printed.add(OpenOptions.defaults().withCredentials(credentials).toString());
    printed.add(
        OpenOptions.defaults().withEnvironment(Map.of("TOKEN", "hunter2secret")).toString());
    printed.add(bench.store().toString());
    printed.add(wholeText(failing(bench, Fault.UNAUTHENTICATED)));
    printed.add(wholeText(failing(bench, Fault.DENIED)));
    for (String secret : secrets) {
      for (String text : printed) {
        assertFalse(text.contains(secret), "a secret was printed");
      }
    }
  }

  private static StorageException failing(Bench bench, Fault fault) {
    bench.faults().next(fault, Operation.PUT);
    return assertThrows(StorageException.class, () -> bench.put("k", "x"));
  }

  private static String wholeText(Throwable failure) {
    java.io.StringWriter text = new java.io.StringWriter();
    failure.printStackTrace(new java.io.PrintWriter(text, true));
    return text.toString();
  }

  @Case("B010")
  default void closed_everyCall_saysClosed(Bench bench) {
    Map<String, EveryCall.KeyCall> calls = EveryCall.all(bench);
    BlobStore store = bench.second();
    BlobStore view = store.within("v/");
    store.close();
    calls.forEach(
        (name, call) -> {
          Expect.refusal(bench, ErrorCode.CLOSED, name, () -> call.on(store, "k"));
          Expect.refusal(bench, ErrorCode.CLOSED, name + " in a view", () -> call.on(view, "k"));
        });
    store.close();
    bench.put("k", "other stores are still open");
    assertTrue(bench.store().exists("k"));
  }

  @Case("B011")
  default void close_openReader_endsWithClosedAndNeverShort(Bench bench) throws IOException {
    byte[] content = Expect.bytes(1 << 20, 11);
    bench.put("k", content);
    BlobStore store = bench.second();
    try (BlobReader reader = store.get("k")) {
      assertEquals(content[0], (byte) reader.read());
      store.close();
      Expect.ioFailure(ErrorCode.CLOSED, reader::readAllBytes);
    }
    assertEquals(0, bench.log().openBodies(), "bodies left open");
  }

  @Case("B011")
  default void close_openWriter_isAborted(Bench bench) throws IOException {
    BlobStore store = bench.second();
    PutOptions options = PutOptions.defaults().withPartSize(bench.partSize());
    try (BlobWriter writer = store.openWriter("k", options)) {
      writer.write(Expect.bytes(2 * bench.partSize() + 1, 1));
      store.close();
      Expect.ioFailure(ErrorCode.CLOSED, () -> writer.write(1));
      assertThrows(RuntimeException.class, writer::commit);
    }
    assertFalse(bench.store().exists("k"));
    assertEquals(List.of(), bench.pending());
  }

  @Case("B012")
  default void threads_shareOneStore(Bench bench) throws Exception {
    inThreads(bench, Executors.newFixedThreadPool(32), 32);
    if (Runtime.version().feature() >= 21) {
      Object virtual = Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
      inThreads(bench, (ExecutorService) virtual, 1000);
    }
  }

  private static void inThreads(Bench bench, ExecutorService threads, int count)
      throws InterruptedException, ExecutionException {
    BlobStore store = bench.store();
    List<Future<?>> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String own = "t" + i + "/";
      byte[] content = Expect.bytes(2000 + i, i);
      all.add(
          threads.submit(
              () -> {
                for (int round = 0; round < 3; round++) {
                  store.put(own + "a", BlobBody.of(content));
                  store.copy(own + "a", own + "b");
                  Expect.content(content, store, own + "b");
                  assertEquals(
                      List.of(own + "a", own + "b"),
                      Bench.keys(store, dev.stowage.blob.ListRequest.of(own)));
                  store.delete(own + "a");
                  assertFalse(store.exists(own + "a"));
                }
                return own;
              }));
    }
    for (Future<?> one : all) {
      Object unused = one.get();
    }
    threads.shutdown();
    assertEquals(count, bench.keys("t").size());
    assertEquals(count, store.deletePrefix("t"));
  }
}
