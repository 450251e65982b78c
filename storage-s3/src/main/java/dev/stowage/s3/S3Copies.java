package dev.stowage.s3;

import dev.stowage.StorageUrl;
import dev.stowage.blob.BlobInfo;
import dev.stowage.blob.CopyOptions;
import dev.stowage.blob.GetOptions;
import dev.stowage.blob.PutOptions;
import dev.stowage.blob.PutResult;
import dev.stowage.blob.UploadPart;
import dev.stowage.s3.S3Api.Assembled;
import dev.stowage.s3.S3Api.Target;
import dev.stowage.spi.BlobDriver;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Copies at the service: in one request, or in parts when the service says that the source is too
 * large for one, so that the ordinary copy costs no look at the source before.
 */
final class S3Copies implements BlobDriver.Copier {
  private static final long PART = 512L << 20;
  private static final int MAX_PARTS = 10_000;

  private final S3Driver target;
  private final S3Requests requests;
  private final Sums sums;
  private final S3Multipart multipart;

  S3Copies(S3Driver target, S3Requests requests, Sums sums) {
    this.target = target;
    this.requests = requests;
    this.sums = sums;
    this.multipart = new S3Multipart(target.api(), requests, sums);
  }

  @Override
  public boolean reaches(BlobDriver source) {
    return source instanceof S3Driver that && target.api().sameAccount(that.api());
  }

  /** S3 replaces headers and metadata together, all or none. */
  @Override
  public boolean needsSource(CopyOptions options) {
    return options.changes().map(S3Requests::replacesAttributes).orElse(false);
  }

  @Override
  public PutResult copy(
      BlobDriver from, String fromKey, String toKey, CopyOptions options, @Nullable BlobInfo source)
      throws IOException {
    if (source != null && source.size() > target.config().copyLimit()) {
      return inParts(from, fromKey, toKey, options, source);
    }
    PutOptions merged = source == null ? PutOptions.defaults() : options.attributesOf(source);
    Map<String, String> headers = requests.copy(name(from, fromKey), options, merged);
    try {
      Assembled reply = target.api().copy(toKey, headers);
      return PutResult.of(reply.fields().getOrDefault("ETag", ""), size(source))
          .withVersion(reply.headers().first("x-amz-version-id").orElse(null))
          .withChecksums(sums.of(reply.fields()));
    } catch (S3Exception e) {
      if (!tooLarge(e)) {
        throw e;
      }
      GetOptions pinned =
          options
              .sourceIfMatch()
              .map(GetOptions.defaults()::withIfMatch)
              .orElse(GetOptions.defaults());
      return inParts(from, fromKey, toKey, options, from.head(fromKey, pinned));
    }
  }

  private static long size(@Nullable BlobInfo source) {
    return source == null ? -1 : source.size();
  }

  private static boolean tooLarge(S3Exception e) {
    String code = String.valueOf(e.awsErrorDetails().errorCode());
    return code.equals("EntityTooLarge")
        || code.equals("InvalidRequest")
            && String.valueOf(e.awsErrorDetails().errorMessage()).contains("larger than");
  }

  private static String name(BlobDriver from, String key) {
    return StorageUrl.encodeKey(from.container()) + "/" + StorageUrl.encodeKey(key);
  }

  /** Pinned to the etag, so that a source that is replaced meanwhile is noticed. */
  private PutResult inParts(
      BlobDriver from, String fromKey, String toKey, CopyOptions options, BlobInfo source)
      throws IOException {
    PutOptions put = options.attributesOf(source).withCondition(options.condition());
    String id = multipart.start(toKey, put);
    try {
      long size = Math.max(partSize(), (source.size() + MAX_PARTS - 1) / MAX_PARTS);
      List<UploadPart> parts = new ArrayList<>();
      for (long at = 0; at < source.size(); at += size) {
        long last = Math.min(at + size, source.size()) - 1;
        Target part = new Target(toKey, id, parts.size() + 1);
        Map<String, String> headers =
            requests.copyPart(name(from, fromKey), source.etag(), at, last);
        Assembled reply = target.api().copyPart(part, headers);
        parts.add(
            new UploadPart(
                part.part(),
                last - at + 1,
                reply.fields().getOrDefault("ETag", ""),
                sums.of(reply.fields())));
      }
      return multipart.complete(toKey, id, parts, put);
    } catch (IOException | RuntimeException e) {
      giveUp(toKey, id, e);
      throw e;
    }
  }

  private long partSize() {
    return Math.min(PART, target.config().copyLimit());
  }

  private void giveUp(String key, String id, Exception reason) {
    try {
      multipart.abort(key, id);
    } catch (IOException | RuntimeException e) {
      reason.addSuppressed(e);
    }
  }
}
