package dev.stowage.fakes;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One request as it came over the wire: nothing decoded, nothing normalised.
 *
 * <p>A fake sees a request twice: its head alone, to name the operation, and then whole.
 */
public final class FakeRequest {

  private static final AtomicLong TURNS = new AtomicLong();

  private final String method;
  private final String target;
  private final FakeHeaders headers;
  private final FakeBytes bytes;
  private final List<FaultClaim> faults;
  private final long turn;

  private FakeRequest(FakeRequest of, FakeBytes bytes, List<FaultClaim> faults) {
    this.method = of.method;
    this.target = of.target;
    this.headers = of.headers;
    this.turn = of.turn;
    this.bytes = bytes;
    this.faults = faults;
  }

  private FakeRequest(String method, String target, FakeHeaders headers) {
    this.method = method;
    this.target = target;
    this.headers = headers;
    this.turn = TURNS.incrementAndGet();
    this.bytes = FakeBytes.EMPTY;
    this.faults = List.of();
  }

  /** A request without a body. */
  public static FakeRequest head(String method, String target, FakeHeaders headers) {
    return new FakeRequest(method, target, headers);
  }

  /** A copy with another body, such as one that was unpacked. */
  public FakeRequest withBody(byte[] content) {
    return withBody(FakeBytes.of(content));
  }

  /** A copy with another body. */
  public FakeRequest withBody(FakeBytes content) {
    return new FakeRequest(this, content, faults);
  }

  FakeRequest withFaults(List<FaultClaim> taken) {
    return new FakeRequest(this, bytes, taken);
  }

  public String method() {
    return method;
  }

  /** Path and query as sent. */
  public String target() {
    return target;
  }

  /** The path as sent, still percent-encoded. */
  public String path() {
    int mark = target.indexOf('?');
    return mark < 0 ? target : target.substring(0, mark);
  }

  /** The query as sent, without the question mark; empty when there is none. */
  public String query() {
    int mark = target.indexOf('?');
    return mark < 0 ? "" : target.substring(mark + 1);
  }

  public FakeHeaders headers() {
    return headers;
  }

  /** The first value of a header. */
  public Optional<String> header(String name) {
    return headers.first(name);
  }

  /**
   * The body with its transfer coding undone, for requests that have small ones. The array may be
   * shared: do not change it.
   */
  public byte[] body() {
    return bytes.toArray();
  }

  /** The body with its transfer coding undone. */
  public FakeBytes bytes() {
    return bytes;
  }

  /**
   * The bytes that are stored for this request: those sent, unless a fault flips one of their bits.
   */
  public FakeBytes stored(FakeBytes sent) {
    FaultClaim claim = fault(FaultKind.FLIPPED_STORED_BIT).orElse(null);
    if (claim == null || sent.isEmpty()) {
      return sent;
    }
    claim.fire();
    return sent.flipped(Math.min(claim.fault().amount(), sent.size() - 1));
  }

  /**
   * When its head came, as a number: greater than those of all requests before. A service that goes
   * by the time at which a request began can tell by it which of two was the later one.
   */
  public long turn() {
    return turn;
  }

  /**
   * A fault of this kind that is due on this request. The protocol that acts on it calls {@link
   * FaultClaim#fire()}.
   */
  public Optional<FaultClaim> fault(FaultKind kind) {
    return faults.stream().filter(f -> f.fault().kind() == kind).findFirst();
  }

  List<FaultClaim> faults() {
    return faults;
  }

  /** Method and path: the query can hold a signature. */
  @Override
  public String toString() {
    return method + " " + path();
  }
}
