package dev.stowage.fakes.s3;

import dev.stowage.fakes.FakeBucket;
import dev.stowage.fakes.FakeResponse;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Buckets: list, create, delete, where they are, whether they keep versions. */
final class S3Buckets {

  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");
  private static final Pattern ADDRESS = Pattern.compile("\\d+\\.\\d+\\.\\d+\\.\\d+");
  private static final String DEFAULT_REGION = "us-east-1";

  private final S3Account account;

  S3Buckets(S3Account account) {
    this.account = account;
  }

  FakeResponse list(S3Call call) {
    String prefix = call.param("prefix").orElse("");
    String after = call.param("continuation-token").orElse("");
    int max = S3Listings.limit(call, "max-buckets", 10_000);
    List<FakeBucket> found =
        account.blobs().buckets().stream()
            .filter(b -> b.name().startsWith(prefix) && b.name().compareTo(after) > 0)
            .filter(b -> call.param("bucket-region").map(account.region(b)::equals).orElse(true))
            .toList();
    List<FakeBucket> page = found.subList(0, Math.min(max, found.size()));
    S3Xml xml = S3Xml.document("ListAllMyBucketsResult").open("Owner");
    xml.leaf("ID", "stowage").leaf("DisplayName", "stowage").close("Owner").open("Buckets");
    for (FakeBucket bucket : page) {
      xml.open("Bucket").leaf("Name", bucket.name());
      xml.leaf("CreationDate", S3Text.isoDate(bucket.created()));
      xml.leaf("BucketRegion", account.region(bucket)).close("Bucket");
    }
    xml.close("Buckets");
    if (page.size() < found.size()) {
      xml.leaf("ContinuationToken", page.get(page.size() - 1).name());
    }
    if (!prefix.isEmpty()) {
      xml.leaf("Prefix", prefix);
    }
    return xml.response(200, "ListAllMyBucketsResult");
  }

  FakeResponse create(S3Call call, S3Payload payload) {
    String name = call.bucket();
    if (!NAME.matcher(name).matches() || name.contains("..") || ADDRESS.matcher(name).matches()) {
      throw new S3Error(400, "InvalidBucketName", "The specified bucket is not valid.")
          .element("BucketName", name);
    }
    String region = region(payload);
    if (!region.equals(account.settings().region())) {
      throw new S3Error(
          400,
          "IllegalLocationConstraintException",
          "The "
              + region
              + " location constraint is incompatible for the region specific endpoint this"
              + " request was sent to.");
    }
    Optional<FakeBucket> existing = account.blobs().bucket(name);
    if (existing.isPresent() && !region.equals(DEFAULT_REGION)) {
      throw new S3Error(
              409,
              "BucketAlreadyOwnedByYou",
              "Your previous request to create the named bucket succeeded and you already own it.")
          .element("BucketName", name);
    }
    FakeBucket bucket = account.blobs().create(name);
    bucket.attributes().put(S3Account.REGION, region);
    if (call.headerIs("x-amz-bucket-object-lock-enabled", "true")) {
      bucket.attributes().put(S3Locks.ENABLED, "true");
      bucket.attributes().put(S3Account.VERSIONING, "Enabled");
    }
    return FakeResponse.of(200).with("Location", "/" + name);
  }

  private static String region(S3Payload payload) {
    if (payload.bytes().isEmpty()) {
      return DEFAULT_REGION;
    }
    return S3Xml.text(
            S3Xml.read(payload.bytes(), "CreateBucketConfiguration"), "LocationConstraint")
        .filter(text -> !text.isEmpty())
        .orElse(DEFAULT_REGION);
  }

  FakeResponse delete(S3Call call) {
    FakeBucket bucket = account.bucket(call);
    if (!bucket.isEmpty()) {
      throw new S3Error(409, "BucketNotEmpty", "The bucket you tried to delete is not empty")
          .element("BucketName", bucket.name());
    }
    account.blobs().remove(bucket.name());
    return FakeResponse.of(204);
  }

  FakeResponse head(S3Call call) {
    return FakeResponse.of(200)
        .with("x-amz-bucket-region", account.region(account.bucket(call)))
        .with("Content-Type", "application/xml");
  }

  FakeResponse location(S3Call call) {
    String region = account.region(account.bucket(call));
    String body =
        region.equals(DEFAULT_REGION)
            ? "<LocationConstraint xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"/>"
            : "<LocationConstraint xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">"
                + region
                + "</LocationConstraint>";
    return FakeResponse.of(200)
        .with("Content-Type", "application/xml")
        .withBody(body.getBytes(java.nio.charset.StandardCharsets.UTF_8))
        .inChunks();
  }

  FakeResponse getVersioning(S3Call call) {
    Optional<String> status =
        Optional.ofNullable(account.bucket(call).attributes().get(S3Account.VERSIONING));
    return S3Xml.document("VersioningConfiguration")
        .leaf("Status", status)
        .response(200, "VersioningConfiguration");
  }

  FakeResponse putVersioning(S3Call call, S3Payload payload) {
    FakeBucket bucket = account.bucket(call);
    String status =
        S3Xml.text(S3Xml.read(payload.bytes(), "VersioningConfiguration"), "Status")
            .filter(s -> s.equals("Enabled") || s.equals("Suspended"))
            .orElseThrow(S3Error::malformedXml);
    if (status.equals("Suspended") && bucket.attributes().containsKey(S3Locks.ENABLED)) {
      throw new S3Error(
          409,
          "InvalidBucketState",
          "An Object Lock configuration is present on this bucket, so the versioning state cannot"
              + " be changed.");
    }
    bucket.attributes().put(S3Account.VERSIONING, status);
    return FakeResponse.of(200);
  }
}
