package dev.stowage.fakes;

import java.time.Instant;
import java.util.Map;

/** One part of a large object. */
public record FakePart(
    int number, FakeBytes bytes, String etag, Instant modified, Map<String, String> attributes) {

  public FakePart {
    attributes = Map.copyOf(attributes);
  }

  /** A part in memory. The array is shared: do not change it. */
  public FakePart(
      int number, byte[] content, String etag, Instant modified, Map<String, String> attributes) {
    this(number, FakeBytes.of(content), etag, modified, attributes);
  }

  /** All of it in memory. The array may be shared: do not change it. */
  public byte[] content() {
    return bytes.toArray();
  }

  public long size() {
    return bytes.size();
  }

  @Override
  public String toString() {
    return number + ": " + bytes;
  }
}
