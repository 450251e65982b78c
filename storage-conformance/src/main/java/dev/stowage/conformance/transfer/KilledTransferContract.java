package dev.stowage.conformance.transfer;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Transfers in a JVM of their own that is killed with {@code kill -9} at random moments, and made
 * again until they are done.
 *
 * <p>{@code -Dstowage.kill.rounds=200 -Dstowage.kill.mib=1024 -Dstowage.replace.rounds=20} does it
 * at length; {@code -Dstowage.kill.seed} does one again.
 */
public interface KilledTransferContract {

  /** An empty container; called once per case. */
  FakeService service();

  /** How many times each case kills. */
  private static int rounds() {
    return Integer.getInteger("stowage.kill.rounds", 2);
  }

  private static long size() {
    return Long.getLong("stowage.kill.mib", 48) << 20;
  }

  private static int replacements() {
    return Integer.getInteger("stowage.replace.rounds", 1);
  }

  /** The result is identical, no completed part was sent again, and no upload is left over. */
  @Test
  default void upload_killedAtRandom_sendsNothingAgain_andLeavesNothing(@TempDir Path directory)
      throws IOException, InterruptedException {
    // Not a multiple of any part size.
    new KilledUploads(service(), directory, size() + 7).kill(rounds());
  }

  @Test
  default void download_killedAtRandom_fetchesNothingAgain_andLeavesNothing(@TempDir Path directory)
      throws IOException, InterruptedException {
    new KilledDownloads(service(), directory, size() + 7).kill(rounds());
  }

  @Test
  default void upload_sourceReplacedWhileDead_isNoticed(@TempDir Path directory)
      throws IOException, InterruptedException {
    new KilledUploads(service(), directory, size() + 7).replaceSource(replacements());
  }

  @Test
  default void download_objectReplacedWhileDead_isNoticed(@TempDir Path directory)
      throws IOException, InterruptedException {
    new KilledDownloads(service(), directory, size() + 7).replaceObject(replacements());
  }
}
