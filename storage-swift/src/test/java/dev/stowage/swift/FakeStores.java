package dev.stowage.swift;

import dev.stowage.OpenOptions;
import dev.stowage.RetryPolicy;
import dev.stowage.blob.BlobBody;
import dev.stowage.blob.BlobReader;
import dev.stowage.blob.BlobStore;
import dev.stowage.blob.PutOptions;
import dev.stowage.conformance.blob.TestPacer;
import dev.stowage.fakes.swift.FakeSwift;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Stores over one fake, for tests of what only Swift has. Nothing is tried again unless asked. */
final class FakeStores {
  static final PutOptions SMALL_PARTS = PutOptions.defaults().withPartSize(1000);

  /** Something that one of many threads does. */
  @FunctionalInterface
  interface Work {
    void run(int number) throws Exception;
  }

  private final FakeSwift fake;
  private final TestPacer pacer = new TestPacer();

  FakeStores(FakeSwift fake) {
    this.fake = fake;
  }

  TestPacer pacer() {
    return pacer;
  }

  OpenOptions options() {
    return options(fake.environment());
  }

  OpenOptions options(Map<String, String> environment) {
    return OpenOptions.defaults()
        .withPacer(pacer)
        .withRetry(RetryPolicy.none())
        .withEnvironment(environment);
  }

  /** A container of this name, new and empty. */
  BlobStore fresh(String container) {
    fake.reset();
    fake.createContainer(container);
    return BlobStore.open("swift://" + container, options());
  }

  static byte[] bytes(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }

  /** An object in segments of a thousand bytes. */
  static byte[] large(BlobStore store, String key, int size) {
    byte[] bytes = bytes(size);
    store.put(key, BlobBody.once(new ByteArrayInputStream(bytes)), SMALL_PARTS);
    return bytes;
  }

  static byte[] read(BlobStore store, String key) {
    try (BlobReader reader = store.get(key)) {
      return reader.bytes();
    }
  }

  static String text(BlobStore store, String key) {
    return new String(read(store, key), StandardCharsets.UTF_8);
  }

  /** Many threads that begin at the same moment; the first failure of one is thrown. */
  static void atOnce(int threads, Work work) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      CyclicBarrier start = new CyclicBarrier(threads);
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        int number = i;
        running.add(
            pool.submit(
                () -> {
                  start.await();
                  work.run(number);
                  return 0;
                }));
      }
      for (Future<?> one : running) {
        Object unused = one.get();
      }
    } finally {
      pool.shutdownNow();
    }
  }
}
