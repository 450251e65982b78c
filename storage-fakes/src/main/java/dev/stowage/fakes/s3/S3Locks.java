package dev.stowage.fakes.s3;

import dev.stowage.fakes.FakeBlob;
import dev.stowage.fakes.FakeBucket;
import dev.stowage.fakes.FakeHeaders;
import dev.stowage.fakes.FakeResponse;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.w3c.dom.Element;

/** Object lock: retention, legal hold, and what they forbid. */
final class S3Locks {

  static final String ENABLED = "object-lock";
  static final String MODE = "x-amz-object-lock-mode";
  static final String UNTIL = "x-amz-object-lock-retain-until-date";
  static final String HOLD = "x-amz-object-lock-legal-hold";

  private static final String DEFAULT_MODE = "object-lock-default-mode";
  private static final String DEFAULT_DAYS = "object-lock-default-days";

  private final S3Account account;

  S3Locks(S3Account account) {
    this.account = account;
  }

  static Map<String, String> ofHeaders(FakeHeaders headers) {
    Map<String, String> lock = new TreeMap<>();
    for (String name : List.of(MODE, UNTIL, HOLD)) {
      headers.first(name).ifPresent(value -> lock.put(name, value));
    }
    if (lock.containsKey(MODE) != lock.containsKey(UNTIL)) {
      throw S3Error.invalidArgument(
          MODE,
          "",
          "x-amz-object-lock-retain-until-date and x-amz-object-lock-mode must both be supplied");
    }
    if (lock.containsKey(UNTIL)) {
      checkMode(lock.getOrDefault(MODE, ""));
      instant(lock.getOrDefault(UNTIL, ""));
    }
    return lock;
  }

  /** The attributes of a write, with the bucket's rule where the write brings none. */
  Map<String, String> applied(FakeBucket bucket, S3Call call, Map<String, String> attributes) {
    boolean asked = Set.of(MODE, HOLD).stream().anyMatch(attributes::containsKey);
    boolean enabled = bucket.attributes().containsKey(ENABLED);
    if (asked && !enabled) {
      throw S3Error.invalidRequest("Bucket is missing Object Lock Configuration");
    }
    boolean digest =
        call.request().headers().has("Content-MD5")
            || call.request().headers().has("x-amz-trailer")
            || call.request().headers().names().stream()
                .anyMatch(name -> S3Checksum.ofHeader(name).isPresent());
    if (asked && call.operation() == S3Operation.PUT_OBJECT && !digest) {
      throw S3Error.invalidRequest(
          "Content-MD5 OR x-amz-checksum- HTTP header is required for Put Object requests with"
              + " Object Lock parameters");
    }
    String mode = bucket.attributes().get(DEFAULT_MODE);
    if (!enabled || mode == null || attributes.containsKey(MODE)) {
      return attributes;
    }
    Map<String, String> full = new TreeMap<>(attributes);
    long days = Long.parseLong(bucket.attributes().getOrDefault(DEFAULT_DAYS, "0"));
    full.put(MODE, mode);
    full.put(UNTIL, S3Text.isoDate(account.now().plus(Duration.ofDays(days))));
    return full;
  }

  /** Refuses the removal of a version that is locked. */
  void checkRemoval(FakeBlob blob, S3Call call) {
    boolean held = "ON".equals(blob.attributes().get(HOLD));
    boolean bypass = call.headerIs("x-amz-bypass-governance-retention", "true");
    if (held || (retained(blob) && !(bypass && mode(blob).equals("GOVERNANCE")))) {
      throw S3Error.accessDenied("Access Denied because object protected by object lock.");
    }
  }

  private boolean retained(FakeBlob blob) {
    String until = blob.attributes().get(UNTIL);
    return until != null && instant(until).isAfter(account.now());
  }

  private static String mode(FakeBlob blob) {
    return blob.attribute(MODE).orElse("");
  }

  static FakeResponse described(FakeResponse response, FakeBlob blob) {
    FakeResponse full = response;
    for (String name : List.of(MODE, UNTIL, HOLD)) {
      String value = blob.attributes().get(name);
      full = value == null ? full : full.with(name, value);
    }
    return full;
  }

  FakeResponse getConfiguration(S3Call call) {
    FakeBucket bucket = account.bucket(call);
    if (!bucket.attributes().containsKey(ENABLED)) {
      throw new S3Error(
          404,
          "ObjectLockConfigurationNotFoundError",
          "Object Lock configuration does not exist for this bucket");
    }
    S3Xml xml = S3Xml.document("ObjectLockConfiguration").leaf("ObjectLockEnabled", "Enabled");
    String mode = bucket.attributes().get(DEFAULT_MODE);
    if (mode != null) {
      xml.open("Rule").open("DefaultRetention").leaf("Mode", mode);
      xml.leaf("Days", bucket.attributes().getOrDefault(DEFAULT_DAYS, "0"));
      xml.close("DefaultRetention").close("Rule");
    }
    return xml.response(200, "ObjectLockConfiguration");
  }

