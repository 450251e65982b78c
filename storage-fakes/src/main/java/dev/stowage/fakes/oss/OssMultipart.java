package dev.stowage.fakes.oss;

import dev.stowage.fakes.FakeBlob;
import dev.stowage.fakes.FakeBucket;
import dev.stowage.fakes.FakeBytes;
import dev.stowage.fakes.FakePart;
import dev.stowage.fakes.FakeResponse;
import dev.stowage.fakes.FakeUpload;
import dev.stowage.fakes.FaultClaim;
import dev.stowage.fakes.FaultKind;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Uploads in parts: begin, send or copy parts, list them, abort. */
final class OssMultipart {
  private static final int MOST_PARTS = 10_000;
  private static final Pattern RANGE = Pattern.compile("bytes=(\\d{1,18})-(\\d{1,18})");
  private static final Comparator<FakeUpload> ORDER =
      Comparator.comparing(FakeUpload::key, FakeBucket.UTF8_ORDER).thenComparing(FakeUpload::id);

  private final OssAccount account;
  private final OssCopies copies;

  OssMultipart(OssAccount account, OssCopies copies) {
    this.account = account;
    this.copies = copies;
  }

  FakeResponse initiate(OssCall call) {
    FakeBucket bucket = account.bucket(call);
    FakeBlob template = OssAttributes.template(call).build();
    OssConditions.checkWrite(call, bucket);
    FakeUpload upload = new FakeUpload(account.newId(), template, account.now());
    bucket.uploads().put(upload.id(), upload);
    return OssXml.document("InitiateMultipartUploadResult")
        .leaf("Bucket", bucket.name())
        .leaf("Key", call.key())
        .leaf("UploadId", upload.id())
        .response(200, "InitiateMultipartUploadResult");
  }

  FakeResponse upload(OssCall call) {
    FakeUpload upload = upload(account.bucket(call), call);
    int number = partNumber(call);
    OssWrites.checkBody(call, account.settings());
    FakeBytes content = call.request().stored(call.bytes());
    FakePart part = part(upload, number, content);
    return FakeResponse.of(200)
        .with("ETag", OssText.quoted(part.etag()))
        .with(Crc64Ecma.HEADER, Crc64Ecma.of(part.bytes()));
  }

  FakeResponse copy(OssCall call) {
    FakeUpload upload = upload(account.bucket(call), call);
    int number = partNumber(call);
    FakeBytes content = range(call, copies.source(call));
    Optional<FakeResponse> failed = OssAccount.errorInside200(call.request());
    if (failed.isPresent()) {
      return failed.get();
    }
    FakePart part = part(upload, number, call.request().stored(content));
    return OssXml.document("CopyPartResult")
        .leaf("LastModified", OssText.isoDate(part.modified()))
        .leaf("ETag", OssText.quoted(part.etag()))
        .response(200, "CopyPartResult")
        .with(Crc64Ecma.HEADER, Crc64Ecma.of(part.bytes()));
  }

  private static FakeBytes range(OssCall call, FakeBlob blob) {
    Optional<String> asked = call.header("x-oss-copy-source-range");
    if (asked.isEmpty()) {
      return blob.bytes();
    }
    Matcher range = RANGE.matcher(asked.get());
    if (!range.matches()) {
      throw OssError.invalidArgument("The x-oss-copy-source-range value must be bytes=first-last.");
    }
    long from = Long.parseLong(range.group(1));
    long last = Long.parseLong(range.group(2));
    if (from > last || last >= blob.size()) {
      throw new OssError(416, "InvalidRange", "The copy source range cannot be satisfied.");
    }
    return blob.bytes().slice(from, last + 1);
  }

  private FakePart part(FakeUpload upload, int number, FakeBytes content) {
    FakePart part = new FakePart(number, content, OssText.etag(content), account.now(), Map.of());
    upload.parts().put(number, part);
    return part;
  }

  FakeResponse abort(OssCall call) {
    FakeBucket bucket = account.bucket(call);
    bucket.uploads().remove(upload(bucket, call).id());
    return FakeResponse.of(204);
  }

  /** The upload that a call names. */
  static FakeUpload upload(FakeBucket bucket, OssCall call) {
    FakeUpload upload = bucket.uploads().get(call.value("uploadId"));
    if (upload == null || !upload.key().equals(call.key())) {
      throw new OssError(
              404,
              "NoSuchUpload",
              "The specified upload does not exist. The upload ID may be invalid, or the upload"
                  + " may have been aborted or completed.")
          .element("UploadId", call.value("uploadId"));
    }
    return upload;
  }

