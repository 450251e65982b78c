package dev.stowage.fakes.s3;

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
final class S3Completion {

  private final S3Account account;

  S3Completion(S3Account account) {
    this.account = account;
  }

  FakeResponse complete(S3Call call, S3Payload payload) {
    FakeBucket bucket = account.bucket(call);
    FakeUpload upload = S3Multipart.upload(bucket, call);
    List<FakePart> parts = parts(upload, S3Xml.read(payload.bytes(), "CompleteMultipartUpload"));
    checkSizes(parts);
    FakeBytes content = FakeBytes.joined(parts.stream().map(FakePart::bytes).toList());
    checkSize(call, content.size());
    Map<String, String> attributes = checksummed(call, upload, parts, content);
    S3Conditions.checkWrite(call, bucket);
    Optional<FakeResponse> failed = S3Inside200.error(call.request());
    if (failed.isPresent()) {
      return failed.get();
    }
    FakeBlob.Builder blob = upload.template().toBuilder().content(content).parts(parts);
    FakeBlob stored = account.store(bucket, blob.attributes(attributes).etag(etag(parts)));
    bucket.uploads().remove(upload.id());
    return answered(call, bucket, stored);
  }

  private static FakeResponse answered(S3Call call, FakeBucket bucket, FakeBlob stored) {
    S3Xml xml = S3Xml.document("CompleteMultipartUploadResult");
    String host = call.header("Host").orElse("");
    xml.leaf("Location", "http://" + host + "/" + S3Text.percentEncoded(stored.key(), false));
    xml.leaf("Bucket", bucket.name()).leaf("Key", stored.key());
    xml.leaf("ETag", S3Text.quoted(stored.etag()));
    for (S3Checksum algorithm : S3Checksum.values()) {
      xml.leaf(algorithm.element(), stored.attribute(algorithm.header()));
    }
    xml.leaf("ChecksumType", stored.attribute(S3Checksum.TYPE));
    FakeResponse response = xml.response(200, "CompleteMultipartUploadResult");
    return S3Account.withVersion(S3Attributes.withEncryption(response, stored), bucket, stored);
  }

  private static List<FakePart> parts(FakeUpload upload, Element root) {
    List<FakePart> parts = new ArrayList<>();
    int last = 0;
    boolean composite =
        upload
            .template()
            .attribute(S3Checksum.TYPE)
            .filter(S3Checksum.COMPOSITE::equals)
            .isPresent();
    for (Element listed : S3Xml.children(root, "Part")) {
      int number = number(listed);
      if (number <= last) {
        throw new S3Error(
            400,
            "InvalidPartOrder",
            "The list of parts was not in ascending order. Parts must be ordered by part number.");
      }
      last = number;
      FakePart part = upload.parts().get(number);
      String etag = S3Xml.text(listed, "ETag").map(S3Text::unquoted).orElse("");
      if (part == null || !part.etag().equals(etag)) {
        throw invalidPart(upload, number, etag);
      }
      checkChecksum(upload, part, listed, composite);
      parts.add(part);
    }
    if (parts.isEmpty()) {
      throw S3Error.malformedXml();
    }
    return parts;
  }

  private static void checkChecksum(
      FakeUpload upload, FakePart part, Element listed, boolean composite) {
    Optional<S3Checksum> algorithm = S3Multipart.algorithm(upload);
    for (S3Checksum one : S3Checksum.values()) {
      Optional<String> given = S3Xml.text(listed, one.element());
      String stored = part.attributes().getOrDefault(one.header(), "");
      if (given.isPresent() && !given.get().equals(stored)) {
        throw invalidPart(upload, part.number(), part.etag());
      }
      if (given.isEmpty() && composite && algorithm.filter(a -> a == one).isPresent()) {
        throw S3Error.invalidRequest(
            "The upload was created using a "
                + one.name().toLowerCase(java.util.Locale.ROOT)
                + " checksum. The complete request must include the checksum for each part. It was"
                + " missing for part "
                + part.number()
                + " in the request.");
      }
    }
  }

  private static S3Error invalidPart(FakeUpload upload, int number, String etag) {
    return new S3Error(
            400,
            "InvalidPart",
            "One or more of the specified parts could not be found. The part may not have been"
                + " uploaded, or the specified entity tag may not match the part's entity tag.")
        .element("UploadId", upload.id())
        .element("PartNumber", Integer.toString(number))
        .element("ETag", etag);
  }

  private static int number(Element part) {
    String text = S3Xml.text(part, "PartNumber").orElse("");
    if (!text.matches("\\d{1,9}")) {
      throw S3Error.malformedXml();
    }
    return Integer.parseInt(text);
  }

  private void checkSizes(List<FakePart> parts) {
    for (FakePart part : parts.subList(0, parts.size() - 1)) {
      if (part.size() < account.settings().minPart()) {
        throw new S3Error(
                400,
                "EntityTooSmall",
                "Your proposed upload is smaller than the minimum allowed size")
            .element("ProposedSize", Long.toString(part.size()))
            .element("MinSizeAllowed", Long.toString(account.settings().minPart()))
            .element("PartNumber", Integer.toString(part.number()))
            .element("ETag", part.etag());
      }
    }
  }

  private static void checkSize(S3Call call, long size) {
    Optional<String> declared = call.header("x-amz-mp-object-size");
    if (declared.isPresent() && !declared.get().equals(Long.toString(size))) {
      throw S3Error.invalidRequest(
          "The provided 'x-amz-mp-object-size' header value "
              + declared.get()
              + " does not match what was computed: "
              + size);
    }
  }

  /** The attributes of the whole, with the checksum that its parts or its bytes have. */
  private Map<String, String> checksummed(
      S3Call call, FakeUpload upload, List<FakePart> parts, FakeBytes content) {
    Map<String, String> attributes = new TreeMap<>(upload.template().attributes());
    attributes.remove(S3Multipart.ALGORITHM);
    if (!account.settings().modern()) {
      return attributes;
    }
    S3Checksum algorithm = S3Multipart.algorithm(upload).orElse(S3Checksum.CRC64NVME);
    String type = attributes.getOrDefault(S3Checksum.TYPE, algorithm.defaultType());
    String value =
        type.equals(S3Checksum.FULL_OBJECT)
            ? algorithm.of(content)
            : algorithm.composite(
                parts.stream()
                    .map(part -> part.attributes().getOrDefault(algorithm.header(), ""))
                    .toList());
    Optional<String> declaredType = call.header("x-amz-checksum-type");
    if (declaredType.isPresent() && !declaredType.get().equals(type)) {
      throw S3Error.invalidRequest(
          "The upload was created using the "
              + type
              + " checksum mode. The complete request must"
              + " use the same checksum mode.");
    }
    for (S3Checksum one : S3Checksum.values()) {
      Optional<String> declared = call.header(one.header());
      if (declared.isPresent() && (one != algorithm || !declared.get().equals(value))) {
        throw S3Payload.badDigest(one);
      }
    }
    attributes.put(algorithm.header(), value);
    attributes.put(S3Checksum.TYPE, type);
    return attributes;
  }

  private static String etag(List<FakePart> parts) {
    byte[][] digests =
        parts.stream().map(part -> HexFormat.of().parseHex(part.etag())).toArray(byte[][]::new);
    return S3Text.hex(S3Text.digest("MD5", digests)) + "-" + parts.size();
  }
}
