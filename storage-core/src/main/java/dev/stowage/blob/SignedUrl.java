package dev.stowage.blob;

import java.net.URI;
import java.time.Instant;
import java.util.Map;

/**
 * A URL that carries its own permission: treat it as a secret.
 *
 * @param method the HTTP method to use
 * @param uri where; holds the signature
 * @param headers what the client must send besides, exactly so
 * @param expires when it stops working
 */
public record SignedUrl(String method, URI uri, Map<String, String> headers, Instant expires) {
  public SignedUrl {
    headers = Map.copyOf(headers);
  }

  /** Prints no query, since the signature stands there. */
  @Override
  public String toString() {
    return "SignedUrl["
        + method
        + " "
        + uri.getScheme()
        + "://"
        + uri.getAuthority()
        + "/…, expires="
        + expires
        + "]";
  }
}
