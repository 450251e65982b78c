package dev.stowage.oci;

import java.nio.charset.StandardCharsets;

/** Text in the path and the query of a request. */
public final class OciText {
  private static final String HEX = "0123456789ABCDEF";

  private OciText() {}

  /** One segment of a path: everything but unreserved characters is encoded, slashes too. */
  public static String segment(String text) {
    StringBuilder encoded = null;
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < bytes.length; i++) {
      int b = bytes[i] & 0xff;
      boolean plain =
          b >= 'a' && b <= 'z'
              || b >= 'A' && b <= 'Z'
              || b >= '0' && b <= '9'
              || b == '-'
              || b == '.'
              || b == '_'
              || b == '~';
      if (plain && encoded != null) {
        encoded.append((char) b);
      } else if (!plain) {
        if (encoded == null) {
          encoded = new StringBuilder(bytes.length + 32);
          encoded.append(text, 0, i);
        }
        encoded.append('%').append(HEX.charAt(b >> 4)).append(HEX.charAt(b & 15));
      }
    }
    return encoded == null ? text : encoded.toString();
  }
}
