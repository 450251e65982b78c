package dev.stowage.oci.vault;

import dev.stowage.ErrorCode;
import dev.stowage.Pacer;
import dev.stowage.StorageException;
import dev.stowage.oci.OciCall;
import dev.stowage.oci.OciText;
import dev.stowage.oci.OciWire;
import java.io.IOException;
import java.time.Duration;

/**
 * Waits until a secret is out of the state that a change puts it in: until then it may not be read.
 */
final class VaultStates {
  private static final Duration FIRST_WAIT = Duration.ofMillis(100);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final OciWire managing;
  private final Pacer pacer;

  VaultStates(OciWire managing, Pacer pacer) {
    this.managing = managing;
    this.pacer = pacer;
  }

  void settle(String id) throws IOException, InterruptedException {
    long end = pacer.nanoTime() + PATIENCE.toNanos();
    Duration wait = FIRST_WAIT;
    while (true) {
      String state =
          managing
              .document(OciCall.of("GET", "/20180608/secrets/" + OciText.segment(id)))
              .path("lifecycleState")
              .asText();
      switch (state) {
        case "CREATING", "UPDATING", "CANCELLING_DELETION" -> {
          if (pacer.nanoTime() > end) {
            throw StorageException.builder(
                    ErrorCode.UNAVAILABLE,
                    "the change of the secret was taken, and is not done after " + PATIENCE)
                .retryable(false)
                .build();
          }
          pacer.sleep(wait);
          Duration longer = wait.multipliedBy(2);
          wait = longer.compareTo(LONGEST_WAIT) < 0 ? longer : LONGEST_WAIT;
        }
        case "FAILED" ->
            throw StorageException.of(ErrorCode.UNKNOWN, "the change of the secret failed");
        default -> {
          return;
        }
      }
    }
  }
}
