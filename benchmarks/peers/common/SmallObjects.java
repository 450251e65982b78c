import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** Puts and gets of small objects, one and 32 at a time, each after a round that is not counted. */
final class SmallObjects {
  private static final int COUNT = 2000;

  private final Peer peer;
  private final boolean puts;
  private final byte[] body;
  private final String prefix;
  private final long[] nanos = new long[COUNT];
  private final AtomicReference<Throwable> failure = new AtomicReference<>();

  private SmallObjects(Peer peer, boolean puts, byte[] body, String prefix) {
    this.peer = peer;
    this.puts = puts;
    this.body = body;
    this.prefix = prefix;
  }

  static void run(Peer peer, byte[] body, Measure measure) throws Exception {
    for (int parallel : new int[] {1, 32}) {
      for (boolean counted : new boolean[] {false, true}) {
        for (boolean puts : new boolean[] {true, false}) {
          new SmallObjects(peer, puts, body, "small/" + parallel + "/")
              .round(
                  parallel, counted ? measure : new Measure(), (puts ? "put" : "get") + parallel);
        }
      }
    }
  }

  private void round(int parallel, Measure measure, String label) throws Exception {
    long allocated = Measure.allocated();
    long cpu = Measure.cpu();
    long start = System.nanoTime();
    if (peer.asynchronous()) {
      byFutures(parallel);
    } else if (parallel == 1) {
      for (int i = 0; i < COUNT; i++) {
        one(i);
      }
    } else {
      byThreads(parallel);
    }
    double wall = System.nanoTime() - start;
    double spent = Measure.cpu() - cpu;
    double bytes = Measure.allocated() - allocated;
    if (failure.get() != null) {
      throw new IOException(failure.get());
    }
    Arrays.sort(nanos);
    measure.number(label + "_rate", COUNT * 1e9 / wall);
    measure.number(label + "_p50", nanos[COUNT / 2] / 1e3);
    measure.number(label + "_p99", nanos[COUNT * 99 / 100] / 1e3);
    measure.number(label + "_cpu", spent / 1e3 / COUNT);
    if (parallel == 1) {
      measure.number(label + "_bytes", bytes / COUNT);
    }
  }

  private void one(int i) throws Exception {
    long start = System.nanoTime();
    if (puts) {
      peer.put(prefix + i, body);
    } else {
      check(peer.get(prefix + i));
    }
    nanos[i] = System.nanoTime() - start;
  }

  private void check(byte[] got) throws IOException {
    if (!Arrays.equals(got, body)) {
      throw new IOException("other bytes");
    }
  }

  private void byFutures(int parallel) throws Exception {
    Semaphore room = new Semaphore(parallel);
    CountDownLatch done = new CountDownLatch(COUNT);
    for (int i = 0; i < COUNT; i++) {
      room.acquire();
      int number = i;
      long start = System.nanoTime();
      CompletableFuture<?> reply =
          puts ? peer.putLater(prefix + i, body) : peer.getLater(prefix + i);
      reply.whenComplete(
          (result, thrown) -> {
            nanos[number] = System.nanoTime() - start;
            try {
              if (thrown != null) {
                failure.set(thrown);
              } else if (!puts) {
                check((byte[]) result);
              }
            } catch (IOException e) {
              failure.set(e);
            } finally {
              room.release();
              done.countDown();
            }
          });
    }
    done.await();
  }

  private void byThreads(int parallel) throws InterruptedException {
    AtomicInteger next = new AtomicInteger();
    Thread[] threads = new Thread[parallel];
    for (int t = 0; t < parallel; t++) {
      threads[t] =
          new Thread(
              () -> {
                try {
                  for (int i; (i = next.getAndIncrement()) < COUNT; ) {
                    one(i);
                  }
                } catch (Exception e) {
                  failure.set(e);
                }
              });
      threads[t].start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
  }
}
