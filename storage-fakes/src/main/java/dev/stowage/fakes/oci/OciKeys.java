package dev.stowage.fakes.oci;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Whose signatures are accepted: keys by the name that signatures give them. */
public final class OciKeys {

  /**
   * A key that may sign.
   *
   * @param ends when it is no longer accepted
   */
  record Entry(PublicKey key, Instant ends) {}

  private final Map<String, Entry> entries = new ConcurrentHashMap<>();
  private final AtomicLong tokens = new AtomicLong();
  private final Clock clock;

  OciKeys(Clock clock) {
    this.clock = clock;
  }

  /** Makes a key of the kind that OCI takes. */
  public static KeyPair generate() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has RSA", e);
    }
  }

  /** The private key as PKCS#8 text. */
  public static String pem(KeyPair pair) {
    String body =
        Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(pair.getPrivate().getEncoded());
    return "-----BEGIN PRIVATE KEY-----\n" + body + "\n-----END PRIVATE KEY-----\n";
  }

  /** The MD5 of the public key, as the console shows it. */
  public static String fingerprint(KeyPair pair) {
    try {
      byte[] sum = MessageDigest.getInstance("MD5").digest(pair.getPublic().getEncoded());
      return HexFormat.ofDelimiter(":").formatHex(sum);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has MD5", e);
    }
  }

  /** A public key as a JSON Web Key, which tokens carry as text. */
  static String jwk(PublicKey key) {
    RSAPublicKey rsa = (RSAPublicKey) key;
    Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
    return "{\"kty\":\"RSA\",\"kid\":\"fake\",\"alg\":\"RS256\",\"use\":\"sig\",\"n\":\""
        + base64.encodeToString(unsigned(rsa.getModulus()))
        + "\",\"e\":\""
        + base64.encodeToString(unsigned(rsa.getPublicExponent()))
        + "\"}";
  }

  private static byte[] unsigned(BigInteger number) {
    byte[] bytes = number.toByteArray();
    return bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
  }

  void add(String keyId, PublicKey key, Instant ends) {
    entries.put(keyId, new Entry(key, ends));
  }

  void remove(String keyId) {
    entries.remove(keyId);
  }

  void clear() {
    entries.clear();
  }

  Optional<PublicKey> find(String keyId) {
    return Optional.ofNullable(entries.get(keyId))
        .filter(e -> clock.instant().isBefore(e.ends()))
        .map(Entry::key);
  }

  /** Issues a token that this key may sign with, as {@code ST$token}. */
  String issue(PublicKey key, Instant ends, Map<String, Object> claims) {
    Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
    Map<String, Object> all = new java.util.TreeMap<>(claims);
    all.put("exp", ends.getEpochSecond());
    all.put("iat", clock.instant().getEpochSecond());
    all.put("jti", "token-" + tokens.incrementAndGet());
    String token =
        base64.encodeToString(
                "{\"alg\":\"RS256\",\"kid\":\"fake\"}".getBytes(StandardCharsets.UTF_8))
            + "."
            + base64.encodeToString(OciJson.bytes(all))
            + "."
            + base64.encodeToString("unchecked".getBytes(StandardCharsets.UTF_8));
    add("ST$" + token, key, ends);
    return token;
  }
}
