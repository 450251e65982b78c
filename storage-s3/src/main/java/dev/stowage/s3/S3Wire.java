package dev.stowage.s3;

import dev.stowage.http.HttpBody;
import dev.stowage.http.HttpRequest;
import dev.stowage.http.HttpResponse;
import dev.stowage.http.HttpTransport;
import dev.stowage.spi.CallScope;
import dev.stowage.wire.WireTimes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.checksums.spi.ChecksumAlgorithm;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner.AuthLocation;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/**
 * Signs requests with the SDK's signer and sends them through our transport.
 *
 * <p>The payload is never part of the signature: it is covered by its checksum, and reading it
 * twice would cost more than the rest of a request. The SDK's signer insists on a signed payload
 * over plain http; it is asked as if for https, which the signature does not contain.
 */
final class S3Wire {
  private static final AwsV4HttpSigner SIGNER = AwsV4HttpSigner.create();

  /** A request before it is signed; headers by lower-case name, no entry for Host. */
  record Unsigned(
      String method,
      String path,
      Map<String, String> query,
      Map<String, String> headers,
      @Nullable HttpBody body) {
    Unsigned(String method, String path, Map<String, String> query, Map<String, String> headers) {
      this(method, path, query, headers, null);
    }
  }

  private final HttpTransport transport;
  private final S3Endpoint endpoint;
  private final String region;
  private final S3Credentials credentials;
  private final Skew skew;

  S3Wire(
      HttpTransport transport,
      S3Endpoint endpoint,
      String region,
      S3Credentials credentials,
      Skew skew) {
    this.transport = transport;
    this.endpoint = endpoint;
    this.region = region;
    this.credentials = credentials;
    this.skew = skew;
  }

  /** How far the service's clock is from ours; learnt from a refusal. */
  static final class Skew {
    private volatile Duration ahead = Duration.ZERO;

    Clock clock() {
      return ahead.isZero() ? Clock.systemUTC() : Clock.offset(Clock.systemUTC(), ahead);
    }

    void learn(@Nullable String serverDate) {
      Instant theirs = serverDate == null ? Instant.EPOCH : WireTimes.httpDate(serverDate);
      if (theirs.isAfter(Instant.EPOCH)) {
        ahead = Duration.between(Instant.now(), theirs);
      }
    }
  }

  /** The same identity at another endpoint. */
  S3Wire at(S3Endpoint other) {
    return new S3Wire(transport, other, region, credentials, skew);
  }

  S3Endpoint endpoint() {
    return endpoint;
  }

  S3Credentials credentials() {
    return credentials;
  }

  String region() {
    return region;
  }

  Clock clock() {
    return skew.clock();
  }

  /** Sends a request whose framing, if it has one, is that of {@link ContentBody}. */
  HttpResponse send(Unsigned request, Sums.@Nullable Plan plan, boolean consent)
      throws IOException {
    HttpRequest.Builder wire =
        HttpRequest.builder(request.method(), endpoint.uri(request.path(), request.query()));
    sign(request, plan, wire);
    if (request.body() != null) {
      wire.body(request.body()).expectContinue(consent);
    }
    CallScope.deadline().ifPresent(wire::deadline);
    HttpResponse response = transport.send(wire.build());
    if (response.status() < 300) {
      return response;
    }
    try (response) {
      throw S3Errors.of(response, skew);
    }
  }

