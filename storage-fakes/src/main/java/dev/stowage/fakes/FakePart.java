package dev.stowage.fakes;

import java.time.Instant;
import java.util.Map;

/** One part of a large object. The content's array is shared: do not change it. */
public record FakePart(
    int number, byte[] content, String etag, Instant modified, Map<String, String> attributes) {

  public FakePart {
    attributes = Map.copyOf(attributes);
  }

  @Override
  public String toString() {
    return number + ": " + content.length + " bytes";
  }
}
