package dev.stowage.portable;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.blob.BlobReader;
import dev.stowage.blob.ByteRange;
import dev.stowage.blob.GetOptions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Reads many ranges of one version: those that overlap or lie near each other in one request, the
 * later requests pinned to the etag of the first.
 */
final class RangeReads {
  /** Reading this many bytes too many is cheaper than one more request. */
  private static final long GAP = 64 * 1024;

  static final String CHANGED = "the blob was replaced between two reads of it";

  private static final long LARGEST = 16L << 20;

  /** Opens a reader; the etag is null for the first. */
  private final BiFunction<ByteRange, GetOptions, BlobReader> open;

  RangeReads(BiFunction<ByteRange, GetOptions, BlobReader> open) {
    this.open = open;
  }

  List<byte[]> read(List<ByteRange> ranges, boolean pin) {
    byte[][] results = new byte[ranges.size()][];
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < ranges.size(); i++) {
      order.add(i);
    }
    order.sort(Comparator.comparingLong(i -> sortKey(ranges.get(i))));
    GetOptions options = GetOptions.defaults();
    String etag = null;
    int at = 0;
    while (at < order.size()) {
      int end = groupEnd(ranges, order, at);
      try (BlobReader reader = pinned(span(ranges, order, at, end), options, etag)) {
        etag = reader.info().etag();
        if (pin) {
          options = options.withIfMatch(etag);
        }
        byte[] bytes = reader.bytes();
        long start = reader.range().offset();
        for (int i = at; i < end; i++) {
          results[order.get(i)] =
              cut(bytes, start, ranges.get(order.get(i)).within(reader.info().size()));
        }
      }
      at = end;
    }
    return List.of(results);
  }

  /** Opens a span of the version that was read before, if there was one. */
  private BlobReader pinned(ByteRange span, GetOptions options, @Nullable String etag) {
    BlobReader reader;
    try {
      reader = open.apply(span, options);
    } catch (StorageException e) {
      throw etag == null ? e : changedIfGone(e);
    }
    if (etag != null && !etag.equals(reader.info().etag())) {
      reader.close();
      throw StorageException.of(ErrorCode.CONTENT_CHANGED, CHANGED);
    }
    return reader;
  }

  /** What the failure of a later read of one version means when the first one worked. */
  static StorageException changedIfGone(StorageException e) {
    boolean gone =
        e.code() == ErrorCode.PRECONDITION_FAILED
            || e.code() == ErrorCode.NOT_FOUND
            || e.code() == ErrorCode.CONTENT_CHANGED;
    return gone ? BlobWrites.recoded(e, ErrorCode.CONTENT_CHANGED, CHANGED) : e;
  }

  /** Ranges that are open-ended or count from the end are read on their own, last. */
  private static long sortKey(ByteRange range) {
    return isBounded(range) ? range.offset() : Long.MAX_VALUE;
  }

  private static boolean isBounded(ByteRange range) {
    return !range.isSuffix() && range.length().isPresent();
  }

  private static int groupEnd(List<ByteRange> ranges, List<Integer> order, int at) {
    ByteRange first = ranges.get(order.get(at));
    if (!isBounded(first)) {
      return at + 1;
    }
    long end = endOf(first);
    int next = at + 1;
    while (next < order.size()) {
      ByteRange range = ranges.get(order.get(next));
      boolean near =
          isBounded(range)
              && range.offset() - end <= GAP
              && Math.max(end, endOf(range)) - first.offset() <= LARGEST;
      if (!near) {
        break;
      }
      end = Math.max(end, endOf(range));
      next++;
    }
    return next;
  }

  private static ByteRange span(List<ByteRange> ranges, List<Integer> order, int from, int to) {
    ByteRange first = ranges.get(order.get(from));
    if (to - from == 1) {
      return first;
    }
    long end = 0;
    for (int i = from; i < to; i++) {
      end = Math.max(end, endOf(ranges.get(order.get(i))));
    }
    return ByteRange.of(first.offset(), end - first.offset());
  }

  private static long endOf(ByteRange range) {
    return range.offset() + range.length().orElse(0);
  }

  private static byte[] cut(byte[] bytes, long start, ByteRange wanted) {
    int from = (int) (wanted.offset() - start);
    return Arrays.copyOfRange(bytes, from, from + (int) wanted.length().orElse(0));
  }
}
