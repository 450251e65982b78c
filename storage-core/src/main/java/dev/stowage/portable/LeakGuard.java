package dev.stowage.portable;

import java.lang.ref.Cleaner;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Warns of a writer that was never closed, with the place that made it, and cleans up after it. */
final class LeakGuard implements Runnable {
  /** Frees what the abandoned object held; must not refer to the object itself. */
  interface Cleanup {
    void clean() throws Exception;
  }

  private static final Logger LOG = LoggerFactory.getLogger(LeakGuard.class);
  private static final Cleaner CLEANER = Cleaner.create();

  private final Exception creation;
  private volatile @Nullable Cleanup cleanup;

  private LeakGuard(Cleanup cleanup) {
    this.cleanup = cleanup;
    this.creation = new Exception("the writer was opened here");
  }

  static LeakGuard watch(Object owner, Cleanup cleanup) {
    LeakGuard guard = new LeakGuard(cleanup);
    CLEANER.register(owner, guard);
    return guard;
  }

  /** The object was closed properly. */
  void done() {
    cleanup = null;
  }

  @Override
  public void run() {
    Cleanup pending = cleanup;
    if (pending == null) {
      return;
    }
    cleanup = null;
    LOG.warn("a blob writer was neither committed nor closed; giving it up", creation);
    try {
      pending.clean();
    } catch (Exception e) {
      LOG.warn("cleaning up after an abandoned blob writer failed", e);
    }
  }
}
