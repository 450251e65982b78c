package dev.stowage.fakes.gcs;

import dev.stowage.fakes.FakeHeaders;

/** An error answer on its way out, in the words of both APIs. */
final class GcsError extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final int status;
  private final String reason;
  private final String code;
  private transient FakeHeaders headers = FakeHeaders.NONE;

  /**
   * @param reason of the JSON API
   * @param code of the XML API
   */
  GcsError(int status, String reason, String code, String message) {
    super(message, null, false, false);
    this.status = status;
    this.reason = reason;
    this.code = code;
  }

  GcsError header(String name, String value) {
    headers = headers.with(name, value);
    return this;
  }

  int status() {
    return status;
  }

  String reason() {
    return reason;
  }

  String code() {
    return code;
  }

  FakeHeaders headers() {
    return headers;
  }

  static GcsError invalid(String message) {
    return new GcsError(400, "invalid", "InvalidArgument", message);
  }

  static GcsError required(String parameter) {
    return new GcsError(400, "required", "InvalidArgument", "Required parameter: " + parameter);
  }

  static GcsError noObject(String bucket, String key) {
    return new GcsError(404, "notFound", "NoSuchKey", "No such object: " + bucket + "/" + key);
  }

  static GcsError noBucket() {
    return new GcsError(404, "notFound", "NoSuchBucket", "The specified bucket does not exist.");
  }

  static GcsError noUpload() {
    return new GcsError(404, "notFound", "NoSuchUpload", "The requested upload was not found.");
  }

  static GcsError condition() {
    return new GcsError(
        412,
        "conditionNotMet",
        "PreconditionFailed",
        "At least one of the pre-conditions you specified did not hold.");
  }

  static GcsError unchanged() {
    return new GcsError(304, "notModified", "NotModified", "Not Modified");
  }

  static GcsError badToken() {
    return new GcsError(401, "authError", "AuthenticationRequired", "Invalid Credentials")
        .header(
            "WWW-Authenticate",
            "Bearer realm=\"https://accounts.google.com/\", error=\"invalid_token\"");
  }

  static GcsError anonymous() {
    return new GcsError(
            401,
            "required",
            "AccessDenied",
            "Anonymous caller does not have permission to access the Google Cloud Storage object.")
        .header("WWW-Authenticate", "Bearer realm=\"https://accounts.google.com/\"");
  }

  static GcsError forbidden(String message) {
    return new GcsError(403, "forbidden", "AccessDenied", message);
  }

  static GcsError badDigest(String message) {
    return new GcsError(400, "invalid", "BadDigest", message);
  }

  static GcsError notImplemented() {
    return new GcsError(501, "notImplemented", "NotImplemented", "This fake does not have it.");
  }
}
