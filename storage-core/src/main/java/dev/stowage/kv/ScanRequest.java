package dev.stowage.kv;

import dev.stowage.StorageException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which rows to read one after the other. Immutable. */
public final class ScanRequest {
  private static final int DEFAULT_PAGE = 1000;

  private final KeyRange range;
  private final int limit;
  private final boolean inAnyOrder;
  private final @Nullable String cursor;

  private ScanRequest(KeyRange range, int limit, boolean inAnyOrder, @Nullable String cursor) {
    this.range = range;
    this.limit = limit;
    this.inAnyOrder = inAnyOrder;
    this.cursor = cursor;
  }

  /** Every row, in order of key. */
  public static ScanRequest all() {
    return of(KeyRange.all());
  }

  /** The rows of a range, in order of key. */
  public static ScanRequest of(KeyRange range) {
    return new ScanRequest(range, 0, false, null);
  }

  /** Returns at most this many rows: in the one page, or in the whole stream. */
  public ScanRequest withLimit(int value) {
    if (value < 1) {
      throw StorageException.invalidArgument("scan limit is " + value + "; at least 1");
    }
    return new ScanRequest(range, value, inAnyOrder, cursor);
  }

  /** Continues after the page that gave this cursor; the rest of the request must be the same. */
  public ScanRequest withCursor(String value) {
    return new ScanRequest(range, limit, inAnyOrder, value);
  }

  /**
   * Takes the rows in whatever order the service has them. A service without {@link
   * KvFeature#ORDERED_SCAN} needs this for a range that does not name a partition.
   */
  public ScanRequest inAnyOrder() {
    return new ScanRequest(range, limit, true, cursor);
  }

  public KeyRange range() {
    return range;
  }

  /** Rows per page at most. */
  public int pageSize() {
    return limit == 0 ? DEFAULT_PAGE : Math.min(limit, DEFAULT_PAGE);
  }

  /** Rows at most, or {@link Long#MAX_VALUE}. */
  public long limit() {
    return limit == 0 ? Long.MAX_VALUE : limit;
  }

  public boolean ordered() {
    return !inAnyOrder;
  }

  public Optional<String> cursor() {
    return Optional.ofNullable(cursor);
  }

  @Override
  public String toString() {
    return "ScanRequest[" + range + ", limit=" + limit + ", ordered=" + ordered() + "]";
  }
}
