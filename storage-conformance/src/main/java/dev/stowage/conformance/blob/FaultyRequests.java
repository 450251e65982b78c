package dev.stowage.conformance.blob;

import dev.stowage.ErrorCode;
import dev.stowage.spi.BlobContent;
import dev.stowage.spi.Failure;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/** Runs the requests of one driver: writes them down, and lets armed faults go off in them. */
final class FaultyRequests {
  /** A request to the driver inside. */
  @FunctionalInterface
  interface Request<T> {
    T send() throws IOException;
  }

  /** A request with a body. */
  @FunctionalInterface
  interface WriteRequest<T> {
    T send(BlobContent content) throws IOException;
  }

  /** What came back, and the fault that is still to go off in its body. */
  record Outcome<T>(T value, @Nullable Fault fault) {}

  private final FaultPlan faults;
  private final RequestLog log;

  FaultyRequests(FaultPlan faults, RequestLog log) {
    this.faults = faults;
    this.log = log;
  }

  RequestLog log() {
    return log;
  }

  <T> T run(Operation operation, @Nullable String key, long bytes, Request<T> request)
      throws IOException {
    return outcome(operation, key, bytes, request).value();
  }

  <T> Outcome<T> outcome(Operation operation, @Nullable String key, long bytes, Request<T> request)
      throws IOException {
    return finish(operation, key, bytes, begin(operation, key), request);
  }

  /** Lets a fault that goes off before the request is served go off. */
  Optional<FaultPlan.Shot> begin(Operation operation, @Nullable String key) throws IOException {
    Optional<FaultPlan.Shot> shot = faults.take(operation);
    if (shot.isPresent()) {
      IOException failure = before(shot.get());
      if (failure != null) {
        log.add(new RequestLog.Entry(operation, Optional.ofNullable(key), true, 0));
        throw failure;
      }
    }
    return shot;
  }

  <T> Outcome<T> finish(
      Operation operation,
      @Nullable String key,
      long bytes,
      Optional<FaultPlan.Shot> shot,
      Request<T> request)
      throws IOException {
    boolean failed = true;
    try {
      T value = request.send();
      failed = false;
      if (shot.isPresent() && shot.get().fault() == Fault.LOST_RESPONSE) {
        throw new SocketException("Connection reset");
      }
      return new Outcome<>(value, shot.map(FaultPlan.Shot::fault).orElse(null));
    } finally {
      log.add(new RequestLog.Entry(operation, Optional.ofNullable(key), failed, bytes));
    }
  }

  <T> T write(Operation operation, String key, BlobContent content, WriteRequest<T> request)
      throws IOException {
    Optional<FaultPlan.Shot> shot = begin(operation, key);
    Fault fault = shot.map(FaultPlan.Shot::fault).orElse(null);
    return finish(
            operation,
            key,
            content.size(),
            shot,
            () -> {
              BlobContent sent =
                  fault == Fault.HALF_BODY || fault == Fault.FLIPPED_STORED
                      ? new DisturbedContent(content, fault)
                      : content;
              T result = request.send(sent);
              log.sent(content.size());
              return result;
            })
        .value();
  }

  /** Whether the next commit is to store a flipped bit, which must be known before the bytes. */
  Optional<FaultPlan.Shot> takeFlip() {
    return faults.takeOnly(Operation.COMMIT, Fault.FLIPPED_STORED);
  }

  static byte[] flipped(byte[] bytes) {
    if (bytes.length > 0) {
      bytes[bytes.length / 2] ^= 0x10;
    }
    return bytes;
  }

  private static @Nullable IOException before(FaultPlan.Shot shot) {
    if (shot.status() != 0) {
      return reply(Failure.ofStatus(shot.status(), "answered " + shot.status() + " by the kit"));
    }
    return switch (shot.fault()) {
      case REFUSED -> new ConnectException("Connection refused");
      case RESET -> new SocketException("Connection reset");
      case NO_HOST -> new UnknownHostException("nowhere.invalid");
      case TLS -> new SSLHandshakeException("certificate of the kit is not trusted");
      case UNAVAILABLE -> reply(Failure.ofStatus(503, "slow down"));
      case THROTTLED ->
          reply(Failure.ofStatus(429, "too many requests").withRetryAfter(Duration.ofSeconds(7)));
      case CONFLICT ->
          reply(
              Failure.ofStatus(409, "a conflicting operation is in progress").withRetryable(true));
      case UNAUTHENTICATED -> reply(Failure.ofStatus(401, "unknown access key"));
      case DENIED -> reply(Failure.ofStatus(403, "access denied"));
      case NO_CONTAINER ->
          reply(Failure.of(ErrorCode.CONTAINER_NOT_FOUND, "no such container").withHttpStatus(404));
      case ERROR_IN_200 ->
          reply(
              Failure.of(ErrorCode.UNAVAILABLE, "internal error in a reply of 200")
                  .withHttpStatus(200));
      case HALF_BODY,
          LOST_RESPONSE,
          FLIPPED_STORED,
          RESET_READ,
          TRUNCATED_READ,
          FLIPPED_READ,
          SLOW_READ,
          SHORT_PAGE,
          EMPTY_PAGE,
          ONE_FAILS ->
          null;
    };
  }

  private static InjectedFailure reply(Failure failure) {
    return new InjectedFailure(failure.withRequestId("kit-request-1"));
  }
}
