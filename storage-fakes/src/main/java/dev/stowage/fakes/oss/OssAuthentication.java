package dev.stowage.fakes.oss;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Checks the OSS signature of version 4, in the Authorization header and in the query. */
final class OssAuthentication {
  static final String ALGORITHM = "OSS4-HMAC-SHA256";
  static final String UNSIGNED = "UNSIGNED-PAYLOAD";

  private static final Duration SKEW = Duration.ofMinutes(15);
  private static final long LONGEST_SECONDS = 604_800;
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final OssKeys keys;
  private final Clock clock;
  private final String region;

  OssAuthentication(OssKeys keys, Clock clock, String region) {
    this.keys = keys;
    this.clock = clock;
    this.region = region;
  }

  /** What a request says of its own signature. */
  private record Claim(
      String accessKey, String scope, Set<String> additional, String signature, String date) {}

  /** The access key that sent a request; empty for nobody. */
  String identify(OssCall call) {
    Optional<String> header = call.header("Authorization");
    boolean query = call.has("x-oss-signature-version") || call.has("x-oss-signature");
    if (header.isPresent() && query) {
      throw OssError.invalidArgument("Only one auth mechanism allowed.");
    }
    if (query) {
      return byQuery(call);
    }
    return header.isPresent() ? byHeader(call, header.get()) : "";
  }

  private String byHeader(OssCall call, String authorization) {
    if (!authorization.startsWith(ALGORITHM + " ")) {
      throw OssError.invalidArgument("Unsupported authorization type.");
    }
    Map<String, String> fields = fields(authorization.substring(ALGORITHM.length() + 1));
    String date = call.header("x-oss-date").orElse("");
    Instant signed =
        parse(date)
            .orElseThrow(
                () ->
                    OssError.accessDenied(
                        "OSS authentication requires a valid x-oss-date in ISO 8601."));
    if (!call.headerIs("x-oss-content-sha256", UNSIGNED)) {
      throw OssError.invalidArgument("Invalid x-oss-content-sha256, only supports " + UNSIGNED);
    }
    Claim claim =
        claim(
            fields.getOrDefault("Credential", ""),
            fields.getOrDefault("AdditionalHeaders", ""),
            fields.getOrDefault("Signature", ""),
            date);
    OssKeys.Entry entry =
        keys.require(claim.accessKey(), call.header("x-oss-security-token"), clock.instant());
    if (Duration.between(signed, clock.instant()).abs().compareTo(SKEW) > 0) {
      throw new OssError(
              403,
              "RequestTimeTooSkewed",
              "The difference between the request time and the current time is too large.")
          .element("MaxAllowedSkewMilliseconds", Long.toString(SKEW.toMillis()))
          .element("RequestTime", OssText.isoDate(signed))
          .element("ServerTime", OssText.isoDate(clock.instant()));
    }
    return verified(call, claim, entry);
  }

  private String byQuery(OssCall call) {
    for (String name :
        List.of("x-oss-credential", "x-oss-date", "x-oss-expires", "x-oss-signature")) {
      if (call.value(name).isEmpty()) {
        throw OssError.invalidArgument(name + " is required.");
      }
    }
    if (!call.value("x-oss-signature-version").equals(ALGORITHM)) {
      throw OssError.invalidArgument("x-oss-signature-version must be " + ALGORITHM + ".");
    }
    String date = call.value("x-oss-date");
    Instant signed =
        parse(date).orElseThrow(() -> OssError.invalidArgument("Invalid x-oss-date format."));
    String text = call.value("x-oss-expires");
    long seconds = text.matches("[0-9]+") ? OssText.number(text) : 0;
    if (seconds < 1 || seconds > LONGEST_SECONDS) {
      throw OssError.invalidArgument(
          "Invalid expiration, must be between 1 and " + LONGEST_SECONDS + " seconds.");
    }
    Claim claim =
        claim(
            call.value("x-oss-credential"),
            call.value("x-oss-additional-headers"),
            call.value("x-oss-signature"),
            date);
    Instant now = clock.instant();
    OssKeys.Entry entry = keys.require(claim.accessKey(), call.param("x-oss-security-token"), now);
    if (signed.isAfter(now.plus(SKEW))) {
      throw OssError.accessDenied("Request is not valid yet.");
    }
    if (now.isAfter(signed.plusSeconds(seconds))) {
      throw OssError.accessDenied("Request has expired.")
          .element("Expires", OssText.isoDate(signed.plusSeconds(seconds)))
          .element("ServerTime", OssText.isoDate(now));
    }
    return verified(call, claim, entry);
  }

