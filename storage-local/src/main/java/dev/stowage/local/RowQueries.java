package dev.stowage.local;

import dev.stowage.kv.Document;
import dev.stowage.kv.Query;
import dev.stowage.kv.Row;
import dev.stowage.spi.KvPage;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Answers queries by reading rows in order of key and looking at each, in bounded memory. A query
 * with an order keeps the first rows of a window and reads everything once more per window.
 */
final class RowQueries {
  private static final int BATCH = 1000;
  private static final int WINDOW = 10_000;

  /** Reads rows after a key, or from the start. */
  interface Source {
    List<Row> after(byte @Nullable [] key, int limit) throws Exception;
  }

  private final Query query;
  private final Source source;

  RowQueries(Query query, Source source) {
    this.query = query;
    this.source = source;
  }

  /** The cursor is a document: how many rows were given, and where they ended. */
  KvPage<Row> page(@Nullable String cursor) throws Exception {
    Document position =
        cursor == null
            ? Document.empty()
            : Document.fromJson(
                new String(
                    Base64.getUrlDecoder().decode(cursor),
                    java.nio.charset.StandardCharsets.UTF_8));
    return query.order().isPresent() ? ordered(position) : inOrderOfKey(position);
  }

  private KvPage<Row> inOrderOfKey(Document position) throws Exception {
    byte[] after = position.bytes("after").orElse(null);
    long skip = position.integer("skip").orElse(query.offset());
    long left = position.integer("left").orElse(query.limit());
    List<Row> found = new ArrayList<>();
    while (found.size() < Math.min(left, BATCH)) {
      List<Row> rows = source.after(after, BATCH);
      for (Row row : rows) {
        if (found.size() == Math.min(left, BATCH)) {
          break;
        }
        after = row.key().toBytes();
        if (!holds(row)) {
          continue;
        }
        if (skip > 0) {
          skip--;
        } else {
          found.add(row);
        }
      }
      if (rows.size() < BATCH && found.size() < Math.min(left, BATCH)) {
        return new KvPage<>(found, null);
      }
    }
    left -= found.size();
    Document next = Document.empty().with("after", after).with("skip", skip).with("left", left);
    return new KvPage<>(found, left == 0 ? null : encode(next));
  }

  private KvPage<Row> ordered(Document position) throws Exception {
    long given = position.integer("given").orElse(query.offset());
    long left = position.integer("left").orElse(query.limit());
    List<Row> sorted = firstInOrder(given + Math.min(left, WINDOW));
    List<Row> page = sorted.subList((int) Math.min(given, sorted.size()), sorted.size());
    left -= page.size();
    boolean end = page.size() < WINDOW || left == 0;
    Document next = Document.empty().with("given", given + page.size()).with("left", left);
    return new KvPage<>(page, end ? null : encode(next));
  }

  /** The first rows in the order of the query; as many as are asked for are kept in memory. */
  private List<Row> firstInOrder(long count) throws Exception {
    Comparator<Row> comparator = query.rowOrder();
    PriorityQueue<Row> kept = new PriorityQueue<>(comparator.reversed());
    byte[] after = null;
    while (true) {
      List<Row> rows = source.after(after, BATCH);
      for (Row row : rows) {
        after = row.key().toBytes();
        if (holds(row) && row.document().value(query.order().orElseThrow()).isPresent()) {
          kept.add(row);
          if (kept.size() > count) {
            kept.remove();
          }
        }
      }
      if (rows.size() < BATCH) {
        List<Row> sorted = new ArrayList<>(kept);
        sorted.sort(comparator);
        return sorted;
      }
    }
  }

  private boolean holds(Row row) {
    return query.conditions().stream().allMatch(c -> c.holdsFor(row.document()));
  }

  private static String encode(Document position) {
    return Base64.getUrlEncoder()
        .encodeToString(position.toJson().getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }
}
