package dev.stowage.gcs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stowage.StorageException;
import dev.stowage.blob.BlobVersion;
import dev.stowage.blob.PutOptions;
import dev.stowage.blob.PutResult;
import dev.stowage.blob.SignedUrl;
import dev.stowage.gcs.GcsWire.Ask;
import dev.stowage.spi.BlobDriver;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What this service has and others have not: holds, retention, custom time, soft deletion, storage
 * classes of what is there, and resumable uploads that other processes go on with.
 *
 * <pre>{@code
 * GcsObjects objects = store.unwrap(GcsObjects.class).orElseThrow();
 * objects.temporaryHold("contract.pdf", true);
 * }</pre>
 *
 * <p>Keys are those of the bucket, whatever prefix the store has. Every call is one attempt and
 * fails with a {@link StorageException}, whose {@code retryable()} says whether another may help.
 * Thread-safe; ends with its store.
 */
public final class GcsObjects {
  private final GcsDriver driver;
  private final GcsSigner signer;

  GcsObjects(GcsDriver driver, GcsSigner signer) {
    this.driver = driver;
    this.signer = signer;
  }

  private interface Step<T> {
    T run() throws IOException;
  }

  private static <T> T run(String operation, String key, Step<T> step) {
    try {
      return step.run();
    } catch (IOException | RuntimeException e) {
      throw GcsFailures.translated(operation, key, e);
    }
  }

  /**
   * What protects and ages one object.
   *
   * @param retention mode {@code Unlocked} or {@code Locked}, if it has one of its own
   * @param retainedUntil when the object's or the bucket's retention ends
   */
  public record Lifecycle(
      boolean temporaryHold,
      boolean eventBasedHold,
      Optional<String> retention,
      Optional<Instant> retainedUntil,
      Optional<Instant> customTime,
      Optional<String> kmsKey,
      long generation,
      long metageneration) {}

  /** How an object is protected and aged. */
  public Lifecycle lifecycle(String key) {
    return run(
        "lifecycle",
        key,
        () -> {
          String path = GcsEndpoint.object(driver.container(), key);
          return lifecycle(
              driver.wire().json(Ask.of("GET", driver.wire().endpoint().json(path, Map.of()))));
        });
  }

  private static Lifecycle lifecycle(JsonNode resource) {
    return new Lifecycle(
        resource.path("temporaryHold").asBoolean(),
        resource.path("eventBasedHold").asBoolean(),
        Optional.ofNullable(GcsResource.text(resource.path("retention"), "mode")),
        Optional.ofNullable(GcsResource.text(resource, "retentionExpirationTime"))
            .map(Instant::parse),
        Optional.ofNullable(GcsResource.text(resource, "customTime")).map(Instant::parse),
        Optional.ofNullable(GcsResource.text(resource, "kmsKeyName")),
        resource.path("generation").asLong(),
        resource.path("metageneration").asLong());
  }

  /** Places or releases a hold, under which an object can be neither deleted nor replaced. */
  public Lifecycle temporaryHold(String key, boolean held) {
    return patch("hold", key, object().put("temporaryHold", held));
  }

  /** Places or releases a hold whose release starts the retention of the bucket. */
  public Lifecycle eventBasedHold(String key, boolean held) {
    return patch("hold", key, object().put("eventBasedHold", held));
  }

  /** Sets the time that lifecycle rules count from; it can only be moved forwards. */
  public Lifecycle customTime(String key, Instant time) {
    return patch("custom time", key, object().put("customTime", time.toString()));
  }

  /**
   * Retains an object, if its bucket allows that. A locked retention can only be made longer.
   *
   * @param locked whether it can never be made weaker again
   */
  public Lifecycle retain(String key, Instant until, boolean locked) {
    ObjectNode change = object();
    change
        .putObject("retention")
        .put("mode", locked ? "Locked" : "Unlocked")
        .put("retainUntilTime", until.toString());
    return patch("retain", key, change);
  }

