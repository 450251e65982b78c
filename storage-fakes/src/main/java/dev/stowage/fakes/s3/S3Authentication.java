package dev.stowage.fakes.s3;

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

/** Checks Signature Version 4, in the Authorization header and in the query. */
final class S3Authentication {

  private static final Duration SKEW = Duration.ofMinutes(15);
  private static final long LONGEST_SECONDS = 604_800;
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final S3Credentials credentials;
  private final Clock clock;
  private final String region;

  S3Authentication(S3Credentials credentials, Clock clock, String region) {
    this.credentials = credentials;
    this.clock = clock;
    this.region = region;
  }

  /** What a request says of its own signature. */
  private record Claim(
      String accessKey, String scope, List<String> signedHeaders, String signature, String date) {}

  /** Finds out who sent a request. The payload is not looked at. */
  S3Identity identify(S3Call call) {
    Optional<String> header = call.header("Authorization");
    boolean query = call.has("X-Amz-Algorithm") || call.has("X-Amz-Signature");
    if (header.isPresent() && query) {
      throw S3Error.invalidArgument(
          "Authorization",
          "",
          "Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature"
              + " query string parameter or the Authorization header should be specified");
    }
    if (call.has("AWSAccessKeyId")) {
      throw otherMechanism();
    }
    if (query) {
      return byQuery(call);
    }
    return header.isPresent() ? byHeader(call, header.get()) : S3Identity.ANONYMOUS;
  }

  private S3Identity byHeader(S3Call call, String authorization) {
    if (!authorization.startsWith(SigV4.ALGORITHM + " ")) {
      throw otherMechanism();
    }
    Map<String, String> fields = fields(authorization.substring(SigV4.ALGORITHM.length() + 1));
    String date = call.header("x-amz-date").orElse("");
    Instant signed =
        parse(date)
            .orElseThrow(
                () ->
                    S3Error.accessDenied(
                        "AWS authentication requires a valid Date or x-amz-date header"));
    Claim claim =
        claim(
            field(fields, "Credential"),
            field(fields, "SignedHeaders"),
            field(fields, "Signature"),
            date);
    String payload =
        call.header("x-amz-content-sha256")
            .orElseThrow(
                () ->
                    S3Error.invalidRequest(
                        "Missing required header for this request: x-amz-content-sha256"));
    Optional<String> token = call.header("x-amz-security-token");
    S3Credentials.Entry entry = credentials.require(claim.accessKey(), token, clock.instant());
    if (Duration.between(signed, clock.instant()).abs().compareTo(SKEW) > 0) {
      throw new S3Error(
              403,
              "RequestTimeTooSkewed",
              "The difference between the request time and the current time is too large.")
          .element("RequestTime", date)
          .element("ServerTime", S3Text.isoDate(clock.instant()))
          .element("MaxAllowedSkewMilliseconds", Long.toString(SKEW.toMillis()));
    }
    return verified(call, claim, entry, payload);
  }

  private S3Identity byQuery(S3Call call) {
    for (String name :
        List.of(
            "X-Amz-Algorithm",
            "X-Amz-Credential",
            "X-Amz-Date",
            "X-Amz-Expires",
            "X-Amz-SignedHeaders",
            "X-Amz-Signature")) {
      if (!call.has(name)) {
        throw badQuery(
            "Query-string authentication version 4 requires the X-Amz-Algorithm,"
                + " X-Amz-Credential, X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and"
                + " X-Amz-Expires parameters.");
      }
    }
    if (!call.value("X-Amz-Algorithm").equals(SigV4.ALGORITHM)) {
      throw badQuery("X-Amz-Algorithm only supports \"AWS4-HMAC-SHA256\"");
    }
    String date = call.value("X-Amz-Date");
    Instant signed =
        parse(date)
            .orElseThrow(
                () ->
                    badQuery("X-Amz-Date must be in the ISO8601 Long Format yyyyMMdd'T'HHmmss'Z'"));
    long seconds = expires(call.value("X-Amz-Expires"));
    Claim claim =
        claim(
            call.value("X-Amz-Credential"),
            call.value("X-Amz-SignedHeaders"),
            call.value("X-Amz-Signature"),
            date);
    Optional<String> token = call.param("X-Amz-Security-Token");
    S3Credentials.Entry entry = credentials.require(claim.accessKey(), token, clock.instant());
    Instant now = clock.instant();
    if (signed.isAfter(now.plus(SKEW))) {
      throw S3Error.accessDenied("Request is not yet valid");
    }
    if (now.isAfter(signed.plusSeconds(seconds))) {
      throw S3Error.accessDenied("Request has expired")
          .element("X-Amz-Expires", Long.toString(seconds))
          .element("Expires", S3Text.isoDate(signed.plusSeconds(seconds)))
          .element("ServerTime", S3Text.isoDate(now));
    }
    String payload =
        call.param("X-Amz-Content-Sha256")
            .or(() -> call.header("x-amz-content-sha256"))
            .orElse(S3Identity.UNSIGNED);
    return verified(call, claim, entry, payload);
  }

