package dev.stowage.fakes.oss;

import dev.stowage.fakes.FakeBlob;
import dev.stowage.fakes.FakeBucket;
import dev.stowage.fakes.FakeBytes;
import dev.stowage.fakes.FakeResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** PutObject, AppendObject, PutSymlink, RestoreObject. */
final class OssWrites {
  private static final int DAYS = 365;

  private final OssAccount account;

  OssWrites(OssAccount account) {
    this.account = account;
  }

  FakeResponse put(OssCall call) {
    FakeBucket bucket = account.bucket(call);
    FakeBlob.Builder template = OssAttributes.template(call);
    checkBody(call, account.settings());
    OssConditions.checkWrite(call, bucket);
    FakeBytes content = call.request().stored(call.bytes());
    FakeBlob blob = account.store(bucket, OssAttributes.filled(template, content));
    return OssAttributes.acknowledged(FakeResponse.of(200), bucket, blob)
        .with("Content-MD5", base64(blob.bytes().digest("MD5")));
  }

  /** Length and MD5 of what was sent. */
  static void checkBody(OssCall call, OssSettings settings) {
    boolean length = call.request().headers().has("Content-Length");
    boolean chunked = call.headerIs("Transfer-Encoding", "chunked");
    if (!length && !chunked) {
      throw new OssError(
          411, "MissingContentLength", "You must provide the Content-Length HTTP header.");
    }
    if (call.bytes().size() > settings.maxPut()) {
      throw new OssError(
              400, "EntityTooLarge", "Your proposed upload exceeds the maximum allowed size.")
          .element("MaxSizeAllowed", Long.toString(settings.maxPut()))
          .element("ProposedSize", Long.toString(call.bytes().size()));
    }
    String md5 = base64(call.bytes().digest("MD5"));
    if (call.header("Content-MD5").filter(given -> !given.equals(md5)).isPresent()) {
      throw new OssError(400, "InvalidDigest", "The Content-MD5 you specified was invalid.")
          .element("Content-MD5", call.header("Content-MD5").orElse(""));
    }
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  FakeResponse append(OssCall call) {
    FakeBucket bucket = account.bucket(call);
    String position = call.value("position");
    if (!position.matches("[0-9]{1,18}")) {
      throw new OssError(400, "MissingArgument", "Missing the position of the append.");
    }
    checkBody(call, account.settings());
    FakeBlob before = bucket.current(call.key()).orElse(null);
    if (before != null && !before.attribute(OssAttributes.TYPE).equals(Optional.of("Appendable"))) {
      throw new OssError(409, "ObjectNotAppendable", "The object is not appendable.");
    }
    long size = before == null ? 0 : before.size();
    if (Long.parseLong(position) != size) {
      throw new OssError(409, "PositionNotEqualToLength", "Position is not equal to file length.")
          .header("x-oss-next-append-position", Long.toString(size))
          .header(Crc64Ecma.HEADER, before == null ? "0" : Crc64Ecma.of(before.bytes()));
    }
    FakeBytes more = call.request().stored(call.bytes());
    FakeBytes content = before == null ? more : FakeBytes.joined(List.of(before.bytes(), more));
    FakeBlob bare =
        before == null ? OssAttributes.template(call).build() : before.toBuilder().build();
    Map<String, String> attributes = new TreeMap<>(bare.attributes());
    attributes.put(OssAttributes.TYPE, "Appendable");
    FakeBlob.Builder blob = OssAttributes.filled(bare.toBuilder().attributes(attributes), content);
    FakeBlob stored = before == null ? account.store(bucket, blob) : grown(bucket, blob);
    return OssAttributes.acknowledged(FakeResponse.of(200), bucket, stored)
        .with("x-oss-next-append-position", Long.toString(content.size()));
  }

  /** An append makes no new version. */
  private FakeBlob grown(FakeBucket bucket, FakeBlob.Builder blob) {
    FakeBlob stored = blob.modified(account.now()).build();
    bucket.put(stored);
    return stored;
  }

  FakeResponse putSymlink(OssCall call) {
    FakeBucket bucket = account.bucket(call);
    String target =
        OssText.percentDecoded(
            call.header(OssAttributes.TARGET)
                .orElseThrow(() -> OssError.invalidArgument("No symlink target is given.")));
    OssConditions.checkWrite(call, bucket);
    FakeBlob bare = OssAttributes.template(call).build();
    Map<String, String> attributes = new TreeMap<>(bare.attributes());
    attributes.put(OssAttributes.TYPE, "Symlink");
    attributes.put(OssAttributes.TARGET, target);
    FakeBlob.Builder link = bare.toBuilder().attributes(attributes);
    FakeBlob stored =
        account.store(
            bucket, link.etag(OssText.etag(FakeBytes.of(target.getBytes(StandardCharsets.UTF_8)))));
    return OssAccount.withVersion(
        FakeResponse.of(200).with("ETag", OssText.quoted(stored.etag())), bucket, stored);
  }

  FakeResponse getSymlink(OssCall call) {
    FakeBucket bucket = account.bucket(call);
    FakeBlob link = OssVersions.required(bucket, call);
    String target =
        link.attribute(OssAttributes.TARGET)
            .orElseThrow(() -> new OssError(400, "NotSymlinkType", "The object is not a symlink."));
    return FakeResponse.of(200)
        .with(OssAttributes.TARGET, OssText.percentEncoded(target, true))
        .with("ETag", OssText.quoted(link.etag()));
  }

  FakeResponse restore(OssCall call) {
    FakeBucket bucket = account.bucket(call);
    FakeBlob blob = OssVersions.required(bucket, call);
    String storageClass = blob.attribute(OssAttributes.STORAGE_CLASS).orElse("Standard");
    if (!storageClass.contains("Archive")) {
      throw new OssError(
          400, "OperationNotSupported", "The operation is not supported for this resource.");
    }
    if (blob.attribute(OssAttributes.RESTORED).filter(r -> r.contains("true")).isPresent()) {
      throw new OssError(409, "RestoreAlreadyInProgress", "The restore operation is in progress.");
    }
    boolean ready = blob.attributes().containsKey(OssAttributes.RESTORED);
    int days = call.bytes().isEmpty() ? 1 : days(call.body());
    Map<String, String> attributes = new TreeMap<>(blob.attributes());
    attributes.put(
        OssAttributes.RESTORED,
        "ongoing-request=\"false\", expiry-date=\""
            + OssText.httpDate(account.now().plus(Duration.ofDays(days)))
            + "\"");
    bucket.replace(blob.toBuilder().attributes(attributes).build());
    return FakeResponse.of(ready ? 200 : 202);
  }

  private static int days(byte[] body) {
    String text =
        OssXml.text(OssXml.read(body, "RestoreRequest"), "Days")
            .orElseThrow(OssError::malformedXml);
    int days = text.matches("[0-9]{1,3}") ? Integer.parseInt(text) : 0;
    if (days < 1 || days > DAYS) {
      throw OssError.invalidArgument("Days must be from 1 to " + DAYS + ".");
    }
    return days;
  }
}
