package dev.stowage.config;

import dev.stowage.StorageException;
import dev.stowage.blob.BlobBody;
import dev.stowage.blob.BlobStore;
import dev.stowage.blob.PutOptions;
import dev.stowage.blob.SignRequest;
import dev.stowage.blob.SignedUrl;
import dev.stowage.blob.UrlSigner;
import dev.stowage.kv.Document;
import dev.stowage.kv.Row;
import java.util.Optional;

/**
 * Puts results at storage configurations: the key of a result is the path of the configuration's
 * url, a slash, and the name of the result, on every type alike.
 *
 * <p>Keeps connections to the places it used, until they change or it is closed. Thread-safe. The
 * caller closes it.
 */
public final class ResultPublisher implements AutoCloseable {
  private final Registry registry;
  private final OpenPlaces open;

  ResultPublisher(Registry registry, ConfigPlaces places) {
    this.registry = registry;
    this.open = new OpenPlaces(registry, places);
  }

  /** Puts a result at the default configuration of the organisation. */
  public PublishedResult publish(String name, BlobBody body) {
    return publish(registry.defaultConfig(), name, body, PutOptions.defaults());
  }

  /** Puts a result, replacing one of this name. */
  public PublishedResult publish(String config, String name, BlobBody body) {
    return publish(config, name, body, PutOptions.defaults());
  }

  /**
   * Puts a result.
   *
   * @param config the id of the configuration
   * @param name opaque text that does not start with a slash; with slashes it stands for a path
   * @param options such as its media type, or that it must be new
   * @return where it is, with a signed URL when the policy says so
   * @throws StorageException NOT_FOUND when there is no such configuration, PRECONDITION_FAILED
   *     unless it is valid; what {@link BlobStore#put} throws, or signing
   */
  public PublishedResult publish(String config, String name, BlobBody body, PutOptions options) {
    if (name.isEmpty() || name.startsWith("/")) {
      throw ConfigFailures.argument("name", "it is not empty and does not start with a slash");
    }
    Row row = registry.rowOf(config);
    Document document = row.document();
    StorageConfig where = new StorageConfig(document);
    Registry.requireValid("publish", where);
    try (OpenPlaces.Lease place = open.lease(row)) {
      place.store().put(name, body, options);
      return new PublishedResult(ConfigUrl.ofResult(where.url(), name), signed(place, where, name));
    }
  }

  private static Optional<SignedUrl> signed(
      OpenPlaces.Lease place, StorageConfig where, String name) {
    if (!where.signedUrls().enabled()) {
      return Optional.empty();
    }
    UrlSigner signer =
        place
            .store()
            .urlSigner()
            .orElseThrow(
                () ->
                    ConfigFailures.state(
                        "publish", where.id(), "its credentials cannot sign URLs"));
    return Optional.of(signer.sign(SignRequest.get(name, where.signedUrls().life())));
  }

  /** Closes the connections. Closing again does nothing. */
  @Override
  public void close() {
    open.close();
  }
}
