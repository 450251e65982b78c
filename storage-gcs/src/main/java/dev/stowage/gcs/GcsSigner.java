package dev.stowage.gcs;

import dev.stowage.ErrorCode;
import dev.stowage.Pacer;
import dev.stowage.StorageException;
import dev.stowage.blob.ChecksumAlgorithm;
import dev.stowage.blob.FormRequest;
import dev.stowage.blob.SignRequest;
import dev.stowage.blob.SignedForm;
import dev.stowage.blob.SignedUrl;
import dev.stowage.spi.BlobDriver;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Signatures of version 4, by the key of a service account, or by IAM where there is none: only
 * then is it a request.
 */
final class GcsSigner implements BlobDriver.Signer {
  private static final String ALGORITHM = "GOOG4-RSA-SHA256";
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private final String bucket;
  private final GcsEndpoint endpoint;
  private final GcsTokenSource tokens;
  private final Pacer pacer;

  GcsSigner(String bucket, GcsEndpoint endpoint, GcsTokenSource tokens, Pacer pacer) {
    this.bucket = bucket;
    this.endpoint = endpoint;
    this.tokens = tokens;
    this.pacer = pacer;
  }

  private GcsSigning signing() {
    GcsSigning signing = tokens.signing();
    if (signing != null) {
      return signing;
    }
    throw StorageException.of(
        ErrorCode.UNSUPPORTED,
        tokens.credentials() == null
            ? "gs: a URL cannot be signed without credentials"
            : "gs: these credentials cannot sign; use a service account, or impersonate one");
  }

  private Instant now() {
    return pacer.now().truncatedTo(ChronoUnit.SECONDS);
  }

  @Override
  public SignedUrl sign(SignRequest request) throws IOException {
    Map<String, String> query = new TreeMap<>();
    request.responseDisposition().ifPresent(v -> query.put("response-content-disposition", v));
    request.responseType().ifPresent(v -> query.put("response-content-type", v));
    Map<String, String> bound = new TreeMap<>();
    request.contentType().ifPresent(v -> bound.put("content-type", v));
    // The length of a request is no header that the service signs; the range of it is.
    request.contentLength().ifPresent(v -> bound.put("x-goog-content-length-range", v + "," + v));
    request
        .checksum()
        .ifPresent(
            sum -> {
              if (sum.algorithm() == ChecksumAlgorithm.CRC32C) {
                bound.put("x-goog-hash", "crc32c=" + sum.base64());
              } else if (sum.algorithm() == ChecksumAlgorithm.MD5) {
                bound.put("content-md5", sum.base64());
              } else {
                throw StorageException.of(
                    ErrorCode.UNSUPPORTED,
                    "gs: a " + sum.algorithm() + " would not be checked by this service");
              }
            });
    if (request.createOnly()) {
      bound.put("x-goog-if-generation-match", "0");
    }
    return sign(request.method().name(), request.key(), query, bound, request.life());
  }

  /** A URL of any method; the headers are bound by it. */
  SignedUrl sign(
      String method,
      String key,
      Map<String, String> query,
      Map<String, String> bound,
      Duration life)
      throws IOException {
    Instant now = now();
    URI uri = sign(method, key, query, bound, life, now);
    return new SignedUrl(method, uri, bound, now.plus(life));
  }

  URI sign(
      String method,
      String key,
      Map<String, String> query,
      Map<String, String> bound,
      Duration life,
      Instant now)
      throws IOException {
    GcsSigning signing = signing();
    String stamp = STAMP.format(now);
    String scope = stamp.substring(0, 8) + "/auto/storage/goog4_request";
    TreeMap<String, String> headers = new TreeMap<>();
    bound.forEach((name, value) -> headers.put(name.toLowerCase(java.util.Locale.ROOT), value));
    headers.put("host", endpoint.host());
    String signed = String.join(";", headers.keySet());
    TreeMap<String, String> all = new TreeMap<>(query);
    all.put("X-Goog-Algorithm", ALGORITHM);
    all.put("X-Goog-Credential", signing.account() + "/" + scope);
    all.put("X-Goog-Date", stamp);
    all.put("X-Goog-Expires", Long.toString(life.toSeconds()));
    all.put("X-Goog-SignedHeaders", signed);
    String path = endpoint.rootPath() + GcsEndpoint.xmlPath(bucket, key);
    StringBuilder canonical = new StringBuilder(method).append('\n').append(path).append('\n');
    canonical.append(canonicalQuery(all)).append('\n');
    headers.forEach(
        (name, value) ->
            canonical
                .append(name)
                .append(':')
                .append(value.strip().replaceAll("\\s+", " "))
                .append('\n'));
    canonical.append('\n').append(signed).append('\n');
    canonical.append(headers.getOrDefault("x-goog-content-sha256", "UNSIGNED-PAYLOAD"));
    String toSign =
        ALGORITHM + "\n" + stamp + "\n" + scope + "\n" + hex(sha256(canonical.toString()));
    String signature = hex(signing.sign(toSign.getBytes(StandardCharsets.UTF_8)));
    String base = endpoint.root() + GcsEndpoint.xmlPath(bucket, key);
    return URI.create(base + "?" + canonicalQuery(all) + "&X-Goog-Signature=" + signature);
  }

