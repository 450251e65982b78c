package dev.stowage.oci;

import com.oracle.bmc.model.BmcException;
import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.http.TransportException;
import dev.stowage.spi.Failure;
import dev.stowage.wire.WireTimes;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * What an exception of a driver means: the service's code, or else the status. The codes are those
 * of the <a href="https://docs.oracle.com/en-us/iaas/Content/API/References/apierrors.htm">list
 * that all services share</a>, and what one service adds. Immutable.
 */
public final class OciFailures {
  private static final Map<String, ErrorCode> SHARED = new HashMap<>();

  static {
    put(SHARED, ErrorCode.UNAUTHENTICATED, "NotAuthenticated InvalidAuthorization SignUpRequired");
    put(SHARED, ErrorCode.PERMISSION_DENIED, "NotAuthorized NotAllowed Forbidden");
    put(
        SHARED,
        ErrorCode.NOT_FOUND,
        "NotAuthorizedOrNotFound NotFound NotAuthorizedOrResourceNotFound");
    put(
        SHARED,
        ErrorCode.INVALID_ARGUMENT,
        "InvalidParameter CannotParseRequest MissingParameter RelatedResourceNotAuthorizedOrNotFound");
    put(SHARED, ErrorCode.UNSUPPORTED, "MethodNotAllowed MethodNotImplemented NotImplemented");
    put(SHARED, ErrorCode.CONFLICT, "IncorrectState InvalidatedRetryToken");
    put(SHARED, ErrorCode.PRECONDITION_FAILED, "NoEtagMatch ETagMismatch IfMatchFailed");
    put(SHARED, ErrorCode.RATE_LIMITED, "TooManyRequests");
    put(
        SHARED,
        ErrorCode.QUOTA_EXCEEDED,
        "QuotaExceeded LimitExceeded OutOfCapacity InsufficientServicePermissions");
    put(SHARED, ErrorCode.TOO_LARGE, "PayloadTooLarge RequestEntityTooLarge");
    put(
        SHARED,
        ErrorCode.UNAVAILABLE,
        "InternalServerError InternalError ServiceUnavailable RequestTimeout GatewayTimeout");
  }

  private final Map<String, ErrorCode> codes;

  private OciFailures(Map<String, ErrorCode> codes) {
    this.codes = codes;
  }

  /** What all services share. */
  public static OciFailures shared() {
    return new OciFailures(SHARED);
  }

  /** A copy in which these codes, separated by blanks, mean this. */
  public OciFailures with(ErrorCode meaning, String names) {
    Map<String, ErrorCode> more = new HashMap<>(codes);
    put(more, meaning, names);
    return new OciFailures(more);
  }

  private static void put(Map<String, ErrorCode> codes, ErrorCode meaning, String names) {
    for (String name : names.split(" ")) {
      codes.put(name, meaning);
    }
  }

  /** What an exception means; never throws. */
  public Failure classify(Throwable thrown) {
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      if (t instanceof StorageException ours) {
        return Failure.of(ours.code(), words(ours)).withRetryable(ours.retryable());
      }
      if (t instanceof BmcException refusal && refusal.getStatusCode() > 0) {
        return refusal(refusal);
      }
      if (t instanceof TransportException lost) {
        Failure failure = Failure.of(ErrorCode.UNAVAILABLE, words(lost));
        return lost.requestSent() ? failure : failure.withNotSent();
      }
      if (t instanceof IOException) {
        return Failure.of(ErrorCode.UNAVAILABLE, words(t));
      }
    }
    return thrown instanceof IllegalArgumentException
        ? Failure.of(ErrorCode.INVALID_ARGUMENT, words(thrown))
        : Failure.of(ErrorCode.UNKNOWN, words(thrown));
  }

  private Failure refusal(BmcException refusal) {
    String code = refusal.getServiceCode() == null ? "" : refusal.getServiceCode();
    int status = refusal.getStatusCode();
    ErrorCode known = codes.get(code);
    String message = message(refusal, code, status);
    Failure failure =
        known == null
            ? Failure.ofStatus(status, message)
            : Failure.of(known, message).withHttpStatus(status);
    if (code.equals("InvalidatedRetryToken")) {
      failure = failure.withRetryable(false);
    }
    return failure
        .withRequestId(refusal.getOpcRequestId())
        .withRetryAfter(
            refusal instanceof OciException own
                ? WireTimes.retryAfter(own.retryAfter().orElse(""))
                : null);
  }

  /** What a code of one item in a list of results means. */
  public ErrorCode meaning(String code, int status) {
    ErrorCode known = codes.get(code);
    return known != null ? known : Failure.ofStatus(status, code).code();
  }

  private static String message(BmcException refusal, String code, int status) {
    String words = refusal.getUnmodifiedMessage(); // The whole one has advice and links around it.
    words = words == null ? "" : words.strip();
    String head = code.isEmpty() ? "HTTP " + status : code;
    return words.isEmpty() || words.equals(head) ? head : head + ": " + words;
  }

  private static String words(Throwable thrown) {
    String message = thrown.getMessage();
    return message == null ? thrown.getClass().getSimpleName() : message;
  }
}
