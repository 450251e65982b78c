package dev.stowage.fakes.gcs;

import dev.stowage.fakes.FakeBlob;
import dev.stowage.fakes.FakeBucket;
import dev.stowage.fakes.FakeBytes;
import dev.stowage.fakes.FakePart;
import dev.stowage.fakes.FakeResponse;
import dev.stowage.fakes.FakeUpload;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.w3c.dom.Element;

/**
 * Uploads in parts through the XML API. They know no preconditions, as Google says: an answer with
 * 400 tells a client that relies on one.
 */
final class GcsMultipart {

  private static final int MOST_PARTS = 10_000;
  private static final int PAGE = 1000;

  private final GcsState state;

  GcsMultipart(GcsState state) {
    this.state = state;
  }

  private static void refuseConditions(GcsCall call) {
    for (String name : call.request().headers().names()) {
      if (name.startsWith("x-goog-if-") || name.startsWith("if-")) {
        throw GcsError.invalid("Preconditions are not supported in multipart upload requests.");
      }
    }
  }

  FakeResponse initiate(GcsCall call) {
    refuseConditions(call);
    FakeBucket bucket = state.bucket(call);
    FakeBlob template = GcsMetadata.template(call.key(), call.request().headers()).build();
    FakeUpload upload = new FakeUpload(state.newId(), template, state.now());
    bucket.uploads().put(upload.id(), upload);
    return GcsXml.document("InitiateMultipartUploadResult")
        .leaf("Bucket", bucket.name())
        .leaf("Key", call.key())
        .leaf("UploadId", upload.id())
        .response(200);
  }

  FakeResponse part(GcsCall call) {
    refuseConditions(call);
    FakeUpload upload = upload(state.bucket(call), call);
    String text = call.params().getOrDefault("partNumber", "");
    int number = text.matches("\\d{1,9}") ? Integer.parseInt(text) : 0;
    if (number < 1 || number > MOST_PARTS) {
      throw GcsError.invalid("Part number must be an integer between 1 and 10000.");
    }
    GcsWrites.checkSums(Map.of(), call.request().headers(), call.request().bytes());
    FakeBytes content = call.request().stored(call.request().bytes());
    String etag = GcsText.hex(content.digest("MD5"));
    upload.parts().put(number, new FakePart(number, content, etag, state.now(), Map.of()));
    return FakeResponse.of(200)
        .with("ETag", GcsText.quoted(etag))
        .with("x-goog-hash", "crc32c=" + GcsText.crc32c(content))
        .with("x-goog-hash", "md5=" + GcsText.md5(content));
  }

  FakeResponse complete(GcsCall call) {
    refuseConditions(call);
    FakeBucket bucket = state.bucket(call);
    FakeUpload upload = upload(bucket, call);
    Element document = GcsXml.read(call.request().body(), "CompleteMultipartUpload");
    List<Element> listed = GcsXml.children(document, "Part");
    if (listed.isEmpty()) {
      throw new GcsError(400, "invalid", "MalformedXML", "The list of parts is empty.");
    }
    List<FakePart> parts = new ArrayList<>();
    int last = 0;
    for (int i = 0; i < listed.size(); i++) {
      int number = Integer.parseInt(GcsXml.text(listed.get(i), "PartNumber").strip());
      String etag = GcsXml.text(listed.get(i), "ETag").replace("\"", "").strip();
      if (number <= last) {
        throw new GcsError(
            400, "invalid", "InvalidPartOrder", "The parts are not in ascending order.");
      }
      last = number;
      FakePart part = upload.parts().get(number);
      if (part == null || !part.etag().equals(etag)) {
        throw new GcsError(
            400, "invalid", "InvalidPart", "A part could not be found, or its ETag differs.");
      }
      if (i < listed.size() - 1 && part.size() < state.settings().minPart()) {
        throw new GcsError(
            400, "invalid", "EntityTooSmall", "A part is smaller than the minimum allowed size.");
      }
      parts.add(part);
    }
    Map<String, String> attributes = new TreeMap<>(upload.template().attributes());
    attributes.put("no-md5", "true");
    FakeBytes stored =
        call.request().stored(FakeBytes.joined(parts.stream().map(FakePart::bytes).toList()));
    FakeBlob blob =
        state.store(
            bucket,
            upload.template().toBuilder().attributes(attributes).content(stored).parts(parts));
    bucket.uploads().remove(upload.id());
    FakeResponse response =
        GcsXml.document("CompleteMultipartUploadResult")
            .leaf("Location", "/" + bucket.name() + "/" + GcsText.encoded(blob.key(), false))
            .leaf("Bucket", bucket.name())
            .leaf("Key", blob.key())
            .leaf("ETag", GcsText.quoted(blob.etag()))
            .response(200);
    return GcsMetadata.identified(response, blob);
  }

