package dev.stowage.transfer;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.portable.AttemptWatch;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;

/** What all operations of one {@link Transfers} share: limits, counters, journals. Thread-safe. */
final class Engine {
  private final TransferOptions options;
  private final AdaptiveGate gate;
  private final MemoryBudget memory;
  private final Throttle throttle;
  private final Meter meter;
  private final JournalDirectory journals;
  private final Set<Crew> crews = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  Engine(TransferOptions options) {
    this.options = options;
    this.gate = new AdaptiveGate(options.parallelism());
    this.memory = new MemoryBudget(options.memory());
    this.throttle = new Throttle(options.pacer(), options.bandwidth());
    this.meter = new Meter(options.listener(), options.pacer());
    this.journals = JournalDirectory.of(options);
  }

  TransferOptions options() {
    return options;
  }

  AdaptiveGate gate() {
    return gate;
  }

  MemoryBudget memory() {
    return memory;
  }

  Throttle throttle() {
    return throttle;
  }

  Meter meter() {
    return meter;
  }

  JournalDirectory journals() {
    return journals;
  }

  void checkOpen() {
    if (closed) {
      throw StorageException.of(ErrorCode.CLOSED, "the transfers are closed");
    }
  }

  /** Makes a request, or a few in a row, on this thread when its turn has come. */
  <T> T request(Callable<T> work) {
    try {
      gate.acquire();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Crew.interrupted();
    }
    try {
      return watched(work);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw Faults.of(e);
    } finally {
      gate.release();
    }
  }

  /** Makes a request on a worker when its turn has come; waits for the turn, not for the end. */
  void request(Crew crew, Crew.Task work) {
    request(crew, work, () -> {});
  }

  /** As {@link #request(Crew, Crew.Task)}; {@code after} is run in the end in any case. */
  void request(Crew crew, Crew.Task work, Runnable after) {
    boolean turn = false;
    try {
      gate.acquire();
      turn = true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      crew.stop(Crew.interrupted());
      crew.join();
    } finally {
      if (!turn) {
        after.run();
      }
    }
    crew.start(
        () ->
            watched(
                () -> {
                  work.run();
                  return Boolean.TRUE;
                }),
        () -> {
          gate.release();
          after.run();
        });
  }

  private <T> T watched(Callable<T> work) throws Exception {
    T result = AttemptWatch.during(gate::failed, work);
    gate.succeeded();
    return result;
  }

  /** A crew that {@link #close} stops. Dismiss it. */
  Crew hire() {
    Crew crew = new Crew();
    crews.add(crew);
    if (closed) {
      crews.remove(crew);
      checkOpen();
    }
    return crew;
  }

  /** Stops what a crew is still doing and waits for it; does nothing after a good end. */
  void dismiss(Crew crew) {
    crews.remove(crew);
    crew.stop(Crew.interrupted());
    crew.settle();
  }

  void close() {
    closed = true;
    gate.close();
    crews.forEach(
        crew -> crew.stop(StorageException.of(ErrorCode.CLOSED, "the transfers are closed")));
  }
}
