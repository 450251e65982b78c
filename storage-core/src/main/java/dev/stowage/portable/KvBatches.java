package dev.stowage.portable;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.kv.ReadOptions;
import dev.stowage.kv.Row;
import dev.stowage.kv.RowKey;
import dev.stowage.spi.Failure;
import dev.stowage.spi.KvDriver;
import dev.stowage.spi.KvOutcome;
import dev.stowage.spi.KvRead;
import dev.stowage.spi.KvResult;
import dev.stowage.spi.KvWrite;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Many rows in as few requests as the service needs; what it leaves undone is sent again. */
final class KvBatches {
  private final KvDriver driver;
  private final Calls calls;
  private final KvReads reads;

  KvBatches(KvDriver driver, Calls calls, KvReads reads) {
    this.driver = driver;
    this.calls = calls;
    this.reads = reads;
  }

  /** One request that takes several items and answers each of them. */
  private interface Request<I, O> {
    List<KvResult<O>> send(List<I> items) throws Exception;
  }

  List<Optional<Row>> get(Call call, List<RowKey> keys, ReadOptions options) {
    KvRead read = reads.request(call, options);
    Map<RowKey, Optional<Row>> found = new LinkedHashMap<>();
    List<RowKey> distinct = new ArrayList<>(new LinkedHashSet<>(keys));
    int size = driver.capabilities().limits().batchReads();
    if (size <= 1) {
      for (RowKey key : distinct) {
        Call one = Call.idempotent(call.operation(), key.text());
        found.put(key, reads.get(one, key, options));
      }
    } else {
      for (int at = 0; at < distinct.size(); at += size) {
        List<RowKey> chunk = distinct.subList(at, Math.min(at + size, distinct.size()));
        Map<RowKey, StorageException> failures = new LinkedHashMap<>();
        run(call, chunk, some -> driver.batchGet(some, read), found, failures);
        for (StorageException failure : failures.values()) {
          throw failure;
        }
      }
    }
    List<Optional<Row>> results = new ArrayList<>(keys.size());
    for (RowKey key : keys) {
      Optional<Row> row = found.getOrDefault(key, Optional.empty());
      results.add(row.filter(reads::isLiving).map(r -> KvReads.selected(r, options)));
    }
    return results;
  }

  /** Unconditional writes of different rows. */
  void write(
      Call call,
      List<KvWrite> writes,
      Map<RowKey, KvOutcome> done,
      Map<RowKey, StorageException> failures) {
    int size = driver.capabilities().limits().batchWrites();
    Map<RowKey, KvWrite> byKey = new LinkedHashMap<>();
    writes.forEach(write -> byKey.put(write.key(), write));
    List<RowKey> keys = new ArrayList<>(byKey.keySet());
    for (int at = 0; at < keys.size(); at += size) {
      List<RowKey> chunk = keys.subList(at, Math.min(at + size, keys.size()));
      run(
          call,
          chunk,
          some -> driver.batchWrite(some.stream().map(byKey::get).toList()),
          done,
          failures);
    }
  }

  /** Sends until every item is done or has failed. */
  private <O> void run(
      Call call,
      List<RowKey> keys,
      Request<RowKey, O> request,
      Map<RowKey, O> done,
      Map<RowKey, StorageException> failures) {
    List<RowKey> pending = new ArrayList<>(keys);
    while (!pending.isEmpty()) {
      try {
        calls.run(call, number -> round(call, pending, request, done, failures));
      } catch (StorageException e) {
        pending.forEach(key -> failures.put(key, e.toBuilder().key(key.text()).build()));
        return;
      }
    }
  }

  /** One request. Fails retryably when not a single item came out of it. */
  private <O> boolean round(
      Call call,
      List<RowKey> pending,
      Request<RowKey, O> request,
      Map<RowKey, O> done,
      Map<RowKey, StorageException> failures)
      throws Exception {
    List<KvResult<O>> results = request.send(List.copyOf(pending));
    if (results.size() != pending.size()) {
      throw StorageException.of(
          ErrorCode.INTEGRITY_FAILURE,
          "the service answered " + results.size() + " of " + pending.size() + " items");
    }
    List<RowKey> left = new ArrayList<>();
    for (int i = 0; i < results.size(); i++) {
      RowKey key = pending.get(i);
      O value = results.get(i).value();
      Exception failure = results.get(i).failure();
      if (value != null) {
        done.put(key, value);
      } else if (failure == null || calls.meaningOf(failure).retryable()) {
        left.add(key);
      } else {
        failures.put(key, failureOf(call, key, failure));
      }
    }
    boolean moved = left.size() < pending.size();
    pending.clear();
    pending.addAll(left);
    if (!moved) {
      throw StorageException.of(
          ErrorCode.RATE_LIMITED, "the service left " + left.size() + " items unprocessed");
    }
    return true;
  }

  private StorageException failureOf(Call call, RowKey key, Exception failure) {
    Failure meaning = calls.meaningOf(failure);
    return calls
        .failure(call, meaning.code(), meaning.message())
        .key(key.text())
        .retryable(meaning.retryable())
        .httpStatus(meaning.httpStatus())
        .requestId(meaning.requestId().orElse(null))
        .attempts(1)
        .cause(failure)
        .build();
  }
}
