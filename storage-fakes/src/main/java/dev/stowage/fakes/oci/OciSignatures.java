package dev.stowage.fakes.oci;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Checks the signature of a request: version 1, RSA with SHA-256, over the headers that OCI
 * requires.
 */
final class OciSignatures {

  private static final Pattern FIELD = Pattern.compile("([a-zA-Z]+)=\"([^\"]*)\"");
  private static final Duration SKEW = Duration.ofMinutes(5);
  private static final Set<String> WITH_BODY = Set.of("PUT", "POST", "PATCH");

  private final OciKeys keys;
  private final Clock clock;

  OciSignatures(OciKeys keys, Clock clock) {
    this.keys = keys;
    this.clock = clock;
  }

  /**
   * Finds out who sent a request's head.
   *
   * @return the key's name, or empty when there is no signature
   */
  Optional<String> caller(OciRequest head, boolean signsBody) {
    String authorization = head.header("Authorization").orElse("");
    if (authorization.isEmpty()) {
      return Optional.empty();
    }
    if (!authorization.regionMatches(true, 0, "Signature ", 0, 10)) {
      throw OciError.notAuthenticated();
    }
    Map<String, String> fields = new HashMap<>();
    Matcher matcher = FIELD.matcher(authorization);
    while (matcher.find()) {
      fields.put(matcher.group(1), matcher.group(2));
    }
    if (!"1".equals(fields.get("version")) || !"rsa-sha256".equals(fields.get("algorithm"))) {
      throw OciError.notAuthenticated();
    }
    List<String> signed =
        List.of(fields.getOrDefault("headers", "date").toLowerCase(Locale.ROOT).split(" "));
    checkCovered(head, signed, signsBody);
    checkTime(head, signed);
    String keyId = fields.getOrDefault("keyId", "");
    PublicKey key = keys.find(keyId).orElseThrow(OciError::notAuthenticated);
    checkSignature(key, text(head, signed), fields.getOrDefault("signature", ""));
    return Optional.of(keyId);
  }

  private static void checkCovered(OciRequest head, List<String> signed, boolean signsBody) {
    boolean date = signed.contains("date") || signed.contains("x-date");
    boolean covered = date && signed.contains("(request-target)") && signed.contains("host");
    if (signsBody && WITH_BODY.contains(head.method())) {
      covered &= signed.containsAll(List.of("content-length", "content-type", "x-content-sha256"));
    }
    if (!covered) {
      throw OciError.notAuthenticated();
    }
  }

  private void checkTime(OciRequest head, List<String> signed) {
    String name = signed.contains("x-date") ? "x-date" : "date";
    try {
      Instant time =
          DateTimeFormatter.RFC_1123_DATE_TIME.parse(head.header(name).orElse(""), Instant::from);
      if (Duration.between(time, clock.instant()).abs().compareTo(SKEW) > 0) {
        throw OciError.notAuthenticated();
      }
    } catch (DateTimeException e) {
      throw OciError.notAuthenticated();
    }
  }

  private static String text(OciRequest head, List<String> signed) {
    StringBuilder text = new StringBuilder();
    for (String name : signed) {
      String value;
      if (name.equals("(request-target)")) {
        value = head.method().toLowerCase(Locale.ROOT) + " " + head.request().target();
      } else {
        value = head.header(name).orElseThrow(OciError::notAuthenticated);
      }
      text.append(text.isEmpty() ? "" : "\n").append(name).append(": ").append(value);
    }
    return text.toString();
  }

  private static void checkSignature(PublicKey key, String text, String base64) {
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initVerify(key);
      signature.update(text.getBytes(StandardCharsets.UTF_8));
      if (!signature.verify(Base64.getDecoder().decode(base64))) {
        throw OciError.notAuthenticated();
      }
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw OciError.notAuthenticated();
    }
  }

  /** Checks that the body is the one that was signed. */
  static void checkBody(OciRequest request) {
    if (!WITH_BODY.contains(request.method())) {
      return;
    }
    byte[] sum = request.bytes().digest("SHA-256");
    String said = request.header("x-content-sha256").orElse("");
    if (!said.equals(Base64.getEncoder().encodeToString(sum))) {
      throw OciError.notAuthenticated();
    }
  }
}
