package dev.stowage.fakes.oci.nosql;

import dev.stowage.fakes.FakeResponse;
import dev.stowage.fakes.oci.OciAccount;
import dev.stowage.fakes.oci.OciError;
import dev.stowage.fakes.oci.OciRequest;
import dev.stowage.fakes.oci.nosql.NosqlState.Held;
import dev.stowage.fakes.oci.nosql.NosqlTable.Column;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tables: they are made, changed and dropped by work requests. */
final class NosqlTables {
  private static final int LOOKS = 2;

  private final NosqlState state;

  NosqlTables(NosqlState state) {
    this.state = state;
  }

  /** Makes a table at once, as one that was there before. */
  void make(String ddl) {
    NosqlTable table = java.util.Objects.requireNonNull(NosqlDdl.parse(ddl).made());
    hold(table, true);
  }

  private Held hold(NosqlTable table, boolean active) {
    Held held = new Held(state.account().newOcid("nosqltable"), table, state.now(), active);
    state.tables().put(table.name(), held);
    return held;
  }

  FakeResponse create(OciRequest request) {
    Map<String, @Nullable Object> body = NosqlRows.parse(request);
    String compartment = body.get("compartmentId") instanceof String c ? c : null;
    state.checkCompartment(false, compartment);
    String ddl = body.get("ddlStatement") instanceof String d ? d : "";
    NosqlDdl.Statement statement = NosqlDdl.parse(ddl);
    NosqlTable table = statement.made();
    if (table == null || !statement.table().equalsIgnoreCase(String.valueOf(body.get("name")))) {
      throw NosqlErrors.invalid("The table name in the statement is not the name given");
    }
    if (!(body.get("tableLimits") instanceof Map)) {
      throw NosqlErrors.invalid("tableLimits must be specified");
    }
    if (state.tables().containsKey(table.name())) {
      if (!statement.tolerant()) {
        throw NosqlErrors.tableExists(table.name());
      }
      return accepted("CREATE_TABLE", table.name(), () -> {});
    }
    Held held = hold(table, false);
    return accepted(
        "CREATE_TABLE",
        table.name(),
        () -> state.tables().put(table.name(), new Held(held.id(), table, held.created(), true)));
  }

  FakeResponse update(OciRequest request) {
    Map<String, @Nullable Object> body = NosqlRows.parse(request);
    NosqlTable table =
        state.table(request.segment(2), body.get("compartmentId") instanceof String c ? c : null);
    if (!(body.get("ddlStatement") instanceof String ddl)) {
      return accepted("UPDATE_TABLE", table.name(), () -> {}); // Other limits: nothing to see.
    }
    NosqlDdl.Statement statement = NosqlDdl.parse(ddl);
    return accepted("UPDATE_TABLE", table.name(), () -> alter(table, statement));
  }

  private static void alter(NosqlTable table, NosqlDdl.Statement statement) {
    statement.added().forEach(column -> table.columns().put(column.name(), column));
    statement.dropped().forEach(table.columns()::remove);
    table
        .rows()
        .replaceAll(
            (key, row) -> {
              Map<String, @Nullable Object> values = new LinkedHashMap<>();
              for (Column column : table.columns().values()) {
                values.put(
                    column.name(),
                    row.values().containsKey(column.name())
                        ? row.values().get(column.name())
                        : column.defaultValue());
              }
              return new NosqlTable.Stored(values, row.version(), row.expires());
            });
    table.changed();
  }

  FakeResponse drop(OciRequest request) {
    String compartment = request.param("compartmentId").orElse(null);
    NosqlTable table;
    try {
      table = state.table(request.segment(2), compartment);
    } catch (OciError e) {
      if (request.param("isIfExists").orElse("").equals("true") && e.status() == 404) {
        return accepted("DELETE_TABLE", request.segment(2), () -> {});
      }
      throw e;
    }
    return accepted("DELETE_TABLE", table.name(), () -> state.tables().remove(table.name()));
  }

  private FakeResponse accepted(String operation, String table, Runnable effect) {
    NosqlState.Work work = state.start(operation, table, LOOKS, effect);
    return FakeResponse.of(202).with("opc-work-request-id", work.id);
  }

