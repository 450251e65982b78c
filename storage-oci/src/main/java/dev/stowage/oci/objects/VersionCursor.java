package dev.stowage.oci.objects;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a listing of versions goes on: the service's page, and the key that the page before ended
 * with, since the first version of a key is the latest one and no other.
 */
record VersionCursor(Optional<String> page, String lastKey) {
  static VersionCursor of(@Nullable String text) {
    if (text == null) {
      return new VersionCursor(Optional.empty(), "");
    }
    int dot = text.indexOf('.');
    byte[] key = Base64.getUrlDecoder().decode(text.substring(0, Math.max(0, dot)));
    return new VersionCursor(
        Optional.of(text.substring(dot + 1)), new String(key, StandardCharsets.UTF_8));
  }

  static String text(String page, String lastKey) {
    return Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(lastKey.getBytes(StandardCharsets.UTF_8))
        + "."
        + page;
  }
}
