package dev.stowage.local;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.StorageUrl;
import dev.stowage.blob.FormRequest;
import dev.stowage.blob.SignRequest;
import dev.stowage.blob.SignedForm;
import dev.stowage.blob.SignedUrl;
import dev.stowage.spi.BlobDriver;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Signs URLs and checks what was signed: an HMAC-SHA256 of the method, the key and all parameters.
 * Host and base path are not signed, so that a proxy may change them.
 */
final class UrlSignatures implements BlobDriver.Signer {
  static final Duration LONGEST_LIFE = Duration.ofDays(7);

  static final String KEY = "stowage-key";
  static final String METHOD = "stowage-method";
  static final String EXPIRES = "stowage-expires";
  static final String CONTENT_TYPE = "stowage-type";
  static final String CONTENT_LENGTH = "stowage-length";
  static final String CHECKSUM = "stowage-checksum";
  static final String CREATE_ONLY = "stowage-create-only";
  static final String RESPONSE_DISPOSITION = "stowage-response-disposition";
  static final String RESPONSE_TYPE = "stowage-response-type";
  private static final String SIGNATURE = "stowage-signature";

  private final StoreSettings settings;
  private final SigningKey secret;

  UrlSignatures(StoreSettings settings, SigningKey secret) {
    this.settings = settings;
    this.secret = secret;
  }

  @Override
  public SignedUrl sign(SignRequest request) throws IOException {
    String base =
        settings
            .publicUrl()
            .orElseThrow(
                () ->
                    StorageException.of(
                        ErrorCode.UNSUPPORTED,
                        "signed URLs need the parameter public=, the address where a"
                            + " SignedUrlHandler answers"));
    Instant expires = settings.pacer().now().plus(request.life());
    TreeMap<String, String> params = params(request, expires);
    String path = "/" + StorageUrl.encodeKey(request.key());
    if (isRewrittenByClients(request.key())) {
      params.put(KEY, request.key());
      path = "";
    }
    params.put(SIGNATURE, signature(secret.forSigning(), request.key(), params));
    StringBuilder query = new StringBuilder();
    params.forEach(
        (name, value) -> query.append(query.length() == 0 ? '?' : '&').append(pair(name, value)));
    Map<String, String> headers =
        request.contentType().map(type -> Map.of("Content-Type", type)).orElse(Map.of());
    return new SignedUrl(
        request.method().name(), URI.create(base + path + query), headers, expires);
  }

  private static TreeMap<String, String> params(SignRequest request, Instant expires) {
    TreeMap<String, String> params = new TreeMap<>();
    params.put(METHOD, request.method().name());
    params.put(EXPIRES, Long.toString(expires.getEpochSecond()));
    request.contentType().ifPresent(type -> params.put(CONTENT_TYPE, type));
    request.contentLength().ifPresent(n -> params.put(CONTENT_LENGTH, Long.toString(n)));
    request.checksum().ifPresent(c -> params.put(CHECKSUM, c.algorithm() + "-" + c.hex()));
    if (request.createOnly()) {
      params.put(CREATE_ONLY, "true");
    }
    request.responseDisposition().ifPresent(d -> params.put(RESPONSE_DISPOSITION, d));
    request.responseType().ifPresent(type -> params.put(RESPONSE_TYPE, type));
    return params;
  }

  /** Clients resolve dots, and servers and proxies merge slashes, so such a key is a parameter. */
  private static boolean isRewrittenByClients(String key) {
    for (String segment : key.split("/", -1)) {
      if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
        return true;
      }
    }
    return key.indexOf('\\') >= 0 || key.chars().anyMatch(Character::isISOControl);
  }

  private static String pair(String name, String value) {
    return name + "=" + StorageUrl.encodeKey(value).replace("/", "%2F");
  }

  @Override
  public SignedForm signForm(FormRequest request) {
    throw StorageException.of(ErrorCode.UNSUPPORTED, "file: has no signed forms");
  }

  /** Why a request is refused, or null; compares in constant time. */
  @Nullable String problem(String method, String key, Map<String, String> params)
      throws IOException {
    byte[] key256 = secret.find();
    String given = params.get(SIGNATURE);
    if (key256 == null || given == null) {
      return "the URL is not signed";
    }
    TreeMap<String, String> signed = new TreeMap<>(params);
    signed.remove(SIGNATURE);
    byte[] expected = signature(key256, key, signed).getBytes(StandardCharsets.UTF_8);
    if (!MessageDigest.isEqual(expected, given.getBytes(StandardCharsets.UTF_8))) {
      return "the signature does not fit";
    }
    if (!method.equals(params.get(METHOD))) {
      return "the URL is signed for another method";
    }
    long expires = Long.parseLong(params.getOrDefault(EXPIRES, "0"));
    return settings.pacer().now().isBefore(Instant.ofEpochSecond(expires))
        ? null
        : "the URL has expired";
  }

  /** Every text is preceded by its length, so that no two requests look alike. */
  private static String signature(byte[] secret, String key, TreeMap<String, String> params) {
    StringBuilder text = new StringBuilder("stowage-1\n");
    add(text, key);
    params.forEach(
        (name, value) -> {
          add(text, name);
          add(text, value);
        });
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      byte[] value = mac.doFinal(text.toString().getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(value);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }

  private static void add(StringBuilder text, String part) {
    text.append(part.length()).append(':').append(part).append('\n');
  }
}
