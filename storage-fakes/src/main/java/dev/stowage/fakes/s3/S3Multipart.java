package dev.stowage.fakes.s3;

import dev.stowage.fakes.FakeBlob;
import dev.stowage.fakes.FakeBucket;
import dev.stowage.fakes.FakeBytes;
import dev.stowage.fakes.FakePart;
import dev.stowage.fakes.FakeResponse;
import dev.stowage.fakes.FakeUpload;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Uploads in parts: begin, send or copy parts, abort. */
final class S3Multipart {

  /** The attribute of an upload that names the checksum asked for. */
  static final String ALGORITHM = "checksum-algorithm";

  private static final int MOST_PARTS = 10_000;
  private static final Pattern RANGE = Pattern.compile("bytes=(\\d{1,18})-(\\d{1,18})");

  private final S3Account account;
  private final S3Writes writes;
  private final S3Copies copies;
  private final S3Locks locks;

  S3Multipart(S3Account account, S3Writes writes, S3Copies copies, S3Locks locks) {
    this.account = account;
    this.writes = writes;
    this.copies = copies;
    this.locks = locks;
  }

  FakeResponse create(S3Call call) {
    FakeBucket bucket = account.bucket(call);
    FakeBlob bare = S3Attributes.template(call).build();
    Map<String, String> attributes = new TreeMap<>(locks.applied(bucket, call, bare.attributes()));
    FakeResponse response = FakeResponse.of(200);
    Optional<S3Checksum> algorithm =
        call.header("x-amz-checksum-algorithm")
            .filter(a -> account.settings().modern())
            .map(S3Checksum::named);
    Optional<String> type = call.header("x-amz-checksum-type");
    if (algorithm.isPresent()) {
      String chosen = type.orElse(algorithm.get().defaultType());
      if (!algorithm.get().allows(chosen)) {
        throw S3Error.invalidRequest(
            "The "
                + chosen
                + " checksum type cannot be used with the "
                + algorithm.get()
                + " checksum algorithm.");
      }
      attributes.put(ALGORITHM, algorithm.get().name());
      attributes.put(S3Checksum.TYPE, chosen);
      response =
          response
              .with("x-amz-checksum-algorithm", algorithm.get().name())
              .with("x-amz-checksum-type", chosen);
    } else if (type.isPresent()) {
      throw S3Error.invalidRequest(
          "The x-amz-checksum-type header can only be used with the x-amz-checksum-algorithm"
              + " header.");
    }
    FakeBlob template = bare.toBuilder().attributes(attributes).build();
    FakeUpload upload = new FakeUpload(account.newId(), template, account.now());
    bucket.uploads().put(upload.id(), upload);
    S3Xml xml = S3Xml.document("InitiateMultipartUploadResult").leaf("Bucket", bucket.name());
    xml.leaf("Key", call.key()).leaf("UploadId", upload.id());
    FakeResponse answer = xml.response(200, "InitiateMultipartUploadResult");
    for (var line : response.headers().lines()) {
      answer = answer.with(line.name(), line.value());
    }
    return S3Attributes.withEncryption(answer, template);
  }

  FakeResponse upload(S3Call call, S3Payload payload) {
    FakeUpload upload = upload(account.bucket(call), call);
    int number = partNumber(call);
    S3Writes.checkLength(call, payload, account.settings());
    Optional<S3Checksum> sent = writes.checksum(call, payload);
    Optional<S3Checksum> wanted = algorithm(upload);
    if (sent.isPresent() && wanted.isPresent() && !sent.equals(wanted)) {
      throw S3Error.invalidRequest(
          "Checksum Type mismatch occurred, expected checksum Type: "
              + wanted.get()
              + ", actual checksum Type: "
              + sent.get());
    }
    FakeBytes content = call.request().stored(payload.bytes());
    FakePart part = part(upload, number, content, wanted.or(() -> sent));
    upload.parts().put(number, part);
    FakeResponse response = FakeResponse.of(200).with("ETag", S3Text.quoted(part.etag()));
    for (Map.Entry<String, String> value : part.attributes().entrySet()) {
      response = response.with(value.getKey(), value.getValue());
    }
    return S3Attributes.withEncryption(response, upload.template());
  }

