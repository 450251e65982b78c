package dev.stowage.oss;

import com.aliyun.sdk.service.oss2.credentials.Credentials;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.http.HttpBody;
import dev.stowage.http.HttpRequest;
import dev.stowage.http.HttpResponse;
import dev.stowage.http.HttpTransport;
import dev.stowage.spi.CallScope;
import dev.stowage.wire.MalformedReplyException;
import dev.stowage.wire.WireTimes;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Calls a service that takes signatures of version 3, and speaks JSON. Thread-safe. */
final class AcsClient implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MOST_OF_AN_ERROR = 64 * 1024;

  private final HttpTransport transport;
  private final URI endpoint;
  private final String version;
  private final OssCredentials credentials;
  private volatile Duration ahead = Duration.ZERO;

  AcsClient(HttpTransport transport, URI endpoint, String version, OssCredentials credentials) {
    this.transport = transport;
    this.endpoint = endpoint;
    this.version = version;
    this.credentials = credentials;
  }

  /**
   * One request.
   *
   * @param path percent-encoded, and starting with a slash
   * @param query unencoded
   */
  record Request(
      String action,
      String method,
      String path,
      Map<String, String> query,
      @Nullable JsonNode body) {}

  /** What the service answers; an empty object when it says nothing. */
  JsonNode call(Request request) throws IOException {
    byte[] body = request.body() == null ? new byte[0] : JSON.writeValueAsBytes(request.body());
    String query = Acs3Signer.query(request.query());
    URI uri =
        URI.create(
            endpoint.getScheme()
                + "://"
                + endpoint.getRawAuthority()
                + request.path()
                + (query.isEmpty() ? "" : "?" + query));
    HttpRequest.Builder wire = HttpRequest.builder(request.method(), uri);
    headers(request, body).forEach(wire::header);
    if (body.length > 0 || request.method().equals("POST") || request.method().equals("PUT")) {
      wire.body(HttpBody.of(body));
    }
    CallScope.deadline().ifPresent(wire::deadline);
    try (HttpResponse response = transport.send(wire.build())) {
      if (response.status() >= 300) {
        throw refused(response);
      }
      byte[] answer = response.body().readAllBytes();
      return answer.length == 0 ? JSON.createObjectNode() : read(answer);
    }
  }

  private static JsonNode read(byte[] answer) throws IOException {
    try {
      return JSON.readTree(answer);
    } catch (JsonProcessingException e) {
      throw new MalformedReplyException("the reply is not the JSON it should be", e);
    }
  }

  private Map<String, String> headers(Request request, byte[] body) {
    Credentials identity = credentials.resolve();
    if (identity == null) {
      throw StorageException.of(
          ErrorCode.UNAUTHENTICATED, "this service answers nobody without an access key");
    }
    TreeMap<String, String> headers = new TreeMap<>();
    headers.put("host", endpoint.getRawAuthority());
    if (body.length > 0) {
      headers.put("content-type", "application/json; charset=utf-8");
    }
    headers.put("x-acs-action", request.action());
    headers.put("x-acs-version", version);
    headers.put("x-acs-date", Instant.now().plus(ahead).truncatedTo(ChronoUnit.SECONDS).toString());
    headers.put("x-acs-signature-nonce", UUID.randomUUID().toString());
    headers.put("x-acs-content-sha256", Acs3Signer.sha256(body));
    if (identity.securityToken() != null && !identity.securityToken().isEmpty()) {
      headers.put("x-acs-security-token", identity.securityToken());
    }
    String authorization =
        Acs3Signer.authorization(
            new Acs3Signer.Call(request.method(), request.path(), request.query(), headers),
            identity.accessKeyId(),
            identity.accessKeySecret());
    Map<String, String> all = new LinkedHashMap<>(headers);
    all.put("accept", "application/json");
    all.put("authorization", authorization);
    return all;
  }

  /** The services spell the names of these fields in two ways. */
  private AcsException refused(HttpResponse response) throws IOException {
    JsonNode error;
    try {
      error = JSON.readTree(response.body().readNBytes(MOST_OF_AN_ERROR));
    } catch (JsonProcessingException e) {
      error = JSON.createObjectNode(); // Proxies answer in HTML: the status has to do.
    }
    String code = either(error, "Code", "ErrorCode");
    String id = either(error, "RequestId", "requestId");
    if (code.startsWith("InvalidTimeStamp")) {
      Instant theirs = WireTimes.httpDate(response.headers().first("Date").orElse(""));
      if (theirs.isAfter(Instant.EPOCH)) {
        ahead = Duration.between(Instant.now(), theirs);
      }
    }
    return new AcsException(
        response,
        code,
        either(error, "Message", "ErrorMessage"),
        id.isEmpty() ? response.headers().first("x-fc-request-id").orElse(null) : id);
  }

  private static String either(JsonNode object, String name, String other) {
    String text = object.path(name).asText();
    return text.isEmpty() ? object.path(other).asText() : text;
  }

  @Override
  public void close() {
    transport.close();
  }
}
