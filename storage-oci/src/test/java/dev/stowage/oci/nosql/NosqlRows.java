package dev.stowage.oci.nosql;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.kv.Document;
import dev.stowage.kv.KeyRange;
import dev.stowage.kv.KvFeature;
import dev.stowage.kv.KvStore;
import dev.stowage.kv.ReadOptions;
import dev.stowage.kv.Revision;
import dev.stowage.kv.Row;
import dev.stowage.kv.RowKey;
import dev.stowage.kv.RowOptions;
import dev.stowage.kv.ScanRequest;
import dev.stowage.kv.Statement;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What the catalogue asks of rows, on the fake and on Oracle's own server. */
abstract class NosqlRows {
  private static final String USERS =
      "tpc string, userName string, isActive boolean, age integer, joined timestamp(3), photo"
          + " binary, extra json, primary key(tpc)";
  private static final String JOBS =
      "owner string, id string, doc json, primary key(shard(owner), id)";

  /** Makes a table empty, whatever was before. */
  abstract void table(String name, String columns);

  abstract KvStore open(String table, String more);

  abstract OciNosql nosql();

  private KvStore users() {
    table("users", USERS);
    return open("users", "");
  }

  private KvStore jobs() {
    table("jobs", JOBS);
    return open("jobs", "&key=owner,id&document=doc");
  }

  static StorageException fails(ErrorCode code, Executable call) {
    StorageException failure = assertThrows(StorageException.class, call);
    assertEquals(code, failure.code(), failure.getMessage());
    return failure;
  }

  /** Runs a statement, which nothing does before its results are asked for. */
  static List<Document> run(KvStore store, Statement statement) {
    return store.query(statement).toList();
  }

  private static Document user(String name) {
    return Document.empty().with("userName", name);
  }

  @Test
  void oci_nosql_1_putReplacesTheWholeRow() {
    try (KvStore users = users()) {
      RowKey key = RowKey.of("U1");
      Instant joined = Instant.parse("2026-01-31T10:20:30.456Z");
      users.put(
          key,
          user("Ann")
              .with("isActive", true)
              .with("age", 20)
              .with("joined", joined)
              .with("photo", new byte[] {1, 2, -1})
              .with("extra", Map.of("a", List.of(1, 2.5), "b", new byte[] {7})));
      Document stored = users.get(key).orElseThrow().document();
      assertEquals(20L, stored.integer("age").orElseThrow());
      assertEquals(joined, stored.instant("joined").orElseThrow());
      assertArrayEquals(new byte[] {1, 2, -1}, stored.bytes("photo").orElseThrow());
      assertArrayEquals(new byte[] {7}, stored.bytes("extra.b").orElseThrow());
      users.put(key, user("Bob"));
      Document after = users.get(key).orElseThrow().document();
      assertEquals("Bob", after.string("userName").orElseThrow());
      assertTrue(after.has("age") && after.value("age").isEmpty(), "a column that was left out");
      StorageException unknown =
          fails(ErrorCode.INVALID_ARGUMENT, () -> users.put(key, user("x").with("shoe", 1)));
      assertTrue(unknown.reason().contains("shoe"), unknown.reason());
      fails(ErrorCode.INVALID_ARGUMENT, () -> users.put(key, user("x").with("age", "old")));
      fails(ErrorCode.INVALID_ARGUMENT, () -> users.put(key, user("x").with("age", 1.5)));
      assertEquals("Bob", users.get(key).orElseThrow().document().string("userName").orElseThrow());
    }
  }

  @Test
  void oci_nosql_1_whatAColumnWouldRoundIsRefused() {
    table("measures", "id string, at timestamp(3), f float, d double, n number, primary key(id)");
    try (KvStore measures = open("measures", "")) {
      RowKey key = RowKey.of("a");
      BigDecimal fine = new BigDecimal("1234567890123456789.0123456789");
      measures.put(
          key,
          Document.empty()
              .with("at", Instant.parse("2026-01-31T10:20:30.456Z"))
              .with("f", 0.1)
              .with("d", 1e300)
              .with("n", fine));
      Document stored = measures.get(key).orElseThrow().document();
      assertEquals(fine, stored.decimal("n").orElseThrow());
      assertEquals(0.1, stored.number("f").orElseThrow());
      for (Document coarse :
          List.of(
              Document.empty().with("at", Instant.parse("2026-01-31T10:20:30.4567Z")),
              Document.empty().with("f", 0.123456789),
              Document.empty().with("d", fine))) {
        fails(ErrorCode.INVALID_ARGUMENT, () -> measures.put(key, coarse));
      }
      assertEquals(stored, measures.get(key).orElseThrow().document());
    }
  }

