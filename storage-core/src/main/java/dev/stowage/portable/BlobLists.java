package dev.stowage.portable;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.blob.BlobFeature;
import dev.stowage.blob.DeleteResult;
import dev.stowage.blob.ListPage;
import dev.stowage.blob.ListRequest;
import dev.stowage.spi.BlobDriver;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/** Listings and deletes, with whole keys. */
final class BlobLists {
  private static final int PARALLEL_DELETES = 8;

  private final BlobCore core;
  private final Calls calls;
  private final BlobDriver driver;

  BlobLists(BlobCore core) {
    this.core = core;
    this.calls = core.calls();
    this.driver = core.driver();
  }

  ListPage page(ListRequest request) {
    Call call = Call.idempotent("list", null);
    if (request.startAfter().isPresent()) {
      core.need(call, BlobFeature.START_AFTER, "listing from a key on");
    }
    if (request.delimiter().isPresent() && !request.delimiter().get().equals("/")) {
      core.need(call, BlobFeature.ANY_DELIMITER, "delimiters other than \"/\"");
    }
    int most = Math.min(request.pageSize(), core.capabilities().limits().maxPageSize());
    try {
      return calls.run(call, attempt -> driver.list(request.withPageSize(most)));
    } catch (StorageException e) {
      throw e.code() == ErrorCode.NOT_FOUND
          ? BlobWrites.recoded(e, ErrorCode.CONTAINER_NOT_FOUND, "no such container")
          : e;
    }
  }

  void delete(String key) {
    calls.<Boolean>run(
        Call.idempotent("delete", key),
        attempt -> {
          try {
            driver.delete(key, null);
            return true;
          } catch (java.io.IOException | RuntimeException e) {
            if (calls.meaningOf(e).code() == ErrorCode.NOT_FOUND) {
              return false;
            }
            throw e;
          }
        });
  }

  void deleteIfMatch(String key, String etag) {
    Call call = Call.idempotent("delete", key);
    core.need(call, BlobFeature.DELETE_IF_MATCH, "deletes under an etag condition");
    if (etag.isEmpty()) {
      throw calls
          .failure(call, ErrorCode.INVALID_ARGUMENT, "an etag condition needs an etag")
          .build();
    }
    try {
      calls.<Boolean>run(
          call,
          attempt -> {
            driver.delete(key, etag);
            return true;
          });
    } catch (StorageException e) {
      boolean gone = e.code() == ErrorCode.NOT_FOUND;
      if (gone && e.attempts() > 1) {
        return;
      }
      throw gone
          ? BlobWrites.recoded(e, ErrorCode.PRECONDITION_FAILED, "there is no blob with this etag")
          : e;
    }
  }

  /** A result for each of these legal keys, in order. */
  List<DeleteResult> deleteAll(List<String> keys) {
    List<DeleteResult> results = new ArrayList<>(keys.size());
    int chunk = Math.max(1, core.capabilities().limits().maxBulkDelete());
    Optional<BlobDriver.Bulk> bulk = driver.bulk();
    if (bulk.isEmpty()) {
      return oneByOne(keys);
    }
    for (int from = 0; from < keys.size(); from += chunk) {
      List<String> some = keys.subList(from, Math.min(keys.size(), from + chunk));
      results.addAll(some.size() == 1 ? oneByOne(some) : chunk(bulk.get(), some));
    }
    return results;
  }

  private List<DeleteResult> chunk(BlobDriver.Bulk bulk, List<String> keys) {
    List<DeleteResult> results;
    try {
      results = calls.run(Call.idempotent("delete many", null), attempt -> bulk.deleteAll(keys));
    } catch (StorageException e) {
      if (e.code() == ErrorCode.CANCELLED || e.code() == ErrorCode.CLOSED) {
        throw e;
      }
      return keys.stream().map(key -> new DeleteResult(key, Optional.of(e))).toList();
    }
    if (results.size() != keys.size()) {
      throw new IllegalStateException(
          "the driver answered " + results.size() + " of " + keys.size() + " deletes");
    }
    List<DeleteResult> settled = new ArrayList<>(results.size());
    for (DeleteResult result : results) {
      boolean again = result.failure().map(StorageException::retryable).orElse(false);
      settled.add(again ? one(result.key()) : result);
    }
    return settled;
  }

  private List<DeleteResult> oneByOne(List<String> keys) {
    List<DeleteResult> results = new ArrayList<>(keys.size());
    for (int from = 0; from < keys.size(); from += PARALLEL_DELETES) {
      List<String> some = keys.subList(from, Math.min(keys.size(), from + PARALLEL_DELETES));
      if (some.size() == 1) {
        results.add(one(some.get(0)));
        continue;
      }
      List<Future<DeleteResult>> flying =
          some.stream().map(key -> Workers.submit(() -> one(key))).toList();
      for (Future<DeleteResult> result : flying) {
        results.add(arrived(result, flying));
      }
    }
    return results;
  }

  private DeleteResult arrived(Future<DeleteResult> result, List<Future<DeleteResult>> flying) {
    try {
      return result.get();
    } catch (InterruptedException e) {
      flying.forEach(f -> f.cancel(true));
      Thread.currentThread().interrupt();
      throw calls
          .failure(
              Call.idempotent("delete many", null),
              ErrorCode.CANCELLED,
              "the calling thread was interrupted")
          .build();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a delete failed in a way it never should", e.getCause());
    }
  }

  private DeleteResult one(String key) {
    try {
      delete(key);
      return new DeleteResult(key, Optional.empty());
    } catch (StorageException e) {
      if (e.code() == ErrorCode.CLOSED) {
        throw e;
      }
      return new DeleteResult(key, Optional.of(e));
    }
  }
}
