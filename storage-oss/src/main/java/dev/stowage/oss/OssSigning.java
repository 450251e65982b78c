package dev.stowage.oss;

import com.aliyun.sdk.service.oss2.credentials.Credentials;
import com.aliyun.sdk.service.oss2.signer.SignerV4;
import com.aliyun.sdk.service.oss2.signer.SigningContext;
import com.aliyun.sdk.service.oss2.transport.RequestMessage;
import dev.stowage.wire.WireTimes;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The SDK's signer of version 4, with a clock that follows the service's. */
final class OssSigning {
  private static final SignerV4 SIGNER = new SignerV4();
  private static final String PRODUCT = "oss";

  private final String region;
  private volatile Duration ahead = Duration.ZERO;

  OssSigning(String region) {
    this.region = region;
  }

  String region() {
    return region;
  }

  Instant now() {
    return Instant.now().plus(ahead);
  }

  /** Learns from a refusal how far the service's clock is from ours. */
  void learn(@Nullable String serverDate) {
    Instant theirs = serverDate == null ? Instant.EPOCH : WireTimes.httpDate(serverDate);
    if (theirs.isAfter(Instant.EPOCH)) {
      ahead = Duration.between(Instant.now(), theirs);
    }
  }

  private SigningContext context(OssRequest request, URI uri, Credentials credentials) {
    Map<String, String> headers = new TreeMap<>(request.headers());
    SigningContext context = new SigningContext();
    context.setProduct(PRODUCT);
    context.setRegion(region);
    context.setBucket(request.bucket());
    context.setKey(request.key() == null ? "" : request.key());
    context.setCredentials(credentials);
    context.setRequest(
        RequestMessage.newBuilder().method(request.method()).uri(uri).headers(headers).build());
    context.setSignTime(now());
    return context;
  }

  /** The headers of a request with those that sign it. The payload is never part of it. */
  Map<String, String> sign(OssRequest request, URI uri, Credentials credentials) {
    return sign(request, uri, credentials, now());
  }

  Map<String, String> sign(OssRequest request, URI uri, Credentials credentials, Instant at) {
    SigningContext context = context(request, uri, credentials);
    context.setSignTime(at);
    SIGNER.sign(context);
    return context.getRequest().headers();
  }

  /** A URL that carries the signature; those headers that are not signed by nature are named. */
  URI presign(OssRequest request, URI uri, Credentials credentials, Instant now, Duration life) {
    SigningContext context = context(request, uri, credentials);
    context.setAuthMethodQuery(true);
    context.setSignTime(now);
    context.setExpiration(now.plus(life));
    context.setAdditionalHeaders(List.of("content-length"));
    SIGNER.sign(context);
    return context.getRequest().uri();
  }
}