  @Test
  void oci_nosql_2_conditionsAreToldTruthfully() {
    try (KvStore users = users()) {
      RowKey key = RowKey.of("U1");
      fails(ErrorCode.NOT_FOUND, () -> users.replace(key, user("none")));
      Revision first = users.create(key, user("Ann"));
      fails(ErrorCode.ALREADY_EXISTS, () -> users.create(key, user("Eve")));
      Revision second = users.replace(key, user("Bob"));
      fails(
          ErrorCode.PRECONDITION_FAILED,
          () -> users.put(key, user("Eve"), RowOptions.defaults().ifRevision(first)));
      users.put(key, user("Cid"), RowOptions.defaults().ifRevision(second));
      assertEquals("Cid", users.get(key).orElseThrow().document().string("userName").orElseThrow());
    }
  }

  @Test
  void oci_nosql_2_daysToLive() {
    try (KvStore users = users()) {
      RowKey key = RowKey.of("U1");
      Instant asked = Instant.now().plus(Duration.ofDays(3));
      users.put(key, user("Ann"), RowOptions.defaults().withTtl(Duration.ofDays(3)));
      Instant end = users.get(key).orElseThrow().expiresAt().orElseThrow();
      assertFalse(end.isBefore(asked), end + " is before " + asked);
      assertTrue(end.isBefore(asked.plus(Duration.ofDays(1)).plusSeconds(60)), end.toString());
      users.update(key, d -> d.with("age", 1));
      assertEquals(end, users.get(key).orElseThrow().expiresAt().orElseThrow(), "kept");
      users.put(key, user("Bob"));
      assertTrue(users.get(key).orElseThrow().expiresAt().isEmpty(), "gone with an overwrite");
      users.update(key, d -> d.with("age", 2));
      assertTrue(users.get(key).orElseThrow().expiresAt().isEmpty(), "and stays away");
      fails(
          ErrorCode.INVALID_ARGUMENT,
          () -> users.put(key, user("x"), RowOptions.defaults().withTtl(Duration.ofDays(90_000))));
    }
  }

  @Test
  void oci_nosql_3_missingRowIsEmpty() {
    try (KvStore users = users()) {
      assertTrue(users.get(RowKey.of("none")).isEmpty());
      assertTrue(
          users.get(RowKey.of("none"), ReadOptions.defaults().withStrongConsistency()).isEmpty());
    }
  }

  @Test
  void oci_nosql_4_valueOfAKeyMayHoldColons() {
    try (KvStore users = users()) {
      for (String id : List.of("a:b", ":", "tpc:x", "a b&c=d%2F+", "ü😀", "a/b?c#d")) {
        RowKey key = RowKey.of(id);
        users.create(key, user(id));
        Row row = users.get(key).orElseThrow();
        assertEquals(id, row.document().string("userName").orElseThrow());
        assertEquals(key, row.key());
        users.delete(key);
        assertTrue(users.get(key).isEmpty());
      }
    }
  }

  @Test
  void oci_nosql_4_everyColumnOfTheKeyMustBeThere() {
    table("jobs", JOBS);
    try (KvStore found = open("jobs", "");
        KvStore said = open("jobs", "&key=owner,id&document=doc")) {
      for (KvStore jobs : List.of(found, said)) {
        fails(ErrorCode.INVALID_KEY, () -> jobs.get(RowKey.of("U1")));
        fails(ErrorCode.INVALID_KEY, () -> jobs.put(RowKey.of("U1").and(7), Document.empty()));
        fails(ErrorCode.INVALID_KEY, () -> jobs.delete(RowKey.of("a").and("b").and("c")));
      }
      fails(
          ErrorCode.INVALID_ARGUMENT,
          () -> {
            try (KvStore wrong = open("jobs", "&key=id,owner")) {
              wrong.get(RowKey.of("a").and("b"));
            }
          });
    }
  }

  @Test
  void oci_nosql_5_deleteOfAMissingRowSucceeds() {
    try (KvStore users = users()) {
      RowKey key = RowKey.of("U1");
      users.delete(key);
      Revision revision = users.put(key, user("Ann"));
      Revision newer = users.put(key, user("Bob"));
      fails(
          ErrorCode.PRECONDITION_FAILED,
          () -> users.delete(key, RowOptions.defaults().ifRevision(revision)));
      users.delete(key, RowOptions.defaults().ifRevision(newer));
      fails(
          ErrorCode.PRECONDITION_FAILED,
          () -> users.delete(key, RowOptions.defaults().ifRevision(newer)));
    }
  }

