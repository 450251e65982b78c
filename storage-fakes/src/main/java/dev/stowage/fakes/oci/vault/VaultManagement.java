package dev.stowage.fakes.oci.vault;

import dev.stowage.fakes.FakeResponse;
import dev.stowage.fakes.oci.OciError;
import dev.stowage.fakes.oci.OciJson;
import dev.stowage.fakes.oci.OciRequest;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Making, changing, listing and deleting secrets. */
final class VaultManagement {
  private static final int PAGE = 50;
  private static final int MOST_BYTES = 25_600;
  private static final Duration LONGEST = Duration.ofDays(30);
  private static final Duration SHORTEST = Duration.ofDays(1);

  private final VaultState state;
  private final Map<String, String> byToken = new HashMap<>();

  VaultManagement(VaultState state) {
    this.state = state;
  }

  FakeResponse create(OciRequest request) {
    String token = request.header("opc-retry-token").orElse("");
    VaultSecret again = token.isEmpty() ? null : state.secrets().get(byToken.get(token));
    if (again != null) {
      return OciJson.response(200, again.json());
    }
    Map<String, @Nullable Object> body = request.json();
    String vault = require(body, "vaultId");
    VaultState.checkVault(vault);
    if (!state.account().knows(require(body, "compartmentId"))
        || !require(body, "keyId").equals(VaultState.KEY)) {
      throw OciError.notAuthorizedOrNotFound();
    }
    String name = require(body, "secretName");
    if (!name.matches("[A-Za-z0-9._-]{1,255}")) {
      throw OciError.invalidParameter("Invalid secretName");
    }
    if (state.named(vault, name).isPresent()) {
      throw new OciError(
          409, "Conflict", "The secret with name " + name + " already exists in the vault.");
    }
    Map<String, @Nullable Object> content = content(body);
    VaultSecret secret =
        state.add(
            vault, name, OciJson.text(content, "content"), "BASE64", OciJson.text(content, "name"));
    change(secret, "CREATING");
    if (!token.isEmpty()) {
      byToken.put(token, secret.id);
    }
    return OciJson.response(200, secret.json());
  }

  private void change(VaultSecret secret, String through) {
    secret.state = through;
    secret.looksLeft = state.slowness();
  }

  private static String require(Map<String, @Nullable Object> body, String name) {
    String value = OciJson.text(body, name);
    if (value.isEmpty()) {
      throw new OciError(400, "MissingParameter", "Missing parameter " + name);
    }
    return value;
  }

  private static Map<String, @Nullable Object> content(Map<String, @Nullable Object> body) {
    if (!(body.get("secretContent") instanceof Map<?, ?> raw)) {
      throw new OciError(400, "MissingParameter", "Missing parameter secretContent");
    }
    Map<String, @Nullable Object> content = new HashMap<>();
    raw.forEach((name, value) -> content.put((String) name, value));
    if (!"BASE64".equals(content.get("contentType"))) {
      throw OciError.invalidParameter("Invalid contentType");
    }
    try {
      int length = Base64.getDecoder().decode(require(content, "content")).length;
      if (length > MOST_BYTES) {
        throw new OciError(400, "InvalidParameter", "The content has more than 25600 bytes");
      }
    } catch (IllegalArgumentException e) {
      throw OciError.invalidParameter("The content is not Base64");
    }
    return content;
  }

  FakeResponse get(OciRequest request) {
    VaultSecret secret = state.require(request.segment(2));
    boolean passing =
        secret.state.equals("CREATING")
            || secret.state.equals("UPDATING")
            || secret.state.equals("CANCELLING_DELETION");
    if (passing && --secret.looksLeft < 0) {
      secret.state = "ACTIVE";
    }
    return OciJson.response(200, secret.json());
  }

  FakeResponse list(OciRequest request) {
    if (!state.account().knows(request.require("compartmentId"))) {
      throw OciError.notAuthorizedOrNotFound();
    }
    List<Object> items = new ArrayList<>();
    for (VaultSecret secret : state.secrets().values()) {
      boolean wanted =
          request.param("vaultId").map(secret.vaultId::equals).orElse(true)
              && request.param("name").map(secret.name::equals).orElse(true)
              && request.param("lifecycleState").map(secret.state::equals).orElse(true);
      if (wanted) {
        items.add(secret.json());
      }
    }
    return VaultBundles.page(request, items, PAGE);
  }

  FakeResponse update(OciRequest request) {
    VaultSecret secret = active(request);
    Map<String, @Nullable Object> body = request.json();
    if (body.get("currentVersionNumber") instanceof Number number) {
      if (secret.version(number.longValue()) == null) {
        throw OciError.notAuthorizedOrNotFound();
      }
      secret.promote(number.longValue());
    } else {
      addVersion(secret, content(body));
    }
    change(secret, "UPDATING");
    return OciJson.response(200, secret.json());
  }

  private void addVersion(VaultSecret secret, Map<String, @Nullable Object> content) {
    String name = OciJson.text(content, "name");
    if (!name.isEmpty() && secret.versions.stream().anyMatch(v -> v.name().equals(name))) {
      throw new OciError(409, "Conflict", "A version with this name already exists.");
    }
    long number = secret.latest() + 1;
    secret.versions.add(
        new VaultSecret.Version(
            number, name, OciJson.text(content, "content"), "BASE64", state.now()));
    if (OciJson.text(content, "stage").equals("PENDING")) {
      secret.pending = number;
    } else {
      secret.promote(number);
    }
  }

  private VaultSecret active(OciRequest request) {
    VaultSecret secret = state.require(request.segment(2));
    if (!secret.state.equals("ACTIVE")) {
      throw incorrect(secret);
    }
    return secret;
  }

  private static OciError incorrect(VaultSecret secret) {
    return new OciError(409, "IncorrectState", "The secret is in the state " + secret.state + ".");
  }

  FakeResponse schedule(OciRequest request) {
    VaultSecret secret = active(request);
    String when = OciJson.text(request.json(), "timeOfDeletion");
    Instant time;
    try {
      time = when.isEmpty() ? state.now().plus(LONGEST) : Instant.parse(when);
    } catch (DateTimeException e) {
      throw OciError.invalidParameter("Invalid timeOfDeletion");
    }
    Duration window = Duration.between(state.now(), time);
    if (window.compareTo(SHORTEST) < 0 || window.compareTo(LONGEST) > 0) {
      throw OciError.invalidParameter(
          "The time of deletion must be between 1 and 30 days from now");
    }
    secret.state = "PENDING_DELETION";
    secret.deletion = time;
    return FakeResponse.of(200);
  }

  FakeResponse cancel(OciRequest request) {
    VaultSecret secret = state.require(request.segment(2));
    if (!secret.state.equals("PENDING_DELETION")) {
      throw incorrect(secret);
    }
    secret.deletion = null;
    change(secret, "CANCELLING_DELETION");
    return FakeResponse.of(200);
  }
}
