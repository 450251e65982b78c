package dev.stowage.oss;

import com.aliyun.sdk.service.oss2.credentials.Credentials;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.blob.Checksum;
import dev.stowage.blob.ChecksumAlgorithm;
import dev.stowage.blob.FormRequest;
import dev.stowage.blob.SignRequest;
import dev.stowage.blob.SignedForm;
import dev.stowage.blob.SignedUrl;
import dev.stowage.spi.BlobDriver;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Signs URLs and browser forms; sends no request. */
final class OssUrlSigner implements BlobDriver.Signer {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
  private static final String ALGORITHM = "OSS4-HMAC-SHA256";

  private final OssConfig config;
  private final DirectWire wire;

  OssUrlSigner(OssConfig config, DirectWire wire) {
    this.config = config;
    this.wire = wire;
  }

  /** An upload always has a media type: one that the client adds by itself would not be signed. */
  @Override
  public SignedUrl sign(SignRequest request) {
    Credentials identity = identity();
    Map<String, String> query = new LinkedHashMap<>();
    request.responseDisposition().ifPresent(v -> query.put("response-content-disposition", v));
    request.responseType().ifPresent(v -> query.put("response-content-type", v));
    if (config.requesterPays()) {
      query.put("x-oss-request-payer", "requester");
    }
    Map<String, String> bound = new LinkedHashMap<>();
    if (request.method() == SignRequest.Method.PUT) {
      bound.put("content-type", request.contentType().orElse("application/octet-stream"));
    }
    request.contentLength().ifPresent(v -> bound.put("content-length", Long.toString(v)));
    request.checksum().ifPresent(sum -> bound.put("content-md5", md5(sum)));
    if (request.createOnly()) {
      bound.put("x-oss-forbid-overwrite", "true");
    }
    String method = request.method().name();
    OssRequest unsigned =
        new OssRequest(method, config.bucket(), request.key(), query, bound, null);
    Instant now = wire.signing().now().truncatedTo(ChronoUnit.SECONDS);
    URI plain = wire.endpoint().uri(config.bucket(), request.key(), query);
    URI signed = wire.signing().presign(unsigned, plain, identity, now, request.life());
    return new SignedUrl(method, signed, bound, now.plus(request.life()));
  }

  private static String md5(Checksum sum) {
    if (sum.algorithm() != ChecksumAlgorithm.MD5) {
      throw StorageException.of(
          ErrorCode.UNSUPPORTED,
          "oss: a " + sum.algorithm() + " would not be checked by this service; MD5 is");
    }
    return sum.base64();
  }

  private Credentials identity() {
    Credentials identity = wire.credentials().resolve();
    if (identity == null) {
      throw StorageException.invalidArgument("a URL cannot be signed without credentials");
    }
    return identity;
  }

  @Override
  public SignedForm signForm(FormRequest request) {
    Credentials identity = identity();
    Instant now = wire.signing().now().truncatedTo(ChronoUnit.SECONDS);
    Instant expires = now.plus(request.life());
    String stamp = STAMP.format(now);
    String day = stamp.substring(0, 8);
    String scope = day + "/" + wire.signing().region() + "/oss/aliyun_v4_request";
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("key", request.key());
    fields.put("Content-Type", request.contentType());
    fields.put("x-oss-signature-version", ALGORITHM);
    fields.put("x-oss-credential", identity.accessKeyId() + "/" + scope);
    fields.put("x-oss-date", stamp);
    if (identity.securityToken() != null && !identity.securityToken().isEmpty()) {
      fields.put("x-oss-security-token", identity.securityToken());
    }
    String policy = policy(request, fields, expires);
    fields.put("policy", policy);
    fields.put("x-oss-signature", signature(policy, identity, day));
    return new SignedForm(wire.endpoint().uri(config.bucket(), null, Map.of()), fields, expires);
  }

  /** The bucket is a condition but no field: it stands in the target. */
  private String policy(FormRequest request, Map<String, String> fields, Instant expires) {
    ObjectMapper json = new ObjectMapper();
    ObjectNode root = json.createObjectNode().put("expiration", expires.toString());
    ArrayNode conditions = root.putArray("conditions");
    conditions.addObject().put("bucket", config.bucket());
    fields.forEach((name, value) -> conditions.addArray().add("eq").add("$" + name).add(value));
    conditions.addArray().add("content-length-range").add(request.minSize()).add(request.maxSize());
    return Base64.getEncoder().encodeToString(root.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** The SDK has no public signer of form policies. */
  private String signature(String policy, Credentials identity, String day) {
    byte[] key = ("aliyun_v4" + identity.accessKeySecret()).getBytes(StandardCharsets.UTF_8);
    for (String step : List.of(day, wire.signing().region(), "oss", "aliyun_v4_request")) {
      key = Acs3Signer.hmac(key, step);
    }
    return HexFormat.of().formatHex(Acs3Signer.hmac(key, policy));
  }
}