  @Test
  void oci_nosql_10_setWithVariablesOfEveryType() {
    try (KvStore users = users()) {
      users.put(RowKey.of("U1"), user("Ann").with("isActive", false));
      Instant joined = Instant.parse("2026-01-31T10:20:30.456Z");
      Statement update =
          Statement.of(
                  "update users set isActive = $active, userName = $name, age = $age, joined ="
                      + " $joined, photo = $photo, extra = $extra where tpc = $id")
              .bind("active", true)
              .bind("name", "Bob")
              .bind("age", 33)
              .bind("joined", joined)
              .bind("photo", new byte[] {9, 8})
              .bind("extra", Map.of("tags", List.of("a", 1, new BigDecimal("0.1"))))
              .bind("id", "U1");
      List<Document> done = users.query(update).toList();
      assertEquals(1L, done.get(0).integer("NumRowsUpdated").orElseThrow());
      Document row = users.get(RowKey.of("U1")).orElseThrow().document();
      assertEquals(true, row.bool("isActive").orElseThrow());
      assertEquals("Bob", row.string("userName").orElseThrow());
      assertEquals(33L, row.integer("age").orElseThrow());
      assertEquals(joined, row.instant("joined").orElseThrow());
      assertArrayEquals(new byte[] {9, 8}, row.bytes("photo").orElseThrow());
      assertEquals(List.of("a", 1L, 0.1), row.list("extra.tags").orElseThrow());
      Statement nulls =
          Statement.of("update users set age = $age, extra = $extra where tpc = $id")
              .bind("age", null)
              .bind("extra", null)
              .bind("id", "U1");
      run(users, nulls);
      users
          .query(
              Statement.of("update users set userName = $name where tpc = $id")
                  .bind("name", "not read")
                  .bind("id", "U1"))
          .close();
      assertEquals(
          "not read",
          users.get(RowKey.of("U1")).orElseThrow().document().string("userName").orElseThrow(),
          "a statement runs whether or not its results are read");
      run(users, nulls);
      Document after = users.get(RowKey.of("U1")).orElseThrow().document();
      assertTrue(after.value("age").isEmpty() && after.value("extra").isEmpty());
    }
  }

  @Test
  void oci_nosql_10_insertUpsertSelectAndDeleteWithVariables() {
    try (KvStore users = users()) {
      Statement insert =
          Statement.of("insert into users (tpc, userName, age) values ($id, $name, $age)");
      run(users, insert.bind("id", "U1").bind("name", "Ann").bind("age", 20));
      run(users, insert.bind("id", "U2").bind("name", "Bob").bind("age", 30));
      List<Document> twice =
          users.query(insert.bind("id", "U2").bind("name", "x").bind("age", 1)).toList();
      assertEquals(0L, twice.get(0).integer("NumRowsInserted").orElseThrow());
      run(
          users,
          Statement.of("upsert into users (tpc, userName) values ($id, $name)")
              .bind("id", "U2")
              .bind("name", "Eve"));
      List<Document> found =
          users
              .query(
                  Statement.of("select tpc from users where userName = $name").bind("name", "Eve"))
              .toList();
      assertEquals(List.of(Document.empty().with("tpc", "U2")), found);
      Statement delete = Statement.of("delete from users where tpc = $id").bind("id", "U2");
      assertEquals(List.of(Document.empty().with("numRowsDeleted", 1)), run(users, delete));
      assertEquals(List.of(Document.empty().with("numRowsDeleted", 0)), run(users, delete));
      assertTrue(users.get(RowKey.of("U2")).isEmpty());
    }
  }

  @Test
  void oci_nosql_10_ownDeclarationsStay() {
    try (KvStore users = users()) {
      users.put(RowKey.of("U1"), user("Ann"));
      Statement half =
          Statement.of(
              "declare $name string; update users set userName = $name, age = $age where tpc = $id");
      run(users, half.bind("name", "Bob").bind("age", 5).bind("id", "U1"));
      assertEquals(
          5L, users.get(RowKey.of("U1")).orElseThrow().document().integer("age").orElseThrow());
      fails(
          ErrorCode.INVALID_ARGUMENT,
          () -> users.query(half.bind("name", 7).bind("age", 5).bind("id", "U1")).toList());
      fails(ErrorCode.INVALID_ARGUMENT, () -> users.query(half.bind("name", "x")).toList());
    }
  }

