package dev.stowage.swift;

import org.jspecify.annotations.Nullable;

/**
 * One entry of the manifest of a large object.
 *
 * @param container where the segment is
 * @param name its name there
 * @param size bytes of the segment's object
 * @param etag of the segment, without quotes
 * @param range which bytes of it count, such as {@code 0-99}; null for all
 */
public record Segment(
    String container, String name, long size, String etag, @Nullable String range) {
  /** A whole segment. */
  public Segment(String container, String name, long size, String etag) {
    this(container, name, size, etag, null);
  }

  /** Container and name after a slash, as manifests have them. */
  public String path() {
    return "/" + container + "/" + name;
  }
}
