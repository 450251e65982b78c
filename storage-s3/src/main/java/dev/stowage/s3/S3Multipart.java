package dev.stowage.s3;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.blob.PendingUpload;
import dev.stowage.blob.PutOptions;
import dev.stowage.blob.PutResult;
import dev.stowage.blob.UploadPart;
import dev.stowage.http.HttpHeaders;
import dev.stowage.s3.S3Api.Assembled;
import dev.stowage.s3.S3Api.Target;
import dev.stowage.spi.BlobContent;
import dev.stowage.spi.BlobDriver;
import dev.stowage.spi.BlobDriver.Page;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Uploads in parts. */
final class S3Multipart implements BlobDriver.Parts {
  private final S3Api api;
  private final S3Requests requests;
  private final Sums sums;

  S3Multipart(S3Api api, S3Requests requests, Sums sums) {
    this.api = api;
    this.requests = requests;
    this.sums = sums;
  }

  @Override
  public String start(String key, PutOptions options) throws IOException {
    return api.start(key, requests.start(options));
  }

  @Override
  public UploadPart put(String key, String uploadId, int number, BlobContent content)
      throws IOException {
    HttpHeaders reply =
        api.put(new Target(key, uploadId, number), requests.any(), content, sums.plan(content));
    String etag = reply.first("ETag").orElse("");
    return new UploadPart(number, content.size(), etag, sums.acknowledged(reply));
  }

  @Override
  public PutResult complete(String key, String uploadId, List<UploadPart> parts, PutOptions options)
      throws IOException {
    Map<String, String> headers = requests.complete(options);
    long size = parts.stream().mapToLong(UploadPart::size).sum();
    sums.ofUploads().ifPresent(a -> headers.put("x-amz-mp-object-size", Long.toString(size)));
    Assembled reply = assemble(new Target(key, uploadId, 0), parts, options, headers);
    String etag = reply.fields().getOrDefault("ETag", "");
    if (sums.comparesEtags()) {
      checkAssembled(parts, etag);
    }
    return PutResult.of(etag, size)
        .withVersion(reply.headers().first("x-amz-version-id").orElse(null))
        .withChecksums(sums.of(reply.fields()));
  }

  /** Where there is no blob to match, S3 says that there is none instead of that none matches. */
  private Assembled assemble(
      Target target, List<UploadPart> parts, PutOptions options, Map<String, String> headers)
      throws IOException {
    try {
      return api.complete(target, parts, headers);
    } catch (S3Exception e) {
      if (options.condition().etag().isPresent()
          && "NoSuchKey".equals(e.awsErrorDetails().errorCode())) {
        throw StorageException.builder(
                ErrorCode.PRECONDITION_FAILED, "there is no blob with this etag")
            .cause(e)
            .build();
      }
      throw e;
    }
  }

  /**
   * The ETag of an upload in parts is the MD5 of the parts' MD5s and their number. One that has
   * another form says nothing.
   */
  private static void checkAssembled(List<UploadPart> parts, String etag) {
    String theirs = etag.replace("\"", "");
    if (!theirs.matches("[0-9a-f]{32}-" + parts.size())
        || !parts.stream().allMatch(part -> Sums.isMd5(part.etag()))) {
      return;
    }
    MessageDigest md5;
    try {
      md5 = MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has MD5", e);
    }
    for (UploadPart part : parts) {
      md5.update(HexFormat.of().parseHex(part.etag().replace("\"", "")));
    }
    String ours = HexFormat.of().formatHex(md5.digest()) + "-" + parts.size();
    if (!ours.equals(theirs)) {
      throw StorageException.of(
          ErrorCode.INTEGRITY_FAILURE,
          "the service assembled other parts than were sent: its ETag is "
              + theirs
              + ", ours "
              + ours);
    }
  }

  @Override
  public void abort(String key, String uploadId) throws IOException {
    try {
      api.abort(new Target(key, uploadId, 0));
    } catch (S3Exception e) {
      if (S3Failures.classify(e).code() != ErrorCode.NOT_FOUND) {
        throw e;
      }
    }
  }

  @Override
  public Page<UploadPart> parts(String key, String uploadId, int afterNumber) throws IOException {
    return api.parts(new Target(key, uploadId, 0), afterNumber);
  }

  @Override
  public Page<PendingUpload> uploads(String prefix, @Nullable String cursor) throws IOException {
    return api.uploads(prefix, cursor);
  }
}
