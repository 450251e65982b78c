package dev.stowage.conformance.blob;

import dev.stowage.blob.PendingUpload;
import dev.stowage.blob.PutOptions;
import dev.stowage.blob.PutResult;
import dev.stowage.blob.UploadPart;
import dev.stowage.spi.BlobContent;
import dev.stowage.spi.BlobDriver.Page;
import dev.stowage.spi.BlobDriver.Parts;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Uploads in parts, written down and disturbed. */
final class FaultyParts implements Parts {
  private final Parts inner;
  private final FaultyRequests requests;

  FaultyParts(Parts inner, FaultyRequests requests) {
    this.inner = inner;
    this.requests = requests;
  }

  @Override
  public String start(String key, PutOptions options) throws IOException {
    return requests.run(Operation.START_UPLOAD, key, 0, () -> inner.start(key, options));
  }

  @Override
  public UploadPart put(String key, String uploadId, int number, BlobContent content)
      throws IOException {
    return requests.write(
        Operation.PUT_PART, key, content, body -> inner.put(key, uploadId, number, body));
  }

  @Override
  public PutResult complete(String key, String uploadId, List<UploadPart> parts, PutOptions options)
      throws IOException {
    return requests.run(
        Operation.COMPLETE_UPLOAD, key, 0, () -> inner.complete(key, uploadId, parts, options));
  }

  @Override
  public void abort(String key, String uploadId) throws IOException {
    requests.<Object>run(
        Operation.ABORT_UPLOAD,
        key,
        0,
        () -> {
          inner.abort(key, uploadId);
          return key;
        });
  }

  @Override
  public Page<UploadPart> parts(String key, String uploadId, int afterNumber) throws IOException {
    return requests.run(
        Operation.LIST_PARTS, key, 0, () -> inner.parts(key, uploadId, afterNumber));
  }

  @Override
  public Page<PendingUpload> uploads(String prefix, @Nullable String cursor) throws IOException {
    return requests.run(Operation.LIST_UPLOADS, null, 0, () -> inner.uploads(prefix, cursor));
  }
}
