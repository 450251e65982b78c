package dev.stowage.oci.objects;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.blob.FormRequest;
import dev.stowage.blob.SignRequest;
import dev.stowage.blob.SignedForm;
import dev.stowage.blob.SignedUrl;
import dev.stowage.oci.OciText;
import dev.stowage.oci.objects.OciBucket.Access;
import dev.stowage.spi.BlobDriver;
import java.io.IOException;
import java.net.URI;

/**
 * Signed URLs as pre-authenticated requests. Each is a request to the service, and a thing that
 * stays there until it expires. They bind a key and reading or writing, and nothing else: what
 * cannot be bound is refused.
 */
final class ParSigner implements BlobDriver.Signer {
  private final OciBucket bucket;

  ParSigner(OciBucket bucket) {
    this.bucket = bucket;
  }

  @Override
  public SignedUrl sign(SignRequest request) throws IOException {
    return switch (request.method()) {
      case GET -> described(bucket.create(Access.READ, request.key(), request.life()), request);
      case PUT -> {
        boolean bound =
            request.contentType().isPresent()
                || request.contentLength().isPresent()
                || request.checksum().isPresent()
                || request.createOnly();
        if (bound) {
          throw unsupported(
              "a pre-authenticated request binds neither a type, nor a length, nor a checksum, nor"
                  + " create-only");
        }
        yield bucket.create(Access.WRITE, request.key(), request.life());
      }
      case HEAD -> throw unsupported("a URL for HEAD would let its holder read too; sign GET");
      case DELETE -> throw unsupported("there are no pre-authenticated requests that delete");
    };
  }

  /** The service takes what the answer is to say from the query, which is not signed. */
  private static SignedUrl described(SignedUrl url, SignRequest request) {
    StringBuilder query = new StringBuilder();
    request.responseDisposition().ifPresent(v -> add(query, "httpResponseContentDisposition", v));
    request.responseType().ifPresent(v -> add(query, "httpResponseContentType", v));
    return query.isEmpty()
        ? url
        : new SignedUrl(
            url.method(), URI.create(url.uri() + "?" + query), url.headers(), url.expires());
  }

  private static void add(StringBuilder query, String name, String value) {
    query.append(query.isEmpty() ? "" : "&").append(name).append('=');
    query.append(OciText.segment(value));
  }

  private static StorageException unsupported(String reason) {
    return StorageException.of(ErrorCode.UNSUPPORTED, "oci: " + reason);
  }

  @Override
  public SignedForm signForm(FormRequest request) {
    throw unsupported("there are no signed forms");
  }
}
