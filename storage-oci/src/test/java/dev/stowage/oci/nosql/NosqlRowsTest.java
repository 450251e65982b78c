package dev.stowage.oci.nosql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.ErrorCode;
import dev.stowage.OpenOptions;
import dev.stowage.StorageException;
import dev.stowage.fakes.Fault;
import dev.stowage.fakes.oci.FakeOci;
import dev.stowage.fakes.oci.nosql.FakeNosql;
import dev.stowage.kv.Document;
import dev.stowage.kv.KvStore;
import dev.stowage.kv.ReadOptions;
import dev.stowage.kv.RowKey;
import dev.stowage.kv.RowOptions;
import dev.stowage.kv.Statement;
import dev.stowage.oci.BodyRecorder;
import dev.stowage.oci.OciConfig;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The rows of the catalogue on the fake, and what only a fake can show: the requests. */
class NosqlRowsTest extends NosqlRows {
  private static final AtomicReference<FakeNosql> NOSQL = new AtomicReference<>();
  private static final AtomicReference<BodyRecorder> BODIES = new AtomicReference<>();
  private static final FakeOci OCI =
      FakeOci.builder()
          .with(
              account -> {
                NOSQL.set(new FakeNosql(account));
                BODIES.set(new BodyRecorder(NOSQL.get()));
                return BODIES.get();
              })
          .start();

  @BeforeEach
  void fresh() {
    OCI.reset();
  }

  private static FakeNosql fake() {
    return NOSQL.get();
  }

  private static BodyRecorder bodies() {
    return BODIES.get();
  }

  @Override
  void table(String name, String columns) {
    fake().createTable("create table " + name + " (" + columns + ")");
  }

  private static OpenOptions options() {
    return OpenOptions.defaults().withEnvironment(OCI.environment());
  }

  @Override
  KvStore open(String table, String more) {
    String compartment = table.startsWith("ocid1.") ? "" : "&compartment=" + OCI.compartment();
    String url = "oci-nosql://" + table + "?endpoint=" + OCI.endpoint() + compartment + more;
    return KvStore.open(url, options());
  }

  @Override
  OciNosql nosql() {
    return OciNosql.open(
        OciConfig.defaults().withEndpoint(OCI.endpoint()), OCI.compartment(), options());
  }

  private KvStore docs() {
    table("docs", "id string, doc json, primary key(id)");
    return open("docs", "&key=id&document=doc");
  }

  private static Document number(int n) {
    return Document.empty().with("n", n);
  }

  @Test
  void t1_setIsSentWithDeclarations() {
    try (KvStore docs = docs()) {
      docs.put(RowKey.of("U1"), Document.empty().with("isActive", false));
      run(
          docs,
          Statement.of("update docs d set d.doc.isActive = $isActive where id = $id")
              .bind("isActive", true)
              .bind("id", "U1"));
      Document sent = Document.fromJson(bodies().last("Query"));
      assertEquals(
          "declare $isActive boolean; $id string; update docs d set d.doc.isActive = $isActive"
              + " where id = $id",
          sent.string("statement").orElseThrow());
      assertTrue(
          bodies().last("Query").contains("\"variables\":{\"$isActive\":true,\"$id\":\"U1\"}"));
      assertEquals(
          true, docs.get(RowKey.of("U1")).orElseThrow().document().bool("isActive").orElseThrow());
    }
  }

  @Test
  void t1_variableThatIsNotBoundSendsNothing() {
    try (KvStore docs = docs()) {
      int before = OCI.journal().count();
      Statement half = Statement.of("update docs d set d.doc.a = $a where id = $id").bind("a", 1);
      StorageException failure = fails(ErrorCode.INVALID_ARGUMENT, () -> docs.query(half).toList());
      assertTrue(failure.reason().contains("id"), failure.reason());
      assertEquals(before, OCI.journal().count());
    }
  }