  private void sign(Unsigned request, Sums.@Nullable Plan plan, HttpRequest.Builder wire) {
    AwsCredentialsIdentity identity = credentials.resolve();
    if (identity == null) {
      request.headers().forEach(wire::header);
      if (plan != null && plan.way() == Sums.Way.TRAILER) {
        trailerHeaders(request, plan).forEach(wire::header);
      }
      return;
    }
    SdkHttpRequest plain = sdkRequest(request, plan);
    SdkHttpRequest signed =
        SIGNER
            .sign(
                s -> {
                  s.identity(identity).request(plain);
                  s.putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, "s3")
                      .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                      .putProperty(AwsV4FamilyHttpSigner.DOUBLE_URL_ENCODE, false)
                      .putProperty(AwsV4FamilyHttpSigner.NORMALIZE_PATH, false)
                      .putProperty(AwsV4FamilyHttpSigner.PAYLOAD_SIGNING_ENABLED, false)
                      .putProperty(HttpSigner.SIGNING_CLOCK, skew.clock());
                  if (plan != null && plan.way() == Sums.Way.TRAILER) {
                    s.payload(NO_BYTES)
                        .putProperty(AwsV4FamilyHttpSigner.CHUNK_ENCODING_ENABLED, true)
                        .putProperty(AwsV4FamilyHttpSigner.CHECKSUM_ALGORITHM, algorithm(plan));
                  }
                })
            .request();
    signed.forEachHeader(
        (name, values) -> {
          if (!name.equalsIgnoreCase("Host") && !name.equalsIgnoreCase("Content-Length")) {
            wire.header(name, String.join(",", values));
          }
        });
  }

  /** Stands for a payload that the signer would frame, but is not asked to read. */
  private static final ContentStreamProvider NO_BYTES = () -> new ByteArrayInputStream(new byte[0]);

  private static ChecksumAlgorithm algorithm(Sums.Plan plan) {
    String name = java.util.Objects.requireNonNull(plan.algorithm()).name();
    return () -> name;
  }

  private SdkHttpRequest sdkRequest(Unsigned request, Sums.@Nullable Plan plan) {
    SdkHttpRequest.Builder plain =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.fromValue(request.method()))
            .protocol("https")
            .host(endpoint.host())
            .port(endpoint.hasOwnPort() ? endpoint.port() : 443)
            .encodedPath(request.path());
    request.query().forEach((k, v) -> plain.putRawQueryParameter(k, v.isEmpty() ? null : v));
    request.headers().forEach(plain::putHeader);
    if (plan != null && plan.way() == Sums.Way.TRAILER && request.body() != null) {
      plain.putHeader("Content-Length", Long.toString(decodedLength(request.body())));
    }
    return plain.build();
  }

  private static long decodedLength(HttpBody body) {
    return ((ContentBody) body).size();
  }

  /** What the signer would have added. */
  private static Map<String, String> trailerHeaders(Unsigned request, Sums.Plan plan) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("content-encoding", "aws-chunked");
    headers.put("x-amz-content-sha256", "STREAMING-UNSIGNED-PAYLOAD-TRAILER");
    headers.put(
        "x-amz-decoded-content-length",
        Long.toString(decodedLength(java.util.Objects.requireNonNull(request.body()))));
    headers.put("x-amz-trailer", Sums.header(java.util.Objects.requireNonNull(plan.algorithm())));
    return headers;
  }

  /** A URL that carries the signature; the headers are bound by it. */
  URI presign(Unsigned request, AwsCredentialsIdentity identity, Duration life, Clock clock) {
    SdkHttpRequest plain = sdkRequest(request, null);
    SdkHttpRequest signed =
        SIGNER
            .sign(
                s ->
                    s.identity(identity)
                        .request(plain)
                        .putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, "s3")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                        .putProperty(AwsV4FamilyHttpSigner.DOUBLE_URL_ENCODE, false)
                        .putProperty(AwsV4FamilyHttpSigner.NORMALIZE_PATH, false)
                        .putProperty(AwsV4FamilyHttpSigner.PAYLOAD_SIGNING_ENABLED, false)
                        .putProperty(AwsV4FamilyHttpSigner.AUTH_LOCATION, AuthLocation.QUERY_STRING)
                        .putProperty(AwsV4FamilyHttpSigner.EXPIRATION_DURATION, life)
                        .putProperty(HttpSigner.SIGNING_CLOCK, clock))
            .request();
    Map<String, String> query = new TreeMap<>();
    signed.forEachRawQueryParameter(
        (name, values) -> query.put(name, values.get(0) == null ? "" : values.get(0)));
    return endpoint.uri(request.path(), query);
  }
}