  FakeResponse abort(GcsCall call) {
    FakeBucket bucket = state.bucket(call);
    bucket.uploads().remove(upload(bucket, call).id());
    return FakeResponse.of(204);
  }

  FakeResponse parts(GcsCall call) {
    FakeBucket bucket = state.bucket(call);
    FakeUpload upload = upload(bucket, call);
    int after = number(call, "part-number-marker", 0);
    int most = Math.min(PAGE, number(call, "max-parts", PAGE));
    List<FakePart> rest = List.copyOf(upload.parts().tailMap(after, false).values());
    List<FakePart> page = rest.subList(0, Math.min(rest.size(), most));
    GcsXml xml =
        GcsXml.document("ListPartsResult")
            .leaf("Bucket", bucket.name())
            .leaf("Key", upload.key())
            .leaf("UploadId", upload.id())
            .leaf("StorageClass", "STANDARD")
            .leaf("PartNumberMarker", after)
            .leaf("MaxParts", most)
            .leaf("IsTruncated", page.size() < rest.size());
    if (!page.isEmpty()) {
      xml.leaf("NextPartNumberMarker", page.get(page.size() - 1).number());
    }
    for (FakePart part : page) {
      xml.open("Part")
          .leaf("PartNumber", part.number())
          .leaf("LastModified", GcsText.isoDate(part.modified()))
          .leaf("ETag", GcsText.quoted(part.etag()))
          .leaf("Size", part.size())
          .close("Part");
    }
    return xml.response(200);
  }

  FakeResponse uploads(GcsCall call) {
    FakeBucket bucket = state.bucket(call);
    String prefix = call.params().getOrDefault("prefix", "");
    String keyMarker = call.params().getOrDefault("key-marker", "");
    String idMarker = call.params().getOrDefault("upload-id-marker", "");
    int most = Math.min(PAGE, number(call, "max-uploads", PAGE));
    Comparator<FakeUpload> order =
        Comparator.comparing(FakeUpload::key, FakeBucket.UTF8_ORDER).thenComparing(FakeUpload::id);
    List<FakeUpload> rest =
        bucket.uploads().values().stream()
            .filter(u -> u.key().startsWith(prefix))
            .filter(u -> behind(u, keyMarker, idMarker))
            .sorted(order)
            .toList();
    List<FakeUpload> page = rest.subList(0, Math.min(rest.size(), most));
    boolean more = page.size() < rest.size();
    GcsXml xml =
        GcsXml.document("ListMultipartUploadsResult")
            .leaf("Bucket", bucket.name())
            .leaf("Prefix", GcsText.encoded(prefix, false))
            .leaf("EncodingType", "url")
            .leaf("MaxUploads", most)
            .leaf("IsTruncated", more);
    if (more) {
      FakeUpload last = page.get(page.size() - 1);
      xml.leaf("NextKeyMarker", GcsText.encoded(last.key(), false));
      xml.leaf("NextUploadIdMarker", last.id());
    }
    for (FakeUpload upload : page) {
      xml.open("Upload")
          .leaf("Key", GcsText.encoded(upload.key(), false))
          .leaf("UploadId", upload.id())
          .leaf("StorageClass", "STANDARD")
          .leaf("Initiated", GcsText.isoDate(upload.started()))
          .close("Upload");
    }
    return xml.response(200);
  }

  private static boolean behind(FakeUpload upload, String key, String id) {
    int order = FakeBucket.UTF8_ORDER.compare(upload.key(), key);
    return key.isEmpty() || order > 0 || order == 0 && upload.id().compareTo(id) > 0;
  }

  private static int number(GcsCall call, String name, int byDefault) {
    String text = call.params().getOrDefault(name, "");
    if (text.isEmpty()) {
      return byDefault;
    }
    if (!text.matches("\\d{1,9}")) {
      throw GcsError.invalid("Invalid value for " + name);
    }
    return Integer.parseInt(text);
  }

  private static FakeUpload upload(FakeBucket bucket, GcsCall call) {
    FakeUpload upload = bucket.uploads().get(call.params().getOrDefault("uploadId", ""));
    if (upload == null || !upload.key().equals(call.key())) {
      throw GcsError.noUpload();
    }
    return upload;
  }
}
