package dev.stowage.s3;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.http.HttpBody;
import dev.stowage.http.HttpRequest;
import dev.stowage.http.HttpResponse;
import dev.stowage.http.HttpTransport;
import dev.stowage.wire.MalformedReplyException;
import dev.stowage.wire.WireTimes;
import dev.stowage.wire.XmlNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/**
 * Exchanges the token of a workload (Kubernetes, a build service) for credentials of a role, by the
 * one unsigned call of STS that this takes; the SDK's module for STS would be one more megabyte.
 */
final class WebIdentity {
  private static final Duration EARLY = Duration.ofMinutes(5);

  private final Map<String, String> env;
  private final String region;
  private final HttpTransport transport;
  private @Nullable AwsCredentialsIdentity current;
  private Instant renewAt = Instant.MIN;

  WebIdentity(Map<String, String> env, String region, HttpTransport transport) {
    this.env = env;
    this.region = region;
    this.transport = transport;
  }

  synchronized AwsCredentialsIdentity resolve() {
    AwsCredentialsIdentity known = current;
    if (known == null || Instant.now().isAfter(renewAt)) {
      try {
        known = assume();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      current = known;
    }
    return known;
  }

  private AwsCredentialsIdentity assume() throws IOException {
    String token =
        Files.readString(
                Path.of(java.util.Objects.requireNonNull(env.get("AWS_WEB_IDENTITY_TOKEN_FILE"))))
            .strip();
    String form =
        "Action=AssumeRoleWithWebIdentity&Version=2011-06-15&RoleArn="
            + S3Endpoint.encodeAll(java.util.Objects.requireNonNull(env.get("AWS_ROLE_ARN")))
            + "&RoleSessionName="
            + S3Endpoint.encodeAll(env.getOrDefault("AWS_ROLE_SESSION_NAME", "stowage"))
            + "&WebIdentityToken="
            + S3Endpoint.encodeAll(token);
    HttpRequest request =
        HttpRequest.builder("POST", endpoint())
            .header("Content-Type", "application/x-www-form-urlencoded")
            .body(HttpBody.of(form.getBytes(StandardCharsets.US_ASCII)))
            .build();
    try (HttpResponse response = transport.send(request)) {
      XmlNode document = XmlNode.parse(response.body());
      if (response.status() != 200) {
        throw refused(document, response.status());
      }
      return accept(document);
    }
  }

  private URI endpoint() {
    String set = env.get("AWS_ENDPOINT_URL_STS");
    if (set != null) {
      return URI.create(set.endsWith("/") ? set : set + "/");
    }
    return URI.create(
        region.isEmpty()
            ? "https://sts.amazonaws.com/"
            : "https://sts."
                + region
                + (region.startsWith("cn-") ? ".amazonaws.com.cn/" : ".amazonaws.com/"));
  }

  private AwsCredentialsIdentity accept(XmlNode document) throws IOException {
    for (XmlNode result : document.all("AssumeRoleWithWebIdentityResult")) {
      for (XmlNode found : result.all("Credentials")) {
        Instant expires = WireTimes.timestamp(found.of("Expiration"));
        renewAt = expires.minus(EARLY);
        return AwsSessionCredentials.builder()
            .accessKeyId(found.of("AccessKeyId"))
            .secretAccessKey(found.of("SecretAccessKey"))
            .sessionToken(found.of("SessionToken"))
            .expirationTime(expires)
            .build();
      }
    }
    throw new MalformedReplyException("STS answered without credentials");
  }

  private static StorageException refused(XmlNode document, int status) {
    String words = document.all("Error").stream().map(e -> e.of("Code")).findFirst().orElse("");
    return StorageException.builder(
            status >= 500 ? ErrorCode.UNAVAILABLE : ErrorCode.UNAUTHENTICATED,
            "STS does not exchange the web identity token: " + words)
        .httpStatus(status)
        .build();
  }
}
