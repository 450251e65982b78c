package dev.stowage.config.server;

import java.util.LinkedHashMap;
import java.util.Map;

/** A request that is refused: what the answer will say. Nothing in it is secret. */
final class ApiFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;
  private final transient Map<String, String> params;
  private final transient Map<String, String> headers;

  private ApiFailure(
      int status,
      String code,
      String message,
      Map<String, String> params,
      Map<String, String> headers) {
    super(message);
    this.status = status;
    this.code = code;
    this.params = Map.copyOf(params);
    this.headers = Map.copyOf(headers);
  }

  static ApiFailure of(int status, String code, String message) {
    return new ApiFailure(status, code, message, Map.of(), Map.of());
  }

  static ApiFailure body(String message) {
    return of(400, "invalid-body", message);
  }

  static ApiFailure parameter(String name, String reason) {
    return of(400, "invalid-parameter", name + ": " + reason).withParam(name, reason);
  }

  static ApiFailure notFound(String what) {
    return of(404, "not-found", "there is no such " + what);
  }

  ApiFailure withParam(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(params);
    more.put(name, value);
    return new ApiFailure(status, code, getMessage(), more, headers);
  }

  ApiFailure withHeader(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new ApiFailure(status, code, getMessage(), params, more);
  }

  int status() {
    return status;
  }

  String code() {
    return code;
  }

  Map<String, String> params() {
    return params;
  }

  Map<String, String> headers() {
    return headers;
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }

  /** It is an answer, not a defect: nobody looks at where it came from. */
  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }
}
