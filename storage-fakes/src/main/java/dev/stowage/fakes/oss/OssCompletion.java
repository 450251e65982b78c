package dev.stowage.fakes.oss;

import dev.stowage.fakes.FakeBlob;
import dev.stowage.fakes.FakeBucket;
import dev.stowage.fakes.FakeBytes;
import dev.stowage.fakes.FakePart;
import dev.stowage.fakes.FakeResponse;
import dev.stowage.fakes.FakeUpload;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.w3c.dom.Element;

/** CompleteMultipartUpload: checks the list of parts and puts them together. */
final class OssCompletion {
  private final OssAccount account;

  OssCompletion(OssAccount account) {
    this.account = account;
  }

  FakeResponse complete(OssCall call) {
    FakeBucket bucket = account.bucket(call);
    FakeUpload upload = OssMultipart.upload(bucket, call);
    List<FakePart> parts = parts(upload, OssXml.read(call.body(), "CompleteMultipartUpload"));
    checkSizes(parts);
    OssConditions.checkWrite(call, bucket);
    Optional<FakeResponse> failed = OssAccount.errorInside200(call.request());
    if (failed.isPresent()) {
      return failed.get();
    }
    FakeBytes content =
        call.request().stored(FakeBytes.joined(parts.stream().map(FakePart::bytes).toList()));
    Map<String, String> attributes = new TreeMap<>(upload.template().attributes());
    attributes.put(OssAttributes.TYPE, "Multipart");
    FakeBlob blob =
        account.store(
            bucket,
            upload.template().toBuilder()
                .content(content)
                .parts(parts)
                .attributes(attributes)
                .etag(etag(parts)));
    bucket.uploads().remove(upload.id());
    FakeResponse response =
        OssXml.document("CompleteMultipartUploadResult")
            .leaf("Bucket", bucket.name())
            .leaf("Key", blob.key())
            .leaf("ETag", OssText.quoted(blob.etag()))
            .response(200, "CompleteMultipartUploadResult");
    return OssAttributes.acknowledged(response, bucket, blob);
  }

  private static List<FakePart> parts(FakeUpload upload, Element root) {
    List<FakePart> parts = new ArrayList<>();
    int last = 0;
    for (Element listed : OssXml.children(root, "Part")) {
      String text = OssXml.text(listed, "PartNumber").orElse("");
      int number = text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : 0;
      if (number <= last) {
        throw new OssError(
            400, "InvalidPartOrder", "The list of parts was not in ascending order.");
      }
      last = number;
      FakePart part = upload.parts().get(number);
      String etag = OssXml.text(listed, "ETag").map(OssText::unquoted).orElse("");
      if (part == null || !part.etag().equals(etag)) {
        throw new OssError(
                400,
                "InvalidPart",
                "One or more of the specified parts could not be found or the specified entity tag"
                    + " might not have matched the part's entity tag.")
            .element("PartNumber", Integer.toString(number))
            .element("UploadId", upload.id());
      }
      parts.add(part);
    }
    if (parts.isEmpty()) {
      throw OssError.malformedXml();
    }
    return parts;
  }

  private void checkSizes(List<FakePart> parts) {
    for (FakePart part : parts.subList(0, parts.size() - 1)) {
      if (part.size() < account.settings().minPart()) {
        throw new OssError(
                400,
                "EntityTooSmall",
                "Your proposed upload smaller than the minimum allowed size.")
            .element("PartNumber", Integer.toString(part.number()))
            .element("MinSizeAllowed", Long.toString(account.settings().minPart()));
      }
    }
  }

  private static String etag(List<FakePart> parts) {
    byte[][] digests =
        parts.stream().map(part -> HexFormat.of().parseHex(part.etag())).toArray(byte[][]::new);
    return HexFormat.of().withUpperCase().formatHex(OssText.digest("MD5", digests))
        + "-"
        + parts.size();
  }
}
