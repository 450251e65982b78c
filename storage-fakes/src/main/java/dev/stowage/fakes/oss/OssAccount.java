package dev.stowage.fakes.oss;

import dev.stowage.fakes.FakeBlob;
import dev.stowage.fakes.FakeBlobs;
import dev.stowage.fakes.FakeBucket;
import dev.stowage.fakes.FakeClock;
import dev.stowage.fakes.FakeRequest;
import dev.stowage.fakes.FakeResponse;
import dev.stowage.fakes.FaultClaim;
import dev.stowage.fakes.FaultKind;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** The account behind the fake: its buckets, and how versions come into them. */
final class OssAccount {
  static final String VERSIONING = "versioning";
  static final String REGION = "region";
  static final String PUBLIC_READ = "public-read";
  static final String REQUESTER_PAYS = "requester-pays";
  static final String PROJECT = "imm-project";
  static final String NULL_VERSION = "null";

  private final FakeBlobs blobs;
  private final FakeClock clock;
  private final OssSettings settings;
  private final AtomicLong ids = new AtomicLong();

  OssAccount(FakeBlobs blobs, FakeClock clock, OssSettings settings) {
    this.blobs = blobs;
    this.clock = clock;
    this.settings = settings;
  }

  FakeBlobs blobs() {
    return blobs;
  }

  OssSettings settings() {
    return settings;
  }

  /** Now, in the whole seconds that OSS keeps. */
  Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.SECONDS);
  }

  /** An opaque id of upper-case hexadecimal digits. */
  String newId() {
    byte[] number = Long.toString(ids.incrementAndGet()).getBytes(StandardCharsets.US_ASCII);
    byte[] digest = OssText.digest("SHA-256", number);
    return HexFormat.of().withUpperCase().formatHex(digest, 0, 12);
  }

  /** The bucket of a call, which must be there, of this region, and paid for. */
  FakeBucket bucket(OssCall call) {
    FakeBucket bucket = bucket(call.bucket());
    if (bucket.attributes().containsKey(REQUESTER_PAYS)
        && !call.headerIs("x-oss-request-payer", "requester")
        && !call.value("x-oss-request-payer").equals("requester")) {
      throw OssError.accessDenied("The bucket requires the requester to pay.");
    }
    return bucket;
  }

  FakeBucket bucket(String name) {
    FakeBucket bucket = blobs.bucket(name).orElseThrow(() -> OssError.noSuchBucket(name));
    String region = region(bucket);
    if (!region.equals(settings.region())) {
      throw OssError.accessDenied(
              "The bucket you are attempting to access must be addressed using the specified"
                  + " endpoint. Please send all future requests to this endpoint.")
          .element("Bucket", name)
          .element("Endpoint", "oss-" + region + ".aliyuncs.com");
    }
    return bucket;
  }

  String region(FakeBucket bucket) {
    return bucket.attributes().getOrDefault(REGION, settings.region());
  }

  /** Whether versions are kept, or were. */
  static boolean versioning(FakeBucket bucket) {
    return bucket.attributes().containsKey(VERSIONING);
  }

  /** Puts an object into a bucket as its newest version. */
  FakeBlob store(FakeBucket bucket, FakeBlob.Builder blob) {
    boolean enabled = "Enabled".equals(bucket.attributes().get(VERSIONING));
    FakeBlob stored =
        blob.version(enabled ? "CAE" + newId() : NULL_VERSION).modified(now()).build();
    bucket.put(stored);
    return stored;
  }

  /** Adds the version id that answers have where the bucket keeps versions. */
  static FakeResponse withVersion(FakeResponse response, FakeBucket bucket, FakeBlob blob) {
    return versioning(bucket) ? response.with("x-oss-version-id", blob.version()) : response;
  }

  /** The error document that can stand behind a status already sent, if a fault asks for it. */
  static Optional<FakeResponse> errorInside200(FakeRequest request) {
    Optional<FaultClaim> claim = request.fault(FaultKind.ERROR_INSIDE_200);
    claim.ifPresent(FaultClaim::fire);
    return claim.map(
        due ->
            OssXml.document("Error")
                .leaf("Code", due.fault().code().orElse("InternalError"))
                .leaf("Message", "Please contact the server administrator, oss@service.aliyun.com.")
                .response(200, "Error"));
  }
}
