package dev.stowage.oss;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Alibaba's signature of version 3, which Function Compute and Intelligent Media Management take:
 * the <a
 * href="https://www.alibabacloud.com/help/en/sdk/product-overview/v3-request-structure-and-signature">method</a>.
 * The SDK of OSS has none.
 */
final class Acs3Signer {
  private static final String ALGORITHM = "ACS3-HMAC-SHA256";

  private Acs3Signer() {}

  /**
   * What is signed of one request.
   *
   * @param path percent-encoded
   * @param query unencoded
   * @param headers all that are signed, by lower-case name; the hash of the body among them
   */
  record Call(
      String method, String path, Map<String, String> query, TreeMap<String, String> headers) {}

  /** The value of the Authorization header. */
  static String authorization(Call call, String accessKey, String secret) {
    byte[] key = secret.getBytes(StandardCharsets.UTF_8);
    String signature = HexFormat.of().formatHex(hmac(key, stringToSign(call)));
    return ALGORITHM
        + " Credential="
        + accessKey
        + ",SignedHeaders="
        + String.join(";", call.headers().keySet())
        + ",Signature="
        + signature;
  }

  static String stringToSign(Call call) {
    return ALGORITHM + "\n" + sha256(canonical(call).getBytes(StandardCharsets.UTF_8));
  }

  static String canonical(Call call) {
    StringBuilder text = new StringBuilder(512);
    text.append(call.method()).append('\n').append(call.path()).append('\n');
    text.append(query(call.query())).append('\n');
    call.headers()
        .forEach((name, value) -> text.append(name).append(':').append(value.strip()).append('\n'));
    text.append('\n').append(String.join(";", call.headers().keySet())).append('\n');
    return text.append(call.headers().getOrDefault("x-acs-content-sha256", "")).toString();
  }

  /** Sorted, and encoded as RFC 3986 has it; the form that is sent, too. */
  static String query(Map<String, String> query) {
    return new TreeMap<>(query)
        .entrySet().stream()
            .map(
                pair ->
                    OssEndpoint.encodeAll(pair.getKey())
                        + "="
                        + OssEndpoint.encodeAll(pair.getValue()))
            .collect(Collectors.joining("&"));
  }

  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  static byte[] hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }
}
