package dev.stowage;

import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The one exception of every service.
 *
 * <p>The message reads {@code operation "key": what was wrong and what would be right}; it never
 * holds a credential, a signature or a secret value. The provider's own exception is the {@link
 * #getCause() cause}. An {@link Error} is never wrapped in it.
 */
public final class StorageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ErrorCode code;
  private final boolean retryable;
  private final int attempts;
  private final int httpStatus;
  private final @Nullable String operation;
  private final @Nullable String provider;
  private final @Nullable String container;
  private final @Nullable String key;
  private final @Nullable String requestId;
  private final String reason;

  private StorageException(Builder from) {
    super(from.fullMessage(), from.cause);
    code = from.code;
    retryable = from.retryable;
    attempts = from.attempts;
    httpStatus = from.httpStatus;
    operation = from.operation;
    provider = from.provider;
    container = from.container;
    key = from.key;
    requestId = from.requestId;
    reason = from.reason;
  }

  /** A failure found before any request. */
  public static StorageException of(ErrorCode code, String reason) {
    return builder(code, reason).build();
  }

  /** Shorthand for the most frequent one. */
  public static StorageException invalidArgument(String reason) {
    return of(ErrorCode.INVALID_ARGUMENT, reason);
  }

  public static Builder builder(ErrorCode code, String reason) {
    return new Builder(code, reason);
  }

  /** A builder that starts from this failure, to say where it happened. */
  public Builder toBuilder() {
    Builder copy = new Builder(code, reason);
    copy.retryable = retryable;
    copy.attempts = attempts;
    copy.httpStatus = httpStatus;
    copy.operation = operation;
    copy.provider = provider;
    copy.container = container;
    copy.key = key;
    copy.requestId = requestId;
    copy.cause = getCause();
    return copy;
  }

  public ErrorCode code() {
    return code;
  }

  /** Whether the same call may succeed later without being changed. */
  public boolean retryable() {
    return retryable;
  }

  /** What was being done, such as {@code put} or {@code list}. */
  public Optional<String> operation() {
    return Optional.ofNullable(operation);
  }

  /** The URL scheme of the provider, such as {@code s3}. */
  public Optional<String> provider() {
    return Optional.ofNullable(provider);
  }

  /** The bucket, container, table or vault. */
  public Optional<String> container() {
    return Optional.ofNullable(container);
  }

  /** The blob key, row key, secret name or job id. */
  public Optional<String> key() {
    return Optional.ofNullable(key);
  }

  public OptionalInt httpStatus() {
    return httpStatus == 0 ? OptionalInt.empty() : OptionalInt.of(httpStatus);
  }

  /** The service's own name for the request, to quote to its support. */
  public Optional<String> requestId() {
    return Optional.ofNullable(requestId);
  }

  /** How many requests were tried; 0 when the failure was found before any. */
  public int attempts() {
    return attempts;
  }

  /** The message without operation and key. */
  public String reason() {
    return reason;
  }

  /** Collects what is known about a failure. Not thread-safe. */
  public static final class Builder {
    private final ErrorCode code;
    private final String reason;
    private boolean retryable;
    private int attempts;
    private int httpStatus;
    private @Nullable String operation;
    private @Nullable String provider;
    private @Nullable String container;
    private @Nullable String key;
    private @Nullable String requestId;
    private @Nullable Throwable cause;

    private Builder(ErrorCode code, String reason) {
      this.code = code;
      this.reason = reason;
      this.retryable = code.transientByNature();
    }

    public Builder retryable(boolean value) {
      retryable = value;
      return this;
    }

    public Builder attempts(int value) {
      attempts = value;
      return this;
    }

    /** The HTTP status, 0 for none. */
    public Builder httpStatus(int value) {
      httpStatus = value;
      return this;
    }

    public Builder operation(@Nullable String value) {
      operation = value;
      return this;
    }

    public Builder provider(@Nullable String value) {
      provider = value;
      return this;
    }

    public Builder container(@Nullable String value) {
      container = value;
      return this;
    }

    public Builder key(@Nullable String value) {
      key = value;
      return this;
    }

    public Builder requestId(@Nullable String value) {
      requestId = value;
      return this;
    }

    public Builder cause(@Nullable Throwable value) {
      cause = value;
      return this;
    }

    public StorageException build() {
      return new StorageException(this);
    }

    private String fullMessage() {
      StringBuilder text = new StringBuilder();
      if (operation != null) {
        text.append(operation).append(' ');
      }
      if (key != null) {
        text.append('"').append(printable(key)).append('"');
      } else if (container != null && operation != null) {
        text.append(printable(container));
      }
      return text.length() == 0 ? reason : text.toString().stripTrailing() + ": " + reason;
    }

    /** A key can hold line feeds and terminal escapes; a message is one line. */
    private static String printable(String text) {
      StringBuilder safe = new StringBuilder(text.length());
      text.chars()
          .forEach(
              c -> {
                if (Character.isISOControl(c) || Character.isSurrogate((char) c) && isLone(text)) {
                  safe.append(String.format("\\u%04x", c));
                } else {
                  safe.append((char) c);
                }
              });
      return safe.toString();
    }

    private static boolean isLone(String text) {
      return !java.nio.charset.StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }
  }
}
