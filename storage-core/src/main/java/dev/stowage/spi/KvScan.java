package dev.stowage.spi;

import dev.stowage.kv.KeyRange;
import org.jspecify.annotations.Nullable;

/**
 * Which rows to read next.
 *
 * @param ordered whether they must come in order of key; only asked for what the capabilities allow
 * @param limit rows at most
 * @param cursor where the page before ended, or null for the first
 */
public record KvScan(KeyRange range, boolean ordered, int limit, @Nullable String cursor) {}
