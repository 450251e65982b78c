package dev.stowage.fakes.oci;

import dev.stowage.fakes.FakeResponse;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Where tokens are renewed, and what an instance is told about itself. */
final class OciTokens implements OciServiceFake {

  private static final String REFRESH = "RefreshSessionToken";
  private static final String METADATA = "GetInstanceMetadata";
  private static final Duration LIFE = Duration.ofHours(1);

  private final OciAccount account;
  private final OciKeys keys;
  private final KeyPair pair;

  OciTokens(OciAccount account, OciKeys keys, KeyPair pair) {
    this.account = account;
    this.keys = keys;
    this.pair = pair;
  }

  @Override
  public Set<String> operations() {
    return Set.of(REFRESH, METADATA);
  }

  @Override
  public Optional<String> operation(OciRequest head) {
    if (head.path().equals("/v1/authentication/refresh") && head.method().equals("POST")) {
      return Optional.of(REFRESH);
    }
    return head.path().startsWith("/opc/v2/") ? Optional.of(METADATA) : Optional.empty();
  }

  @Override
  public boolean open(String operation, OciRequest head) {
    return operation.equals(METADATA);
  }

  /** The metadata service wants a word instead of a signature. */
  @Override
  public FakeResponse answer(String operation, OciRequest request) {
    if (operation.equals(METADATA)) {
      return request.path().equals("/opc/v2/instance/region")
          ? FakeResponse.of(200)
              .with("Content-Type", "text/plain")
              .withBody("phx".getBytes(StandardCharsets.UTF_8))
          : FakeResponse.of(404);
    }
    String current = OciJson.text(request.json(), "currentToken");
    if (!account.caller().equals(Optional.of("ST$" + current))) {
      throw OciError.notAuthenticated();
    }
    String next = keys.issue(pair.getPublic(), account.now().plus(LIFE), Map.of());
    return OciJson.response(200, Map.of("token", next));
  }

  @Override
  public void clear() {
    // Tokens are forgotten with the keys.
  }
}
