package dev.stowage.fakes.s3;

import dev.stowage.fakes.FakeBlob;
import dev.stowage.fakes.FakeBucket;
import dev.stowage.fakes.FakeResponse;
import java.util.Map;
import java.util.Optional;

/** PutObject, and what it shares with POST forms. */
final class S3Writes {

  private final S3Account account;
  private final S3Locks locks;

  S3Writes(S3Account account, S3Locks locks) {
    this.account = account;
    this.locks = locks;
  }

  FakeResponse put(S3Call call, S3Payload payload) {
    FakeBucket bucket = account.bucket(call);
    FakeBlob.Builder template = S3Attributes.template(call);
    checkLength(call, payload, account.settings());
    Optional<S3Checksum> sent = checksum(call, payload);
    S3Conditions.checkWrite(call, bucket);
    FakeBlob blob =
        store(call, bucket, template.content(call.request().stored(payload.bytes())), sent);
    return acknowledged(FakeResponse.of(200), bucket, blob);
  }

  /** Stores an object of one piece. */
  FakeBlob store(
      S3Call call, FakeBucket bucket, FakeBlob.Builder template, Optional<S3Checksum> sent) {
    FakeBlob bare = template.build();
    Map<String, String> attributes = locks.applied(bucket, call, bare.attributes());
    return account.store(
        bucket,
        template
            .attributes(account.withChecksum(attributes, sent, bare.bytes()))
            .etag(S3Attributes.etag(attributes, bare.bytes())));
  }

  /** Adds what the answer to a write says. */
  static FakeResponse acknowledged(FakeResponse response, FakeBucket bucket, FakeBlob blob) {
    FakeResponse full = response.with("ETag", S3Text.quoted(blob.etag()));
    full = S3Attributes.withEncryption(full, blob);
    return S3Account.withVersion(S3Attributes.withChecksum(full, blob), bucket, blob);
  }

  /** The checksum sent along; a service that knows none looks at none. */
  Optional<S3Checksum> checksum(S3Call call, S3Payload payload) {
    return account.settings().modern() ? payload.checksum(call) : Optional.empty();
  }

  static void checkLength(S3Call call, S3Payload payload, S3Settings settings) {
    if (!call.request().headers().has("Content-Length") && !S3Payload.framed(call)) {
      throw new S3Error(
          411, "MissingContentLength", "You must provide the Content-Length HTTP header.");
    }
    checkSize(payload.bytes().size(), settings);
  }

  static void checkSize(long size, S3Settings settings) {
    if (size > settings.maxPut()) {
      throw new S3Error(
              400, "EntityTooLarge", "Your proposed upload exceeds the maximum allowed size")
          .element("ProposedSize", Long.toString(size))
          .element("MaxSizeAllowed", Long.toString(settings.maxPut()));
    }
  }
}
