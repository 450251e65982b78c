package dev.stowage.fakes.s3;

import dev.stowage.fakes.FakeBlob;
import dev.stowage.fakes.FakeBucket;
import dev.stowage.fakes.FakeBytes;
import dev.stowage.fakes.FakeResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** CopyObject, and the source that part copies share with it. */
final class S3Copies {

  private static final List<String> DIRECTIVES = List.of("COPY", "REPLACE");

  private final S3Account account;
  private final S3Writes writes;

  S3Copies(S3Account account, S3Writes writes) {
    this.account = account;
    this.writes = writes;
  }

  /** Where a copy comes from. */
  record Source(FakeBucket bucket, FakeBlob blob) {}

  FakeResponse copy(S3Call call) {
    FakeBucket bucket = account.bucket(call);
    FakeBlob.Builder template = S3Attributes.template(call);
    boolean replace = directive(call, "x-amz-metadata-directive").equals("REPLACE");
    boolean replaceTags = directive(call, "x-amz-tagging-directive").equals("REPLACE");
    Source source = source(call);
    checkItself(call, source, replace);
    if (source.blob().size() > account.settings().maxPut()) {
      throw S3Error.invalidRequest(
          "The specified copy source is larger than the maximum allowable size for a copy source: "
              + account.settings().maxPut());
    }
    S3Conditions.checkWrite(call, bucket);
    Optional<FakeResponse> failed = S3Inside200.error(call.request());
    if (failed.isPresent()) {
      return failed.get();
    }
    FakeBlob from = source.blob();
    if (!replace) {
      template.headers(from.headers()).metadata(from.metadata());
    }
    if (!replaceTags) {
      template.tags(from.tags());
    }
    FakeBytes content = call.request().stored(from.bytes());
    FakeBlob blob = writes.store(call, bucket, template.content(content), algorithm(call, from));
    return answered(source, bucket, blob);
  }

  private FakeResponse answered(Source source, FakeBucket bucket, FakeBlob blob) {
    S3Xml xml = S3Xml.document("CopyObjectResult");
    xml.leaf("LastModified", S3Text.isoDate(blob.modified()));
    xml.leaf("ETag", S3Text.quoted(blob.etag()));
    for (S3Checksum algorithm : S3Checksum.values()) {
      xml.leaf(algorithm.element(), blob.attribute(algorithm.header()));
    }
    xml.leaf("ChecksumType", blob.attribute(S3Checksum.TYPE));
    FakeResponse response = xml.response(200, "CopyObjectResult");
    response = withSourceVersion(S3Attributes.withEncryption(response, blob), source);
    return S3Account.withVersion(response, bucket, blob);
  }

  static FakeResponse withSourceVersion(FakeResponse response, Source source) {
    return source.bucket().attributes().containsKey(S3Account.VERSIONING)
        ? response.with("x-amz-copy-source-version-id", source.blob().version())
        : response;
  }

  /** The object that {@code x-amz-copy-source} names, with its conditions checked. */
  Source source(S3Call call) {
    String text = call.header("x-amz-copy-source").orElse("");
    int mark = text.indexOf("?versionId=");
    Optional<String> version =
        mark < 0
            ? Optional.empty()
            : Optional.of(S3Text.percentDecoded(text.substring(mark + "?versionId=".length())));
    String path = S3Text.percentDecoded(mark < 0 ? text : text.substring(0, mark));
    String name = path.startsWith("/") ? path.substring(1) : path;
    int slash = name.indexOf('/');
    if (slash < 1 || slash == name.length() - 1) {
      throw S3Error.invalidArgument(
          "x-amz-copy-source",
          text,
          "Copy Source must mention the source bucket and key: sourcebucket/sourcekey");
    }
    String bucketName = name.substring(0, slash);
    FakeBucket bucket =
        account.blobs().bucket(bucketName).orElseThrow(() -> S3Error.noSuchBucket(bucketName));
    FakeBlob blob;
    try {
      blob = S3Versions.required(bucket, name.substring(slash + 1), version);
    } catch (S3Error e) {
      throw e.status() == 405
          ? S3Error.invalidRequest("The source of a copy request may not refer to a delete marker.")
          : e;
    }
    checkSourceKey(call, blob);
    S3Conditions.checkSource(call, blob);
    return new Source(bucket, blob);
  }

  private static void checkSourceKey(S3Call call, FakeBlob blob) {
    String wanted = blob.attributes().get(S3Attributes.CUSTOMER_KEY_MD5);
    String given =
        call.header("x-amz-copy-source-server-side-encryption-customer-key-md5").orElse("");
    if (wanted != null && !wanted.equals(given)) {
      throw S3Error.invalidRequest(
          "The object was stored using a form of Server Side Encryption. The correct parameters"
              + " must be provided to retrieve the object.");
    }
  }

  private static void checkItself(S3Call call, Source source, boolean replace) {
    boolean itself =
        source.bucket().name().equals(call.bucket())
            && source.blob().key().equals(call.key())
            && !call.header("x-amz-copy-source").orElse("").contains("?versionId=");
    boolean changed =
        replace
            || List.of(
                    S3Attributes.STORAGE_CLASS,
                    S3Attributes.ENCRYPTION,
                    S3Attributes.CUSTOMER_ALGORITHM,
                    "x-amz-website-redirect-location")
                .stream()
                .anyMatch(call.request().headers()::has);
    if (itself && !changed) {
      throw S3Error.invalidRequest(
          "This copy request is illegal because it is trying to copy an object to itself without"
              + " changing the object's metadata, storage class, website redirect location or"
              + " encryption attributes.");
    }
  }

  private static Optional<S3Checksum> algorithm(S3Call call, FakeBlob from) {
    Optional<String> asked = call.header("x-amz-checksum-algorithm");
    return asked.isPresent()
        ? asked.map(S3Checksum::named)
        : Arrays.stream(S3Checksum.values())
            .filter(a -> from.attribute(a.header()).isPresent())
            .findFirst();
  }

  private static String directive(S3Call call, String name) {
    String directive = call.header(name).orElse("COPY");
    if (!DIRECTIVES.contains(directive)) {
      throw S3Error.invalidArgument(name, directive, "Unknown directive.");
    }
    return directive;
  }
}
