package dev.stowage.fakes.s3;

import dev.stowage.fakes.FakeBucket;
import dev.stowage.fakes.FakePart;
import dev.stowage.fakes.FakeResponse;
import dev.stowage.fakes.FakeUpload;
import dev.stowage.fakes.FaultClaim;
import dev.stowage.fakes.FaultKind;
import dev.stowage.fakes.s3.S3Listings.Names;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** ListParts and ListMultipartUploads. */
final class S3UploadListings {

  private static final Comparator<FakeUpload> ORDER =
      Comparator.comparing(FakeUpload::key, FakeBucket.UTF8_ORDER)
          .thenComparing(FakeUpload::started)
          .thenComparing(FakeUpload::id);

  private final S3Account account;

  S3UploadListings(S3Account account) {
    this.account = account;
  }

  FakeResponse parts(S3Call call) {
    FakeBucket bucket = account.bucket(call);
    FakeUpload upload = S3Multipart.upload(bucket, call);
    Names names = Names.of(call);
    int limit = S3Listings.limit(call, "max-parts", S3Listings.LONGEST_PAGE);
    int marker = S3Listings.limit(call, "part-number-marker", 10_000);
    int after = call.has("part-number-marker") ? marker : 0;
    List<FakePart> rest = List.copyOf(upload.parts().tailMap(after, false).values());
    List<FakePart> page = rest.subList(0, pageLength(call, rest.size(), limit));
    boolean more = page.size() < rest.size();
    S3Xml xml = S3Xml.document("ListPartsResult").leaf("Bucket", bucket.name());
    xml.leaf("Key", names.of(upload.key())).leaf("UploadId", upload.id());
    xml.leaf("StorageClass", storageClass(upload)).leaf("PartNumberMarker", after);
    int next = page.isEmpty() ? after : page.get(page.size() - 1).number();
    xml.leaf("NextPartNumberMarker", next).leaf("MaxParts", limit).leaf("IsTruncated", more);
    xml.leaf("ChecksumAlgorithm", upload.template().attribute(S3Multipart.ALGORITHM));
    xml.leaf("ChecksumType", upload.template().attribute(S3Checksum.TYPE));
    for (FakePart part : page) {
      xml.open("Part").leaf("PartNumber", part.number());
      xml.leaf("LastModified", S3Text.isoDate(part.modified()));
      xml.leaf("ETag", S3Text.quoted(part.etag())).leaf("Size", part.size());
      for (S3Checksum algorithm : S3Checksum.values()) {
        xml.leaf(
            algorithm.element(), Optional.ofNullable(part.attributes().get(algorithm.header())));
      }
      xml.close("Part");
    }
    return xml.response(200, "ListPartsResult");
  }

  FakeResponse uploads(S3Call call) {
    FakeBucket bucket = account.bucket(call);
    Names names = Names.of(call);
    String prefix = call.value("prefix");
    String delimiter = call.value("delimiter");
    String keyMarker = call.value("key-marker");
    String idMarker = call.value("upload-id-marker");
    int limit = S3Listings.limit(call, "max-uploads", S3Listings.LONGEST_PAGE);
    List<String> prefixes = new ArrayList<>();
    List<FakeUpload> found = new ArrayList<>();
    boolean idPassed = idMarker.isEmpty();
    for (FakeUpload upload : bucket.uploads().values().stream().sorted(ORDER).toList()) {
      int order = FakeBucket.UTF8_ORDER.compare(upload.key(), keyMarker);
      boolean behind =
          keyMarker.isEmpty() || order > 0 || (order == 0 && idPassed && !idMarker.isEmpty());
      idPassed |= upload.id().equals(idMarker);
      if (!behind || !upload.key().startsWith(prefix)) {
        continue;
      }
      Optional<String> common = S3Listings.rollUp(upload.key(), prefix, delimiter);
      if (common.isEmpty()) {
        found.add(upload);
      } else if (!prefixes.contains(common.get())) {
        prefixes.add(common.get());
      }
    }
    List<FakeUpload> page = found.subList(0, pageLength(call, found.size(), limit));
    boolean more = page.size() < found.size();
    S3Xml xml = S3Xml.document("ListMultipartUploadsResult").leaf("Bucket", bucket.name());
    xml.leaf("KeyMarker", names.of(keyMarker)).leaf("UploadIdMarker", idMarker);
    if (more && !page.isEmpty()) {
      FakeUpload last = page.get(page.size() - 1);
      xml.leaf("NextKeyMarker", names.of(last.key())).leaf("NextUploadIdMarker", last.id());
    }
    xml.leaf("Prefix", names.of(prefix)).leaf("MaxUploads", limit).leaf("IsTruncated", more);
    page.forEach(upload -> entry(xml, names, upload));
    for (String common : prefixes) {
      xml.open("CommonPrefixes").leaf("Prefix", names.of(common)).close("CommonPrefixes");
    }
    return xml.response(200, "ListMultipartUploadsResult");
  }

  private static void entry(S3Xml xml, Names names, FakeUpload upload) {
    xml.open("Upload").leaf("Key", names.of(upload.key())).leaf("UploadId", upload.id());
    xml.leaf("StorageClass", storageClass(upload));
    xml.leaf("Initiated", S3Text.isoDate(upload.started()));
    xml.leaf("ChecksumAlgorithm", upload.template().attribute(S3Multipart.ALGORITHM));
    xml.leaf("ChecksumType", upload.template().attribute(S3Checksum.TYPE)).close("Upload");
  }

  private static String storageClass(FakeUpload upload) {
    return upload.template().attribute(S3Attributes.STORAGE_CLASS).orElse("STANDARD");
  }

  /** At least one entry, because these listings go on behind the last one given. */
  private static int pageLength(S3Call call, int available, int limit) {
    int shortened = Math.max(1, S3Listings.shortened(call.request(), limit));
    if (shortened < Math.min(limit, available)) {
      call.request().fault(FaultKind.SHORT_PAGE).ifPresent(FaultClaim::fire);
    }
    return Math.min(available, Math.min(limit, shortened));
  }
}
