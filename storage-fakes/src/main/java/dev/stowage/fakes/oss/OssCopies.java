package dev.stowage.fakes.oss;

import dev.stowage.fakes.FakeBlob;
import dev.stowage.fakes.FakeBucket;
import dev.stowage.fakes.FakeBytes;
import dev.stowage.fakes.FakeResponse;
import java.util.List;
import java.util.Optional;

/** CopyObject, and the source that part copies share with it. */
final class OssCopies {
  private static final List<String> METADATA = List.of("COPY", "REPLACE");
  private static final List<String> TAGS = List.of("Copy", "Replace");

  private final OssAccount account;

  OssCopies(OssAccount account) {
    this.account = account;
  }

  FakeResponse copy(OssCall call) {
    FakeBucket bucket = account.bucket(call);
    FakeBlob.Builder template = OssAttributes.template(call);
    boolean replace = directive(call, "x-oss-metadata-directive", METADATA).equals("REPLACE");
    boolean replaceTags = directive(call, "x-oss-tagging-directive", TAGS).equals("Replace");
    FakeBlob source = source(call);
    if (source.attribute(OssAttributes.TYPE).equals(Optional.of("Appendable"))) {
      throw new OssError(
          400, "OperationNotSupported", "The operation is not supported for appendable objects.");
    }
    if (source.size() > account.settings().maxPut()) {
      throw OssError.invalidArgument(
          "The specified copy source is larger than the maximum allowable size for a copy source: "
              + account.settings().maxPut());
    }
    OssConditions.checkWrite(call, bucket);
    Optional<FakeResponse> failed = OssAccount.errorInside200(call.request());
    if (failed.isPresent()) {
      return failed.get();
    }
    if (!replace) {
      template.headers(source.headers()).metadata(source.metadata());
    }
    if (!replaceTags) {
      template.tags(source.tags());
    }
    FakeBytes content = call.request().stored(source.bytes());
    FakeBlob blob = account.store(bucket, OssAttributes.filled(template, content));
    FakeResponse response =
        OssXml.document("CopyObjectResult")
            .leaf("ETag", OssText.quoted(blob.etag()))
            .leaf("LastModified", OssText.isoDate(blob.modified()))
            .response(200, "CopyObjectResult");
    return OssAccount.withVersion(
        response.with(Crc64Ecma.HEADER, Crc64Ecma.of(blob.bytes())), bucket, blob);
  }

  /** The object that {@code x-oss-copy-source} names, with its conditions checked. */
  FakeBlob source(OssCall call) {
    String text = call.header("x-oss-copy-source").orElse("");
    int mark = text.indexOf("?versionId=");
    Optional<String> version =
        mark < 0
            ? Optional.empty()
            : Optional.of(OssText.percentDecoded(text.substring(mark + "?versionId=".length())));
    String path = OssText.percentDecoded(mark < 0 ? text : text.substring(0, mark));
    String name = path.startsWith("/") ? path.substring(1) : path;
    int slash = name.indexOf('/');
    if (!path.startsWith("/") || slash < 1 || slash == name.length() - 1) {
      throw OssError.invalidArgument("Copy Source must mention the source bucket and key.");
    }
    FakeBucket bucket = account.bucket(name.substring(0, slash));
    FakeBlob blob = OssVersions.required(bucket, name.substring(slash + 1), version);
    OssConditions.checkSource(call, blob);
    return blob;
  }

  private static String directive(OssCall call, String name, List<String> words) {
    String directive = call.header(name).orElse(words.get(0));
    if (!words.contains(directive)) {
      throw OssError.invalidArgument(name + ": unknown directive.");
    }
    return directive;
  }
}