  @Test
  void t1_undeclaredVariableIsRefusedByTheServiceItself() {
    table("docs", "id string, flag boolean, primary key(id)");
    String sql = "update docs set flag = $flag where id = $id";
    String body =
        "{\"compartmentId\":\""
            + OCI.compartment()
            + "\",\"statement\":\""
            + sql
            + "\",\"variables\":{\"$flag\":true,\"$id\":\"U1\"}}";
    try (dev.stowage.oci.OciWire wire =
        dev.stowage.oci.OciWire.open(
            dev.stowage.oci.OciService.NOSQL,
            OciConfig.defaults().withEndpoint(OCI.endpoint()),
            options())) {
      com.oracle.bmc.model.BmcException refused =
          org.junit.jupiter.api.Assertions.assertThrows(
              com.oracle.bmc.model.BmcException.class,
              () -> wire.done(dev.stowage.oci.OciCall.of("POST", "/20190828/query").json(body)));
      assertTrue(
          refused
              .getUnmodifiedMessage()
              .contains("Failed to create Field Value for variable '$flag'"));
    }
  }

  @Test
  void t2_keysAreSentAsColumnAndValue() {
    try (KvStore docs = docs()) {
      docs.put(RowKey.of("a:b"), number(1));
      docs.get(RowKey.of("a:b"));
      String query = OCI.journal().requests("GetRow").get(0).query();
      assertTrue(query.contains("key=id%3Aa%3Ab"), query);
      int before = OCI.journal().count();
      fails(ErrorCode.INVALID_KEY, () -> docs.get(RowKey.of(7)));
      fails(ErrorCode.INVALID_ARGUMENT, () -> open("docs", "&key=:x").close());
      assertEquals(before, OCI.journal().count(), "a wrong key must send nothing");
    }
  }

  @Test
  void t3_emptyPageThatGoesOnIsNotTheEnd() {
    try (KvStore docs = docs()) {
      for (int i = 0; i < 10; i++) {
        docs.put(RowKey.of("k" + i), number(i));
      }
      fake().endPagesAfter(1);
      List<Document> found =
          docs.query(Statement.of("select id from docs d where d.doc.n = $n").bind("n", 7))
              .toList();
      assertEquals(List.of(Document.empty().with("id", "k7")), found);
      assertTrue(OCI.journal().count("Query") > 8, "pages without a row");
      List<String> bodies = bodies().of("Query");
      assertEquals(1, bodies.stream().distinct().count(), "every page repeats the request");
    }
  }

  @Test
  void t4_nothingIsTakenFromTheStatusAlone() {
    try (KvStore docs = docs()) {
      assertTrue(docs.get(RowKey.of("none")).isEmpty());
      docs.delete(RowKey.of("none"));
      docs.create(RowKey.of("a"), number(1));
      fails(ErrorCode.ALREADY_EXISTS, () -> docs.create(RowKey.of("a"), number(2)));
      assertTrue(
          OCI.journal().requests().stream().allMatch(r -> r.status() == 200),
          "the service said 200 to all of it");
      assertEquals(number(1), docs.get(RowKey.of("a")).orElseThrow().document());
    }
  }

  @Test
  void t5_readChangeWriteIsBoundToWhatWasRead() {
    try (KvStore docs = docs()) {
      docs.put(RowKey.of("a"), number(1));
      boolean[] rival = {true};
      docs.update(
          RowKey.of("a"),
          d -> {
            if (rival[0]) {
              rival[0] = false;
              docs.put(RowKey.of("a"), number(10));
            }
            return d.with("n", d.integer("n").orElseThrow() + 1);
          });
      assertEquals(number(11), docs.get(RowKey.of("a")).orElseThrow().document());
      var writes = OCI.journal().requests("UpdateRow");
      assertTrue(writes.get(writes.size() - 1).headers().has("if-match"));
      assertEquals(412, writes.get(writes.size() - 2).status());
      var reads = OCI.journal().requests("GetRow");
      assertTrue(reads.get(0).query().contains("consistency=ABSOLUTE"), reads.get(0).query());
    }
  }

