package dev.stowage.portable;

import dev.stowage.spi.KvPage;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** A stream that reads the next page when the one before is used up, and none after the last. */
final class KvPageStream<T> implements Iterator<T> {
  /** Reads one page; null asks for the first. */
  @FunctionalInterface
  interface Fetch<T> {
    KvPage<T> page(@Nullable String cursor);
  }

  private final Fetch<T> fetch;
  private @Nullable String cursor;
  private boolean ended;
  private Iterator<T> items = java.util.Collections.emptyIterator();

  private KvPageStream(@Nullable String cursor, Fetch<T> fetch) {
    this.cursor = cursor;
    this.fetch = fetch;
  }

  static <T> Stream<T> of(@Nullable String cursor, Fetch<T> fetch) {
    int kind = Spliterator.ORDERED | Spliterator.NONNULL;
    return StreamSupport.stream(
        Spliterators.spliteratorUnknownSize(new KvPageStream<>(cursor, fetch), kind), false);
  }

  @Override
  public boolean hasNext() {
    while (!items.hasNext() && !ended) {
      KvPage<T> page = fetch.page(cursor);
      items = page.items().iterator();
      cursor = page.cursor();
      ended = cursor == null;
    }
    return items.hasNext();
  }

  @Override
  public T next() {
    if (!hasNext()) {
      throw new NoSuchElementException("there are no more results");
    }
    return items.next();
  }
}