  @Test
  void oci_nosql_11_racingUpdatesLoseNothing() throws Exception {
    try (KvStore users = users()) {
      RowKey key = RowKey.of("U1");
      users.put(key, user("Ann").with("age", 0));
      ExecutorService pool = Executors.newFixedThreadPool(4);
      try {
        List<Callable<Integer>> work = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
          work.add(
              () -> {
                for (int n = 0; n < 5; n++) {
                  users.update(key, d -> d.with("age", d.integer("age").orElseThrow() + 1));
                }
                return 0;
              });
        }
        for (Future<Integer> each : pool.invokeAll(work)) {
          each.get();
        }
      } finally {
        pool.shutdown();
      }
      Document after = users.get(key).orElseThrow().document();
      assertEquals(20L, after.integer("age").orElseThrow());
      assertEquals("Ann", after.string("userName").orElseThrow(), "columns of the row are kept");
      fails(ErrorCode.NOT_FOUND, () -> users.update(RowKey.of("none"), d -> d));
    }
  }

  @Test
  void oci_nosql_12_preparedStatementServesManyThreads() throws Exception {
    try (KvStore users = users()) {
      for (int i = 0; i < 8; i++) {
        users.put(RowKey.of("U" + i), user("name" + i));
      }
      Statement select = Statement.of("select userName from users where tpc = $id");
      ExecutorService pool = Executors.newFixedThreadPool(4);
      try {
        List<Callable<String>> work = new ArrayList<>();
        for (int i = 0; i < 32; i++) {
          String id = "U" + i % 8;
          work.add(
              () ->
                  users
                      .query(select.bind("id", id))
                      .findFirst()
                      .orElseThrow()
                      .string("userName")
                      .orElseThrow());
        }
        List<Future<String>> names = pool.invokeAll(work);
        for (int i = 0; i < 32; i++) {
          assertEquals("name" + i % 8, names.get(i).get());
        }
      } finally {
        pool.shutdown();
      }
    }
  }

  @Test
  void oci_nosql_13_whatRestCannotDoIsSaid() {
    try (KvStore jobs = jobs()) {
      jobs.put(RowKey.of("U1").and("b"), Document.empty().with("n", 1));
      jobs.put(RowKey.of("U1").and("a"), Document.empty().with("n", 2));
      for (String sql :
          List.of(
              "select * from jobs order by owner",
              "select count(*) from jobs",
              "select distinct owner from jobs",
              "select * from jobs limit 1",
              "select owner from jobs group by owner")) {
        StorageException refused =
            fails(ErrorCode.UNSUPPORTED, () -> jobs.query(Statement.of(sql)).toList());
        assertTrue(refused.reason().contains("shard key"), refused.reason());
      }
      List<Document> inOrder =
          jobs.query(
                  Statement.of("select id from jobs where owner = $o order by id limit 1")
                      .bind("o", "U1"))
              .toList();
      assertEquals(List.of(Document.empty().with("id", "a")), inOrder);
      fails(ErrorCode.UNSUPPORTED, () -> jobs.scan(ScanRequest.all()).toList());
      assertEquals(
          List.of("a", "b"),
          jobs.scan(ScanRequest.of(KeyRange.within(RowKey.of("U1"))))
              .map(row -> row.key().parts().get(1))
              .toList());
    }
  }

  @Test
  void oci_nosql_13_scansAreInOurOrderBeyondTheBasicPlane() {
    try (KvStore jobs = jobs()) {
      List<String> ids =
          List.of(
              "a",
              "a\ue000",
              "a\uffee",
              "a😀",
              "a😀a",
              "a😀\uffee",
              "a😀😀",
              "a😁",
              "b",
              "\uffee",
              "😀",
              "😀b",
              "😀\ue000x",
              "😀😁");
      Set<RowKey> expected = new java.util.TreeSet<>();
      for (String id : ids) {
        jobs.put(RowKey.of("U1").and(id), Document.empty());
        expected.add(RowKey.of("U1").and(id));
      }
      KeyRange range = KeyRange.within(RowKey.of("U1"));
      assertEquals(
          new ArrayList<>(expected), jobs.scan(ScanRequest.of(range)).map(Row::key).toList());
      KeyRange part = range.from(RowKey.of("U1").and("a😀")).to(RowKey.of("U1").and("😀\ue000x"));
      assertEquals(
          expected.stream().filter(part::contains).toList(),
          jobs.scan(ScanRequest.of(part)).map(Row::key).toList());
      KeyRange prefix = range.startingWith("a😀");
      assertEquals(
          expected.stream().filter(prefix::contains).toList(),
          jobs.scan(ScanRequest.of(prefix)).map(Row::key).toList());
    }
  }

  @Test
  void oci_nosql_14_summarize() {
    table("users", USERS);
    try (OciNosql nosql = nosql()) {
      OciNosql.Summary update =
          nosql.summarize("declare $n string; update users set userName = $n where tpc = \"x\"");
      assertEquals(new OciNosql.Summary("UPDATE", "users", ""), update);
      assertEquals("SELECT", nosql.summarize("select * from users").operation());
      assertEquals("DROP_TABLE", nosql.summarize("drop table if exists foo").operation());
      OciNosql.Summary broken = nosql.summarize("selec * from users");
      assertTrue(broken.operation().isEmpty() && broken.syntaxError().contains("selec"));
    }
  }

  @Test
  void oci_nosql_15_errors() {
    table("users", USERS);
    try (KvStore users = open("users", "");
        KvStore missing = open("nosuchtable", "")) {
      fails(ErrorCode.CONTAINER_NOT_FOUND, () -> missing.get(RowKey.of("a")));
      StorageException syntax =
          fails(
              ErrorCode.INVALID_ARGUMENT,
              () -> users.query(Statement.of("selec * from users")).toList());
      assertTrue(syntax.reason().contains("at (1, 0)"), syntax.reason());
      assertTrue(syntax.requestId().isPresent(), "the id of the request");
      fails(
          ErrorCode.INVALID_ARGUMENT,
          () ->
              users
                  .query(
                      Statement.of(
                          "select * from users where tpc = \"" + "x".repeat(10_240) + "\""))
                  .toList());
      fails(
          ErrorCode.CONTAINER_NOT_FOUND,
          () -> users.query(Statement.of("select * from nosuchtable")).toList());
      fails(ErrorCode.TOO_LARGE, () -> users.put(RowKey.of("U1"), user("x".repeat(530_000))));
      fails(ErrorCode.INVALID_KEY, () -> users.put(RowKey.of("k".repeat(65)), user("x")));
    }
  }

  @Test
  void oci_nosql_16_tablesAreMadeAndDropped() {
    try (OciNosql nosql = nosql()) {
      OciNosql.TableLimits limits = new OciNosql.TableLimits(10, 10, 1);
      Duration time = Duration.ofMinutes(1);
      nosql.dropTable("fresh", time);
      String ddl = "create table fresh (id long, doc json, primary key(id))";
      nosql.createTable("fresh", ddl, limits, time);
      assertTrue(new HashSet<>(nosql.tables()).contains("fresh"));
      fails(ErrorCode.ALREADY_EXISTS, () -> nosql.createTable("fresh", ddl, limits, time));
      try (KvStore fresh = open("fresh", "")) {
        fresh.put(RowKey.of(7), Document.empty().with("n", 1));
        assertEquals(
            List.of(RowKey.of(7)),
            fresh.scan(ScanRequest.all().inAnyOrder()).map(Row::key).toList());
      }
      nosql.dropTable("fresh", time);
      try (KvStore gone = open("fresh", "")) {
        assertFalse(gone.isAccessible());
      }
      nosql.dropTable("fresh", time);
      fails(
          ErrorCode.INVALID_ARGUMENT,
          () -> nosql.createTable("bad", "create tabl bad (id long)", limits, time));
    }
  }

  @Test
  void generatedKeys() {
    table("counted", "id long generated always as identity, doc json, primary key(id)");
    try (KvStore counted = open("counted", "&key=id:identity&document=doc")) {
      assertTrue(counted.capabilities().has(KvFeature.GENERATED_KEYS));
      Document document = Document.empty().with("n", 1);
      Row one = counted.createWithGeneratedKey(document, RowOptions.defaults());
      Row two = counted.createWithGeneratedKey(document, RowOptions.defaults());
      assertFalse(one.key().equals(two.key()));
      assertEquals(one, counted.get(one.key()).orElseThrow());
    }
  }

  @Test
  void tableWithADefaultLife() {
    try (OciNosql nosql = nosql()) {
      Duration time = Duration.ofMinutes(1);
      nosql.dropTable("shortlived", time);
      nosql.createTable(
          "shortlived",
          "create table shortlived (id string, doc json, primary key(id)) using ttl 5 days",
          new OciNosql.TableLimits(10, 10, 1),
          time);
    }
    try (KvStore store = open("shortlived", "")) {
      Instant asked = Instant.now().plus(Duration.ofDays(5));
      store.put(RowKey.of("a"), Document.empty());
      Row row = store.get(RowKey.of("a")).orElseThrow();
      assertFalse(row.expiresAt().orElseThrow().isBefore(asked), "the default of the table");
    }
  }
}
