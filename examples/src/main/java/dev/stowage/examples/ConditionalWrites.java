package dev.stowage.examples;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.blob.BlobBody;
import dev.stowage.blob.BlobReader;
import dev.stowage.blob.BlobStore;
import dev.stowage.blob.PutOptions;
import java.io.IOException;

/** A lock that only one holder gets, and a counter that loses no increment. */
public final class ConditionalWrites {
  private ConditionalWrites() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    try (BlobStore store = BlobStore.open(ExampleStore.url(args))) {
      System.out.println("first takes the lock: " + tryLock(store, "job.lock", "first"));
      System.out.println("second takes the lock: " + tryLock(store, "job.lock", "second"));
      store.delete("job.lock");

      store.put("counter", BlobBody.of("0"));
      Thread[] threads = new Thread[4];
      for (int i = 0; i < threads.length; i++) {
        threads[i] = new Thread(() -> incrementManyTimes(store));
        threads[i].start();
      }
      for (Thread thread : threads) {
        thread.join();
      }
      try (BlobReader reader = store.get("counter")) {
        System.out.println("4 × 25 increments: " + reader.text());
      }
    }
  }

  /** Creating a blob that must not exist is a lock: the service lets exactly one caller win. */
  static boolean tryLock(BlobStore store, String name, String owner) {
    try {
      store.put(name, BlobBody.of(owner), PutOptions.ifAbsent());
      return true;
    } catch (StorageException e) {
      if (e.code() == ErrorCode.ALREADY_EXISTS) {
        return false;
      }
      throw e;
    }
  }

  private static void incrementManyTimes(BlobStore store) {
    for (int i = 0; i < 25; i++) {
      increment(store, "counter");
    }
  }

  /** Reads, changes, and writes only if nobody wrote in between; else starts over. */
  static void increment(BlobStore store, String key) {
    while (true) {
      try (BlobReader reader = store.get(key)) {
        int next = Integer.parseInt(reader.text()) + 1;
        store.put(
            key, BlobBody.of(Integer.toString(next)), PutOptions.ifMatch(reader.info().etag()));
        return;
      } catch (StorageException e) {
        if (e.code() != ErrorCode.PRECONDITION_FAILED) {
          throw e;
        }
      }
    }
  }
}
