package dev.stowage.fakes.oci.nosql;

import dev.stowage.fakes.FakeResponse;
import dev.stowage.fakes.oci.OciAccount;
import dev.stowage.fakes.oci.OciRequest;
import dev.stowage.fakes.oci.OciServiceFake;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The NoSQL service: {@code FakeOci.builder().with(FakeNosql::new).start()}.
 *
 * <p>Rows by key, their versions and days to live, tables with work requests, and statements in a
 * part of Oracle's SQL: DECLARE, SELECT with WHERE, ORDER BY, LIMIT and OFFSET, INSERT, UPSERT,
 * UPDATE with SET, PUT and REMOVE, DELETE, RETURNING.
 */
public final class FakeNosql implements OciServiceFake {
  private static final String VERSION = "20190828";

  private final NosqlState state;
  private final NosqlTables tables;
  private final NosqlRows rows;
  private final NosqlQueries queries;

  public FakeNosql(OciAccount account) {
    state = new NosqlState(account);
    tables = new NosqlTables(state);
    rows = new NosqlRows(state);
    queries = new NosqlQueries(state);
  }

  /** Makes a table by its CREATE TABLE statement, at once. */
  public void createTable(String ddl) {
    synchronized (state) {
      tables.make(ddl);
    }
  }

  /** The OCID of a table. */
  public String tableId(String name) {
    synchronized (state) {
      NosqlState.Held held = state.tables().get(name);
      if (held == null) {
        throw new IllegalArgumentException("no table " + name);
      }
      return held.id();
    }
  }

  /** Lets rows expire by another clock than the signatures. */
  public void tellTimeBy(Supplier<Instant> clock) {
    synchronized (state) {
      state.setTime(clock);
    }
  }

  /** Lets a page of a query end after so many rows, found or not, so that pages come empty. */
  public void endPagesAfter(int rowsLookedAt) {
    synchronized (state) {
      state.setPageRows(rowsLookedAt);
    }
  }

  /** Makes statements that were prepared so far unreadable, as a change of the server can. */
  public void spoilPreparedStatements() {
    synchronized (state) {
      state.spoilPrepared();
    }
  }

  @Override
  public Set<String> operations() {
    return Set.of(
        "CreateTable",
        "ListTables",
        "GetTable",
        "UpdateTable",
        "DeleteTable",
        "GetRow",
        "UpdateRow",
        "DeleteRow",
        "Query",
        "PrepareStatement",
        "SummarizeStatement",
        "GetNosqlWorkRequest");
  }

  @Override
  public Optional<String> operation(OciRequest head) {
    if (!head.segment(0).equals(VERSION)) {
      return Optional.empty();
    }
    int length = head.segments().size();
    boolean table = head.segment(1).equals("tables");
    String method = head.method();
    if (table && length == 4 && head.segment(3).equals("rows")) {
      return ofMethod(method, "GetRow", "UpdateRow", "DeleteRow", null);
    }
    if (table && length == 3) {
      return ofMethod(method, "GetTable", "UpdateTable", "DeleteTable", null);
    }
    if (table && length == 2) {
      return ofMethod(method, "ListTables", null, null, "CreateTable");
    }
    if (head.segment(1).equals("workRequests") && length == 3) {
      return ofMethod(method, "GetNosqlWorkRequest", null, null, null);
    }
    return switch (head.path().substring(VERSION.length() + 1)) {
      case "/query" -> ofMethod(method, null, null, null, "Query");
      case "/query/prepare" -> ofMethod(method, "PrepareStatement", null, null, null);
      case "/query/summarize" -> ofMethod(method, "SummarizeStatement", null, null, null);
      default -> Optional.empty();
    };
  }

  private static Optional<String> ofMethod(
      String method,
      @Nullable String get,
      @Nullable String put,
      @Nullable String delete,
      @Nullable String post) {
    return Optional.ofNullable(
        switch (method) {
          case "GET" -> get;
          case "PUT" -> put;
          case "DELETE" -> delete;
          case "POST" -> post;
          default -> null;
        });
  }

  @Override
  public FakeResponse answer(String operation, OciRequest request) {
    synchronized (state) {
      return switch (operation) {
        case "CreateTable" -> tables.create(request);
        case "ListTables" -> tables.list(request);
        case "GetTable" -> tables.get(request);
        case "UpdateTable" -> tables.update(request);
        case "DeleteTable" -> tables.drop(request);
        case "GetRow" -> rows.get(request);
        case "UpdateRow" -> rows.put(request);
        case "DeleteRow" -> rows.delete(request);
        case "Query" -> queries.query(request);
        case "PrepareStatement" -> queries.prepare(request);
        case "SummarizeStatement" -> queries.summarize(request);
        default -> tables.work(request);
      };
    }
  }

  @Override
  public void clear() {
    synchronized (state) {
      state.clear();
    }
  }
}
