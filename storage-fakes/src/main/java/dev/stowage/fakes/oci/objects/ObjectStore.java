package dev.stowage.fakes.oci.objects;

import dev.stowage.fakes.FakeBlob;
import dev.stowage.fakes.FakeBlobs;
import dev.stowage.fakes.FakeBucket;
import dev.stowage.fakes.FakeRequest;
import dev.stowage.fakes.FaultClaim;
import dev.stowage.fakes.FaultKind;
import dev.stowage.fakes.oci.OciAccount;
import dev.stowage.fakes.oci.OciError;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/** The namespace's buckets and how versions come into them. Used under the lock of its blobs. */
final class ObjectStore {
  static final String VERSIONING = "versioning";
  static final String COMPARTMENT = "compartment";
  static final String MD5 = "md5";
  static final String MULTIPART_MD5 = "multipart-md5";
  static final String CRC = "crc32c";
  static final String TIER = "tier";
  static final String ARCHIVAL = "archival-state";
  static final String ARCHIVED_AT = "time-of-archival";
  static final String CREATED = "created";
  private static final int LONGEST_NAME = 1024;

  private final OciAccount account;
  private final FakeBlobs blobs;

  ObjectStore(OciAccount account) {
    this.account = account;
    this.blobs = new FakeBlobs(account.clock());
  }

  OciAccount account() {
    return account;
  }

  FakeBlobs blobs() {
    return blobs;
  }

  Instant now() {
    return account.now().truncatedTo(ChronoUnit.MILLIS);
  }

  String newEtag() {
    byte[] number = Long.toString(account.newNumber()).getBytes(StandardCharsets.US_ASCII);
    return UUID.nameUUIDFromBytes(number).toString();
  }

  void checkNamespace(ObjectPath path) {
    if (!path.namespace().equals(account.namespace())) {
      throw new OciError(
          404,
          "NamespaceNotFound",
          "You do not have authorization to perform this request, or the requested resource could"
              + " not be found.");
    }
  }

  FakeBucket bucket(ObjectPath path) {
    checkNamespace(path);
    return bucket(path.bucket());
  }

  FakeBucket bucket(String name) {
    return blobs
        .bucket(name)
        .orElseThrow(
            () ->
                new OciError(
                    404,
                    "BucketNotFound",
                    "Either the bucket named '"
                        + name
                        + "' does not exist in the namespace '"
                        + account.namespace()
                        + "' or you are not authorized to access it"));
  }

  static boolean versioned(FakeBucket bucket) {
    return "Enabled".equals(bucket.attributes().get(VERSIONING));
  }

  static FakeBlob required(FakeBucket bucket, String key) {
    return bucket.current(key).orElseThrow(() -> noSuchObject(bucket, key));
  }

  static FakeBlob required(FakeBucket bucket, String key, Optional<String> version) {
    if (version.isEmpty()) {
      return required(bucket, key);
    }
    return bucket
        .version(key, version.get())
        .filter(b -> !b.deleteMarker())
        .orElseThrow(() -> noSuchObject(bucket, key));
  }

  static OciError noSuchObject(FakeBucket bucket, String key) {
    return new OciError(
        404,
        "ObjectNotFound",
        "The object '" + key + "' was not found in the bucket '" + bucket.name() + "'");
  }

  static void checkName(String key) {
    boolean good =
        !key.isEmpty()
            && key.getBytes(StandardCharsets.UTF_8).length <= LONGEST_NAME
            && key.chars().noneMatch(c -> c == 0 || c == '\n' || c == '\r');
    if (!good) {
      throw new OciError(
          400,
          "InvalidObjectName",
          "The object name is not valid: it has no line feed, carriage"
              + " return or NUL, and at most 1024 bytes.");
    }
  }

  /** Checks a write of a name against the headers of a condition. */
  static void checkWrite(
      FakeBucket bucket, String key, Optional<String> match, Optional<String> noneMatch) {
    Optional<FakeBlob> current = bucket.current(key);
    if (noneMatch.isPresent() && !noneMatch.get().equals("*")) {
      throw OciError.invalidParameter("The only valid value of if-none-match is '*'");
    }
    if (noneMatch.isPresent() && current.isPresent()) {
      throw new OciError(
          412, "IfNoneMatchFailed", "The If-None-Match header is '*' but there is an object");
    }
    if (match.isPresent() && current.filter(b -> b.etag().equals(match.get())).isEmpty()) {
      throw new OciError(
          412, "IfMatchFailed", "The If-Match header does not match the object's ETag");
    }
  }

  static String tier(String tier) {
    if (!tier.equals("Standard") && !tier.equals("InfrequentAccess") && !tier.equals("Archive")) {
      throw OciError.invalidParameter("The storage tier '" + tier + "' is not valid");
    }
    return tier;
  }

  /** The state of a tier: what is archived has to be restored before it can be read. */
  static Map<String, String> withTier(Map<String, String> attributes, String tier) {
    Map<String, String> all = new TreeMap<>(attributes);
    all.put(TIER, tier(tier));
    all.remove(ARCHIVAL);
    all.remove(ARCHIVED_AT);
    if (tier.equals("Archive")) {
      all.put(ARCHIVAL, "Archived");
    }
    return all;
  }

  /** Puts an object into a bucket as its newest version. */
  FakeBlob store(FakeBucket bucket, FakeBlob.Builder blob) {
    String version = versioned(bucket) ? UUID.randomUUID().toString() : "";
    Instant now = now();
    Map<String, String> attributes = new TreeMap<>(blob.build().attributes());
    attributes.putIfAbsent(CREATED, now.toString());
    FakeBlob stored =
        blob.version(version).etag(newEtag()).modified(now).attributes(attributes).build();
    bucket.put(stored);
    return stored;
  }

  /** How many entries a listing may have: what was asked for, unless a fault makes it fewer. */
  static int pageSize(FakeRequest request, Optional<String> limit, int most) {
    int asked = most;
    if (limit.isPresent()) {
      if (!limit.get().matches("[0-9]{1,9}") || Integer.parseInt(limit.get()) < 1) {
        throw OciError.invalidParameter("limit must be a positive number");
      }
      asked = Math.min(most, Integer.parseInt(limit.get()));
    }
    FaultClaim claim = request.fault(FaultKind.SHORT_PAGE).orElse(null);
    if (claim == null) {
      return asked;
    }
    claim.fire();
    return (int) Math.min(asked, Math.max(1, claim.fault().amount()));
  }
}
