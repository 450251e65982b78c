package dev.stowage.s3;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.blob.Checksum;
import dev.stowage.blob.ChecksumAlgorithm;
import dev.stowage.blob.FormRequest;
import dev.stowage.blob.SignRequest;
import dev.stowage.blob.SignedForm;
import dev.stowage.blob.SignedUrl;
import dev.stowage.s3.S3Wire.Unsigned;
import dev.stowage.spi.BlobDriver;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/** Signs URLs and browser forms; sends no request, unless credentials have to be fetched. */
final class S3UrlSigner implements BlobDriver.Signer {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private final S3Config config;
  private final S3Wire wire;

  S3UrlSigner(S3Config config, S3Wire wire) {
    this.config = config;
    this.wire = wire;
  }

  @Override
  public SignedUrl sign(SignRequest request) {
    AwsCredentialsIdentity identity = identity(request.life());
    Map<String, String> query = new LinkedHashMap<>();
    request.responseDisposition().ifPresent(v -> query.put("response-content-disposition", v));
    request.responseType().ifPresent(v -> query.put("response-content-type", v));
    if (config.requesterPays()) {
      query.put("x-amz-request-payer", "requester");
    }
    Map<String, String> bound = new LinkedHashMap<>();
    request.contentType().ifPresent(v -> bound.put("content-type", v));
    request.contentLength().ifPresent(v -> bound.put("content-length", Long.toString(v)));
    request
        .checksum()
        .ifPresent(
            sum -> {
              if (sum.algorithm() == ChecksumAlgorithm.MD5) {
                bound.put("content-md5", sum.base64());
              } else if (sum.algorithm() == ChecksumAlgorithm.CRC64XZ || !checked(sum)) {
                throw StorageException.of(
                    ErrorCode.UNSUPPORTED,
                    "s3: a " + sum.algorithm() + " would not be checked by this service");
              } else {
                bound.put(Sums.header(sum.algorithm()), sum.base64());
              }
            });
    if (request.createOnly()) {
      bound.put("if-none-match", "*");
    }
    String path = wire.endpoint().path(request.key());
    Clock clock = Clock.fixed(now(), ZoneOffset.UTC);
    Unsigned unsigned = new Unsigned(request.method().name(), path, query, bound);
    return new SignedUrl(
        request.method().name(),
        wire.presign(unsigned, identity, request.life(), clock),
        bound,
        clock.instant().plus(request.life()));
  }

  /** A service that does not know the header would take any bytes. */
  private boolean checked(Checksum sum) {
    return !config.compatible() || config.checksum().equals(Optional.of(sum.algorithm()));
  }

  private Instant now() {
    return wire.clock().instant().truncatedTo(ChronoUnit.SECONDS);
  }

  /** A URL does not outlive the credentials that signed it. */
  private AwsCredentialsIdentity identity(Duration life) {
    AwsCredentialsIdentity identity = wire.credentials().resolve();
    if (identity == null) {
      throw StorageException.invalidArgument("a URL cannot be signed without credentials");
    }
    identity
        .expirationTime()
        .ifPresent(
            end -> {
              if (end.isBefore(Instant.now().plus(life))) {
                throw StorageException.invalidArgument(
                    "the credentials in use end at "
                        + end.truncatedTo(ChronoUnit.SECONDS)
                        + ", and a URL signed with them ends then too");
              }
            });
    return identity;
  }

  @Override
  public SignedForm signForm(FormRequest request) {
    AwsCredentialsIdentity identity = identity(request.life());
    Instant now = now();
    Instant expires = now.plus(request.life());
    String stamp = STAMP.format(now);
    String scope = stamp.substring(0, 8) + "/" + wire.region() + "/s3/aws4_request";
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("key", request.key());
    fields.put("Content-Type", request.contentType());
    fields.put("x-amz-algorithm", "AWS4-HMAC-SHA256");
    fields.put("x-amz-credential", identity.accessKeyId() + "/" + scope);
    fields.put("x-amz-date", stamp);
    if (identity instanceof AwsSessionCredentialsIdentity session) {
      fields.put("x-amz-security-token", session.sessionToken());
    }
    String policy = policy(request, fields, expires);
    fields.put("policy", policy);
    fields.put("x-amz-signature", signature(policy, identity, stamp.substring(0, 8)));
    return new SignedForm(
        wire.endpoint().uri(wire.endpoint().path(null), Map.of()), fields, expires);
  }

  /** The bucket is a condition but no field: it stands in the target. */
  private String policy(FormRequest request, Map<String, String> fields, Instant expires) {
    StringBuilder json = new StringBuilder("{\"expiration\":\"").append(expires);
    json.append("\",\"conditions\":[{\"bucket\":").append(quoted(config.bucket())).append('}');
    fields.forEach(
        (name, value) ->
            json.append(",[\"eq\",")
                .append(quoted("$" + name))
                .append(',')
                .append(quoted(value))
                .append(']'));
    json.append(",[\"content-length-range\",").append(request.minSize()).append(',');
    json.append(request.maxSize()).append("]]}");
    return Base64.getEncoder().encodeToString(json.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static String quoted(String text) {
    StringBuilder json = new StringBuilder("\"");
    for (char c : text.toCharArray()) {
      if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else if (c < ' ') {
        json.append(String.format("\\u%04x", (int) c));
      } else {
        json.append(c);
      }
    }
    return json.append('"').toString();
  }

  /** The SDK has no public signer of form policies. */
  private String signature(String policy, AwsCredentialsIdentity identity, String day) {
    byte[] key = ("AWS4" + identity.secretAccessKey()).getBytes(StandardCharsets.UTF_8);
    for (String step : List.of(day, wire.region(), "s3", "aws4_request")) {
      key = hmac(key, step);
    }
    return HexFormat.of().formatHex(hmac(key, policy));
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }
}
