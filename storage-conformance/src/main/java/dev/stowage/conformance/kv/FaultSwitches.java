package dev.stowage.conformance.kv;

import java.net.SocketException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** The faults to come and the requests so far of the drivers that share it. Thread-safe. */
final class FaultSwitches implements KvFaults {
  private final Deque<Exception> failures = new ArrayDeque<>();
  private final Deque<Runnable> losses = new ArrayDeque<>();
  private final Deque<Integer> partials = new ArrayDeque<>();
  private final List<String> requests = new ArrayList<>();

  @Override
  public synchronized void failNext(int times, Exception failure) {
    for (int i = 0; i < times; i++) {
      failures.add(failure);
    }
  }

  @Override
  public synchronized void loseNextAnswer(Runnable meanwhile) {
    losses.add(meanwhile);
  }

  @Override
  public synchronized void leaveUnprocessed(int times, int done) {
    for (int i = 0; i < times; i++) {
      partials.add(done);
    }
  }

  synchronized List<String> requests() {
    return List.copyOf(requests);
  }

  synchronized int itemsDone(int all) {
    Integer done = partials.poll();
    return done == null ? all : Math.min(done, all);
  }

  <T extends @Nullable Object> T read(String name, Callable<T> request) throws Exception {
    begin(name);
    return request.call();
  }

  <T> T write(String name, Callable<T> request) throws Exception {
    begin(name);
    T result = request.call();
    Runnable loss = nextLoss();
    if (loss == null) {
      return result;
    }
    loss.run();
    throw new SocketException("Connection reset");
  }

  private synchronized void begin(String name) throws Exception {
    requests.add(name);
    Exception failure = failures.poll();
    if (failure != null) {
      throw failure;
    }
  }

  private synchronized @Nullable Runnable nextLoss() {
    return losses.poll();
  }
}
