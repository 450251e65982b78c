package dev.stowage.spi;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some results and where the next ones start.
 *
 * @param items may be empty with more to come
 * @param cursor the driver's own; null at the end. It must hold in another process, and survive
 *     rows being written and deleted in between
 */
public record KvPage<T>(List<T> items, @Nullable String cursor) {
  public KvPage {
    items = List.copyOf(items);
  }
}
