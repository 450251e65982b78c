package dev.stowage.fakes.oss;

import dev.stowage.fakes.FakeRequest;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Checks Alibaba's signature of version 3, which both other services take. */
final class Acs3Authentication {
  private static final String ALGORITHM = "ACS3-HMAC-SHA256";
  private static final Duration SKEW = Duration.ofMinutes(15);
  private static final Pattern AUTHORIZATION =
      Pattern.compile(
          ALGORITHM + " Credential=([^,]+),\\s*SignedHeaders=([^,]+),\\s*Signature=([0-9a-f]{64})");

  private final OssKeys keys;
  private final Clock clock;
  private final Set<String> nonces = ConcurrentHashMap.newKeySet();

  Acs3Authentication(OssKeys keys, Clock clock) {
    this.keys = keys;
    this.clock = clock;
  }

  void clear() {
    nonces.clear();
  }

  void check(FakeRequest request) {
    Matcher claim = AUTHORIZATION.matcher(request.header("Authorization").orElse(""));
    if (!claim.matches()) {
      throw new OssError(400, "MissingRequiredHeader", "Authorization is required.");
    }
    for (String name :
        List.of(
            "x-acs-action",
            "x-acs-version",
            "x-acs-date",
            "x-acs-signature-nonce",
            "x-acs-content-sha256")) {
      if (request.header(name).filter(v -> !v.isEmpty()).isEmpty()) {
        throw new OssError(400, "MissingRequiredHeader", name + " is required.");
      }
    }
    OssKeys.Entry entry =
        keys.find(claim.group(1))
            .orElseThrow(
                () -> new OssError(403, "InvalidAccessKeyID", "The AccessKey ID does not exist."));
    if (!entry.token().equals(request.header("x-acs-security-token"))
        || clock.instant().isAfter(entry.ends())) {
      throw new OssError(403, "InvalidSecurityToken", "The security token is not valid.");
    }
    checkTime(request.header("x-acs-date").orElse(""));
    if (!request
        .header("x-acs-content-sha256")
        .equals(Optional.of(OssText.sha256(request.body())))) {
      throw new OssError(403, "SignatureNotMatch", "The hash is not that of the body.");
    }
    List<String> signed = List.of(claim.group(2).split(";", -1));
    for (String name : request.headers().names()) {
      boolean must =
          name.equals("host") || name.equals("content-type") || name.startsWith("x-acs-");
      if (must && !signed.contains(name)) {
        throw new OssError(403, "SignatureNotMatch", "The header " + name + " is not signed.");
      }
    }
    String canonical = canonical(request, signed);
    String text = ALGORITHM + "\n" + OssText.sha256(canonical.getBytes(StandardCharsets.UTF_8));
    byte[] key = entry.secret().getBytes(StandardCharsets.UTF_8);
    if (!OssText.same(OssText.hex(OssText.hmac(key, text)), claim.group(3))) {
      throw new OssError(
          403, "SignatureNotMatch", "The signature does not match; the server signed: " + text);
    }
    if (!nonces.add(request.header("x-acs-signature-nonce").orElse(""))) {
      throw new OssError(403, "SignatureNonceUsed", "The nonce was used already.");
    }
  }

  private void checkTime(String text) {
    try {
      Duration off = Duration.between(Instant.parse(text), clock.instant()).abs();
      if (off.compareTo(SKEW) <= 0) {
        return;
      }
    } catch (DateTimeException e) {
      throw new OssError(403, "InvalidTimeStamp", "x-acs-date is not in ISO 8601.");
    }
    throw new OssError(403, "InvalidTimeStamp.Expired", "x-acs-date is too far from now.");
  }

  private static String canonical(FakeRequest request, List<String> signed) {
    StringBuilder text = new StringBuilder(512);
    text.append(request.method()).append('\n').append(request.path()).append('\n');
    Map<String, String> query = new TreeMap<>();
    OssCall.params(request.query())
        .forEach(
            (name, value) ->
                query.put(OssText.percentEncoded(name, true), OssText.percentEncoded(value, true)));
    text.append(
            query.entrySet().stream()
                .map(pair -> pair.getKey() + "=" + pair.getValue())
                .collect(Collectors.joining("&")))
        .append('\n');
    for (String name : signed) {
      String value = request.headers().first(name).map(OssText::utf8).orElse("").strip();
      text.append(name).append(':').append(value).append('\n');
    }
    text.append('\n').append(String.join(";", signed)).append('\n');
    return text.append(request.header("x-acs-content-sha256").orElse("")).toString();
  }
}
