package dev.stowage.fakes.oci;

import dev.stowage.fakes.FakeHeaders;

/** An error answer on its way out: a status, a code and words. */
public final class OciError extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final int status;
  private final String code;
  private transient FakeHeaders headers = FakeHeaders.NONE;

  public OciError(int status, String code, String message) {
    super(message, null, false, false);
    this.status = status;
    this.code = code;
  }

  /** Adds a header to the answer. */
  public OciError header(String name, String value) {
    headers = headers.with(name, value);
    return this;
  }

  public int status() {
    return status;
  }

  public String code() {
    return code;
  }

  FakeHeaders headers() {
    return headers;
  }

  /** 400. */
  public static OciError invalidParameter(String message) {
    return new OciError(400, "InvalidParameter", message);
  }

  /** 404, as the services say it that do not tell the two apart. */
  public static OciError notAuthorizedOrNotFound() {
    return new OciError(
        404, "NotAuthorizedOrNotFound", "Authorization failed or requested resource not found.");
  }

  /** 401. */
  public static OciError notAuthenticated() {
    return new OciError(
        401,
        "NotAuthenticated",
        "The required information to complete authentication was not provided or was incorrect.");
  }
}
