package dev.stowage.blob;

import dev.stowage.StorageException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which page of a listing. Immutable. */
public final class ListRequest {
  /** A page of a listing when nothing else is said. */
  public static final int DEFAULT_PAGE_SIZE = 1000;

  private final String prefix;
  private final @Nullable String delimiter;
  private final @Nullable String startAfter;
  private final @Nullable String cursor;
  private final int pageSize;

  private ListRequest(
      String prefix,
      @Nullable String delimiter,
      @Nullable String startAfter,
      @Nullable String cursor,
      int pageSize) {
    this.prefix = prefix;
    this.delimiter = delimiter;
    this.startAfter = startAfter;
    this.cursor = cursor;
    this.pageSize = pageSize;
  }

  /** Everything whose key starts with the string; the empty string for all. */
  public static ListRequest of(String prefix) {
    return new ListRequest(prefix, null, null, null, DEFAULT_PAGE_SIZE);
  }

  /**
   * Folds keys that hold this string after the prefix into common prefixes, as {@code "/"} does.
   */
  public ListRequest withDelimiter(String value) {
    if (value.isEmpty()) {
      throw StorageException.invalidArgument("the delimiter is empty; leave it away for none");
    }
    return new ListRequest(prefix, value, startAfter, cursor, pageSize);
  }

  /** Starts strictly after this key, whether it exists or not. */
  public ListRequest withStartAfter(String key) {
    return new ListRequest(prefix, delimiter, key, cursor, pageSize);
  }

  /** Goes on where a page ended; the other settings must be as they were for that page. */
  public ListRequest withCursor(String value) {
    return new ListRequest(prefix, delimiter, startAfter, value, pageSize);
  }

  /** At most so many entries, blobs and common prefixes together; a service may give fewer. */
  public ListRequest withPageSize(int value) {
    if (value < 1) {
      throw StorageException.invalidArgument("page size is " + value + "; at least 1");
    }
    return new ListRequest(prefix, delimiter, startAfter, cursor, value);
  }

  public ListRequest withPrefix(String value) {
    return new ListRequest(value, delimiter, startAfter, cursor, pageSize);
  }

  public String prefix() {
    return prefix;
  }

  public Optional<String> delimiter() {
    return Optional.ofNullable(delimiter);
  }

  public Optional<String> startAfter() {
    return Optional.ofNullable(startAfter);
  }

  public Optional<String> cursor() {
    return Optional.ofNullable(cursor);
  }

  public int pageSize() {
    return pageSize;
  }
}
