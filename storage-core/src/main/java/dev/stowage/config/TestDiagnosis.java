package dev.stowage.config;

import dev.stowage.StorageException;
import java.util.Locale;

/** Makes of a failure what a person can act on. */
final class TestDiagnosis {
  /** What a test was doing. */
  enum Step {
    OPEN,
    WRITE,
    SIGN,
    READ
  }

  private static final int LONGEST = 300;

  private TestDiagnosis() {}

  static TestFailure of(StorageException e, Step step) {
    String words = shortened(e.reason());
    if (isSkew(e.reason())) {
      return skew();
    }
    return switch (e.code()) {
      case CONTAINER_NOT_FOUND ->
          new TestFailure(
              TestProblem.NO_SUCH_BUCKET,
              "there is no such bucket; create it, or correct the url: " + words);
      case UNAUTHENTICATED ->
          new TestFailure(
              TestProblem.WRONG_CREDENTIALS,
              "the service does not accept the credentials; check the key and its secret: "
                  + words);
      case PERMISSION_DENIED, READ_ONLY -> denied(step, words);
      case UNAVAILABLE, DEADLINE_EXCEEDED, RATE_LIMITED ->
          new TestFailure(
              TestProblem.UNREACHABLE,
              "the service does not answer; check the endpoint and the network, then test again: "
                  + words);
      case QUOTA_EXCEEDED ->
          new TestFailure(TestProblem.FULL, "there is no room left at the place: " + words);
      case UNSUPPORTED ->
          new TestFailure(
              step == Step.SIGN ? TestProblem.CANNOT_SIGN : TestProblem.OTHER,
              "the service cannot do it: " + words);
      default -> new TestFailure(TestProblem.OTHER, words);
    };
  }

  private static TestFailure denied(Step step, String words) {
    return step == Step.READ || step == Step.SIGN
        ? new TestFailure(
            TestProblem.READ_DENIED,
            "the credentials may not read there, which signed URLs need: " + words)
        : new TestFailure(
            TestProblem.WRITE_DENIED, "the credentials may not write there: " + words);
  }

  /** What a service said to whoever came with a signed URL. */
  static TestFailure ofSignedRead(int status, String body) {
    if (isSkew(body) || body.contains("ExpiredToken") || body.contains("has expired")) {
      return skew();
    }
    if (body.contains("SignatureDoesNotMatch") || body.contains("InvalidAccessKeyId")) {
      return new TestFailure(
          TestProblem.WRONG_CREDENTIALS,
          "the service does not accept the signature of the signed URL; check the key");
    }
    if (status == 401 || status == 403) {
      return new TestFailure(
          TestProblem.READ_DENIED,
          "the credentials may not read there, which signed URLs need (HTTP " + status + ")");
    }
    if (status >= 500) {
      return new TestFailure(
          TestProblem.UNREACHABLE,
          "the service failed to answer the signed URL (HTTP " + status + "); test again");
    }
    return new TestFailure(
        TestProblem.OTHER, "the signed URL was answered with HTTP " + status + " instead of 200");
  }

  private static boolean isSkew(String words) {
    String lower = words.toLowerCase(Locale.ROOT);
    return lower.contains("requesttimetooskewed")
        || lower.contains("too large")
            && lower.contains("difference between")
            && lower.contains("time")
        || lower.contains("reasonable timeframe");
  }

  private static TestFailure skew() {
    return new TestFailure(
        TestProblem.CLOCK_SKEW,
        "the clocks of this machine and of the service differ too much; set this machine's clock");
  }

  private static String shortened(String words) {
    return words.length() <= LONGEST ? words : words.substring(0, LONGEST) + "…";
  }
}
