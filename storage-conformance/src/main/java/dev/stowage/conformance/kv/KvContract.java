package dev.stowage.conformance.kv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.conformance.ConformanceReport;
import dev.stowage.conformance.Contract;
import dev.stowage.kv.Document;
import dev.stowage.kv.KvFeature;
import dev.stowage.kv.KvStore;
import dev.stowage.kv.ReadOptions;
import dev.stowage.kv.Row;
import dev.stowage.kv.RowKey;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.function.Executable;

/** What the parts of the contract share. */
public interface KvContract extends Contract {
  /** The same throughout one case, with a new table for each. */
  KvHarness harness();

  @Override
  default String service() {
    return "kv";
  }

  @AfterEach
  default void closeHarness() {
    harness().close();
  }

  default KvStore store() {
    return harness().store();
  }

  default RowKey key(String text) {
    return harness().key(text);
  }

  /** A document with one field {@code n}. */
  default Document number(long value) {
    return Document.empty().with("n", value);
  }

  default Row row(RowKey key) {
    return store().get(key, fresh()).orElseThrow();
  }

  default Document document(RowKey key) {
    return row(key).document();
  }

  /** Strongly consistent where there is such a thing. */
  default ReadOptions fresh() {
    ReadOptions options = ReadOptions.defaults();
    return has(KvFeature.STRONG_READS) ? options.withStrongConsistency() : options;
  }

  default boolean has(KvFeature feature) {
    return store().capabilities().has(feature);
  }

  default StorageException fails(ErrorCode code, Executable call) {
    StorageException failure = assertThrows(StorageException.class, call);
    assertEquals(code, failure.code(), failure.getMessage());
    return failure;
  }

  /** True when the store has the feature; otherwise the call must be refused without a request. */
  default boolean hasOrRefuses(KvFeature feature, Executable call) {
    if (has(feature)) {
      return true;
    }
    refuses(feature.name(), call);
    return false;
  }

  default void refuses(String what, Executable call) {
    List<String> before = harness().requests();
    fails(ErrorCode.UNSUPPORTED, call);
    assertEquals(before, harness().requests(), "a refused call must send nothing");
    ConformanceReport.refused(what);
  }

  /** Calls that must fail before any request. */
  default void failsUnsent(ErrorCode code, Executable... calls) {
    List<String> before = harness().requests();
    for (Executable call : calls) {
      fails(code, call);
    }
    assertEquals(before, harness().requests(), "a wrong call must send nothing");
  }

  /** Runs a task in many threads that start together, and returns what came out of each. */
  default <T> List<T> together(int threads, Callable<T> task) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      CyclicBarrier start = new CyclicBarrier(threads);
      List<Future<T>> futures = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        futures.add(
            pool.submit(
                () -> {
                  start.await();
                  return task.call();
                }));
      }
      List<T> results = new ArrayList<>();
      for (Future<T> future : futures) {
        results.add(future.get());
      }
      return results;
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    } finally {
      pool.shutdownNow();
    }
  }
}
