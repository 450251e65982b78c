package dev.stowage.conformance.blob;

import dev.stowage.OpenOptions;
import dev.stowage.blob.BlobStore;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a provider gives the kit: one container of its own, empty and used by nobody else, and the
 * means to look at it and to disturb it. The kit makes one per test, and closes it.
 */
public interface BlobHarness extends AutoCloseable {
  /**
   * Opens the container. Called again it opens another store over the same content, as a second
   * process would. The kit closes what it opened. The options carry the kit's clock, retry policy
   * and listener; the harness adds credentials and the like.
   */
  BlobStore open(OpenOptions options);

  /** A URL that opens the same container with {@link #urlOptions()}. */
  String url();

  /** What has to stand beside the URL: credentials, mostly. */
  default OpenOptions urlOptions() {
    return OpenOptions.defaults();
  }

  /** As {@link #urlOptions()}, for a store that is opened in a class loader of its own. */
  default Map<String, String> environment() {
    return Map.of();
  }

  /** A store of a container that does not exist. */
  BlobStore openMissingContainer(OpenOptions options);

  /** Whether reading from a container that is not there is told from a missing blob. */
  default boolean tellsMissingContainer() {
    return true;
  }

  /** The container with credentials that the service does not know. */
  BlobStore openUnauthenticated(OpenOptions options);

  /** The container with credentials that may do nothing. */
  BlobStore openDenied(OpenOptions options);

  RawBlobs raw();

  Faults faults();

  RequestLog log();

  /** The type of the native client that {@code unwrap} documents, if there is one. */
  default Optional<Class<?>> nativeType() {
    return Optional.empty();
  }

  /** Texts that must never be printed: keys, tokens, passwords in use. */
  default Set<String> secrets() {
    return Set.of();
  }

  /**
   * Moves the clock by which the service judges signed URLs.
   *
   * @return false when it cannot be moved
   */
  default boolean advanceServiceClock(Duration by) {
    return false;
  }

  @Override
  void close();
}
