package dev.stowage.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.kv.Document;
import dev.stowage.kv.KvStore;
import dev.stowage.kv.Query;
import dev.stowage.kv.Query.Operator;
import dev.stowage.kv.Row;
import dev.stowage.kv.RowKey;
import dev.stowage.kv.RowOptions;
import dev.stowage.kv.Statement;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowStatementsTest {
  @TempDir Path directory;
  private KvStore store;

  @BeforeEach
  void open() {
    store = KvStore.open("file://" + directory.toUri().getRawPath() + "jobs");
    for (int i = 0; i < 2500; i++) {
      store.put(
          RowKey.of(String.format("job-%05d", i)),
          Document.empty()
              .with("owner", i % 2 == 0 ? "ann" : "bob")
              .with("n", i)
              .with("at", Instant.ofEpochSecond(i)));
    }
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void statement_variablesAndFunctions_select() {
    Statement statement =
        Statement.of(
                "select doc from jobs where text(doc, 'owner') = $owner and num(doc, 'n') >= $from"
                    + " and instant(doc, 'at') < $until order by num(doc, 'n') desc")
            .bind("owner", "ann")
            .bind("from", 10)
            .bind("until", Instant.ofEpochSecond(20));
    List<Document> found = store.query(statement).toList();
    assertEquals(
        List.of(18L, 16L, 14L, 12L, 10L),
        found.stream().map(d -> d.integer("n").orElseThrow()).toList());
  }

  @Test
  void statement_manyResults_comeInPages() {
    assertEquals(2500, store.query(Statement.of("select id from jobs")).count());
    Document counted =
        store
            .query(
                Statement.of(
                    "select text(doc, 'owner') as owner, count(*) as jobs from jobs group by owner"
                        + " order by owner;"))
            .toList()
            .get(0);
    assertEquals("ann", counted.string("owner").orElseThrow());
    assertEquals(1250, counted.integer("jobs").orElseThrow());
  }

  @Test
  void statement_expiredRows_areNotSeen() {
    store.put(
        RowKey.of("gone"),
        Document.empty().with("owner", "eve"),
        RowOptions.defaults().withTtl(Duration.ofMillis(1)));
    Statement all = Statement.of("select id from jobs where text(doc, 'owner') = 'eve'");
    long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (store.query(all).count() > 0) {
      if (System.nanoTime() > end) {
        throw new AssertionError("an expired row is still seen");
      }
    }
  }

  @Test
  void statement_thatWrites_isRefused() {
    StorageException e =
        assertThrows(
            StorageException.class, () -> store.query(Statement.of("delete from jobs")).toList());
    assertEquals(ErrorCode.UNSUPPORTED, e.code());
    assertEquals(2500, store.query(Query.all()).count());
  }

  @Test
  void statement_malformed_saysSoWithoutValues() {
    Statement wrong = Statement.of("select doc form jobs where 1 = $x").bind("x", "s3cret");
    StorageException e = assertThrows(StorageException.class, () -> store.query(wrong).toList());
    assertEquals(ErrorCode.INVALID_ARGUMENT, e.code());
    assertEquals(-1, String.valueOf(e.getMessage()).indexOf("s3cret"));
  }

  @Test
  void query_orderOverManyPages_isComplete() {
    List<Long> numbers =
        store
            .query(Query.all().where("owner", Operator.EQUAL, "bob").orderByDescending("n"))
            .map(Row::document)
            .map(d -> d.integer("n").orElseThrow())
            .toList();
    assertEquals(1250, numbers.size());
    assertEquals(2499, numbers.get(0));
    assertEquals(numbers.stream().sorted((a, b) -> Long.compare(b, a)).toList(), numbers);
  }
}
