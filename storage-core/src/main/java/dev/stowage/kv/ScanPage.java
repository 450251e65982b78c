package dev.stowage.kv;

import java.util.List;
import java.util.Optional;

/**
 * Some rows of a scan.
 *
 * @param rows may be fewer than were asked for, even none, with more to come
 * @param cursor where the next page starts, opaque, good in any process; empty at the end
 */
public record ScanPage(List<Row> rows, Optional<String> cursor) {
  public ScanPage {
    rows = List.copyOf(rows);
  }
}
