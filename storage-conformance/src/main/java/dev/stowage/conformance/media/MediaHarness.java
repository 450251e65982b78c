package dev.stowage.conformance.media;

import dev.stowage.OpenOptions;
import dev.stowage.Pacer;
import dev.stowage.conformance.driver.FaultPlan;
import dev.stowage.conformance.driver.KitPacer;
import dev.stowage.conformance.driver.RequestLog;
import dev.stowage.media.MediaBlob;
import dev.stowage.media.MediaJobs;
import dev.stowage.media.MediaKind;
import dev.stowage.media.MediaRequest;
import java.time.Duration;
import java.util.Optional;

/**
 * What a provider gives the kit: a service, a place with blobs that it can reach, and the means to
 * disturb it. The kit makes one per test, and closes it.
 */
public interface MediaHarness extends AutoCloseable {
  /** Opens the service; called again it is another process that sees the same jobs. */
  MediaJobs open(OpenOptions options);

  /** Faults by the names of the methods of {@code MediaDriver}. */
  FaultPlan faults();

  RequestLog log();

  /** A blob that a job of this kind can read. */
  MediaBlob input(MediaKind kind);

  /** A blob that is not there. */
  MediaBlob missingInput();

  /** Where nothing is yet; the suffix is the end of the key. */
  MediaBlob target(String suffix);

  /** Whether there is a blob with at least one byte. */
  boolean hasBytes(MediaBlob blob);

  /** A job of this kind that the service can do; asked only for kinds among its capabilities. */
  default MediaRequest request(MediaKind kind, MediaBlob input) {
    return MediaRequests.of(kind, input, this);
  }

  /** A request of a kind that the service takes, with a format or codec that it does not. */
  default Optional<MediaRequest> unsupported() {
    return Optional.empty();
  }

  /** The clock of the store: one that does not wait, unless the service really works meanwhile. */
  default Pacer pacer() {
    return new KitPacer();
  }

  /** The longest that a job may take, by that clock. */
  default Duration patience() {
    return Duration.ofMinutes(10);
  }

  /** Whether a job that was just handed in is certainly stopped by a cancel. */
  default boolean cancelIsInTime() {
    return true;
  }

  /** The type of the native client that {@code unwrap} documents, if there is one. */
  default Optional<Class<?>> nativeType() {
    return Optional.empty();
  }

  @Override
  void close();
}
