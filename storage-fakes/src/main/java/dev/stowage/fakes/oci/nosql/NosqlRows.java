package dev.stowage.fakes.oci.nosql;

import dev.stowage.fakes.FakeResponse;
import dev.stowage.fakes.oci.OciAccount;
import dev.stowage.fakes.oci.OciError;
import dev.stowage.fakes.oci.OciRequest;
import dev.stowage.fakes.oci.nosql.NosqlTable.Column;
import dev.stowage.fakes.oci.nosql.NosqlTable.Stored;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Single rows: put, get, delete. */
final class NosqlRows {
  static final int MOST_ROW_BYTES = 512 * 1024;
  static final int MOST_KEY_BYTES = 64;

  private static final Set<String> FIELDS =
      Set.of(
          "compartmentId",
          "identityCacheSize",
          "isExactMatch",
          "isGetReturnRow",
          "isTtlUseTableDefault",
          "option",
          "timeoutInMs",
          "ttl",
          "value");

  private final NosqlState state;

  NosqlRows(NosqlState state) {
    this.state = state;
  }

  FakeResponse put(OciRequest request) {
    Map<String, @Nullable Object> body = parse(request);
    for (String field : body.keySet()) {
      if (!FIELDS.contains(field)) {
        throw NosqlErrors.invalid("Unknown field in UpdateRowDetails: " + field);
      }
    }
    NosqlTable table = state.table(request.segment(2), (String) body.get("compartmentId"));
    if (!(body.get("value") instanceof Map<?, ?> value)) {
      throw NosqlErrors.invalid("value must be specified");
    }
    Optional<String> ifMatch = NosqlState.ifMatch(request);
    Map<String, @Nullable Object> generated = new HashMap<>();
    Map<String, @Nullable Object> columns =
        columns(
            table, JsonText.cast(value), Boolean.TRUE.equals(body.get("isExactMatch")), generated);
    List<Object> key = table.keyOf(columns);
    checkSizes(key, value);
    Instant now = state.now();
    Stored before = table.living(key, now);
    Map<String, @Nullable Object> answer = new LinkedHashMap<>();
    answer.put("usage", usage(0, 1));
    if (ifMatch.isPresent() && (before == null || !before.version().equals(ifMatch.get()))) {
      throw NosqlErrors.etag();
    }
    String option = ifMatch.isPresent() ? "" : option(body.get("option"));
    boolean refused =
        option.equals("IF_ABSENT") && before != null
            || option.equals("IF_PRESENT") && before == null;
    if (refused) {
      if (before != null && Boolean.TRUE.equals(body.get("isGetReturnRow"))) {
        answer.put("existingValue", json(table, before));
        answer.put("existingVersion", before.version());
      }
      return response(200, answer);
    }
    Stored stored = new Stored(columns, state.newVersion(), expires(table, body, before, now));
    table.rows().put(key, stored);
    answer.put("version", stored.version());
    generated.values().forEach(made -> answer.put("generatedValue", String.valueOf(made)));
    return response(200, answer).with("ETag", stored.version());
  }

  private static String option(@Nullable Object option) {
    if (option == null) {
      return "";
    }
    if (!option.equals("IF_ABSENT") && !option.equals("IF_PRESENT")) {
      throw NosqlErrors.invalid("No enum constant PutOption." + option);
    }
    return (String) option;
  }

  /**
   * Without a word about it a row keeps its expiry; a default that the table does not have changes
   * nothing either.
   */
  private static @Nullable Instant expires(
      NosqlTable table, Map<String, @Nullable Object> body, @Nullable Stored before, Instant now) {
    long days = body.get("ttl") instanceof Long given ? given : 0;
    if (days < 0) {
      throw NosqlErrors.invalid("Invalid ttl, it should not be negative value: " + days);
    }
    if (Boolean.TRUE.equals(body.get("isTtlUseTableDefault")) || before == null && days == 0) {
      days = table.ttlDays();
    }
    if (days > 0) {
      return NosqlTable.expiry(now, days);
    }
    return before == null ? null : before.expires();
  }

  /** The values of a row by column, complete. */
  static Map<String, @Nullable Object> columns(
      NosqlTable table,
      Map<String, @Nullable Object> value,
      boolean exact,
      Map<String, @Nullable Object> generated) {
    Map<String, @Nullable Object> given = new HashMap<>();
    value.forEach(
        (name, each) -> {
          Column column = table.column(name);
          if (column != null) {
            given.put(column.name(), typed(column, each));
          } else if (exact) {
            throw NosqlErrors.invalid(
                "Unexpected field \""
                    + name
                    + "\" in JSON input. There is no corresponding field in record type"
                    + " definition");
          }
        });
    if (exact && given.size() < table.columns().size()) {
      throw NosqlErrors.invalid(
          "Not enough fields for value in JSON input.Found "
              + given.size()
              + ", expected "
              + table.columns().size());
    }
    Map<String, @Nullable Object> complete = new LinkedHashMap<>();
    for (Column column : table.columns().values()) {
      complete.put(column.name(), completed(table, column, given, generated));
    }
    return complete;
  }

