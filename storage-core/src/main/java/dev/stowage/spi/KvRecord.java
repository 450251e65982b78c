package dev.stowage.spi;

import dev.stowage.kv.Row;
import org.jspecify.annotations.Nullable;

/**
 * A row as it is stored.
 *
 * @param writeId what {@link KvWrite#writeId()} said when it was last written
 */
public record KvRecord(Row row, @Nullable String writeId) {}