  @Test
  void oci_nosql_1_tableByOcidNeedsNoCompartment() {
    table("docs", "id string, doc json, primary key(id)");
    try (KvStore docs = open(fake().tableId("docs"), "")) {
      docs.put(RowKey.of("a"), number(1));
      assertEquals(number(1), docs.get(RowKey.of("a")).orElseThrow().document());
      assertEquals(1, docs.query(Statement.of("select * from docs")).count());
      assertFalse(bodies().of("UpdateRow").get(0).contains("compartmentId"));
    }
    fails(
        ErrorCode.INVALID_ARGUMENT,
        () -> KvStore.open("oci-nosql://docs?endpoint=" + OCI.endpoint(), options()).close());
  }

  @Test
  void oci_nosql_6_preparedOnceAndReused() {
    try (KvStore docs = docs()) {
      docs.put(RowKey.of("a"), number(1));
      Statement select = Statement.of("select * from docs where id = $id");
      for (int i = 0; i < 10; i++) {
        assertEquals(1, docs.query(select.bind("id", "a")).count());
      }
      assertEquals(1, OCI.journal().count("PrepareStatement"));
      assertEquals(10, OCI.journal().count("Query"));
      assertTrue(bodies().last("Query").contains("\"isPrepared\":true"));
      assertTrue(bodies().of("Query").get(0).contains("\"isPrepared\":false"));
    }
  }

  @Test
  void oci_nosql_12_unreadablePreparedStatementIsPreparedOnceMore() {
    try (KvStore docs = docs()) {
      docs.put(RowKey.of("a"), number(1));
      Statement select = Statement.of("select * from docs where id = $id");
      run(docs, select.bind("id", "a"));
      run(docs, select.bind("id", "a"));
      fake().spoilPreparedStatements();
      assertEquals(1, docs.query(select.bind("id", "a")).count());
      assertEquals(2, OCI.journal().count("PrepareStatement"));
      OCI.faults().on("Query").times(2).arm(Fault.refusal(400, "InvalidParameter"));
      fails(ErrorCode.INVALID_ARGUMENT, () -> docs.query(select.bind("id", "a")).toList());
      assertEquals(3, OCI.journal().count("PrepareStatement"), "once, and no more");
    }
  }

  @Test
  void oci_nosql_7_statementIsSentOnceWhenItsAnswerIsLost() {
    try (KvStore docs = docs()) {
      docs.put(RowKey.of("a"), number(1));
      OCI.faults().on("Query").arm(Fault.lostResponse());
      Statement add =
          Statement.of("update docs d set d.doc.n = d.doc.n + $n where id = $id")
              .bind("n", 1)
              .bind("id", "a");
      StorageException lost = fails(ErrorCode.UNAVAILABLE, () -> docs.query(add).toList());
      assertEquals(1, lost.attempts());
      assertEquals(number(2), docs.get(RowKey.of("a")).orElseThrow().document());
    }
  }

  @Test
  void oci_nosql_8_pagesOfAThousand() {
    try (KvStore docs = docs()) {
      for (int i = 0; i < 2100; i++) {
        docs.put(RowKey.of("k" + i), number(i));
      }
      assertEquals(2100, docs.query(Statement.of("select id from docs")).distinct().count());
      assertEquals(3, OCI.journal().count("Query"));
    }
  }

  @Test
  void oci_nosql_9_consistency() {
    table("docs", "id string, doc json, primary key(id)");
    try (KvStore docs = open("docs", "&key=id&document=doc&consistency=absolute")) {
      docs.get(RowKey.of("a"));
      run(docs, Statement.of("select * from docs"));
      assertTrue(OCI.journal().requests("GetRow").get(0).query().contains("consistency=ABSOLUTE"));
      assertTrue(bodies().last("Query").contains("\"consistency\":\"ABSOLUTE\""));
    }
    try (KvStore docs = open("docs", "&key=id&document=doc")) {
      docs.get(RowKey.of("a"));
      assertFalse(OCI.journal().requests("GetRow").get(1).query().contains("ABSOLUTE"));
      docs.get(RowKey.of("a"), ReadOptions.defaults().withStrongConsistency());
      assertTrue(OCI.journal().requests("GetRow").get(2).query().contains("ABSOLUTE"));
    }
    fails(ErrorCode.INVALID_ARGUMENT, () -> open("docs", "&consistency=maybe").close());
  }

