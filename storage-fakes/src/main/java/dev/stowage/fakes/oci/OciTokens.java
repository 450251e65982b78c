package dev.stowage.fakes.oci;

import dev.stowage.fakes.FakeResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where tokens are issued and renewed, and what an instance is told about itself. */
final class OciTokens implements OciServiceFake {

  private static final String REFRESH = "RefreshSessionToken";
  private static final String EXCHANGE = "ExchangeCertificate";
  private static final String METADATA = "GetInstanceMetadata";
  private static final Duration LIFE = Duration.ofHours(1);

  private final OciAccount account;
  private final OciKeys keys;
  private final KeyPair pair;
  private final OciCertificate certificate;

  OciTokens(OciAccount account, OciKeys keys, KeyPair pair) {
    this.account = account;
    this.keys = keys;
    this.pair = pair;
    this.certificate = new OciCertificate(pair, account.tenancy(), account.now());
  }

  /** Accepts the instance's certificate, with the one request that it is good for. */
  void acceptInstance() {
    keys.add(instance(), pair.getPublic(), Instant.MAX);
  }

  private String instance() {
    return account.tenancy() + "/fed-x509-sha256/" + certificate.fingerprint();
  }

  @Override
  public Set<String> operations() {
    return Set.of(REFRESH, EXCHANGE, METADATA);
  }

  @Override
  public Optional<String> operation(OciRequest head) {
    if (head.method().equals("POST") && head.path().equals("/v1/authentication/refresh")) {
      return Optional.of(REFRESH);
    }
    if (head.method().equals("POST") && head.path().equals("/v1/x509")) {
      return Optional.of(EXCHANGE);
    }
    return head.path().startsWith("/opc/v2/") ? Optional.of(METADATA) : Optional.empty();
  }

  @Override
  public boolean open(String operation, OciRequest head) {
    return operation.equals(METADATA);
  }

  @Override
  public FakeResponse answer(String operation, OciRequest request) {
    return switch (operation) {
      case REFRESH -> refresh(request);
      case EXCHANGE -> exchange(request);
      default -> metadata(request);
    };
  }

  private FakeResponse refresh(OciRequest request) {
    String current = OciJson.text(request.json(), "currentToken");
    if (!account.caller().equals(Optional.of("ST$" + current))) {
      throw OciError.notAuthenticated();
    }
    return token(pair.getPublic(), Map.of());
  }

  /** Only the certificate's key may ask, and the token is for the key that it brings along. */
  private FakeResponse exchange(OciRequest request) {
    Map<String, @Nullable Object> body = request.json();
    boolean known =
        OciJson.text(body, "certificate").equals(certificate.base64())
            && OciJson.text(body, "fingerprintAlgorithm").equals("SHA256")
            && account.caller().equals(Optional.of(instance()));
    if (!known) {
      throw OciError.notAuthenticated();
    }
    try {
      byte[] encoded = Base64.getDecoder().decode(OciJson.text(body, "publicKey"));
      PublicKey session =
          KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(encoded));
      return token(session, Map.of("opc-tenant", account.tenancy()));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw OciError.invalidParameter("publicKey is not a key");
    }
  }

  private FakeResponse token(PublicKey key, Map<String, Object> claims) {
    java.util.Map<String, Object> all = new java.util.TreeMap<>(claims);
    all.put("jwk", OciKeys.jwk(key));
    return OciJson.response(200, Map.of("token", keys.issue(key, account.now().plus(LIFE), all)));
  }

  /** The metadata service wants a word instead of a signature. */
  private FakeResponse metadata(OciRequest request) {
    if (!request.header("Authorization").equals(Optional.of("Bearer Oracle"))) {
      return FakeResponse.of(401);
    }
    return switch (request.path()) {
      case "/opc/v2/instance/region" -> text("phx");
      case "/opc/v2/identity/cert.pem", "/opc/v2/identity/intermediate.pem" ->
          text(certificate.pem());
      case "/opc/v2/identity/key.pem" -> text(OciKeys.pem(certificate.pair()));
      default -> FakeResponse.of(404);
    };
  }

  private static FakeResponse text(String value) {
    return FakeResponse.of(200)
        .with("Content-Type", "text/plain")
        .withBody(value.getBytes(StandardCharsets.UTF_8));
  }

  /** Tokens are forgotten with the keys. */
  @Override
  public void clear() {
    // Nothing of its own.
  }
}
