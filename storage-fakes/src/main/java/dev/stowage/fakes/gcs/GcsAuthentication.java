package dev.stowage.fakes.gcs;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Finds out who sent a request: bearer tokens, and V4 signatures in URLs and forms. */
final class GcsAuthentication {

  private static final String ALGORITHM = "GOOG4-RSA-SHA256";
  private static final long LONGEST_SECONDS = 604_800;
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final GcsIdentity identity;
  private final Clock clock;

  GcsAuthentication(GcsIdentity identity, Clock clock) {
    this.identity = identity;
    this.clock = clock;
  }

  /**
   * Returns whether the caller is anonymous.
   *
   * @throws GcsError for credentials that are wrong
   */
  boolean anonymous(GcsCall call) {
    if (call.has("X-Goog-Signature")) {
      checkUrl(call);
      return false;
    }
    String authorization = call.header("Authorization").orElse("");
    if (authorization.isEmpty()) {
      return true;
    }
    if (!authorization.startsWith("Bearer ")
        || !identity.knows(authorization.substring("Bearer ".length()))) {
      throw GcsError.badToken();
    }
    return false;
  }

  private static GcsError denied(String words) {
    return new GcsError(403, "forbidden", "SignatureDoesNotMatch", words);
  }

  private void checkUrl(GcsCall call) {
    Map<String, String> params = call.params();
    String stamp = params.getOrDefault("X-Goog-Date", "");
    String scope = scope(params.getOrDefault("X-Goog-Credential", ""), stamp);
    if (!ALGORITHM.equals(params.get("X-Goog-Algorithm"))) {
      throw denied("The algorithm is not " + ALGORITHM);
    }
    String life = params.getOrDefault("X-Goog-Expires", "");
    if (!life.matches("\\d{1,9}")
        || Long.parseLong(life) < 1
        || Long.parseLong(life) > LONGEST_SECONDS) {
      throw new GcsError(
          400, "invalid", "AuthorizationQueryParametersError", "X-Goog-Expires is out of range.");
    }
    Instant signedAt = time(stamp);
    if (clock.instant().isAfter(signedAt.plusSeconds(Long.parseLong(life)))) {
      throw new GcsError(400, "invalid", "ExpiredToken", "Invalid argument: the URL has expired.");
    }
    if (clock.instant().plusSeconds(900).isBefore(signedAt)) {
      throw denied("The URL is not valid yet.");
    }
    String canonical = canonical(call, params.getOrDefault("X-Goog-SignedHeaders", ""));
    String toSign =
        String.join(
            "\n",
            ALGORITHM,
            stamp,
            scope,
            GcsText.hex(GcsText.digest("SHA-256", canonical.getBytes(StandardCharsets.UTF_8))));
    checkSignature(toSign, params.getOrDefault("X-Goog-Signature", ""));
  }

  private static void checkSignature(String signed, String signature) {
    try {
      if (!GcsIdentity.verifies(
          signed.getBytes(StandardCharsets.UTF_8), HexFormat.of().parseHex(signature))) {
        throw denied("The request signature we calculated does not match the one you provided.");
      }
    } catch (IllegalArgumentException e) {
      throw denied("The signature is not hexadecimal.");
    }
  }

  /** The scope behind the account in a credential. */
  private static String scope(String credential, String stamp) {
    String prefix = GcsIdentity.EMAIL + "/";
    String scope = credential.startsWith(prefix) ? credential.substring(prefix.length()) : "";
    if (!scope.matches("\\d{8}/[a-z0-9-]+/storage/goog4_request")
        || !stamp.startsWith(scope.substring(0, 8))) {
      throw new GcsError(
          403, "forbidden", "InvalidSecurity", "The credential is unknown or malformed.");
    }
    return scope;
  }

  private static Instant time(String stamp) {
    try {
      return STAMP.parse(stamp, Instant::from);
    } catch (DateTimeException e) {
      throw denied("The date is malformed.");
    }
  }

  private static String canonical(GcsCall call, String signedHeaders) {
    StringBuilder text = new StringBuilder(call.request().method()).append('\n');
    text.append(call.request().path()).append('\n').append(query(call)).append('\n');
    boolean host = false;
    for (String name : signedHeaders.split(";", -1)) {
      host |= name.equals("host");
      String value = String.join(",", call.request().headers().all(name));
      text.append(name).append(':').append(value.strip().replaceAll(" +", " ")).append('\n');
    }
    if (!host) {
      throw denied("The host must be signed.");
    }
    for (String name : call.request().headers().names()) {
      boolean must = name.startsWith("x-goog-") && !name.equals("x-goog-user-project");
      if (must && !Arrays.asList(signedHeaders.split(";", -1)).contains(name)) {
        throw denied("The header " + name + " must be signed.");
      }
    }
    text.append('\n').append(signedHeaders).append('\n');
    return text.append(call.header("x-goog-content-sha256").orElse("UNSIGNED-PAYLOAD")).toString();
  }

  private static String query(GcsCall call) {
    TreeMap<String, String> sorted = new TreeMap<>();
    call.params()
        .forEach(
            (name, value) -> {
              if (!name.equals("X-Goog-Signature")) {
                sorted.put(GcsText.encoded(name, true), GcsText.encoded(value, true));
              }
            });
    StringBuilder text = new StringBuilder();
    sorted.forEach(
        (name, value) ->
            text.append(text.isEmpty() ? "" : "&").append(name).append('=').append(value));
    return text.toString();
  }

  /** Checks the signature of a form's policy. */
  void checkForm(Map<String, String> fields, String policy) {
    if (!ALGORITHM.equals(fields.get("x-goog-algorithm"))) {
      throw denied("The algorithm is not " + ALGORITHM);
    }
    scope(fields.getOrDefault("x-goog-credential", ""), fields.getOrDefault("x-goog-date", ""));
    checkSignature(policy, fields.getOrDefault("x-goog-signature", ""));
  }
}