  @Test
  void oci_nosql_15_everyCodeHasItsMeaning() {
    try (KvStore docs = docs()) {
      record Case(int status, String code, ErrorCode meaning) {}
      for (Case each :
          List.of(
              new Case(400, "InvalidParameter", ErrorCode.INVALID_ARGUMENT),
              new Case(400, "CannotParseRequest", ErrorCode.INVALID_ARGUMENT),
              new Case(400, "RowSizeLimitExceeded", ErrorCode.TOO_LARGE),
              new Case(400, "KeySizeLimitExceeded", ErrorCode.INVALID_KEY),
              new Case(400, "TableLimitExceeded", ErrorCode.QUOTA_EXCEEDED),
              new Case(401, "InvalidAuthorization", ErrorCode.UNAUTHENTICATED),
              new Case(404, "TableNotFound", ErrorCode.CONTAINER_NOT_FOUND),
              new Case(404, "NotAuthorizedOrNotFound", ErrorCode.CONTAINER_NOT_FOUND),
              new Case(404, "MethodNotImplemented", ErrorCode.UNSUPPORTED))) {
        OCI.faults().clear();
        OCI.faults().on("GetRow").always().arm(Fault.refusal(each.status(), each.code()));
        fails(each.meaning(), () -> docs.get(RowKey.of("a")));
      }
      for (Case each :
          List.of(
              new Case(429, "TooManyRequests", ErrorCode.RATE_LIMITED),
              new Case(500, "RequestTimeout", ErrorCode.UNAVAILABLE),
              new Case(500, "InternalServerError", ErrorCode.UNAVAILABLE),
              new Case(503, "ServiceUnavailable", ErrorCode.UNAVAILABLE))) {
        OCI.faults().clear();
        OCI.faults().on("GetRow").arm(Fault.refusal(each.status(), each.code()));
        assertTrue(docs.get(RowKey.of("a")).isEmpty(), each + " is tried again");
      }
    }
  }

  @Test
  void plainCreateSaysNothingOfALife() {
    try (KvStore docs = docs()) {
      docs.create(RowKey.of("a"), number(1));
      assertFalse(bodies().last("UpdateRow").contains("ttl"), bodies().last("UpdateRow"));
      docs.update(RowKey.of("a"), d -> d.with("n", 2));
      assertFalse(bodies().last("UpdateRow").contains("ttl"), bodies().last("UpdateRow"));
      docs.put(
          RowKey.of("a"), number(3), RowOptions.defaults().withTtl(java.time.Duration.ofDays(2)));
      assertTrue(bodies().last("UpdateRow").contains("\"ttl\":2"), bodies().last("UpdateRow"));
    }
  }

  @Test
  void marksOfConditionalWritesStayHidden() {
    try (KvStore docs = docs()) {
      docs.create(RowKey.of("a"), number(1));
      assertTrue(bodies().last("UpdateRow").contains("stowage-write-id"));
      assertEquals(number(1), docs.get(RowKey.of("a")).orElseThrow().document());
      fails(
          ErrorCode.INVALID_ARGUMENT,
          () -> docs.put(RowKey.of("a"), Document.empty().with("stowage-write-id", "x")));
    }
  }

  @Test
  void secretsStayOutOfMessages() {
    try (KvStore docs = docs()) {
      OCI.revokeUser();
      StorageException refused = fails(ErrorCode.UNAUTHENTICATED, () -> docs.get(RowKey.of("a")));
      String all = refused + String.valueOf(refused.getCause());
      assertFalse(all.contains("PRIVATE KEY") || all.contains("signature=\""), all);
    }
  }
}
