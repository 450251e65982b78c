package dev.stowage.fakes.gcs;

import dev.stowage.fakes.FakeBlob;
import dev.stowage.fakes.FakeBlobs;
import dev.stowage.fakes.FakeBucket;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The buckets, and how generations of objects come and go. Guarded by the store's lock. */
final class GcsState {

  static final String VERSIONING = "versioning";
  static final String PUBLIC_READ = "public-read";
  static final String REQUESTER_PAYS = "requester-pays";
  static final String RETENTION = "retention-seconds";
  static final String SOFT_DELETE = "soft-delete-seconds";
  static final String LOCATION = "location";
  static final String STORAGE_CLASS = "storageClass";

  static final String METAGENERATION = "metageneration";
  static final String CREATED = "timeCreated";
  static final String DELETED = "timeDeleted";
  static final String SOFT_DELETED = "softDeleteTime";
  static final String HARD_DELETE = "hardDeleteTime";

  /** The settings of a fake. */
  record Settings(long minPart, long rewriteStep) {}

  private final FakeBlobs blobs;
  private final Clock clock;
  private final Settings settings;
  private final Map<String, GcsSession> sessions = new HashMap<>();
  private long lastGeneration;
  private long ids;

  GcsState(FakeBlobs blobs, Clock clock, Settings settings) {
    this.blobs = blobs;
    this.clock = clock;
    this.settings = settings;
  }

  FakeBlobs blobs() {
    return blobs;
  }

  Settings settings() {
    return settings;
  }

  /** Resumable sessions by id; the map itself. */
  Map<String, GcsSession> sessions() {
    return sessions;
  }

  Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  String newId() {
    byte[] number = ("id" + ids++).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    return java.util.Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(GcsText.digest("SHA-256", number));
  }

  /** The bucket of a call, which must be there, and paid for. */
  FakeBucket bucket(GcsCall call) {
    return bucket(call, call.bucket());
  }

  FakeBucket bucket(GcsCall call, String name) {
    FakeBucket bucket = blobs.bucket(name).orElseThrow(GcsError::noBucket);
    boolean payer = call.request().headers().has("x-goog-user-project") || call.has("userProject");
    if (bucket.attributes().containsKey(REQUESTER_PAYS) && !payer) {
      throw new GcsError(
          400,
          "required",
          "UserProjectMissing",
          "Bucket is a requester pays bucket but no user project provided.");
    }
    return bucket;
  }

  static boolean versioned(FakeBucket bucket) {
    return "true".equals(bucket.attributes().get(VERSIONING));
  }

  static Optional<FakeBlob> live(FakeBucket bucket, String key) {
    return bucket.newest(key).filter(GcsState::isLive);
  }

  static boolean isLive(FakeBlob blob) {
    return blob.attribute(DELETED).isEmpty() && !isSoftDeleted(blob);
  }

  static boolean isSoftDeleted(FakeBlob blob) {
    return blob.attribute(SOFT_DELETED).isPresent();
  }

  /** The generation that a call names, or the live one. */
  static Optional<FakeBlob> find(FakeBucket bucket, GcsCall call, String generation) {
    if (generation.isEmpty()) {
      return live(bucket, call.key());
    }
    if (!generation.matches("[0-9]{1,19}")) {
      throw GcsError.invalid("Invalid value for generation: " + generation);
    }
    return bucket
        .version(call.key(), generation)
        .filter(b -> isSoftDeleted(b) == call.flag("softDeleted"));
  }

  static FakeBlob required(FakeBucket bucket, GcsCall call) {
    return find(bucket, call, call.param("generation").orElse(""))
        .orElseThrow(() -> GcsError.noObject(call.bucket(), call.key()));
  }

  /** Makes an object the live one; what was live becomes noncurrent, soft-deleted, or gone. */
  FakeBlob store(FakeBucket bucket, FakeBlob.Builder builder) {
    FakeBlob bare = builder.build();
    live(bucket, bare.key()).ifPresent(old -> retire(bucket, old));
    String generation = Long.toString(nextGeneration());
    Map<String, String> attributes = new TreeMap<>(bare.attributes());
    attributes.putIfAbsent(STORAGE_CLASS, bucketClass(bucket));
    attributes.put(METAGENERATION, "1");
    attributes.put(CREATED, now().toString());
    attributes.put("crc32c", GcsText.crc32c(bare.bytes()));
    if (!attributes.containsKey("componentCount") && !attributes.containsKey("no-md5")) {
      attributes.put("md5", GcsText.md5(bare.bytes()));
    }
    attributes.remove("no-md5");
    String etag =
        attributes.containsKey("md5")
            ? GcsText.hex(bare.bytes().digest("MD5"))
            : "-C" + generation + "EAE=";
    FakeBlob blob =
        builder.version(generation).etag(etag).attributes(attributes).modified(now()).build();
    bucket.put(blob);
    return blob;
  }

  static String bucketClass(FakeBucket bucket) {
    return bucket.attributes().getOrDefault(STORAGE_CLASS, "STANDARD");
  }

  private long nextGeneration() {
    Instant now = clock.instant();
    long micros = now.getEpochSecond() * 1_000_000 + now.getNano() / 1000;
    lastGeneration = Math.max(lastGeneration + 1, micros);
    return lastGeneration;
  }

  /** Takes the live object away: it was deleted, or replaced. */
  void retire(FakeBucket bucket, FakeBlob blob) {
    GcsLocks.checkFree(bucket, blob, now());
    if (versioned(bucket)) {
      bucket.replace(with(blob, DELETED, now().toString()));
    } else {
      destroy(bucket, blob);
    }
  }

  /** Removes one generation for good, or softly where the bucket is so set. */
  void destroy(FakeBucket bucket, FakeBlob blob) {
    GcsLocks.checkFree(bucket, blob, now());
    String softly = bucket.attributes().get(SOFT_DELETE);
    if (softly == null) {
      bucket.remove(blob.key(), blob.version());
      return;
    }
    Instant end = now().plusSeconds(Long.parseLong(softly));
    FakeBlob gone = with(blob, SOFT_DELETED, now().toString());
    bucket.replace(with(gone, HARD_DELETE, end.toString()));
  }

  static FakeBlob with(FakeBlob blob, String attribute, String value) {
    Map<String, String> attributes = new TreeMap<>(blob.attributes());
    attributes.put(attribute, value);
    return blob.toBuilder().attributes(attributes).build();
  }

  /** The generations that a listing may show, newest first. */
  static List<FakeBlob> visible(FakeBucket bucket, String key, boolean softDeleted) {
    return bucket.versions(key).stream().filter(b -> isSoftDeleted(b) == softDeleted).toList();
  }
}