  /** Takes an unlocked retention away. */
  public Lifecycle release(String key) {
    ObjectNode change = object();
    change.putNull("retention");
    return run(
        "release",
        key,
        () -> lifecycle(driver.patch(key, Map.of("overrideUnlockedRetention", "true"), change)));
  }

  private static ObjectNode object() {
    return GcsResource.MAPPER.createObjectNode();
  }

  private Lifecycle patch(String operation, String key, ObjectNode change) {
    return run(operation, key, () -> lifecycle(driver.patch(key, Map.of(), change)));
  }

  /**
   * Moves an object to another storage class, in as many requests as the service wants.
   *
   * @param progress hears of the bytes moved so far
   */
  public PutResult storageClass(String key, String storageClass, LongConsumer progress) {
    return run(
        "storage class",
        key,
        () -> {
          var info = driver.head(key, dev.stowage.blob.GetOptions.defaults());
          PutOptions same =
              PutOptions.defaults()
                  .withHeaders(info.headers())
                  .withMetadata(info.metadata())
                  .withStorageClass(storageClass);
          Map<String, String> query = new LinkedHashMap<>();
          query.put("ifGenerationMatch", info.etag());
          query.put("ifSourceGenerationMatch", info.etag());
          String body = driver.resources().resource(same).toString();
          return new GcsCopies(driver).rewrite(driver.container(), key, key, query, body, progress);
        });
  }

  /** What was deleted from a bucket that keeps such things for a while, by key. */
  public List<BlobVersion> softDeleted(String prefix) {
    return run(
        "list soft-deleted",
        prefix,
        () -> {
          GcsListings listings = new GcsListings(driver.config(), driver.wire());
          List<BlobVersion> all = new ArrayList<>();
          @Nullable String token = null;
          do {
            BlobDriver.Page<BlobVersion> page = listings.softDeleted(prefix, token);
            all.addAll(page.items());
            token = page.cursor().orElse(null);
          } while (token != null);
          return all;
        });
  }

  /**
   * Brings back what was softly deleted, unless there is a live object of this key.
   *
   * @param version of {@link #softDeleted}
   */
  public PutResult restore(String key, String version) {
    return run(
        "restore",
        key,
        () -> {
          String path = GcsEndpoint.object(driver.container(), key) + "/restore";
          Map<String, String> query = Map.of("generation", version, "ifGenerationMatch", "0");
          URI uri = driver.wire().endpoint().json(path, query);
          return GcsResource.written(driver.wire().json(Ask.json("POST", uri, "{}")));
        });
  }

  /**
   * A URL by which somebody without credentials starts a resumable upload: a POST that sends the
   * header {@code x-goog-resumable: start} and is answered with the upload's own URI.
   *
   * @param life at most 7 days
   */
  public SignedUrl signResumableStart(String key, String contentType, Duration life) {
    if (life.isNegative() || life.isZero() || life.compareTo(Duration.ofDays(7)) > 0) {
      throw StorageException.invalidArgument(
          "a signed URL lives from a second to 7 days, not " + life);
    }
    Map<String, String> bound = new LinkedHashMap<>();
    bound.put("content-type", contentType);
    bound.put("x-goog-resumable", "start");
    return run("sign", key, () -> signer.sign("POST", key, Map.of(), bound, life));
  }

  /** Starts an upload of any size that can be gone on with for a week, by any process. */
  public GcsUpload startUpload(String key, PutOptions options) {
    return run(
        "start upload",
        key,
        () -> {
          URI session =
              driver
                  .sessions()
                  .start(
                      key, options, options.checksum().filter(GcsObjects::isCrc).orElse(null), -1);
          return new GcsUpload(driver.sessions(), key, session);
        });
  }

  private static boolean isCrc(dev.stowage.blob.Checksum sum) {
    return sum.algorithm() == dev.stowage.blob.ChecksumAlgorithm.CRC32C;
  }

  /**
   * Goes on with an upload.
   *
   * @param session as {@link GcsUpload#session()} gave it
   */
  public GcsUpload resumeUpload(String key, URI session) {
    return run(
        "resume upload",
        key,
        () -> new GcsUpload(driver.sessions(), key, driver.sessions().checked(session)));
  }
}
