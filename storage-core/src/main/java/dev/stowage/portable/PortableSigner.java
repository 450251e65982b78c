package dev.stowage.portable;

import dev.stowage.StorageException;
import dev.stowage.blob.BlobFeature;
import dev.stowage.blob.FormRequest;
import dev.stowage.blob.SignRequest;
import dev.stowage.blob.SignedForm;
import dev.stowage.blob.SignedUrl;
import dev.stowage.blob.UrlSigner;
import dev.stowage.spi.BlobDriver;
import java.time.Duration;

/** Signs URLs for one view of a store. */
final class PortableSigner implements UrlSigner {
  private final BlobCore core;
  private final PortableBlobStore store;
  private final BlobDriver.Signer signer;

  PortableSigner(BlobCore core, PortableBlobStore store, BlobDriver.Signer signer) {
    this.core = core;
    this.store = store;
    this.signer = signer;
  }

  @Override
  public SignedUrl sign(SignRequest request) {
    boolean reading =
        request.method() == SignRequest.Method.GET || request.method() == SignRequest.Method.HEAD;
    String full =
        reading ? store.full("sign", request.key()) : store.changing("sign", request.key());
    checkLife(request.life());
    if (request.createOnly()) {
      core.need(Call.once("sign", full), BlobFeature.CREATE_ONLY, "create-only writes");
    }
    return core.calls()
        .run(Call.idempotent("sign", full), attempt -> signer.sign(request.withKey(full)));
  }

  @Override
  public SignedForm signForm(FormRequest request) {
    String full = store.changing("sign", request.key());
    core.need(Call.once("sign", full), BlobFeature.SIGNED_POST, "signed forms");
    checkLife(request.life());
    FormRequest whole =
        new FormRequest(
            full, request.life(), request.minSize(), request.maxSize(), request.contentType());
    return core.calls().run(Call.idempotent("sign", full), attempt -> signer.signForm(whole));
  }

  private void checkLife(Duration life) {
    Duration most = core.capabilities().limits().maxSignedUrlLife();
    if (life.compareTo(Duration.ofSeconds(1)) < 0 || life.compareTo(most) > 0) {
      throw StorageException.invalidArgument(
          "a signed URL lives from 1 second to "
              + most.toSeconds()
              + " seconds, not "
              + life.toSeconds());
    }
  }
}
