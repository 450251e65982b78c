package dev.stowage.config;

import dev.stowage.blob.SignedUrl;
import java.util.Optional;

/**
 * Where a result is.
 *
 * @param url {@code type://bucket/path/name}, the name percent-encoded
 * @param signedUrl lets anyone read it for a while; there when the policy of the configuration says
 *     so
 */
public record PublishedResult(String url, Optional<SignedUrl> signedUrl) {
  /** Without the signature. */
  @Override
  public String toString() {
    return "PublishedResult[" + url + signedUrl.map(s -> ", " + s).orElse("") + "]";
  }
}
