package dev.stowage.oss;

import com.aliyun.sdk.service.oss2.exceptions.OperationException;
import com.aliyun.sdk.service.oss2.exceptions.ServiceException;
import dev.stowage.StorageUrl;
import dev.stowage.blob.BlobInfo;
import dev.stowage.blob.Checksum;
import dev.stowage.blob.ChecksumAlgorithm;
import dev.stowage.blob.CopyOptions;
import dev.stowage.blob.GetOptions;
import dev.stowage.blob.PutOptions;
import dev.stowage.blob.PutResult;
import dev.stowage.blob.UploadPart;
import dev.stowage.spi.BlobDriver;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Copies at the service: in one request, or in parts when the service says that the source is too
 * large for one, so that the ordinary copy costs no look at the source before.
 */
final class OssCopies implements BlobDriver.Copier {
  private static final long PART = 512L << 20;
  private static final int MAX_PARTS = 10_000;

  private final OssDriver target;
  private final OssRequests requests;
  private final OssMultipart multipart;
  private final CreateOnly createOnly;

  OssCopies(OssDriver target, OssRequests requests, OssMultipart multipart, CreateOnly createOnly) {
    this.target = target;
    this.requests = requests;
    this.multipart = multipart;
    this.createOnly = createOnly;
  }

  @Override
  public boolean reaches(BlobDriver source) {
    return source instanceof OssDriver that && target.api().wire().sameAccount(that.api().wire());
  }

  /** OSS replaces headers and metadata together, all or none. */
  @Override
  public boolean needsSource(CopyOptions options) {
    return options.changes().map(OssRequests::replacesAttributes).orElse(false);
  }

  @Override
  public PutResult copy(
      BlobDriver from, String fromKey, String toKey, CopyOptions options, @Nullable BlobInfo source)
      throws IOException {
    if (source != null && source.size() > target.config().copyLimit()) {
      return inParts(from, fromKey, toKey, options, source);
    }
    createOnly.check(options.condition());
    PutOptions merged = source == null ? PutOptions.defaults() : options.attributesOf(source);
    try {
      OssApi.Document reply =
          target.api().copy(toKey, requests.copy(name(from, fromKey), options, merged));
      long size = source == null ? -1 : source.size();
      PutResult result = OssReplies.written(reply.headers(), reply.root().of("ETag"), size);
      if (source != null) {
        OssSums.compare(crc64(source), result.checksums());
      }
      return createOnly.checked(options.condition(), result);
    } catch (ServiceException | OperationException e) {
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

  private static Optional<Checksum> crc64(BlobInfo info) {
    return Optional.ofNullable(info.checksums().get(ChecksumAlgorithm.CRC64XZ));
  }

  private static boolean tooLarge(Exception e) {
    String message = OssFailures.classify(e).message();
    return message.startsWith("EntityTooLarge")
        || message.startsWith("InvalidArgument") && message.contains("larger than");
  }

  private static String name(BlobDriver from, String key) {
    return "/" + from.container() + "/" + StorageUrl.encodeKey(key);
  }

  /** Pinned to the etag, so that a source that is replaced meanwhile is noticed. */
  private PutResult inParts(
      BlobDriver from, String fromKey, String toKey, CopyOptions options, BlobInfo source)
      throws IOException {
    PutOptions put = options.attributesOf(source).withCondition(options.condition());
    String id = multipart.start(toKey, put);
    try {
      long size =
          Math.max(
              Math.min(PART, target.config().copyLimit()),
              (source.size() + MAX_PARTS - 1) / MAX_PARTS);
      List<UploadPart> parts = new ArrayList<>();
      for (long at = 0; at < source.size(); at += size) {
        long last = Math.min(at + size, source.size()) - 1;
        int number = parts.size() + 1;
        OssApi.Document reply =
            target
                .api()
                .copyPart(
                    toKey,
                    id,
                    number,
                    requests.copyPart(name(from, fromKey), source.etag(), at, last));
        parts.add(
            new UploadPart(
                number,
                last - at + 1,
                reply.root().of("ETag"),
                OssReplies.checksums(reply.headers())));
      }
      OssSums.compare(OssSums.ofParts(parts), source.checksums());
      return multipart.complete(toKey, id, parts, put);
    } catch (IOException | RuntimeException e) {
      giveUp(toKey, id, e);
      throw e;
    }
  }

  private void giveUp(String key, String id, Exception reason) {
    try {
      multipart.abort(key, id);
    } catch (IOException | RuntimeException e) {
      reason.addSuppressed(e);
    }
  }
}
