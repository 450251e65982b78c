package dev.stowage.portable;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * A lazy stream over pages. The next page is fetched beside the caller once half of the current one
 * was taken; so whoever stops early has caused no request that was not needed.
 */
final class PageStream<T> implements Iterator<T> {
  /** One page. */
  record Slice<T>(List<T> items, Optional<String> cursor) {}

  private final Function<@Nullable String, Slice<T>> fetch;
  private Iterator<T> items = List.<T>of().iterator();
  private int left;
  private int ahead;
  private @Nullable String cursor;
  private boolean started;
  private @Nullable Future<Slice<T>> next;

  private PageStream(Function<@Nullable String, Slice<T>> fetch) {
    this.fetch = fetch;
  }

  static <T> Stream<T> of(Function<@Nullable String, Slice<T>> fetch) {
    PageStream<T> pages = new PageStream<>(fetch);
    Spliterator<T> source =
        Spliterators.spliteratorUnknownSize(
            pages, Spliterator.ORDERED | Spliterator.NONNULL | Spliterator.DISTINCT);
    return StreamSupport.stream(source, false).onClose(pages::stop);
  }

  @Override
  public boolean hasNext() {
    while (!items.hasNext()) {
      if (started && cursor == null) {
        return false;
      }
      take(next == null ? fetch.apply(cursor) : arrived(next));
    }
    return true;
  }

  @Override
  public T next() {
    if (!hasNext()) {
      throw new java.util.NoSuchElementException();
    }
    T item = items.next();
    if (--left == ahead && cursor != null) {
      String from = cursor;
      next = Workers.submit(() -> fetch.apply(from));
    }
    return item;
  }

  private void take(Slice<T> page) {
    if (started && page.cursor().isPresent() && page.cursor().get().equals(cursor)) {
      throw StorageException.of(
          ErrorCode.UNKNOWN, "the service gave the same cursor twice; the listing would not end");
    }
    started = true;
    next = null;
    items = page.items().iterator();
    left = page.items().size();
    ahead = left / 2;
    cursor = page.cursor().orElse(null);
  }

  private Slice<T> arrived(Future<Slice<T>> page) {
    try {
      return page.get();
    } catch (InterruptedException e) {
      page.cancel(true);
      Thread.currentThread().interrupt();
      throw StorageException.of(ErrorCode.CANCELLED, "the calling thread was interrupted");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof StorageException known) {
        throw known;
      }
      throw new IllegalStateException("a page could not be fetched", e.getCause());
    }
  }

  private void stop() {
    Future<Slice<T>> pending = next;
    if (pending != null) {
      pending.cancel(true);
    }
    cursor = null;
    started = true;
    next = null;
    items = List.<T>of().iterator();
  }
}
