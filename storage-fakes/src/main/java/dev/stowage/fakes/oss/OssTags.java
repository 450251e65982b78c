package dev.stowage.fakes.oss;

import dev.stowage.fakes.FakeBlob;
import dev.stowage.fakes.FakeBucket;
import dev.stowage.fakes.FakeResponse;
import java.util.Map;
import java.util.TreeMap;
import org.w3c.dom.Element;

/** Object tags: ten at most, as a header or as a document. */
final class OssTags {
  private final OssAccount account;

  OssTags(OssAccount account) {
    this.account = account;
  }

  /** Reads the header {@code x-oss-tagging}. */
  static Map<String, String> ofQuery(String text) {
    Map<String, String> tags = new TreeMap<>();
    for (String pair : text.split("&", -1)) {
      int equals = pair.indexOf('=');
      String name = OssText.queryDecoded(equals < 0 ? pair : pair.substring(0, equals));
      if (!name.isEmpty()) {
        add(tags, name, equals < 0 ? "" : OssText.queryDecoded(pair.substring(equals + 1)));
      }
    }
    return tags;
  }

  FakeResponse get(OssCall call) {
    FakeBucket bucket = account.bucket(call);
    FakeBlob blob = OssVersions.required(bucket, call);
    OssXml xml = OssXml.document("Tagging").open("TagSet");
    blob.tags().forEach((k, v) -> xml.open("Tag").leaf("Key", k).leaf("Value", v).close("Tag"));
    return OssAccount.withVersion(xml.close("TagSet").response(200, "Tagging"), bucket, blob);
  }

  FakeResponse put(OssCall call) {
    Map<String, String> tags = new TreeMap<>();
    for (Element set : OssXml.children(OssXml.read(call.body(), "Tagging"), "TagSet")) {
      for (Element tag : OssXml.children(set, "Tag")) {
        add(
            tags,
            OssXml.text(tag, "Key").orElseThrow(OssError::malformedXml),
            OssXml.text(tag, "Value").orElseThrow(OssError::malformedXml));
      }
    }
    return replace(call, tags, 200);
  }

  FakeResponse delete(OssCall call) {
    return replace(call, Map.of(), 204);
  }

  private FakeResponse replace(OssCall call, Map<String, String> tags, int status) {
    FakeBucket bucket = account.bucket(call);
    FakeBlob blob = OssVersions.required(bucket, call).toBuilder().tags(tags).build();
    bucket.replace(blob);
    return OssAccount.withVersion(FakeResponse.of(status), bucket, blob);
  }

  private static void add(Map<String, String> tags, String name, String value) {
    if (name.length() > 128 || value.length() > 256) {
      throw new OssError(400, "InvalidTag", "The tag you provided is not valid.");
    }
    if (tags.put(name, value) != null) {
      throw new OssError(400, "InvalidTag", "Tags with the same key are not allowed.");
    }
    if (tags.size() > 10) {
      throw new OssError(400, "InvalidTag", "Object tags cannot be greater than 10.");
    }
  }
}
