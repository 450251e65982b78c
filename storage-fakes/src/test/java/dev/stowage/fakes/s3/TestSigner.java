package dev.stowage.fakes.s3;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signature Version 4 once more, written apart from the fake's and checked against Amazon's
 * published examples. Paths and queries come percent-encoded and are signed as they are.
 */
record TestSigner(String accessKey, String secretKey, String region, String timestamp) {

  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  String scope() {
    return timestamp.substring(0, 8) + "/" + region + "/s3/aws4_request";
  }

  /** The signature of a request; header names in lower case. */
  String signature(
      String method, String path, String query, Map<String, String> headers, String payload) {
    StringBuilder canonical = new StringBuilder();
    canonical.append(method).append("\n").append(path).append("\n").append(query).append("\n");
    new TreeMap<>(headers)
        .forEach((k, v) -> canonical.append(k + ":" + v.strip().replaceAll(" +", " ") + "\n"));
    canonical.append("\n").append(names(headers)).append("\n").append(payload);
    return sign(
        "AWS4-HMAC-SHA256\n"
            + timestamp
            + "\n"
            + scope()
            + "\n"
            + sha256(canonical.toString().getBytes(StandardCharsets.UTF_8)));
  }

  String authorization(
      String method, String path, String query, Map<String, String> headers, String payload) {
    return "AWS4-HMAC-SHA256 Credential="
        + accessKey
        + "/"
        + scope()
        + ",SignedHeaders="
        + names(headers)
        + ",Signature="
        + signature(method, path, query, headers, payload);
  }

  static String names(Map<String, String> headers) {
    StringJoiner names = new StringJoiner(";");
    new TreeMap<>(headers).keySet().forEach(names::add);
    return names.toString();
  }

  String sign(String text) {
    byte[] key = ("AWS4" + secretKey).getBytes(StandardCharsets.UTF_8);
    for (String step :
        new String[] {timestamp.substring(0, 8), region, "s3", "aws4_request", text}) {
      key = hmac(key, step);
    }
    return HexFormat.of().formatHex(key);
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}