  /** Names without a value keep their equals sign here. */
  private static String canonicalQuery(TreeMap<String, String> query) {
    TreeMap<String, String> encoded = new TreeMap<>();
    query.forEach(
        (name, value) -> encoded.put(GcsEndpoint.segment(name), GcsEndpoint.segment(value)));
    StringBuilder text = new StringBuilder();
    encoded.forEach(
        (name, value) ->
            text.append(text.isEmpty() ? "" : "&").append(name).append('=').append(value));
    return text.toString();
  }

  @Override
  public SignedForm signForm(FormRequest request) throws IOException {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("Content-Type", request.contentType());
    String range = "[\"content-length-range\"," + request.minSize() + "," + request.maxSize() + "]";
    return signForm(request.key(), fields, range, request.life(), now());
  }

  /**
   * A form; its fields come in the order that Google's own signers have.
   *
   * @param more further conditions as JSON, or nothing
   */
  SignedForm signForm(
      String key, Map<String, String> given, String more, Duration life, Instant now)
      throws IOException {
    GcsSigning signing = signing();
    Instant expires = now.plus(life);
    String stamp = STAMP.format(now);
    String credential =
        signing.account() + "/" + stamp.substring(0, 8) + "/auto/storage/goog4_request";
    StringBuilder policy = new StringBuilder("{\"conditions\":[");
    given.forEach((name, value) -> policy.append(exactly(name, value)).append(','));
    if (!more.isEmpty()) {
      policy.append(more).append(',');
    }
    policy.append(exactly("bucket", bucket)).append(',').append(exactly("key", key));
    policy.append(',').append(exactly("x-goog-date", stamp));
    policy.append(',').append(exactly("x-goog-credential", credential));
    policy.append(',').append(exactly("x-goog-algorithm", ALGORITHM));
    policy.append("],\"expiration\":\"").append(expires).append("\"}");
    String encoded =
        Base64.getEncoder().encodeToString(policy.toString().getBytes(StandardCharsets.UTF_8));
    Map<String, String> fields = new LinkedHashMap<>(given);
    fields.put("key", key);
    fields.put("x-goog-algorithm", ALGORITHM);
    fields.put("x-goog-credential", credential);
    fields.put("x-goog-date", stamp);
    fields.put("x-goog-signature", hex(signing.sign(encoded.getBytes(StandardCharsets.UTF_8))));
    fields.put("policy", encoded);
    return new SignedForm(
        URI.create(endpoint.root() + GcsEndpoint.xmlPath(bucket, "") + "/"), fields, expires);
  }

  private static String exactly(String name, String value) {
    return "{" + quoted(name) + ":" + quoted(value) + "}";
  }

  /** JSON in ASCII: what is beyond it is escaped, as the service's own examples do. */
  private static String quoted(String text) {
    StringBuilder json = new StringBuilder("\"");
    for (char c : text.toCharArray()) {
      switch (c) {
        case '"', '\\' -> json.append('\\').append(c);
        case '\b' -> json.append("\\b");
        case '\f' -> json.append("\\f");
        case '\n' -> json.append("\\n");
        case '\r' -> json.append("\\r");
        case '\t' -> json.append("\\t");
        default -> {
          if (c < ' ' || c > '~') {
            json.append(String.format("\\u%04x", (int) c));
          } else {
            json.append(c);
          }
        }
      }
    }
    return json.append('"').toString();
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
