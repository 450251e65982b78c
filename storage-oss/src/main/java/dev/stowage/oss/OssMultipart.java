package dev.stowage.oss;

import com.aliyun.sdk.service.oss2.exceptions.OperationException;
import com.aliyun.sdk.service.oss2.exceptions.ServiceException;
import dev.stowage.ErrorCode;
import dev.stowage.blob.PendingUpload;
import dev.stowage.blob.PutOptions;
import dev.stowage.blob.PutResult;
import dev.stowage.blob.UploadPart;
import dev.stowage.http.HttpHeaders;
import dev.stowage.spi.BlobContent;
import dev.stowage.spi.BlobDriver;
import dev.stowage.spi.BlobDriver.Page;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Uploads in parts. */
final class OssMultipart implements BlobDriver.Parts {
  private final OssApi api;
  private final OssRequests requests;
  private final CreateOnly createOnly;

  OssMultipart(OssApi api, OssRequests requests, CreateOnly createOnly) {
    this.api = api;
    this.requests = requests;
    this.createOnly = createOnly;
  }

  @Override
  public String start(String key, PutOptions options) throws IOException {
    createOnly.check(options.condition());
    return api.start(key, requests.start(options));
  }

  @Override
  public UploadPart put(String key, String uploadId, int number, BlobContent content)
      throws IOException {
    OssDriver.hash(content);
    HttpHeaders reply = api.putPart(key, uploadId, number, OssBody.of(content));
    return new UploadPart(
        number, content.size(), reply.first("ETag").orElse(""), OssReplies.checksums(reply));
  }

  /** The whole is compared with what its parts are together. */
  @Override
  public PutResult complete(String key, String uploadId, List<UploadPart> parts, PutOptions options)
      throws IOException {
    createOnly.check(options.condition());
    long size = parts.stream().mapToLong(UploadPart::size).sum();
    OssApi.Document reply = api.complete(key, uploadId, parts, requests.complete(options));
    PutResult result = OssReplies.written(reply.headers(), reply.root().of("ETag"), size);
    OssSums.compare(OssSums.ofParts(parts), result.checksums());
    return createOnly.checked(options.condition(), result);
  }

  @Override
  public void abort(String key, String uploadId) throws IOException {
    try {
      api.abort(key, uploadId);
    } catch (ServiceException | OperationException e) {
      if (OssFailures.classify(e).code() != ErrorCode.NOT_FOUND) {
        throw e;
      }
    }
  }

  @Override
  public Page<UploadPart> parts(String key, String uploadId, int afterNumber) throws IOException {
    return api.parts(key, uploadId, afterNumber);
  }

  @Override
  public Page<PendingUpload> uploads(String prefix, @Nullable String cursor) throws IOException {
    return api.uploads(prefix, cursor);
  }
}
