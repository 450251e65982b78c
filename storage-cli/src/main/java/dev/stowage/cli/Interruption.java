package dev.stowage.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Hands an interrupt from the keyboard on to the command, so that it can give up what it had
 * started, and waits a moment for that.
 */
final class Interruption {
  private static final CountDownLatch FINISHED = new CountDownLatch(1);
  private static final int GRACE_SECONDS = 5;

  private Interruption() {}

  static void handOnTo(Thread command) {
    Thread hook =
        new Thread(
            () -> {
              if (FINISHED.getCount() == 0) {
                return;
              }
              command.interrupt();
              try {
                FINISHED.await(GRACE_SECONDS, TimeUnit.SECONDS);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            "stowage-interrupt");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  static void finished() {
    FINISHED.countDown();
  }
}
