package dev.stowage.fakes.s3;

import dev.stowage.fakes.FakeBlob;
import dev.stowage.fakes.FakeBlobs;
import dev.stowage.fakes.FakeBucket;
import dev.stowage.fakes.FakeBytes;
import dev.stowage.fakes.FakeResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

/** The account behind the fake: its buckets, and how versions come into them. */
final class S3Account {

  static final String VERSIONING = "versioning";
  static final String REGION = "region";
  static final String PUBLIC_READ = "public-read";
  static final String REQUESTER_PAYS = "requester-pays";
  static final String NULL_VERSION = "null";

  private final FakeBlobs blobs;
  private final Clock clock;
  private final S3Settings settings;
  private final AtomicLong ids = new AtomicLong();

  S3Account(FakeBlobs blobs, Clock clock, S3Settings settings) {
    this.blobs = blobs;
    this.clock = clock;
    this.settings = settings;
  }

  FakeBlobs blobs() {
    return blobs;
  }

  S3Settings settings() {
    return settings;
  }

  /** Now, in the whole seconds that S3 keeps. */
  Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.SECONDS);
  }

  /** An opaque id, with all the characters that Amazon's ids have. */
  String newId() {
    byte[] number = Long.toString(ids.incrementAndGet()).getBytes(StandardCharsets.US_ASCII);
    return Base64.getEncoder().withoutPadding().encodeToString(S3Text.digest("SHA-256", number));
  }

  /** The bucket of a call, which must be there, of this region, and paid for. */
  FakeBucket bucket(S3Call call) {
    FakeBucket bucket =
        blobs.bucket(call.bucket()).orElseThrow(() -> S3Error.noSuchBucket(call.bucket()));
    String region = region(bucket);
    if (!region.equals(settings.region())) {
      throw new S3Error(
              301,
              "PermanentRedirect",
              "The bucket you are attempting to access must be addressed using the specified"
                  + " endpoint. Please send all future requests to this endpoint.")
          .element("Bucket", bucket.name())
          .element("Endpoint", bucket.name() + ".s3." + region + ".amazonaws.com")
          .header("x-amz-bucket-region", region);
    }
    if (bucket.attributes().containsKey(REQUESTER_PAYS)
        && !call.headerIs("x-amz-request-payer", "requester")
        && call.param("x-amz-request-payer").filter("requester"::equals).isEmpty()) {
      throw S3Error.accessDenied();
    }
    return bucket;
  }

  String region(FakeBucket bucket) {
    return bucket.attributes().getOrDefault(REGION, settings.region());
  }

  static boolean versioned(FakeBucket bucket) {
    return "Enabled".equals(bucket.attributes().get(VERSIONING));
  }

  /** Puts an object into a bucket as its newest version. */
  FakeBlob store(FakeBucket bucket, FakeBlob.Builder blob) {
    FakeBlob stored =
        blob.version(versioned(bucket) ? newId() : NULL_VERSION).modified(now()).build();
    bucket.put(stored);
    return stored;
  }

  /** The attributes with a full checksum of the content; a modern S3 adds one if none was sent. */
  Map<String, String> withChecksum(
      Map<String, String> attributes, java.util.Optional<S3Checksum> sent, FakeBytes content) {
    Map<String, String> all = new TreeMap<>(attributes);
    for (S3Checksum other : S3Checksum.values()) {
      all.remove(other.header());
    }
    all.remove(S3Checksum.TYPE);
    if (settings.modern()) {
      S3Checksum algorithm = sent.orElse(S3Checksum.CRC64NVME);
      all.put(algorithm.header(), algorithm.of(content));
      all.put(S3Checksum.TYPE, S3Checksum.FULL_OBJECT);
    }
    return all;
  }

  /** Adds the version id that a write answers with, where the bucket has versions. */
  static FakeResponse withVersion(FakeResponse response, FakeBucket bucket, FakeBlob blob) {
    return bucket.attributes().containsKey(VERSIONING)
        ? response.with("x-amz-version-id", blob.version())
        : response;
  }
}
