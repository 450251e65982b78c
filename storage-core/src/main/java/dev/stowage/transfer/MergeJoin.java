package dev.stowage.transfer;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.spi.KeyOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * Two trees side by side, key by key, in one pass over both and with one entry of each in memory.
 *
 * <p>What is under a directory of the source that cannot be read is not taken for missing.
 */
final class MergeJoin implements Iterator<MergeJoin.Pair>, AutoCloseable {
  /** What both sides have of one key; at least one of them has something. */
  record Pair(@Nullable TreeEntry source, @Nullable TreeEntry target) {}

  private final SyncRequest request;
  private final Side source;
  private final Side target;
  private @Nullable String unseen;
  private @Nullable Pair next;

  MergeJoin(SyncRequest request) {
    this.request = request;
    request.source().directory().ifPresent(MergeJoin::requireDirectory);
    boolean toFiles = request.target().directory().isPresent();
    Tree.Cursor first = request.source().tree().open();
    try {
      this.source = new Side("source", first, toFiles, true);
      this.target = new Side("target", request.target().tree().open(), false, false);
    } catch (RuntimeException e) {
      first.close();
      throw e;
    }
  }

  /** A source that is not there must not look like one that is empty. */
  static void requireDirectory(Path directory) {
    if (!Files.isDirectory(directory)) {
      throw StorageException.of(ErrorCode.NOT_FOUND, "no such directory: " + directory);
    }
  }

  @Override
  public boolean hasNext() {
    while (next == null) {
      TreeEntry left = source.peek();
      TreeEntry right = target.peek();
      if (left == null && right == null) {
        return false;
      }
      int order =
          left == null ? 1 : right == null ? -1 : KeyOrder.UTF8.compare(left.key(), right.key());
      Pair pair = new Pair(order <= 0 ? left : null, order >= 0 ? right : null);
      if (order <= 0) {
        source.take();
      }
      if (order >= 0) {
        target.take();
      }
      next = isHidden(pair) ? null : pair;
    }
    return true;
  }

  private boolean isHidden(Pair pair) {
    TreeEntry left = pair.source();
    if (left != null && !left.isObject() && left.key().endsWith("/")) {
      unseen = left.key();
    }
    TreeEntry right = pair.target();
    return left == null && right != null && unseen != null && right.key().startsWith(unseen);
  }

  @Override
  public Pair next() {
    Pair pair = hasNext() ? next : null;
    if (pair == null) {
      throw new NoSuchElementException();
    }
    next = null;
    return pair;
  }

  @Override
  public void close() {
    source.close();
    target.close();
  }

  /**
   * One of the trees: the entries that take part, and a check that their order is the right one.
   */
  private final class Side {
    private final String name;
    private final Tree.Cursor cursor;
    private final boolean dropsFolders;
    private final boolean isSource;
    private @Nullable TreeEntry head;
    private @Nullable String last;

    Side(String name, Tree.Cursor cursor, boolean dropsFolders, boolean isSource) {
      this.name = name;
      this.cursor = cursor;
      this.dropsFolders = dropsFolders;
      this.isSource = isSource;
    }

    @Nullable TreeEntry peek() {
      while (head == null && hasMore()) {
        TreeEntry entry = cursor.next();
        checkOrder(entry.key());
        boolean wanted =
            (isSource || entry.isObject())
                && !(dropsFolders && entry.isFolderMarker())
                && request.selects(entry.key());
        head = wanted ? entry : null;
      }
      return head;
    }

    /** A target that is not there yet is an empty one: some stores are made by the first write. */
    private boolean hasMore() {
      try {
        return cursor.hasNext();
      } catch (StorageException e) {
        if (!isSource && last == null && e.code() == ErrorCode.CONTAINER_NOT_FOUND) {
          return false;
        }
        throw e;
      }
    }

    /** A listing out of order would make a sync delete what it should keep. */
    private void checkOrder(String key) {
      if (last != null && KeyOrder.UTF8.compare(last, key) >= 0) {
        throw StorageException.of(
            ErrorCode.UNKNOWN,
            "the listing of the "
                + name
                + " is not in order: \""
                + key
                + "\" after \""
                + last
                + "\"");
      }
      last = key;
    }

    void take() {
      head = null;
    }

    void close() {
      cursor.close();
    }
  }
}
