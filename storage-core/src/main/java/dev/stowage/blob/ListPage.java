package dev.stowage.blob;

import java.util.List;
import java.util.Optional;

/**
 * One page of a listing.
 *
 * @param blobs in the order of their keys' UTF-8 bytes
 * @param prefixes common prefixes with their delimiter, in the same order; empty without one
 * @param cursor where the next page starts; empty when there is none. A page may be empty and still
 *     have a cursor. The cursor is opaque text that another process may use.
 */
public record ListPage(List<BlobInfo> blobs, List<String> prefixes, Optional<String> cursor) {
  public ListPage {
    blobs = List.copyOf(blobs);
    prefixes = List.copyOf(prefixes);
  }
}
