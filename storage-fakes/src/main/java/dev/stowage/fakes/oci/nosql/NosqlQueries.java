package dev.stowage.fakes.oci.nosql;

import dev.stowage.fakes.FakeResponse;
import dev.stowage.fakes.oci.OciError;
import dev.stowage.fakes.oci.OciRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Statements: prepare, query, summarize. */
final class NosqlQueries {
  private static final int DEFAULT_LIMIT = 1000;
  private static final int MOST_STATEMENT_BYTES = 10 * 1024;
  private static final int PREPARE_COST = 2;

  private final NosqlState state;

  NosqlQueries(NosqlState state) {
    this.state = state;
  }

  static void checkConsistency(String consistency) {
    if (!consistency.equals("EVENTUAL") && !consistency.equals("ABSOLUTE")) {
      throw NosqlErrors.invalid("Invalid consistency: " + consistency);
    }
  }

  FakeResponse prepare(OciRequest request) {
    String compartment = request.require("compartmentId");
    String sql = request.require("statement");
    checkLength(sql);
    SqlStatement statement = SqlParser.parse(sql);
    NosqlTable table = state.table(statement.table(), compartment);
    SqlCompiler.check(statement, table);
    Map<String, @Nullable Object> kept = new LinkedHashMap<>();
    kept.put("prepared", sql);
    kept.put("epoch", (long) state.epoch());
    kept.put("compartment", compartment);
    Map<String, @Nullable Object> answer = new LinkedHashMap<>();
    answer.put("usage", NosqlRows.usage(PREPARE_COST, 0));
    answer.put("statement", base64(JsonText.write(kept)));
    if (request.param("isGetQueryPlan").orElse("").equals("true")) {
      answer.put("queryPlan", "RECEIVE");
    }
    return NosqlRows.response(200, answer);
  }

  FakeResponse summarize(OciRequest request) {
    state.checkCompartment(false, request.require("compartmentId"));
    String sql = request.require("statement");
    Map<String, @Nullable Object> answer = new LinkedHashMap<>();
    try {
      if (NosqlDdl.isDdl(sql)) {
        NosqlDdl.Statement ddl = NosqlDdl.parse(sql);
        answer.put("operation", ddl.operation());
        answer.put("tableName", ddl.table());
        answer.put("indexName", null);
        answer.put(
            ddl.operation().equals("DROP_TABLE") ? "isIfExists" : "isIfNotExists", ddl.tolerant());
      } else {
        SqlStatement statement = SqlParser.parse(sql);
        answer.put("operation", operation(statement));
        answer.put("tableName", statement.table());
        answer.put("indexName", null);
      }
    } catch (OciError e) {
      answer.clear();
      answer.put("syntaxError", e.getMessage());
    }
    return NosqlRows.response(200, answer);
  }

  private static String operation(SqlStatement statement) {
    return statement.action().getClass().getSimpleName().toUpperCase(Locale.ROOT);
  }

  FakeResponse query(OciRequest request) {
    Map<String, @Nullable Object> body = NosqlRows.parse(request);
    int limit = limit(request);
    String compartment = text(body, "compartmentId");
    String given = text(body, "statement");
    checkConsistency(body.get("consistency") instanceof String c ? c : "EVENTUAL");
    boolean prepared = Boolean.TRUE.equals(body.get("isPrepared"));
    String sql = prepared ? unprepared(given) : given;
    if (!prepared) {
      checkLength(sql);
    }
    SqlStatement statement = SqlParser.parse(sql);
    NosqlTable table = state.table(statement.table(), compartment);
    Map<String, NosqlType> types = SqlCompiler.check(statement, table);
    Map<String, @Nullable Object> variables = variables(types, body.get("variables"));
    List<Object> after = null;
    long seen = 0;
    if (request.has("page")) {
      Map<String, @Nullable Object> token = token(request.param("page").orElse(""), sql);
      seen = (Long) token.getOrDefault("seen", 0L);
      after = key(table, token.get("key"));
    }
    int looks = state.pageRows();
    if (body.get("maxReadInKBs") instanceof Long most && most > 0) {
      looks = (int) Math.min(looks, most);
    }
    SqlRunner.Page page =
        new SqlRunner(state, table, statement, variables).run(limit, looks, after, seen);
    Map<String, @Nullable Object> answer = new LinkedHashMap<>();
    answer.put("items", page.items());
    answer.put("usage", NosqlRows.usage(1 + page.items().size(), statement.writes() ? 1 : 0));
    FakeResponse response = NosqlRows.response(200, answer);
    return page.lastKey() == null
        ? response
        : response.with("opc-next-page", token(sql, page.lastKey(), page.seen()));
  }

