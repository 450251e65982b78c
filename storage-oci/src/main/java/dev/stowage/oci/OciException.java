package dev.stowage.oci;

import com.oracle.bmc.model.BmcException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A refusal of the service, as the SDK's exception with what the SDK leaves out. */
public final class OciException extends BmcException {
  private static final long serialVersionUID = 1;

  private final @Nullable String retryAfter;

  OciException(
      int status, String code, String message, @Nullable String requestId, @Nullable String after) {
    super(status, code, message, requestId);
    retryAfter = after;
  }

  /** A refusal that did not come as a response of its own, such as one inside of a list. */
  public static OciException of(int status, String code, String message) {
    return new OciException(status, code, message, null, null);
  }

  /** The header Retry-After, as sent. */
  public Optional<String> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }
}