  private static @Nullable Object completed(
      NosqlTable table,
      Column column,
      Map<String, @Nullable Object> given,
      Map<String, @Nullable Object> generated) {
    if (given.containsKey(column.name())) {
      Object value = given.get(column.name());
      if (value == null && !column.nullable()) {
        throw NosqlErrors.invalid("Field can not be null: " + column.name());
      }
      return value;
    }
    if (!column.generated().isEmpty()) {
      Object made =
          column.generated().equals("uuid")
              ? UUID.randomUUID().toString()
              : (Object) table.nextIdentity();
      generated.put(column.name(), made);
      return made;
    }
    return column.defaultValue();
  }

  private static @Nullable Object typed(Column column, @Nullable Object json) {
    try {
      return column.type().fromJson(json);
    } catch (IllegalArgumentException e) {
      throw NosqlErrors.invalid("Illegal value for field " + column.name() + ". " + e.getMessage());
    }
  }

  private static void checkSizes(List<Object> key, Map<?, ?> value) {
    int keyBytes = 0;
    for (Object part : key) {
      keyBytes += part instanceof String s ? s.getBytes(StandardCharsets.UTF_8).length : 8;
    }
    if (keyBytes > MOST_KEY_BYTES) {
      throw new OciError(
          400,
          "KeySizeLimitExceeded",
          "Primary key of " + keyBytes + " exceeded the limit of " + MOST_KEY_BYTES);
    }
    int bytes = JsonText.write(value).getBytes(StandardCharsets.UTF_8).length;
    if (bytes > MOST_ROW_BYTES) {
      throw new OciError(
          400,
          "RowSizeLimitExceeded",
          "Value size of " + bytes + " exceeded the limit of " + MOST_ROW_BYTES);
    }
  }

  FakeResponse get(OciRequest request) {
    NosqlTable table = state.table(request.segment(2), request.param("compartmentId").orElse(null));
    NosqlQueries.checkConsistency(request.param("consistency").orElse("EVENTUAL"));
    List<Object> key = key(table, request);
    Stored row = table.living(key, state.now());
    Map<String, @Nullable Object> answer = new LinkedHashMap<>();
    answer.put("usage", usage(1, 0));
    if (row == null) {
      return response(200, answer);
    }
    answer.put("value", json(table, row));
    if (row.expires() != null) {
      answer.put("timeOfExpiration", OciAccount.rfc3339(row.expires()));
    }
    return response(200, answer).with("ETag", row.version());
  }

  FakeResponse delete(OciRequest request) {
    NosqlTable table = state.table(request.segment(2), request.param("compartmentId").orElse(null));
    List<Object> key = key(table, request);
    Optional<String> ifMatch = NosqlState.ifMatch(request);
    Stored row = table.living(key, state.now());
    if (ifMatch.isPresent() && (row == null || !row.version().equals(ifMatch.get()))) {
      throw NosqlErrors.etag();
    }
    table.rows().remove(key);
    Map<String, @Nullable Object> answer = new LinkedHashMap<>();
    answer.put("usage", usage(2, row == null ? 0 : 1));
    answer.put("isSuccess", row != null);
    return response(200, answer);
  }

  private static List<Object> key(NosqlTable table, OciRequest request) {
    Map<String, Object> given = new HashMap<>();
    for (String part : request.params("key")) {
      int colon = part.indexOf(':');
      if (colon <= 0) {
        throw NosqlErrors.invalid(
            "Invalid key, key is not in format of 'column-name:value': " + part);
      }
      Column column = table.column(part.substring(0, colon));
      if (column == null || !table.primaryKey().contains(column.name())) {
        throw NosqlErrors.invalid("There is no field with name '" + part.substring(0, colon) + "'");
      }
      try {
        given.put(column.name(), column.type().fromKey(part.substring(colon + 1)));
      } catch (IllegalArgumentException e) {
        throw NosqlErrors.invalid(
            "Invalid value for field '" + column.name() + "': " + e.getMessage());
      }
    }
    List<Object> key = new ArrayList<>();
    for (String column : table.primaryKey()) {
      Object part = given.get(column);
      if (part == null) {
        throw NosqlErrors.invalid("Missing primary key field: " + column);
      }
      key.add(part);
    }
    return key;
  }

  /** A row as answers show it. */
  static Map<String, @Nullable Object> json(NosqlTable table, Stored row) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    for (String column : table.columns().keySet()) {
      Object value = row.values().get(column);
      json.put(column, value == null ? null : NosqlType.jsonOf(value));
    }
    return json;
  }

  static Map<String, @Nullable Object> usage(int read, int written) {
    Map<String, @Nullable Object> usage = new LinkedHashMap<>();
    usage.put("readUnitsConsumed", (long) read);
    usage.put("writeUnitsConsumed", (long) written);
    return usage;
  }

  /** The body of a request; exact numbers, unlike the shared reader's. */
  static Map<String, @Nullable Object> parse(OciRequest request) {
    try {
      return JsonText.object(new String(request.body(), StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      throw NosqlErrors.invalid("Invalid payload: " + e.getMessage());
    }
  }

  static FakeResponse response(int status, Map<String, ?> answer) {
    return FakeResponse.of(status)
        .with("Content-Type", "application/json; charset=UTF-8")
        .withBody(JsonText.write(answer).getBytes(StandardCharsets.UTF_8));
  }
}
