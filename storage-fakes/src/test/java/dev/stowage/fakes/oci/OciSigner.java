package dev.stowage.fakes.oci;

import dev.stowage.fakes.RawClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Signs as Oracle's page on request signatures says, and lets a test do it wrong. */
final class OciSigner {
  private final FakeOci fake;
  private final PrivateKey key;

  private String keyId;
  private Instant time = Instant.now();
  private String signedTarget = "";
  private List<String> leftOut = List.of();
  private String algorithm = "rsa-sha256";

  OciSigner(FakeOci fake, PrivateKey key) {
    this.fake = fake;
    this.key = key;
    this.keyId = fake.keyId();
  }

  OciSigner keyId(String value) {
    keyId = value;
    return this;
  }

  OciSigner time(Instant value) {
    time = value;
    return this;
  }

  /** Signs another target than the one that is sent. */
  OciSigner signedTarget(String value) {
    signedTarget = value;
    return this;
  }

  /** Does not sign these headers. */
  OciSigner leavingOut(String... names) {
    leftOut = List.of(names);
    return this;
  }

  OciSigner algorithm(String value) {
    algorithm = value;
    return this;
  }

  RawClient.Answer send(String method, String target) throws IOException {
    return send(method, target, new byte[0], false, Map.of());
  }

  RawClient.Answer json(String method, String target, String json) throws IOException {
    return send(method, target, json.getBytes(StandardCharsets.UTF_8), true, Map.of());
  }

  RawClient.Answer send(
      String method, String target, byte[] body, boolean signsBody, Map<String, String> more)
      throws IOException {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("date", OciAccount.httpDate(time));
    headers.put(
        "(request-target)",
        method.toLowerCase(java.util.Locale.ROOT)
            + " "
            + (signedTarget.isEmpty() ? target : signedTarget));
    headers.put("host", "127.0.0.1:" + fake.port());
    if (signsBody) {
      headers.put("content-length", Integer.toString(body.length));
      headers.put("content-type", "application/json");
      headers.put("x-content-sha256", sha256(body));
    }
    List<String> names = new ArrayList<>(headers.keySet());
    names.removeAll(leftOut);
    StringBuilder text = new StringBuilder();
    for (String name : names) {
      text.append(text.isEmpty() ? "" : "\n").append(name).append(": ").append(headers.get(name));
    }
    StringBuilder head = new StringBuilder(method + " " + target + " HTTP/1.1\n");
    headers.remove("(request-target)");
    headers.putAll(more);
    headers.putIfAbsent("content-length", Integer.toString(body.length));
    headers.forEach((name, value) -> head.append(name).append(": ").append(value).append('\n'));
    head.append("authorization: Signature version=\"1\",keyId=\"")
        .append(keyId)
        .append("\",algorithm=\"")
        .append(algorithm)
        .append("\",headers=\"")
        .append(String.join(" ", names))
        .append("\",signature=\"")
        .append(sign(text.toString()))
        .append("\"\n");
    try (RawClient client = new RawClient(fake.port())) {
      return client.exchange(head.toString(), body);
    }
  }

  private String sign(String text) {
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(key);
      signature.update(text.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  static String sha256(byte[] bytes) {
    try {
      return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}
