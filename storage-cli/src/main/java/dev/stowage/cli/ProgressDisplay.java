package dev.stowage.cli;

import dev.stowage.transfer.Progress;
import dev.stowage.transfer.Transfers;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/**
 * Shows on standard error how far a long transfer is: a bar on a terminal, else a line every ten
 * seconds. The launcher says through the environment whether it is a terminal, since Java cannot
 * tell.
 */
final class ProgressDisplay implements AutoCloseable {
  private static final int WIDTH = 80;
  private static final long BAR_AFTER_MILLIS = 1500;
  private static final long LINE_EVERY_MILLIS = 10_000;

  private final Transfers transfers;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final @Nullable Thread thread;

  ProgressDisplay(Transfers transfers, boolean quiet) {
    this.transfers = transfers;
    if (quiet) {
      thread = null;
      return;
    }
    boolean terminal = "1".equals(System.getenv("STOWAGE_STDERR_IS_TERMINAL"));
    thread = new Thread(terminal ? this::showBar : this::printLines, "stowage-progress");
    thread.setDaemon(true);
    thread.start();
  }

  private void showBar() {
    if (endsWithin(BAR_AFTER_MILLIS)) {
      return;
    }
    try (ProgressBar bar =
        new ProgressBarBuilder()
            .setTaskName("stowage")
            .setInitialMax(-1)
            .setUnit(" MiB", 1 << 20)
            .setStyle(ProgressBarStyle.ASCII)
            .setMaxRenderedLength(WIDTH)
            .setUpdateIntervalMillis(200)
            .setConsumer(new ConsoleProgressBarConsumer(System.err, WIDTH))
            .build()) {
      do {
        Progress progress = transfers.progress();
        bar.maxHint(Math.max(progress.bytesStarted(), progress.bytesDone()));
        bar.stepTo(progress.bytesDone());
        bar.setExtraMessage(" " + progress.objectsDone() + "/" + progress.objectsStarted());
      } while (!endsWithin(200));
    }
  }

  private void printLines() {
    while (!endsWithin(LINE_EVERY_MILLIS)) {
      Progress progress = transfers.progress();
      // The size of a stream is not known before its end.
      boolean sized = progress.bytesStarted() >= progress.bytesDone();
      System.err.println(
          progress.objectsDone()
              + " of "
              + progress.objectsStarted()
              + " objects, "
              + Text.bytes(progress.bytesDone())
              + (sized ? " of " + Text.bytes(progress.bytesStarted()) : "")
              + ", "
              + Text.bytes(progress.bytesPerSecond())
              + "/s");
    }
  }

  private boolean endsWithin(long millis) {
    try {
      return ended.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  @Override
  public void close() {
    ended.countDown();
    if (thread != null) {
      try {
        thread.join(1000);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
