package dev.stowage.fakes.s3;

import dev.stowage.fakes.FakeBytes;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The arithmetic of Signature Version 4 for one key, day, region and service.
 *
 * @param scope day/region/service/aws4_request
 */
record SigV4(byte[] key, String scope) {

  static final String ALGORITHM = "AWS4-HMAC-SHA256";

  static SigV4 of(String secret, String scope) {
    byte[] key = ("AWS4" + secret).getBytes(StandardCharsets.UTF_8);
    for (String step : scope.split("/", -1)) {
      key = hmac(key, step);
    }
    return new SigV4(key, scope);
  }

  String sign(String text) {
    return S3Text.hex(hmac(key, text));
  }

  /** Signs a text under the algorithm line that its kind has. */
  String sign(String algorithm, String date, String rest) {
    return sign(algorithm + "\n" + date + "\n" + scope + "\n" + rest);
  }

  static boolean same(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.ISO_8859_1), other.getBytes(StandardCharsets.ISO_8859_1));
  }

  static String hash(byte[] bytes) {
    return S3Text.hex(S3Text.digest("SHA-256", bytes));
  }

  static String hash(FakeBytes bytes) {
    return S3Text.hex(bytes.digest("SHA-256"));
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text.getBytes(StandardCharsets.ISO_8859_1));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public String toString() {
    return "SigV4[" + scope + "]";
  }
}
