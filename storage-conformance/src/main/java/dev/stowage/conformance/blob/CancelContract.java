package dev.stowage.conformance.blob;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.ErrorCode;
import dev.stowage.blob.BlobBody;
import dev.stowage.blob.BlobInfo;
import dev.stowage.blob.BlobReader;
import dev.stowage.blob.BlobStore;
import dev.stowage.blob.PutOptions;
import dev.stowage.conformance.Case;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.function.Executable;

/** Cancelled calls leave the old blob, and a replacement is seen whole. */
public interface CancelContract extends BlobContract {
  @Case("B044")
  default void interrupt_cancelsTheCallAndLeavesTheStoreUsable(Bench bench) {
    BlobStore store = bench.store();
    bench.put("k", "old");
    interrupted(() -> store.put("k", BlobBody.of("new")));
    interrupted(() -> store.get("k").close());
    interrupted(() -> store.delete("k"));
    interrupted(() -> bench.keys(""));
    interrupted(() -> store.deletePrefix("k"));
    assertEquals("old", bench.text("k"));
  }

  private static void interrupted(Executable call) {
    Thread.currentThread().interrupt();
    try {
      Expect.failure(ErrorCode.CANCELLED, call);
    } finally {
      assertTrue(Thread.interrupted(), "the thread must stay interrupted");
    }
  }

  @Case("B044")
  default void interrupt_duringTheBody_cancels(Bench bench) {
    bench.put("k", "old");
    int size = 3 * bench.partSize();
    PutOptions options = PutOptions.defaults().withPartSize(bench.partSize());
    for (BlobBody body :
        List.of(
            BlobBody.of(size, () -> interrupting(size)),
            BlobBody.once(interrupting(size), size),
            BlobBody.once(interrupting(size)))) {
      try {
        Expect.failure(ErrorCode.CANCELLED, () -> bench.store().put("k", body, options));
      } finally {
        assertTrue(Thread.interrupted(), "the thread must stay interrupted");
      }
    }
    assertEquals("old", bench.text("k"));
    assertEquals(List.of(), bench.pending());
  }

  /** A stream that interrupts its reader half way, and goes on. */
  private static InputStream interrupting(int size) {
    return new FilterInputStream(new ByteArrayInputStream(new byte[size])) {
      private int left = size / 2;

      @Override
      public int read(byte[] target, int offset, int length) throws IOException {
        int n = super.read(target, offset, Math.min(length, 512));
        if (left > 0 && (left -= n) <= 0) {
          Thread.currentThread().interrupt();
        }
        return n;
      }
    };
  }

  @Case("B044")
  default void deadline_passes_callFails(Bench bench) {
    bench.put("k", "old");
    BlobStore store = bench.open(o -> o.withDeadline(Duration.ofSeconds(20)));
    bench.faults().always(Fault.THROTTLED, Operation.PUT, Operation.GET, Operation.LIST);
    Expect.failure(ErrorCode.DEADLINE_EXCEEDED, () -> store.put("k", BlobBody.of("new")));
    Expect.failure(ErrorCode.DEADLINE_EXCEEDED, () -> store.get("k").close());
    bench.faults().clear();
    assertEquals("old", bench.text("k"));
    store.put("k", BlobBody.of("new"));
    assertEquals("new", bench.text("k"));
  }

  @Case("B045")
  default void replace_underReaders_isAtomic(Bench bench) throws Exception {
    boolean metadata = bench.has(dev.stowage.blob.BlobFeature.METADATA);
    int rounds = 100;
    BlobStore store = bench.store();
    alternate(store, 0, metadata);
    AtomicBoolean done = new AtomicBoolean();
    ExecutorService threads = Executors.newFixedThreadPool(8);
    List<Future<Integer>> readers = new ArrayList<>();
    try {
      for (int i = 0; i < 8; i++) {
        readers.add(threads.submit(() -> readUntil(done, store, metadata)));
      }
      for (int round = 1; round <= rounds; round++) {
        alternate(store, round, metadata);
      }
    } finally {
      done.set(true);
      threads.shutdown();
    }
    for (Future<Integer> reader : readers) {
      assertTrue(reader.get() > 0, "every reader must have read");
    }
  }

  private static void alternate(BlobStore store, int round, boolean metadata) {
    byte[] content = new byte[round % 2 == 0 ? 70_000 : 40_000];
    Arrays.fill(content, (byte) ('A' + round % 2));
    PutOptions options =
        metadata
            ? PutOptions.defaults().withMetadata(Map.of("letter", round % 2 == 0 ? "A" : "B"))
            : PutOptions.defaults();
    store.put("k", BlobBody.of(content), options);
  }

  private static int readUntil(AtomicBoolean done, BlobStore store, boolean metadata)
      throws IOException {
    int reads = 0;
    while (!done.get() || reads == 0) {
      try (BlobReader reader = store.get("k")) {
        BlobInfo info = reader.info();
        byte[] bytes = reader.bytes();
        assertEquals(info.size(), bytes.length);
        assertEquals(bytes[0] == 'A' ? 70_000 : 40_000, bytes.length);
        for (byte b : bytes) {
          assertEquals(bytes[0], b, "two contents were mixed");
        }
        if (metadata) {
          assertEquals("" + (char) bytes[0], info.metadata().get("letter"));
        }
      }
      reads++;
    }
    return reads;
  }
}
