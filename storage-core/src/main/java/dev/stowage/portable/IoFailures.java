package dev.stowage.portable;

import dev.stowage.ErrorCode;
import dev.stowage.http.ConnectFailedException;
import dev.stowage.http.DeadlineExceededException;
import dev.stowage.http.HttpTimeoutException;
import dev.stowage.http.RequestAbortedException;
import dev.stowage.http.TransportException;
import dev.stowage.spi.Failure;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedByInterruptException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * What the failures of our own transport, and of the network under any SDK, mean. Looks through the
 * causes, since SDKs wrap them.
 */
final class IoFailures {
  private IoFailures() {}

  /** Null when no cause is one that this class knows. */
  static @Nullable Failure classify(Throwable thrown) {
    int depth = 0;
    for (Throwable t = thrown; t != null && depth < 20; t = t.getCause(), depth++) {
      Failure failure = one(t);
      if (failure != null) {
        return failure;
      }
    }
    return null;
  }

  private static @Nullable Failure one(Throwable t) {
    if (t instanceof RequestAbortedException
        || t instanceof ClosedByInterruptException
        || t instanceof InterruptedException) {
      return Failure.of(ErrorCode.CANCELLED, "the calling thread was interrupted");
    }
    if (t instanceof DeadlineExceededException) {
      return Failure.of(ErrorCode.DEADLINE_EXCEEDED, "the deadline passed during the request");
    }
    if (t instanceof ConnectFailedException
        || t instanceof ConnectException
        || t instanceof NoRouteToHostException) {
      return unavailable("cannot connect: ", t).withNotSent();
    }
    if (t instanceof UnknownHostException) {
      return unavailable("host not found: ", t).withNotSent();
    }
    if (t instanceof SSLException) {
      return unavailable("TLS failed: ", t).withRetryable(false);
    }
    if (t instanceof HttpTimeoutException || t instanceof InterruptedIOException) {
      return unavailable("timed out: ", t);
    }
    if (t instanceof TransportException transport) {
      Failure failure = unavailable("", t);
      return transport.requestSent() ? failure : failure.withNotSent();
    }
    if (t instanceof SocketException) {
      return unavailable("the connection broke: ", t);
    }
    return null;
  }

  private static Failure unavailable(String what, Throwable t) {
    return Failure.of(ErrorCode.UNAVAILABLE, what + wordsOf(t));
  }

  static String wordsOf(Throwable t) {
    return t.getMessage() == null ? t.getClass().getSimpleName() : t.getMessage();
  }
}
