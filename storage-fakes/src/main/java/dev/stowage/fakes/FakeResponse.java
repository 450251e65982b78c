package dev.stowage.fakes;

/** What a fake answers. Immutable. */
public final class FakeResponse {

  private final int status;
  private final FakeHeaders headers;
  private final FakeBytes bytes;
  private final boolean chunked;

  private FakeResponse(int status, FakeHeaders headers, FakeBytes bytes, boolean chunked) {
    this.status = status;
    this.headers = headers;
    this.bytes = bytes;
    this.chunked = chunked;
  }

  /** An answer with a status and nothing else. */
  public static FakeResponse of(int status) {
    return new FakeResponse(status, FakeHeaders.NONE, FakeBytes.EMPTY, false);
  }

  /** A copy with a header line added. */
  public FakeResponse with(String name, String value) {
    return new FakeResponse(status, headers.with(name, value), bytes, chunked);
  }

  /** A copy in which a header has this one value. */
  public FakeResponse replacing(String name, String value) {
    return new FakeResponse(status, headers.replacing(name, value), bytes, chunked);
  }

  /** A copy with a body. On HEAD only its length is sent. */
  public FakeResponse withBody(byte[] content) {
    return withBody(FakeBytes.of(content));
  }

  /** A copy with a body. On HEAD only its length is sent. */
  public FakeResponse withBody(FakeBytes content) {
    return new FakeResponse(status, headers, content, chunked);
  }

  /** A copy whose body is sent in chunks instead of with a length. */
  public FakeResponse inChunks() {
    return new FakeResponse(status, headers, bytes, true);
  }

  public int status() {
    return status;
  }

  public FakeHeaders headers() {
    return headers;
  }

  /** The body of an answer that has a small one. */
  public byte[] body() {
    return bytes.toArray();
  }

  public FakeBytes bytes() {
    return bytes;
  }

  public boolean chunked() {
    return chunked;
  }

  @Override
  public String toString() {
    return status + ", " + bytes;
  }
}