  FakeResponse copy(S3Call call) {
    FakeUpload upload = upload(account.bucket(call), call);
    int number = partNumber(call);
    S3Copies.Source source = copies.source(call);
    FakeBytes content = range(call, source.blob());
    S3Writes.checkSize(content.size(), account.settings());
    Optional<FakeResponse> failed = S3Inside200.error(call.request());
    if (failed.isPresent()) {
      return failed.get();
    }
    FakePart part = part(upload, number, call.request().stored(content), algorithm(upload));
    upload.parts().put(number, part);
    S3Xml xml = S3Xml.document("CopyPartResult");
    xml.leaf("LastModified", S3Text.isoDate(part.modified()));
    xml.leaf("ETag", S3Text.quoted(part.etag()));
    for (S3Checksum algorithm : S3Checksum.values()) {
      xml.leaf(algorithm.element(), Optional.ofNullable(part.attributes().get(algorithm.header())));
    }
    FakeResponse response = xml.response(200, "CopyPartResult");
    response = S3Copies.withSourceVersion(response, source);
    return S3Attributes.withEncryption(response, upload.template());
  }

  private static FakeBytes range(S3Call call, FakeBlob blob) {
    Optional<String> asked = call.header("x-amz-copy-source-range");
    if (asked.isEmpty()) {
      return blob.bytes();
    }
    Matcher range = RANGE.matcher(asked.get());
    if (!range.matches()) {
      throw S3Error.invalidArgument(
          "x-amz-copy-source-range",
          asked.get(),
          "The x-amz-copy-source-range value must be of the form bytes=first-last where first and"
              + " last are the zero-based offsets of the first and last bytes to copy");
    }
    long from = Long.parseLong(range.group(1));
    long last = Long.parseLong(range.group(2));
    if (from > last || last >= blob.size()) {
      throw S3Error.invalidArgument(
          "x-amz-copy-source-range",
          asked.get(),
          "Range specified is not valid for source object of size: " + blob.size());
    }
    return blob.bytes().slice(from, last + 1);
  }

  private FakePart part(
      FakeUpload upload, int number, FakeBytes content, Optional<S3Checksum> algorithm) {
    Map<String, String> checksum =
        algorithm.map(a -> Map.of(a.header(), a.of(content))).orElse(Map.of());
    String etag = S3Attributes.etag(upload.template().attributes(), content);
    return new FakePart(number, content, etag, account.now(), checksum);
  }

  FakeResponse abort(S3Call call) {
    FakeBucket bucket = account.bucket(call);
    bucket.uploads().remove(upload(bucket, call).id());
    return FakeResponse.of(204);
  }

  /** The checksum an upload was begun with. */
  static Optional<S3Checksum> algorithm(FakeUpload upload) {
    return upload.template().attribute(ALGORITHM).map(S3Checksum::named);
  }

  /** The upload that a call names. */
  static FakeUpload upload(FakeBucket bucket, S3Call call) {
    FakeUpload upload = bucket.uploads().get(call.value("uploadId"));
    if (upload == null || !upload.key().equals(call.key())) {
      throw new S3Error(
              404,
              "NoSuchUpload",
              "The specified upload does not exist. The upload ID may be invalid, or the upload"
                  + " may have been aborted or completed.")
          .element("UploadId", call.value("uploadId"));
    }
    return upload;
  }

  static int partNumber(S3Call call) {
    String text = call.value("partNumber");
    int number = text.matches("\\d{1,9}") ? Integer.parseInt(text) : 0;
    if (number < 1 || number > MOST_PARTS) {
      throw S3Error.invalidArgument(
          "partNumber", text, "Part number must be an integer between 1 and 10000, inclusive");
    }
    return number;
  }
}
