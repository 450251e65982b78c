package dev.stowage.config;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs tests beside the callers, a few at a time, on threads that end when there is none. */
final class TestRunner implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TestRunner.class);

  private final ThreadPoolExecutor threads;
  private final Map<String, Future<?>> queued = new ConcurrentHashMap<>();
  private final Duration patience;

  /**
   * @param patience how long closing waits for tests to clean up
   */
  TestRunner(int concurrent, Duration patience) {
    this.patience = patience;
    threads =
        new ThreadPoolExecutor(
            concurrent,
            concurrent,
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            work -> {
              Thread thread = new Thread(work, "stowage-config-test");
              thread.setDaemon(true);
              return thread;
            });
    threads.allowCoreThreadTimeOut(true);
  }

  /** Runs it soon, once; after closing it is left for who recovers. */
  void submit(String task, Runnable run) {
    FutureTask<Void> work =
        new FutureTask<>(
            () -> {
              try {
                run.run();
              } catch (RuntimeException e) {
                // The task stays as it is in the store, from where it is taken up again.
                LOG.warn("test {} could not be run to its end", task, e);
              } finally {
                queued.remove(task);
              }
            },
            null);
    if (queued.putIfAbsent(task, work) == null) {
      try {
        threads.execute(work);
      } catch (RejectedExecutionException e) {
        queued.remove(task);
        LOG.debug("test {} waits for the next process", task);
      }
    }
  }

  /** What runs a task in this process. */
  Optional<Future<?>> running(String task) {
    return Optional.ofNullable(queued.get(task));
  }

  /** Interrupts tests, which then clean up, and waits for that. */
  @Override
  public void close() {
    threads.shutdownNow();
    try {
      if (!threads.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("tests of storage configurations did not end within {}", patience);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