  FakeResponse work(OciRequest request) {
    NosqlState.Work work = state.works().get(request.segment(2));
    if (work == null) {
      throw new OciError(404, "ResourceNotFound", "Work request not found");
    }
    if (!work.done && --work.looksLeft <= 0) {
      work.effect.run();
      work.done = true;
    }
    Map<String, @Nullable Object> answer = new LinkedHashMap<>();
    answer.put("operationType", work.operation);
    answer.put("status", work.done ? "SUCCEEDED" : "IN_PROGRESS");
    answer.put("id", work.id);
    answer.put("compartmentId", state.account().compartment());
    answer.put("percentComplete", work.done ? 100L : 50L);
    answer.put("timeAccepted", OciAccount.rfc3339(state.now()));
    Map<String, @Nullable Object> resource = new LinkedHashMap<>();
    resource.put("entityType", "TABLE");
    resource.put("identifier", work.table);
    answer.put("resources", List.of(resource));
    return NosqlRows.response(200, answer);
  }

  FakeResponse get(OciRequest request) {
    String name = request.segment(2);
    state.checkCompartment(name.startsWith("ocid1."), request.param("compartmentId").orElse(null));
    for (Held held : state.tables().values()) {
      if (held.table().name().equalsIgnoreCase(name) || held.id().equals(name)) {
        return NosqlRows.response(200, described(held));
      }
    }
    throw NosqlErrors.noTable(name);
  }

  FakeResponse list(OciRequest request) {
    state.checkCompartment(false, request.param("compartmentId").orElse(null));
    List<Object> items = new ArrayList<>();
    state.tables().values().forEach(held -> items.add(summary(held)));
    int from = Integer.parseInt(request.param("page").orElse("0"));
    int limit = Integer.parseInt(request.param("limit").orElse("1000"));
    int to = Math.min(items.size(), from + limit);
    Map<String, @Nullable Object> answer = new LinkedHashMap<>();
    answer.put("items", items.subList(Math.min(from, to), to));
    FakeResponse response = NosqlRows.response(200, answer);
    return to < items.size() ? response.with("opc-next-page", Integer.toString(to)) : response;
  }

  private Map<String, @Nullable Object> summary(Held held) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("id", held.id());
    json.put("name", held.table().name());
    json.put("compartmentId", state.account().compartment());
    json.put("timeCreated", OciAccount.rfc3339(held.created()));
    json.put("lifecycleState", held.active() ? "ACTIVE" : "CREATING");
    return json;
  }

  private Map<String, @Nullable Object> described(Held held) {
    NosqlTable table = held.table();
    Map<String, @Nullable Object> json = summary(held);
    json.put("ddlStatement", table.ddl());
    Map<String, @Nullable Object> schema = new LinkedHashMap<>();
    schema.put("primaryKey", table.primaryKey());
    schema.put("shardKey", table.shardKey());
    List<Object> columns = new ArrayList<>();
    Column identity = null;
    for (Column column : table.columns().values()) {
      Map<String, @Nullable Object> one = new LinkedHashMap<>();
      one.put("name", column.name());
      one.put("type", column.type().text());
      one.put("isNullable", column.nullable() && !table.primaryKey().contains(column.name()));
      one.put(
          "defaultValue",
          column.defaultValue() == null ? null : String.valueOf(column.defaultValue()));
      one.put("isAsUuid", column.generated().toLowerCase(Locale.ROOT).equals("uuid"));
      one.put("isGenerated", column.generated().equals("uuid"));
      columns.add(one);
      identity = column.generated().equals("identity") ? column : identity;
    }
    schema.put("columns", columns);
    if (table.ttlDays() > 0) {
      schema.put("ttl", (long) table.ttlDays());
    }
    if (identity != null) {
      Map<String, @Nullable Object> one = new LinkedHashMap<>();
      one.put("columnName", identity.name());
      one.put("isAlways", true);
      one.put("isNull", false);
      schema.put("identity", one);
    }
    json.put("schema", schema);
    return json;
  }
}
