package dev.stowage.fakes.oss;

import dev.stowage.fakes.FakeHeaders;
import java.util.ArrayList;
import java.util.List;

/** An error answer on its way out. */
final class OssError extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int status;
  private final String code;
  private final transient List<String[]> elements = new ArrayList<>();
  private transient FakeHeaders headers = FakeHeaders.NONE;

  OssError(int status, String code, String message) {
    super(message, null, false, false);
    this.status = status;
    this.code = code;
  }

  /** Adds an element to the error document. */
  OssError element(String name, String value) {
    elements.add(new String[] {name, value});
    return this;
  }

  /** Adds a header to the answer. */
  OssError header(String name, String value) {
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

  static OssError invalidArgument(String message) {
    return new OssError(400, "InvalidArgument", message);
  }

  static OssError accessDenied(String message) {
    return new OssError(403, "AccessDenied", message);
  }

  static OssError noSuchKey(String key) {
    return new OssError(404, "NoSuchKey", "The specified key does not exist.").element("Key", key);
  }

  static OssError noSuchBucket(String bucket) {
    return new OssError(404, "NoSuchBucket", "The specified bucket does not exist.")
        .element("BucketName", bucket);
  }

  static OssError precondition(String condition) {
    return new OssError(
            412,
            "PreconditionFailed",
            "At least one of the pre-conditions you specified did not hold.")
        .element("Condition", condition);
  }

  static OssError alreadyExists() {
    return new OssError(
        409,
        "FileAlreadyExists",
        "The object you specified already exists and can not be overwritten.");
  }

  static OssError malformedXml() {
    return new OssError(
        400,
        "MalformedXML",
        "The XML you provided was not well-formed or did not validate against our published schema.");
  }

  static OssError notImplemented() {
    return new OssError(
        501,
        "NotImplemented",
        "A parameter you provided implies functionality that is not implemented.");
  }
}
