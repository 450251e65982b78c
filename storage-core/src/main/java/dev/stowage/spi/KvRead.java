package dev.stowage.spi;

import dev.stowage.kv.FieldPath;
import java.util.List;

/**
 * How to read a row.
 *
 * @param fields the only fields that are wanted, empty for all; returning more is fine
 * @param strong whether every write that ended before must be seen
 */
public record KvRead(List<FieldPath> fields, boolean strong) {
  public KvRead {
    fields = List.copyOf(fields);
  }
}
