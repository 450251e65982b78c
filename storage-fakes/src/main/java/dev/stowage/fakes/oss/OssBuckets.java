package dev.stowage.fakes.oss;

import dev.stowage.fakes.FakeBucket;
import dev.stowage.fakes.FakeResponse;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Buckets: list, create, delete, what they are, whether they keep versions. */
final class OssBuckets {
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{1,61}[a-z0-9]");

  private final OssAccount account;

  OssBuckets(OssAccount account) {
    this.account = account;
  }

  FakeResponse list(OssCall call) {
    String prefix = call.value("prefix");
    String marker = call.value("marker");
    int max = OssListings.limit(call, "max-keys", 100);
    List<FakeBucket> found =
        account.blobs().buckets().stream()
            .filter(b -> b.name().startsWith(prefix) && b.name().compareTo(marker) > 0)
            .toList();
    List<FakeBucket> page = found.subList(0, Math.min(max, found.size()));
    boolean more = page.size() < found.size();
    OssXml xml = OssXml.document("ListAllMyBucketsResult").open("Owner");
    xml.leaf("ID", account.settings().account()).close("Owner").open("Buckets");
    for (FakeBucket bucket : page) {
      xml.open("Bucket").leaf("Name", bucket.name());
      xml.leaf("CreationDate", OssText.isoDate(bucket.created()));
      xml.leaf("Location", "oss-" + account.region(bucket)).close("Bucket");
    }
    xml.close("Buckets").leaf("IsTruncated", more);
    if (more) {
      xml.leaf("NextMarker", page.get(page.size() - 1).name());
    }
    return xml.response(200, "ListAllMyBucketsResult");
  }

  FakeResponse create(OssCall call) {
    String name = call.bucket();
    if (!NAME.matcher(name).matches()) {
      throw new OssError(400, "InvalidBucketName", "The specified bucket is not valid.")
          .element("BucketName", name);
    }
    if (account.blobs().bucket(name).isPresent()) {
      throw new OssError(
              409,
              "BucketAlreadyExists",
              "The requested bucket name is not available. Please select a different name and try"
                  + " again.")
          .element("BucketName", name);
    }
    account.blobs().create(name).attributes().put(OssAccount.REGION, account.settings().region());
    return FakeResponse.of(200).with("Location", "/" + name);
  }

  FakeResponse delete(OssCall call) {
    FakeBucket bucket = account.bucket(call);
    if (!bucket.isEmpty() || !bucket.uploads().isEmpty()) {
      throw new OssError(409, "BucketNotEmpty", "The bucket you tried to delete is not empty.")
          .element("BucketName", bucket.name());
    }
    account.blobs().remove(bucket.name());
    return FakeResponse.of(204);
  }

  FakeResponse info(OssCall call) {
    FakeBucket bucket = account.bucket(call);
    return OssXml.document("BucketInfo")
        .open("Bucket")
        .leaf("Name", bucket.name())
        .leaf("Location", "oss-" + account.region(bucket))
        .leaf("CreationDate", OssText.isoDate(bucket.created()))
        .leaf("Versioning", Optional.ofNullable(bucket.attributes().get(OssAccount.VERSIONING)))
        .close("Bucket")
        .response(200, "BucketInfo");
  }

  FakeResponse getVersioning(OssCall call) {
    Optional<String> status =
        Optional.ofNullable(account.bucket(call).attributes().get(OssAccount.VERSIONING));
    return OssXml.document("VersioningConfiguration")
        .leaf("Status", status)
        .response(200, "VersioningConfiguration");
  }

  FakeResponse putVersioning(OssCall call) {
    FakeBucket bucket = account.bucket(call);
    String status =
        OssXml.text(OssXml.read(call.body(), "VersioningConfiguration"), "Status")
            .filter(s -> s.equals("Enabled") || s.equals("Suspended"))
            .orElseThrow(OssError::malformedXml);
    bucket.attributes().put(OssAccount.VERSIONING, status);
    return FakeResponse.of(200);
  }
}
