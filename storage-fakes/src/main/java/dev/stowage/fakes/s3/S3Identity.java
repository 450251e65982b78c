package dev.stowage.fakes.s3;

import org.jspecify.annotations.Nullable;

/**
 * Who sent a request, and what its payload must hash to.
 *
 * @param accessKey empty for anonymous callers
 * @param signer signs what follows the head; null for anonymous callers
 * @param date the request's time as it was signed
 * @param signature the head's signature, from which those of chunks go on
 * @param payload the value of {@code x-amz-content-sha256}
 */
record S3Identity(
    String accessKey, @Nullable SigV4 signer, String date, String signature, String payload) {

  static final String UNSIGNED = "UNSIGNED-PAYLOAD";

  static final S3Identity ANONYMOUS = new S3Identity("", null, "", "", UNSIGNED);

  boolean anonymous() {
    return accessKey.isEmpty();
  }

  @Override
  public String toString() {
    return accessKey.isEmpty() ? "anonymous" : accessKey;
  }
}