  /** Checks the signature of a form's policy, which is what is signed. */
  String checkForm(Map<String, String> form, String policy) {
    String date = form.getOrDefault("x-oss-date", "");
    if (!form.getOrDefault("x-oss-signature-version", "").equals(ALGORITHM)
        || parse(date).isEmpty()) {
      throw OssError.invalidArgument("The form lacks a signature of version 4.");
    }
    Claim claim =
        claim(
            form.getOrDefault("x-oss-credential", ""),
            "",
            form.getOrDefault("x-oss-signature", ""),
            date);
    OssKeys.Entry entry =
        keys.require(
            claim.accessKey(),
            Optional.ofNullable(form.get("x-oss-security-token")),
            clock.instant());
    if (!OssText.same(sign(entry.secret(), claim.scope(), policy), claim.signature())) {
      throw mismatch(policy, "");
    }
    return claim.accessKey();
  }

  private Claim claim(String credential, String additional, String signature, String date) {
    String[] parts = credential.split("/", -1);
    if (parts.length != 5 || signature.isEmpty()) {
      throw OssError.invalidArgument("Invalid credential or signature in the authorization.");
    }
    if (!parts[1].equals(date.substring(0, 8))) {
      throw OssError.invalidArgument("Invalid signing date in the authorization.");
    }
    if (!parts[2].equals(region)) {
      throw OssError.invalidArgument("Invalid signing region in Authorization header.")
          .element("Region", region);
    }
    if (!parts[3].equals("oss") || !parts[4].equals("aliyun_v4_request")) {
      throw OssError.invalidArgument("Invalid signing product or terminator.");
    }
    String scope = String.join("/", Arrays.asList(parts).subList(1, 5));
    Set<String> names = new TreeSet<>();
    for (String name : additional.split(";", -1)) {
      if (!name.isEmpty()) {
        names.add(name.toLowerCase(Locale.ROOT));
      }
    }
    return new Claim(parts[0], scope, names, signature, date);
  }

  private String verified(OssCall call, Claim claim, OssKeys.Entry entry) {
    String canonical = canonical(call, claim.additional());
    String text =
        ALGORITHM
            + "\n"
            + claim.date()
            + "\n"
            + claim.scope()
            + "\n"
            + OssText.sha256(canonical.getBytes(StandardCharsets.UTF_8));
    if (!OssText.same(sign(entry.secret(), claim.scope(), text), claim.signature())) {
      throw mismatch(text, canonical);
    }
    return claim.accessKey();
  }

  private static String sign(String secret, String scope, String text) {
    byte[] key = ("aliyun_v4" + secret).getBytes(StandardCharsets.UTF_8);
    for (String step : scope.split("/", -1)) {
      key = OssText.hmac(key, step);
    }
    return OssText.hex(OssText.hmac(key, text));
  }

  /** The request as the server has understood it. */
  private static String canonical(OssCall call, Set<String> additional) {
    String resource = call.bucket().isEmpty() ? "/" : "/" + call.bucket() + "/" + call.key();
    StringBuilder text = new StringBuilder(512);
    text.append(call.request().method()).append('\n');
    text.append(OssText.percentEncoded(resource, false)).append('\n');
    text.append(query(call.request().query())).append('\n');
    for (String name : new TreeSet<>(call.request().headers().names())) {
      boolean always =
          name.startsWith("x-oss-") || name.equals("content-type") || name.equals("content-md5");
      if (always || additional.contains(name)) {
        String value =
            call.request().headers().all(name).stream()
                .map(v -> OssText.utf8(v).strip())
                .collect(Collectors.joining(","));
        text.append(name).append(':').append(value).append('\n');
      }
    }
    text.append('\n').append(String.join(";", additional)).append('\n').append(UNSIGNED);
    return text.toString();
  }

  /** Without the signature; what has no value has no equals sign either. */
  private static String query(String query) {
    Map<String, String> pairs = new TreeMap<>();
    OssCall.params(query)
        .forEach(
            (name, value) -> {
              if (!name.equals("x-oss-signature")) {
                pairs.put(
                    OssText.percentEncoded(name, true),
                    value.isEmpty() ? "" : "=" + OssText.percentEncoded(value, true));
              }
            });
    return pairs.entrySet().stream()
        .map(pair -> pair.getKey() + pair.getValue())
        .collect(Collectors.joining("&"));
  }

  private static Map<String, String> fields(String text) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (String field : text.split(",", -1)) {
      int equals = field.indexOf('=');
      if (equals > 0) {
        fields.put(field.substring(0, equals).strip(), field.substring(equals + 1).strip());
      }
    }
    return fields;
  }

  private static Optional<Instant> parse(String date) {
    try {
      return Optional.of(DATE.parse(date, Instant::from));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static OssError mismatch(String signed, String canonical) {
    return new OssError(
            403,
            "SignatureDoesNotMatch",
            "The request signature we calculated does not match the signature you provided. Check"
                + " your key and signing method.")
        .element("StringToSign", signed)
        .element("CanonicalRequest", canonical);
  }
}
