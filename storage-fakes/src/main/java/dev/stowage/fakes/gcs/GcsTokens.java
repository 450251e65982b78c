package dev.stowage.fakes.gcs;

import dev.stowage.fakes.FakeResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where access tokens come from: OAuth, STS, IAM credentials, and the metadata server. */
final class GcsTokens {

  private static final long LIFE = 3600;

  private final GcsIdentity identity;
  private final Clock clock;

  GcsTokens(GcsIdentity identity, Clock clock) {
    this.identity = identity;
    this.clock = clock;
  }

  /** Service accounts by a signed assertion; users by a refresh token. */
  FakeResponse oauth(GcsCall call) {
    Map<String, String> form = form(call);
    String grant = form.getOrDefault("grant_type", "");
    switch (grant) {
      case "urn:ietf:params:oauth:grant-type:jwt-bearer" ->
          check(form.getOrDefault("assertion", ""));
      case "refresh_token" -> {
        if (!form.getOrDefault("refresh_token", "").equals("fake-refresh-token")) {
          throw refused("Bad refresh token");
        }
      }
      default -> throw refused("Unsupported grant type " + grant);
    }
    return GcsMetadata.response(200, token());
  }

  private Map<String, Object> token() {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("access_token", identity.issue(LIFE));
    answer.put("expires_in", LIFE);
    answer.put("token_type", "Bearer");
    return answer;
  }

  private void check(String assertion) {
    String[] pieces = assertion.split("\\.", -1);
    if (pieces.length != 3) {
      throw refused("The assertion is no JWT");
    }
    byte[] signed = (pieces[0] + "." + pieces[1]).getBytes(StandardCharsets.US_ASCII);
    try {
      if (!GcsIdentity.verifies(signed, Base64.getUrlDecoder().decode(pieces[2]))) {
        throw refused("Invalid JWT Signature.");
      }
      Map<?, ?> header = GcsMetadata.parse(Base64.getUrlDecoder().decode(pieces[0]));
      Map<?, ?> claims = GcsMetadata.parse(Base64.getUrlDecoder().decode(pieces[1]));
      boolean good =
          "RS256".equals(header.get("alg"))
              && GcsIdentity.EMAIL.equals(claims.get("iss"))
              && claims.get("scope") != null
              && claims.get("aud") != null
              && seconds(claims.get("exp")) > clock.instant().getEpochSecond()
              && seconds(claims.get("exp")) - seconds(claims.get("iat")) <= LIFE;
      if (!good) {
        throw refused("Invalid JWT: its claims are wrong or too old.");
      }
    } catch (IllegalArgumentException e) {
      throw refused("Invalid JWT.");
    }
  }

  private static long seconds(@Nullable Object claim) {
    return claim instanceof Number number ? number.longValue() : 0;
  }

  private static GcsError refused(String words) {
    return new GcsError(400, "invalid_grant", "invalid_grant", words);
  }

  /** Workload identity federation. */
  FakeResponse sts(GcsCall call) {
    Map<String, String> form = form(call);
    boolean good =
        "urn:ietf:params:oauth:grant-type:token-exchange".equals(form.get("grant_type"))
            && "fake-subject-token".equals(form.get("subject_token"))
            && form.containsKey("audience");
    if (!good) {
      throw refused("The subject token is not accepted.");
    }
    Map<String, Object> answer = token();
    answer.put("issued_token_type", "urn:ietf:params:oauth:token-type:access_token");
    return GcsMetadata.response(200, answer);
  }

  FakeResponse signBlob(GcsCall call) {
    checkAccount(call);
    Object payload = GcsMetadata.parse(call.request().body()).get("payload");
    if (payload == null) {
      throw GcsError.required("payload");
    }
    byte[] signed = GcsIdentity.sign(Base64.getDecoder().decode(payload.toString()));
    return GcsMetadata.response(
        200,
        Map.of(
            "keyId", GcsIdentity.KEY_ID, "signedBlob", Base64.getEncoder().encodeToString(signed)));
  }

  FakeResponse impersonate(GcsCall call) {
    checkAccount(call);
    String end =
        clock
            .instant()
            .plusSeconds(LIFE)
            .truncatedTo(java.time.temporal.ChronoUnit.SECONDS)
            .toString();
    return GcsMetadata.response(
        200, Map.of("accessToken", identity.issue(LIFE), "expireTime", end));
  }

  private static void checkAccount(GcsCall call) {
    String path = GcsText.decoded(call.request().path());
    if (!path.contains("/" + GcsIdentity.EMAIL + ":")) {
      throw GcsError.forbidden("Permission denied on the service account.");
    }
  }

  /** The metadata server of a machine. */
  FakeResponse metadata(GcsCall call) {
    if (!"Google".equals(call.header("Metadata-Flavor").orElse(""))) {
      throw GcsError.forbidden("Missing Metadata-Flavor:Google header.");
    }
    String path = call.request().path().substring("/computeMetadata/v1/".length());
    return switch (path) {
      case "instance/service-accounts/default/token" ->
          GcsMetadata.response(200, token()).with("Metadata-Flavor", "Google");
      case "instance/service-accounts/default/email" -> text(GcsIdentity.EMAIL);
      case "project/project-id" -> text(GcsIdentity.PROJECT);
      default -> throw new GcsError(404, "notFound", "NotFound", "Not Found");
    };
  }

  private static FakeResponse text(String words) {
    return FakeResponse.of(200)
        .with("Content-Type", "application/text")
        .with("Metadata-Flavor", "Google")
        .withBody(words.getBytes(StandardCharsets.UTF_8));
  }

  private static Map<String, String> form(GcsCall call) {
    return GcsText.query(new String(call.request().body(), StandardCharsets.UTF_8));
  }
}