  /** Checks the signature of a POST form's policy. */
  void checkForm(Map<String, String> form, String policy) {
    String date = form.getOrDefault("x-amz-date", "");
    if (!form.getOrDefault("x-amz-algorithm", "").equals(SigV4.ALGORITHM)
        || parse(date).isEmpty()) {
      throw S3Error.invalidArgument(
          "x-amz-algorithm", "", "Bucket POST must contain a field named 'x-amz-algorithm'.");
    }
    Claim claim =
        claim(
            form.getOrDefault("x-amz-credential", ""),
            "",
            form.getOrDefault("x-amz-signature", ""),
            date);
    Optional<String> token = Optional.ofNullable(form.get("x-amz-security-token"));
    S3Credentials.Entry entry = credentials.require(claim.accessKey(), token, clock.instant());
    SigV4 signer = SigV4.of(entry.secret(), claim.scope());
    if (!SigV4.same(signer.sign(policy), claim.signature())) {
      throw mismatch(claim, policy, "");
    }
  }

  private static long expires(String text) {
    long seconds;
    try {
      seconds = Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw badQuery("X-Amz-Expires should be a number");
    }
    if (seconds < 0) {
      throw badQuery("X-Amz-Expires must be non-negative");
    }
    if (seconds > LONGEST_SECONDS) {
      throw badQuery("X-Amz-Expires must be less than a week (in seconds) that is 604800");
    }
    return seconds;
  }

  private Claim claim(String credential, String signedHeaders, String signature, String date) {
    String[] parts = credential.split("/", -1);
    if (parts.length != 5) {
      throw malformed("The authorization header is malformed; the Credential is mal-formed");
    }
    if (!parts[1].equals(date.substring(0, 8))) {
      throw malformed(
          "The authorization header is malformed; Invalid credential date \"" + parts[1] + "\".");
    }
    if (!parts[2].equals(region)) {
      throw malformed(
              "The authorization header is malformed; the region '"
                  + parts[2]
                  + "' is wrong; expecting '"
                  + region
                  + "'")
          .element("Region", region);
    }
    if (!parts[3].equals("s3") || !parts[4].equals("aws4_request")) {
      throw malformed("The authorization header is malformed; incorrect service or terminator");
    }
    String scope = String.join("/", Arrays.asList(parts).subList(1, 5));
    return new Claim(parts[0], scope, List.of(signedHeaders.split(";", -1)), signature, date);
  }

  private S3Identity verified(S3Call call, Claim claim, S3Credentials.Entry entry, String payload) {
    List<String> unsigned =
        call.request().headers().names().stream()
            .filter(name -> name.startsWith("x-amz-") || name.equals("host"))
            .filter(name -> !claim.signedHeaders().contains(name))
            .toList();
    if (!unsigned.isEmpty()) {
      throw S3Error.accessDenied("There were headers present in the request which were not signed")
          .element("HeadersNotSigned", String.join(", ", unsigned));
    }
    String canonical = S3CanonicalRequest.of(call, claim.signedHeaders(), payload);
    SigV4 signer = SigV4.of(entry.secret(), claim.scope());
    String hash = SigV4.hash(canonical.getBytes(StandardCharsets.ISO_8859_1));
    if (!SigV4.same(signer.sign(SigV4.ALGORITHM, claim.date(), hash), claim.signature())) {
      String text = SigV4.ALGORITHM + "\n" + claim.date() + "\n" + claim.scope() + "\n" + hash;
      throw mismatch(claim, text, canonical);
    }
    return new S3Identity(claim.accessKey(), signer, claim.date(), claim.signature(), payload);
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

  private static String field(Map<String, String> fields, String name) {
    String value = fields.get(name);
    if (value == null) {
      throw malformed("The authorization header is malformed; missing " + name + ".");
    }
    return value;
  }

  static Optional<Instant> parse(String date) {
    try {
      return Optional.of(DATE.parse(date, Instant::from));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static S3Error malformed(String message) {
    return new S3Error(400, "AuthorizationHeaderMalformed", message);
  }

  private static S3Error otherMechanism() {
    return S3Error.invalidRequest(
        "The authorization mechanism you have provided is not supported. Please use "
            + SigV4.ALGORITHM
            + ".");
  }

  private static S3Error badQuery(String message) {
    return new S3Error(400, "AuthorizationQueryParametersError", message);
  }

  private static S3Error mismatch(Claim claim, String signed, String canonical) {
    return new S3Error(
            403,
            "SignatureDoesNotMatch",
            "The request signature we calculated does not match the signature you provided. Check"
                + " your key and signing method.")
        .element("AWSAccessKeyId", claim.accessKey())
        .element("StringToSign", signed)
        .element("CanonicalRequest", canonical);
  }
}
