package dev.stowage.fakes;

/** What a fake answers. Immutable; the body's array is shared. */
public final class FakeResponse {

  private static final byte[] EMPTY = {};

  private final int status;
  private final FakeHeaders headers;
  private final byte[] body;
  private final boolean chunked;

  private FakeResponse(int status, FakeHeaders headers, byte[] body, boolean chunked) {
    this.status = status;
    this.headers = headers;
    this.body = body;
    this.chunked = chunked;
  }

  /** An answer with a status and nothing else. */
  public static FakeResponse of(int status) {
    return new FakeResponse(status, FakeHeaders.NONE, EMPTY, false);
  }

  /** A copy with a header line added. */
  public FakeResponse with(String name, String value) {
    return new FakeResponse(status, headers.with(name, value), body, chunked);
  }

  /** A copy in which a header has this one value. */
  public FakeResponse replacing(String name, String value) {
    return new FakeResponse(status, headers.replacing(name, value), body, chunked);
  }

  /** A copy with a body. On HEAD only its length is sent. */
  public FakeResponse withBody(byte[] bytes) {
    return new FakeResponse(status, headers, bytes, chunked);
  }

  /** A copy whose body is sent in chunks instead of with a length. */
  public FakeResponse inChunks() {
    return new FakeResponse(status, headers, body, true);
  }

  public int status() {
    return status;
  }

  public FakeHeaders headers() {
    return headers;
  }

  public byte[] body() {
    return body;
  }

  public boolean chunked() {
    return chunked;
  }

  @Override
  public String toString() {
    return status + ", " + body.length + " bytes";
  }
}