  FakeResponse putConfiguration(S3Call call, S3Payload payload) {
    FakeBucket bucket = account.bucket(call);
    if (!S3Account.versioned(bucket)) {
      throw new S3Error(
          409, "InvalidBucketState", "Versioning must be 'Enabled' on the bucket to apply a lock");
    }
    Element root = S3Xml.read(payload.bytes(), "ObjectLockConfiguration");
    bucket.attributes().put(ENABLED, "true");
    bucket.attributes().remove(DEFAULT_MODE);
    for (Element rule : S3Xml.children(root, "Rule")) {
      for (Element retention : S3Xml.children(rule, "DefaultRetention")) {
        String mode = S3Xml.text(retention, "Mode").orElseThrow(S3Error::malformedXml);
        checkMode(mode);
        Optional<String> years = S3Xml.text(retention, "Years");
        String days =
            S3Xml.text(retention, "Days")
                .or(() -> years.map(y -> Integer.toString(365 * Integer.parseInt(y))))
                .orElseThrow(S3Error::malformedXml);
        bucket.attributes().put(DEFAULT_MODE, mode);
        bucket.attributes().put(DEFAULT_DAYS, days);
      }
    }
    return FakeResponse.of(200);
  }

  FakeResponse getRetention(S3Call call) {
    FakeBlob blob = S3Versions.required(account.bucket(call), call);
    String until = blob.attribute(UNTIL).orElseThrow(S3Locks::none);
    return S3Xml.document("Retention")
        .leaf("Mode", mode(blob))
        .leaf("RetainUntilDate", until)
        .response(200, "Retention");
  }

  FakeResponse putRetention(S3Call call, S3Payload payload) {
    FakeBucket bucket = lockable(call);
    FakeBlob blob = S3Versions.required(bucket, call);
    Element root = S3Xml.read(payload.bytes(), "Retention");
    Map<String, String> attributes = new TreeMap<>(blob.attributes());
    attributes.remove(MODE);
    attributes.remove(UNTIL);
    Optional<String> mode = S3Xml.text(root, "Mode");
    Instant until = Instant.MIN;
    if (mode.isPresent()) {
      checkMode(mode.get());
      String text = S3Xml.text(root, "RetainUntilDate").orElseThrow(S3Error::malformedXml);
      until = instant(text);
      attributes.put(MODE, mode.get());
      attributes.put(UNTIL, text);
    }
    boolean shorter = retained(blob) && until.isBefore(instant(blob.attribute(UNTIL).orElse("")));
    boolean weaker = mode(blob).equals("COMPLIANCE") && !mode.equals(Optional.of("COMPLIANCE"));
    if (retained(blob) && (shorter || weaker)) {
      checkRemoval(blob.toBuilder().attributes(withoutHold(blob)).build(), call);
    }
    bucket.replace(blob.toBuilder().attributes(attributes).build());
    return FakeResponse.of(200);
  }

  private static Map<String, String> withoutHold(FakeBlob blob) {
    Map<String, String> attributes = new TreeMap<>(blob.attributes());
    attributes.remove(HOLD);
    return attributes;
  }

  FakeResponse getHold(S3Call call) {
    FakeBlob blob = S3Versions.required(account.bucket(call), call);
    String hold = blob.attribute(HOLD).orElseThrow(S3Locks::none);
    return S3Xml.document("LegalHold").leaf("Status", hold).response(200, "LegalHold");
  }

  FakeResponse putHold(S3Call call, S3Payload payload) {
    FakeBucket bucket = lockable(call);
    FakeBlob blob = S3Versions.required(bucket, call);
    String status =
        S3Xml.text(S3Xml.read(payload.bytes(), "LegalHold"), "Status")
            .filter(s -> s.equals("ON") || s.equals("OFF"))
            .orElseThrow(S3Error::malformedXml);
    Map<String, String> attributes = new TreeMap<>(blob.attributes());
    attributes.put(HOLD, status);
    bucket.replace(blob.toBuilder().attributes(attributes).build());
    return FakeResponse.of(200);
  }

  private FakeBucket lockable(S3Call call) {
    FakeBucket bucket = account.bucket(call);
    if (!bucket.attributes().containsKey(ENABLED)) {
      throw S3Error.invalidRequest("Bucket is missing Object Lock Configuration");
    }
    return bucket;
  }

  private static void checkMode(String mode) {
    if (!mode.equals("GOVERNANCE") && !mode.equals("COMPLIANCE")) {
      throw S3Error.invalidArgument(MODE, mode, "Unknown wormMode directive.");
    }
  }

  private static Instant instant(String text) {
    try {
      return DateTimeFormatter.ISO_DATE_TIME.parse(text, Instant::from);
    } catch (DateTimeException e) {
      throw S3Error.invalidArgument(UNTIL, text, "The retain until date is not valid");
    }
  }

  private static S3Error none() {
    return new S3Error(
        404,
        "NoSuchObjectLockConfiguration",
        "The specified object does not have a ObjectLock configuration");
  }
}
