package dev.stowage.blob;

import dev.stowage.StorageException;

/**
 * Makes URLs that let anyone who has them do one thing with one blob for a while, without
 * credentials. Signing needs no request, but for services that keep a list of such URLs.
 */
public interface UrlSigner {
  /**
   * Signs.
   *
   * @throws StorageException INVALID_ARGUMENT when the life is not from one second to the
   *     provider's maximum, or something is bound that the method or the provider cannot bind
   */
  SignedUrl sign(SignRequest request);

  /**
   * Signs a form that a browser posts.
   *
   * @throws StorageException UNSUPPORTED where the provider has none
   */
  SignedForm signForm(FormRequest request);
}
