package dev.stowage.fakes.s3;

import dev.stowage.fakes.FakeHeaders;
import java.util.ArrayList;
import java.util.List;

/** An error answer on its way out. */
final class S3Error extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final int status;
  private final String code;
  private final transient List<String[]> elements = new ArrayList<>();
  private transient FakeHeaders headers = FakeHeaders.NONE;

  S3Error(int status, String code, String message) {
    super(message, null, false, false);
    this.status = status;
    this.code = code;
  }

  /** Adds an element to the error document. */
  S3Error element(String name, String value) {
    elements.add(new String[] {name, value});
    return this;
  }

  /** Adds a header to the answer. */
  S3Error header(String name, String value) {
    headers = headers.with(name, value);
    return this;
  }

  int status() {
    return status;
  }

  String code() {
    return code;
  }

  List<String[]> elements() {
    return elements;
  }

  FakeHeaders headers() {
    return headers;
  }

  static S3Error invalidArgument(String name, String value, String message) {
    return new S3Error(400, "InvalidArgument", message)
        .element("ArgumentName", name)
        .element("ArgumentValue", value);
  }

  static S3Error invalidRequest(String message) {
    return new S3Error(400, "InvalidRequest", message);
  }

  static S3Error accessDenied() {
    return accessDenied("Access Denied");
  }

  static S3Error accessDenied(String message) {
    return new S3Error(403, "AccessDenied", message);
  }

  static S3Error noSuchKey(String key) {
    return new S3Error(404, "NoSuchKey", "The specified key does not exist.").element("Key", key);
  }

  static S3Error noSuchBucket(String bucket) {
    return new S3Error(404, "NoSuchBucket", "The specified bucket does not exist")
        .element("BucketName", bucket);
  }

  static S3Error precondition(String condition) {
    return new S3Error(
            412,
            "PreconditionFailed",
            "At least one of the pre-conditions you specified did not hold")
        .element("Condition", condition);
  }

  static S3Error malformedXml() {
    return new S3Error(
        400,
        "MalformedXML",
        "The XML you provided was not well-formed or did not validate against our published"
            + " schema");
  }

  static S3Error notImplemented() {
    return new S3Error(
        501,
        "NotImplemented",
        "A header or query you provided implies functionality that is not implemented");
  }
}
