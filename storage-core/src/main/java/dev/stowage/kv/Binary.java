package dev.stowage.kv;

import java.util.Arrays;

/** Bytes within a document, compared by content and never handed out themselves. */
final class Binary implements Comparable<Binary> {
  private final byte[] bytes;

  /** Takes the array over. */
  Binary(byte[] bytes) {
    this.bytes = bytes;
  }

  byte[] copy() {
    return bytes.clone();
  }

  @Override
  public int compareTo(Binary other) {
    return Arrays.compareUnsigned(bytes, other.bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Binary that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }
}
