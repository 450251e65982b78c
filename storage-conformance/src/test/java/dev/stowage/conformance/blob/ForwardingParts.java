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

/** Passes on every call about parts. */
abstract class ForwardingParts implements Parts {
  private final Parts inner;

  ForwardingParts(Parts inner) {
    this.inner = inner;
  }

  @Override
  public String start(String key, PutOptions options) throws IOException {
    return inner.start(key, options);
  }

  @Override
  public UploadPart put(String key, String uploadId, int number, BlobContent content)
      throws IOException {
    return inner.put(key, uploadId, number, content);
  }

  @Override
  public PutResult complete(String key, String uploadId, List<UploadPart> parts, PutOptions options)
      throws IOException {
    return inner.complete(key, uploadId, parts, options);
  }

  @Override
  public void abort(String key, String uploadId) throws IOException {
    inner.abort(key, uploadId);
  }

  @Override
  public Page<UploadPart> parts(String key, String uploadId, int afterNumber) throws IOException {
    return inner.parts(key, uploadId, afterNumber);
  }

  @Override
  public Page<PendingUpload> uploads(String prefix, String cursor) throws IOException {
    return inner.uploads(prefix, cursor);
  }
}
