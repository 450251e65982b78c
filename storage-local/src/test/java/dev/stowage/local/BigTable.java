package dev.stowage.local;

import dev.stowage.kv.Document;
import dev.stowage.kv.KvStore;
import dev.stowage.kv.Query;
import dev.stowage.kv.Query.Operator;
import dev.stowage.kv.Row;
import dev.stowage.kv.RowKey;
import dev.stowage.kv.ScanRequest;
import dev.stowage.kv.Statement;
import dev.stowage.kv.Write;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What the child process of {@link BigTableTest} does; prints how long each step took. */
final class BigTable {
  private BigTable() {}

  public static void main(String[] args) {
    int rows = Integer.parseInt(args[1]);
    try (KvStore store = KvStore.open(args[0])) {
      timed("load", () -> load(store, rows));
      timed("scan", () -> expect(rows, scan(store)));
      timed("query", () -> expect(10, best(store)));
      timed("statement", () -> expect(1, counted(store, rows)));
    }
  }

  private static void load(KvStore store, int rows) {
    List<Write> batch = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      Document document =
          Document.empty()
              .with("n", i)
              .with("owner", "user-" + i % 1000)
              .with("text", "x".repeat(80));
      batch.add(Write.put(RowKey.of(String.format("row-%09d", i)), document));
      if (batch.size() == 1000 || i == rows - 1) {
        store
            .batchWrite(batch)
            .forEach(
                result -> {
                  if (result.failure().isPresent()) {
                    throw result.failure().get();
                  }
                });
        batch.clear();
      }
    }
  }

  private static long scan(KvStore store) {
    RowKey[] last = new RowKey[1];
    try (Stream<Row> all = store.scan(ScanRequest.all())) {
      return all.peek(
              row -> {
                if (last[0] != null && last[0].compareTo(row.key()) >= 0) {
                  throw new IllegalStateException("out of order at " + row.key());
                }
                last[0] = row.key();
              })
          .filter(row -> row.document().has("n"))
          .count();
    }
  }

  private static long best(KvStore store) {
    try (Stream<Row> found =
        store.query(
            Query.all()
                .where("owner", Operator.EQUAL, "user-7")
                .orderByDescending("n")
                .limit(10))) {
      return found.count();
    }
  }

  private static long counted(KvStore store, int rows) {
    Statement statement =
        Statement.of("select count(*) as rows from big where num(doc, 'n') >= $from")
            .bind("from", rows / 2);
    try (Stream<Document> found = store.query(statement)) {
      return found.filter(d -> d.integer("rows").orElse(0) == rows - rows / 2).count();
    }
  }

  private static void expect(long expected, long found) {
    if (expected != found) {
      throw new IllegalStateException("expected " + expected + ", found " + found);
    }
  }

  private static void timed(String what, Runnable step) {
    long start = System.nanoTime();
    step.run();
    System.out.printf("%s %.1f s%n", what, (System.nanoTime() - start) / 1e9);
  }
}
