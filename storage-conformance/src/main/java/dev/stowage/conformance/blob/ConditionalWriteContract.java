package dev.stowage.conformance.blob;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.blob.BlobBody;
import dev.stowage.blob.BlobFeature;
import dev.stowage.blob.BlobReader;
import dev.stowage.blob.BlobStore;
import dev.stowage.blob.PutOptions;
import dev.stowage.blob.PutResult;
import dev.stowage.conformance.Case;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Conditions on writes are honoured or refused, never ignored. */
public interface ConditionalWriteContract extends BlobContract {
  private static PutResult create(Bench bench, String text) {
    return bench.store().put("k", BlobBody.of(text), PutOptions.ifAbsent());
  }

  private static PutResult replace(Bench bench, String etag, String text) {
    return bench.store().put("k", BlobBody.of(text), PutOptions.ifMatch(etag));
  }

  @Case("B059")
  default void create_absentThenPresent(Bench bench) {
    if (bench.refuses(BlobFeature.CREATE_ONLY, () -> create(bench, "x"))) {
      return;
    }
    PutOptions first = PutOptions.ifAbsent();
    if (bench.has(BlobFeature.METADATA)) {
      first = first.withMetadata(Map.of("n", "1"));
    }
    bench.store().put("k", BlobBody.of("first"), first);
    Map<String, String> before = bench.snapshot();
    Map<String, String> metadata = bench.info("k").metadata();
    StorageException e = Expect.failure(ErrorCode.ALREADY_EXISTS, () -> create(bench, "second"));
    assertFalse(e.retryable());
    assertEquals(before, bench.snapshot());
    assertEquals(bench.has(BlobFeature.METADATA) ? Map.of("n", "1") : Map.of(), metadata);
    bench.store().delete("k");
    create(bench, "third");
    assertEquals("third", bench.text("k"));
  }

  @Case("B061")
  default void create_sixteenAtOnce_oneWins(Bench bench) throws Exception {
    if (bench.refuses(BlobFeature.CREATE_ONLY, () -> create(bench, "x"))) {
      return;
    }
    BlobStore other = bench.second();
    ExecutorService threads = Executors.newFixedThreadPool(16);
    for (int round = 0; round < 5; round++) {
      String key = "race" + round;
      CyclicBarrier start = new CyclicBarrier(16);
      List<Future<Boolean>> racers = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        BlobStore store = i % 2 == 0 ? bench.store() : other;
        String text = "writer " + i;
        racers.add(
            threads.submit(
                () -> {
                  start.await();
                  return wins(store, key, text);
                }));
      }
      List<String> winners = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        if (racers.get(i).get()) {
          winners.add("writer " + i);
        }
      }
      assertEquals(List.of(bench.text(key)), winners);
    }
    threads.shutdown();
  }

  private static boolean wins(BlobStore store, String key, String text) {
    try {
      store.put(key, BlobBody.of(text), PutOptions.ifAbsent());
      return true;
    } catch (StorageException e) {
      assertEquals(ErrorCode.ALREADY_EXISTS, e.code());
      return false;
    }
  }

  @Case("B062")
  default void replace_matchingStaleAbsent(Bench bench) {
    if (bench.refuses(BlobFeature.REPLACE_IF_MATCH, () -> replace(bench, "etag", "x"))) {
      return;
    }
    Expect.failure(ErrorCode.PRECONDITION_FAILED, () -> replace(bench, "\"none\"", "x"));
    assertFalse(bench.store().exists("k"), "a condition on an etag never creates");
    String first = bench.put("k", "first").etag();
    PutResult second = replace(bench, first, "second");
    assertNotEquals(first, second.etag());
    assertEquals("second", bench.text("k"));
    Map<String, String> before = bench.snapshot();
    Expect.failure(ErrorCode.PRECONDITION_FAILED, () -> replace(bench, first, "third"));
    assertEquals(before, bench.snapshot());
    replace(bench, bench.info("k").etag(), "fourth");
    assertEquals("fourth", bench.text("k"));
  }

  @Case("B064")
  default void replace_counter_losesNoIncrement(Bench bench) throws Exception {
    if (bench.refuses(BlobFeature.REPLACE_IF_MATCH, () -> replace(bench, "etag", "x"))) {
      return;
    }
    bench.put("counter", "0");
    ExecutorService threads = Executors.newFixedThreadPool(5);
    CyclicBarrier allHaveRead = new CyclicBarrier(5);
    List<Future<?>> workers = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      BlobStore store = i == 0 ? bench.second() : bench.store();
      workers.add(threads.submit(() -> count(store, allHaveRead)));
    }
    for (Future<?> worker : workers) {
      Object unused = worker.get();
    }
    threads.shutdown();
    assertEquals("50", bench.text("counter"));
  }

  /** Adds ten, one at a time; the first write of all comes after the first read of all. */
  private static int count(BlobStore store, CyclicBarrier allHaveRead) throws Exception {
    boolean first = true;
    for (int done = 0; done < 10; ) {
      try (BlobReader reader = store.get("counter")) {
        int next = Integer.parseInt(reader.text()) + 1;
        if (first) {
          first = false;
          allHaveRead.await();
        }
        store.put("counter", BlobBody.of("" + next), PutOptions.ifMatch(reader.info().etag()));
        done++;
      } catch (StorageException e) {
        assertTrue(e.code() == ErrorCode.PRECONDITION_FAILED, () -> "unexpected: " + e);
      }
    }
    return 10;
  }
}
