package dev.stowage.fakes.s3;

import dev.stowage.fakes.FakeBlob;
import dev.stowage.fakes.FakeBucket;
import dev.stowage.fakes.FakeResponse;
import java.util.Map;
import java.util.TreeMap;
import org.w3c.dom.Element;

/** Object tags: ten at most, as a header or as a document. */
final class S3Tags {

  private final S3Account account;

  S3Tags(S3Account account) {
    this.account = account;
  }

  /** Reads the header {@code x-amz-tagging}. */
  static Map<String, String> ofQuery(String text) {
    Map<String, String> tags = new TreeMap<>();
    for (String pair : text.split("&", -1)) {
      int equals = pair.indexOf('=');
      String name = S3Text.queryDecoded(equals < 0 ? pair : pair.substring(0, equals));
      if (!name.isEmpty()) {
        add(tags, name, equals < 0 ? "" : S3Text.queryDecoded(pair.substring(equals + 1)));
      }
    }
    return tags;
  }

  FakeResponse get(S3Call call) {
    FakeBucket bucket = account.bucket(call);
    FakeBlob blob = S3Versions.required(bucket, call);
    S3Xml xml = S3Xml.document("Tagging").open("TagSet");
    blob.tags().forEach((k, v) -> xml.open("Tag").leaf("Key", k).leaf("Value", v).close("Tag"));
    return S3Account.withVersion(xml.close("TagSet").response(200, "Tagging"), bucket, blob);
  }

  FakeResponse put(S3Call call, S3Payload payload) {
    Map<String, String> tags = new TreeMap<>();
    for (Element set : S3Xml.children(S3Xml.read(payload.bytes(), "Tagging"), "TagSet")) {
      for (Element tag : S3Xml.children(set, "Tag")) {
        add(
            tags,
            S3Xml.text(tag, "Key").orElseThrow(S3Error::malformedXml),
            S3Xml.text(tag, "Value").orElseThrow(S3Error::malformedXml));
      }
    }
    return replace(call, tags, 200);
  }

  FakeResponse delete(S3Call call) {
    return replace(call, Map.of(), 204);
  }

  private FakeResponse replace(S3Call call, Map<String, String> tags, int status) {
    FakeBucket bucket = account.bucket(call);
    FakeBlob blob = S3Versions.required(bucket, call).toBuilder().tags(tags).build();
    bucket.replace(blob);
    return S3Account.withVersion(FakeResponse.of(status), bucket, blob);
  }

  private static void add(Map<String, String> tags, String name, String value) {
    if (name.length() > 128 || value.length() > 256 || name.startsWith("aws:")) {
      throw new S3Error(400, "InvalidTag", "The tag provided was not a valid tag.");
    }
    if (tags.put(name, value) != null) {
      throw new S3Error(400, "InvalidTag", "Cannot provide multiple Tags with the same key");
    }
    if (tags.size() > 10) {
      throw new S3Error(400, "BadRequest", "Object tags cannot be greater than 10");
    }
  }
}
