package dev.stowage.oci;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.oracle.bmc.auth.BasicAuthenticationDetailsProvider;
import com.oracle.bmc.http.signing.RequestSigner;
import dev.stowage.OpenOptions;
import dev.stowage.http.HttpRequest;
import dev.stowage.http.HttpResponse;
import dev.stowage.http.HttpTransport;
import dev.stowage.spi.CallScope;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Signs requests to one service with the SDK's signer, and sends them through our transport.
 *
 * <p>Who calls, and where the service is, is found out with the first request, since it may take
 * requests. A refusal for want of authentication renews what can be renewed, and the request is
 * sent once more if its content can be read again or nothing of it was sent. Thread-safe.
 */
public final class OciWire implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MOST = 64 * 1024;
  private static final Duration TOLERATED = Duration.ofMinutes(4);
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
          .withZone(ZoneOffset.UTC);

  private final OciService service;
  private final OciConfig config;
  private final OpenOptions options;
  private final HttpTransport transport;
  private final OciIdentities identities;
  private volatile @Nullable OciIdentity identity;
  private volatile @Nullable URI endpoint;
  private volatile Duration ahead = Duration.ZERO;

  private OciWire(OciService service, OciConfig config, OpenOptions options) {
    this.service = service;
    this.config = config;
    this.options = options;
    this.transport = HttpTransport.create(options.transport());
    this.identities = new OciIdentities(config, options, transport);
  }

  /** A wire of its own; sends nothing yet. The caller closes it. */
  public static OciWire open(OciService service, OciConfig config, OpenOptions options) {
    return new OciWire(service, config, options);
  }

  /**
   * Sends a request; every status from 300 on is thrown, with the body's code and message.
   *
   * @throws OciException what the service refuses
   */
  public HttpResponse send(OciCall call) throws IOException {
    OciIdentity who = identity();
    int generation = who.generation();
    HttpResponse first = attempt(call, who);
    boolean again =
        first.status() == 401
            && (call.canBeSentAgain() || first.requestBytes() == 0)
            && (learnTime(first) || who.renew(generation));
    if (!again) {
      return accepted(first);
    }
    first.close();
    return accepted(attempt(call, who));
  }

  private static HttpResponse accepted(HttpResponse response) throws IOException {
    if (response.status() < 300) {
      return response;
    }
    try (response) {
      throw refusal(response);
    }
  }

  /** Sends a request and reads the document of its answer; missing when there is none. */
  public JsonNode document(OciCall call) throws IOException {
    try (HttpResponse response = send(call)) {
      return document(response);
    }
  }

  /** The document of an answer, which is read to its end. */
  public static JsonNode document(HttpResponse response) throws IOException {
    try (InputStream body = response.body()) {
      byte[] bytes = body.readAllBytes();
      return bytes.length == 0 ? MissingNode.getInstance() : JSON.readTree(bytes);
    } catch (JsonProcessingException e) {
      throw new IOException("the answer of the service is not JSON");
    }
  }

  /** Sends a request whose answer says nothing more than that it was done. */
  public void done(OciCall call) throws IOException {
    send(call).close();
  }

  private HttpResponse attempt(OciCall call, OciIdentity who) throws IOException {
    URI uri = call.uri(endpoint(who));
    HttpRequest.Builder request = HttpRequest.builder(call.method(), uri);
    sign(call, uri, who, request);
    if (call.hasBody()) {
      request.body(call.body()).expectContinue(call.asksFirst());
    }
    CallScope.deadline().ifPresent(request::deadline);
    return transport.send(request.build());
  }

  private void sign(OciCall call, URI uri, OciIdentity who, HttpRequest.Builder request) {
    RequestSigner signer = who.signer(call.signsBody());
    if (signer == null) {
      call.headers().forEach(request::header);
      return;
    }
    Map<String, List<String>> headers = new HashMap<>();
    call.headers().forEach((name, value) -> headers.put(name, List.of(value)));
    headers.put("date", List.of(DATE.format(now())));
    if (call.signsBody()) {
      headers.put("content-length", List.of(Integer.toString(call.document().length)));
      headers.put("x-content-sha256", List.of(sha256(call.document())));
      headers.putIfAbsent("content-type", List.of("application/json"));
    }
    Map<String, String> signed = signer.signRequest(uri, call.method(), headers, null);
    call.headers()
        .forEach(
            (name, value) -> {
              if (!signed.containsKey(name)) {
                request.header(name, value);
              }
            });
    signed.forEach(request::header);
  }

  private static String sha256(byte[] bytes) {
    try {
      return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** Signatures of another time than the service's are refused; then its time is taken over. */
  private boolean learnTime(HttpResponse response) {
    Instant theirs;
    try {
      theirs =
          DateTimeFormatter.RFC_1123_DATE_TIME.parse(
              response.headers().first("Date").orElse(""), Instant::from);
    } catch (DateTimeException e) {
      return false; // It does not say what time it is.
    }
    Duration before = ahead;
    Duration now = Duration.between(Instant.now(), theirs);
    boolean news = now.minus(before).abs().compareTo(TOLERATED) > 0;
    if (news) {
      ahead = now;
    }
    return news;
  }

  private static OciException refusal(HttpResponse response) {
    String code = "";
    String message = "";
    try (InputStream body = response.body()) {
      JsonNode error = JSON.readTree(body.readNBytes(MOST));
      code = error.path("code").asText("");
      message = error.path("message").asText("");
    } catch (IOException e) {
      message = ""; // HEAD has no body, and gateways answer in HTML: the status has to do.
    }
    return new OciException(
        response.status(),
        code,
        message,
        response.headers().first("opc-request-id").orElse(null),
        response.headers().first("Retry-After").orElse(null));
  }

  private OciIdentity identity() {
    OciIdentity found = identity;
    if (found == null) {
      synchronized (this) {
        found = identity;
        if (found == null) {
          found = identities.find();
          identity = found;
        }
      }
    }
    return found;
  }

  private URI endpoint(OciIdentity who) {
    URI known = endpoint;
    if (known == null) {
      known = config.endpoint().orElseGet(() -> service.endpoint(regionOf(who)));
      endpoint = known;
    }
    return known;
  }

  private String regionOf(OciIdentity who) {
    return config
        .region()
        .or(who::region)
        .orElseThrow(() -> OciIdentities.noRegion("the credentials"));
  }

  /** What time it is at the service, as far as it is known. */
  public Instant now() {
    return Instant.now().plus(ahead);
  }

  /** Where the service is; may send requests to find out. */
  public URI endpoint() {
    return endpoint(identity());
  }

  /** The region, where one is known; may send requests to find out. */
  public Optional<String> region() {
    return config.region().or(() -> identity().region());
  }

  /** Who calls, or empty for requests without a signature; may send requests to find out. */
  public Optional<BasicAuthenticationDetailsProvider> provider() {
    return identity().provider();
  }

  /** Whether another wire leads to the same service as the same caller, without a look. */
  public boolean sameCallerAs(OciWire other) {
    return service == other.service
        && config.endpoint().equals(other.config.endpoint())
        && config.credential().equals(other.config.credential())
        && config.provider().equals(other.config.provider())
        && options.credentials().equals(other.options.credentials())
        && options.environment().equals(other.options.environment());
  }

  /** The transport under it; closed with it. */
  public HttpTransport transport() {
    return transport;
  }

  @Override
  public void close() {
    transport.close();
  }
}
