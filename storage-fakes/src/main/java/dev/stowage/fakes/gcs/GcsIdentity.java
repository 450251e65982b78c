package dev.stowage.fakes.gcs;

import com.github.tomakehurst.wiremock.common.Json;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** The one service account, its key, and the access tokens that were given out. */
final class GcsIdentity {

  static final String EMAIL = "fake@stowage-fake.iam.gserviceaccount.com";
  static final String PROJECT = "stowage-fake";
  static final String KEY_ID = "0123456789abcdef0123456789abcdef01234567";

  /** Made once: it costs more than all the rest of a fake, and opens nothing but fakes. */
  private static final KeyPair KEY = generate();

  private final Clock clock;
  private final Map<String, Instant> tokens = new TreeMap<>();
  private long issued;

  GcsIdentity(Clock clock) {
    this.clock = clock;
  }

  private static KeyPair generate() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The key file of the service account. */
  static String keyFile(String tokenUri) {
    Map<String, String> file = new LinkedHashMap<>();
    file.put("type", "service_account");
    file.put("project_id", PROJECT);
    file.put("private_key_id", KEY_ID);
    file.put("private_key", privateKey());
    file.put("client_email", EMAIL);
    file.put("client_id", "123456789012345678901");
    file.put("auth_uri", "https://accounts.google.com/o/oauth2/auth");
    file.put("token_uri", tokenUri);
    file.put("auth_provider_x509_cert_url", "https://www.googleapis.com/oauth2/v1/certs");
    file.put("client_x509_cert_url", "https://www.googleapis.com/robot/v1/metadata/x509/fake");
    return Json.write(file);
  }

  static String privateKey() {
    return "-----BEGIN PRIVATE KEY-----\n"
        + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
            .encodeToString(KEY.getPrivate().getEncoded())
        + "\n-----END PRIVATE KEY-----\n";
  }

  synchronized String issue(long seconds) {
    String token = "ya29.fake-" + ++issued + "-" + Long.toHexString(System.identityHashCode(this));
    tokens.put(token, clock.instant().plusSeconds(seconds));
    return token;
  }

  synchronized boolean knows(String token) {
    Instant end = tokens.get(token);
    return end != null && clock.instant().isBefore(end);
  }

  synchronized void revokeAll() {
    tokens.clear();
  }

  static byte[] sign(byte[] bytes) {
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(KEY.getPrivate());
      signature.update(bytes);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static boolean verifies(byte[] bytes, byte[] signed) {
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initVerify(KEY.getPublic());
      signature.update(bytes);
      return signature.verify(signed);
    } catch (GeneralSecurityException e) {
      return false; // Not even the form of a signature.
    }
  }
}
