package dev.stowage.transfer;

import dev.stowage.StorageException;
import java.util.concurrent.Semaphore;

/**
 * Many objects, some at a time. A failure of one is noted and the others go on, unless they all
 * would fail the same way.
 */
final class Batch implements AutoCloseable {
  /** What is done for one object. */
  interface Job {
    void run();
  }

  private final Engine engine;
  private final Tally tally;
  private final Crew crew;
  private final Semaphore places;

  Batch(Engine engine, Tally tally) {
    this.engine = engine;
    this.tally = tally;
    this.crew = engine.hire();
    this.places = new Semaphore(Math.max(2, engine.options().parallelism()));
  }

  /** Waits until there is a place, then returns while the job runs. */
  void submit(String key, Job job) {
    try {
      places.acquire();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      crew.stop(Crew.interrupted());
      crew.join();
    }
    crew.start(() -> run(key, job), places::release);
  }

  private void run(String key, Job job) {
    try {
      job.run();
    } catch (StorageException e) {
      if (crew.failed() || Faults.hopeless(e)) {
        throw e;
      }
      fail(key, e);
    }
  }

  void fail(String key, StorageException failure) {
    tally.fail(key, failure);
    engine.meter().failed(key, failure);
  }

  /**
   * Waits for all.
   *
   * @throws StorageException when none could be done any more
   */
  void finish() {
    crew.join();
  }

  @Override
  public void close() {
    engine.dismiss(crew);
  }
}