  private static int partNumber(OssCall call) {
    String text = call.value("partNumber");
    int number = text.matches("\\d{1,9}") ? Integer.parseInt(text) : 0;
    if (number < 1 || number > MOST_PARTS) {
      throw OssError.invalidArgument("Part number must be an integer between 1 and 10000.");
    }
    return number;
  }

  FakeResponse parts(OssCall call) {
    FakeBucket bucket = account.bucket(call);
    FakeUpload upload = upload(bucket, call);
    OssListings.Names names = OssListings.Names.of(call);
    int limit = OssListings.limit(call, "max-parts", 1000);
    String marker = call.value("part-number-marker");
    int after = marker.matches("[0-9]{1,5}") ? Integer.parseInt(marker) : 0;
    List<FakePart> rest = List.copyOf(upload.parts().tailMap(after, false).values());
    List<FakePart> page = rest.subList(0, pageLength(call, rest.size(), limit));
    boolean more = page.size() < rest.size();
    OssXml xml = OssXml.document("ListPartsResult").leaf("Bucket", bucket.name());
    xml.leaf("Key", names.of(upload.key())).leaf("UploadId", upload.id());
    int next = page.isEmpty() ? after : page.get(page.size() - 1).number();
    xml.leaf("PartNumberMarker", after).leaf("NextPartNumberMarker", next);
    xml.leaf("MaxParts", limit).leaf("IsTruncated", more);
    for (FakePart part : page) {
      xml.open("Part").leaf("PartNumber", part.number());
      xml.leaf("LastModified", OssText.isoDate(part.modified()));
      xml.leaf("ETag", OssText.quoted(part.etag())).leaf("Size", part.size());
      xml.leaf("HashCrc64ecma", Crc64Ecma.of(part.bytes())).close("Part");
    }
    return xml.response(200, "ListPartsResult");
  }

  FakeResponse uploads(OssCall call) {
    FakeBucket bucket = account.bucket(call);
    OssListings.Names names = OssListings.Names.of(call);
    String keyMarker = call.value("key-marker");
    String idMarker = call.value("upload-id-marker");
    int limit = OssListings.limit(call, "max-uploads", 1000);
    List<FakeUpload> found =
        bucket.uploads().values().stream()
            .filter(upload -> upload.key().startsWith(call.value("prefix")))
            .filter(upload -> behind(upload, keyMarker, idMarker))
            .sorted(ORDER)
            .toList();
    List<FakeUpload> page = found.subList(0, pageLength(call, found.size(), limit));
    boolean more = page.size() < found.size();
    OssXml xml = OssXml.document("ListMultipartUploadsResult").leaf("Bucket", bucket.name());
    xml.leaf("KeyMarker", names.of(keyMarker)).leaf("UploadIdMarker", idMarker);
    if (more) {
      FakeUpload last = page.get(page.size() - 1);
      xml.leaf("NextKeyMarker", names.of(last.key())).leaf("NextUploadIdMarker", last.id());
    }
    if (names.encoded()) {
      xml.leaf("EncodingType", "url");
    }
    xml.leaf("MaxUploads", limit).leaf("IsTruncated", more);
    for (FakeUpload upload : page) {
      xml.open("Upload").leaf("Key", names.of(upload.key())).leaf("UploadId", upload.id());
      xml.leaf("Initiated", OssText.isoDate(upload.started())).close("Upload");
    }
    return xml.response(200, "ListMultipartUploadsResult");
  }

  private static boolean behind(FakeUpload upload, String keyMarker, String idMarker) {
    int order = FakeBucket.UTF8_ORDER.compare(upload.key(), keyMarker);
    return order > 0 || order == 0 && !idMarker.isEmpty() && upload.id().compareTo(idMarker) > 0;
  }

  /** At least one entry, because these listings go on behind the last one given. */
  private static int pageLength(OssCall call, int available, int limit) {
    int shortened = Math.max(1, OssListings.shortened(call.request(), limit));
    if (shortened < Math.min(limit, available)) {
      call.request().fault(FaultKind.SHORT_PAGE).ifPresent(FaultClaim::fire);
    }
    return Math.min(available, Math.min(limit, shortened));
  }
}
