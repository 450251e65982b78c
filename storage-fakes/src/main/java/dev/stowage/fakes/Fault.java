package dev.stowage.fakes;

import java.time.Duration;
import java.util.Optional;

/**
 * One way to break one exchange. Arm it with {@link FaultSwitches}. Immutable.
 *
 * <p>Positions are clamped into the body, so a fault fires on any body that is not empty.
 */
public final class Fault {

  private final FaultKind kind;
  private final long amount;
  private final Duration time;
  private final int status;
  private final String code;

  private Fault(FaultKind kind, long amount, Duration time, int status, String code) {
    if (amount < 0 || time.isNegative()) {
      throw new IllegalArgumentException("negative amount or time");
    }
    this.kind = kind;
    this.amount = amount;
    this.time = time;
    this.status = status;
    this.code = code;
  }

  private static Fault of(FaultKind kind, long amount) {
    return new Fault(kind, amount, Duration.ZERO, 0, "");
  }

  /**
   * An error answer.
   *
   * @param code the error's name in the protocol's words; empty for the usual one of the status
   */
  public static Fault refusal(int status, String code) {
    return new Fault(FaultKind.REFUSAL, 0, Duration.ZERO, status, code);
  }

  /** See {@link FaultKind#REFUSAL_AFTER}; the bytes are counted over all of the upload. */
  public static Fault refusalAfter(int status, long bytes) {
    return new Fault(FaultKind.REFUSAL_AFTER, bytes, Duration.ZERO, status, "");
  }

  /** 503. */
  public static Fault unavailable() {
    return refusal(503, "");
  }

  /** 503 with {@code Retry-After}, in whole seconds. */
  public static Fault unavailable(Duration retryAfter) {
    return new Fault(FaultKind.REFUSAL, 1, retryAfter, 503, "");
  }

  /** 429 with {@code Retry-After}, in whole seconds. */
  public static Fault tooManyRequests(Duration retryAfter) {
    return new Fault(FaultKind.REFUSAL, 1, retryAfter, 429, "");
  }

  /** 409: another request on the same object is in progress. */
  public static Fault conflictInProgress() {
    return refusal(409, "");
  }

  /** See {@link FaultKind#ERROR_INSIDE_200}; the protocol's usual internal error. */
  public static Fault errorInside200() {
    return errorInside200("");
  }

  /** See {@link FaultKind#ERROR_INSIDE_200}. */
  public static Fault errorInside200(String code) {
    return new Fault(FaultKind.ERROR_INSIDE_200, 0, Duration.ZERO, 200, code);
  }

  public static Fault resetBeforeBody() {
    return of(FaultKind.RESET_BEFORE_BODY, 0);
  }

  public static Fault resetDuringBody(long afterBytes) {
    return of(FaultKind.RESET_DURING_BODY, afterBytes);
  }

  public static Fault lostResponse() {
    return of(FaultKind.LOST_RESPONSE, 0);
  }

  public static Fault resetDuringResponse(long afterBytes) {
    return of(FaultKind.RESET_DURING_RESPONSE, afterBytes);
  }

  public static Fault closeAfterResponse() {
    return of(FaultKind.CLOSE_AFTER_RESPONSE, 0);
  }

  /** Held until the server is closed, {@link FaultSwitches#release()}, or 30 seconds. */
  public static Fault stalledRequest(long afterBytes) {
    return of(FaultKind.STALLED_REQUEST, afterBytes);
  }

  /** Held until the server is closed, {@link FaultSwitches#release()}, or 30 seconds. */
  public static Fault stalledResponse(long afterBytes) {
    return of(FaultKind.STALLED_RESPONSE, afterBytes);
  }

  /** At most 30 seconds. */
  public static Fault slowFirstByte(Duration delay) {
    return new Fault(FaultKind.SLOW_FIRST_BYTE, 0, delay, 0, "");
  }

  /** The first 4096 bytes come one by one. */
  public static Fault dribble() {
    return of(FaultKind.SHORT_READS, 1);
  }

  /** The body comes in pieces of this size, 4096 of them, then the rest. */
  public static Fault shortReads(int pieceSize) {
    if (pieceSize < 1) {
      throw new IllegalArgumentException("pieces need a size");
    }
    return of(FaultKind.SHORT_READS, pieceSize);
  }

  /** At most this many entries; none is legal too, as long as the listing goes on. */
  public static Fault shortPage(int entries) {
    return of(FaultKind.SHORT_PAGE, entries);
  }

  public static Fault flippedRequestBit(long atByte) {
    return of(FaultKind.FLIPPED_REQUEST_BIT, atByte);
  }

  public static Fault flippedStoredBit(long atByte) {
    return of(FaultKind.FLIPPED_STORED_BIT, atByte);
  }

  public static Fault flippedResponseBit(long atByte) {
    return of(FaultKind.FLIPPED_RESPONSE_BIT, atByte);
  }

  public static Fault cleanTruncation(long afterBytes) {
    return of(FaultKind.CLEAN_TRUNCATION, afterBytes);
  }

  public static Fault hardTruncation(long afterBytes) {
    return of(FaultKind.HARD_TRUNCATION, afterBytes);
  }

  public static Fault noContinue() {
    return of(FaultKind.NO_CONTINUE, 0);
  }

  public FaultKind kind() {
    return kind;
  }

  /** Bytes or entries, as the kind has it. */
  public long amount() {
    return amount;
  }

  /** The delay of {@link FaultKind#SLOW_FIRST_BYTE}. */
  public Duration delay() {
    return time;
  }

  /** The status of a refusal. */
  public int status() {
    return status;
  }

  /** The protocol's error code; empty for the protocol's usual one. */
  public Optional<String> code() {
    return code.isEmpty() ? Optional.empty() : Optional.of(code);
  }

  /** What a refusal says in {@code Retry-After}. */
  public Optional<Duration> retryAfter() {
    return kind == FaultKind.REFUSAL && amount == 1 ? Optional.of(time) : Optional.empty();
  }

  @Override
  public String toString() {
    return kind + (status > 0 ? " " + status + " " + code : " " + amount);
  }
}