  private static int limit(OciRequest request) {
    String text = request.param("limit").orElse("0");
    if (!text.matches("-?[0-9]{1,9}")) {
      throw NosqlErrors.invalid("Invalid limit: " + text);
    }
    int limit = Integer.parseInt(text);
    if (limit < 0) {
      throw NosqlErrors.invalid("Invalid limit, it should not be negative value: " + limit);
    }
    return limit == 0 ? DEFAULT_LIMIT : limit;
  }

  private static void checkLength(String sql) {
    if (sql.getBytes(StandardCharsets.UTF_8).length > MOST_STATEMENT_BYTES) {
      throw NosqlErrors.invalid("The length of the statement exceeded the limit of 10240");
    }
  }

  private static String text(Map<String, @Nullable Object> body, String name) {
    if (body.get(name) instanceof String text && !text.isBlank()) {
      return text;
    }
    throw NosqlErrors.invalid(name + " must be specified");
  }

  private String unprepared(String blob) {
    Map<String, @Nullable Object> kept;
    try {
      kept = JsonText.object(plain(blob));
    } catch (IllegalArgumentException e) {
      throw NosqlErrors.invalid("Invalid serialized prepared statement: " + e.getMessage());
    }
    if (!(kept.get("prepared") instanceof String sql)
        || !Long.valueOf(state.epoch()).equals(kept.get("epoch"))) {
      throw NosqlErrors.invalid("Deserialize prep query failed: unknown format");
    }
    return sql;
  }

  /** Exactly the variables of the statement, each of its type. */
  private static Map<String, @Nullable Object> variables(
      Map<String, NosqlType> types, @Nullable Object given) {
    Map<String, @Nullable Object> values = new HashMap<>();
    if (given instanceof Map<?, ?> map) {
      JsonText.cast(map)
          .forEach(
              (name, json) -> {
                NosqlType type = types.get(name);
                if (type == null) {
                  throw NosqlErrors.invalid("The query doesn't contain the variable: " + name);
                }
                try {
                  values.put(name, type.fromJson(json));
                } catch (IllegalArgumentException e) {
                  throw NosqlErrors.invalid(
                      "Failed to create Field Value for variable '"
                          + name
                          + "': "
                          + e.getMessage());
                }
              });
    }
    for (String name : types.keySet()) {
      if (!values.containsKey(name)) {
        throw NosqlErrors.invalid("Variable " + name + " has not been bound");
      }
    }
    return values;
  }

  private static String token(String sql, List<Object> key, long seen) {
    List<@Nullable Object> json = new ArrayList<>();
    key.forEach(part -> json.add(NosqlType.jsonOf(part)));
    Map<String, @Nullable Object> token = new LinkedHashMap<>();
    token.put("of", (long) sql.hashCode());
    token.put("key", json);
    token.put("seen", seen);
    return base64(JsonText.write(token));
  }

  private static Map<String, @Nullable Object> token(String page, String sql) {
    if (page.isBlank()) {
      throw NosqlErrors.invalid(
          "Invalid page: page should not be empty or contain white space only");
    }
    Map<String, @Nullable Object> token;
    try {
      token = JsonText.object(plain(page));
    } catch (IllegalArgumentException e) {
      throw NosqlErrors.invalid("Invalid page: " + page + " is not padded base64 string");
    }
    if (!Long.valueOf(sql.hashCode()).equals(token.get("of"))) {
      throw NosqlErrors.invalid("Invalid page: it belongs to another statement");
    }
    return token;
  }

  private static List<Object> key(NosqlTable table, @Nullable Object json) {
    List<Object> key = new ArrayList<>();
    List<?> parts = (List<?>) java.util.Objects.requireNonNull(json);
    for (int i = 0; i < parts.size(); i++) {
      NosqlTable.Column column =
          java.util.Objects.requireNonNull(table.column(table.primaryKey().get(i)));
      key.add(java.util.Objects.requireNonNull(column.type().fromJson(parts.get(i))));
    }
    return key;
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String plain(String base64) {
    return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
  }
}
