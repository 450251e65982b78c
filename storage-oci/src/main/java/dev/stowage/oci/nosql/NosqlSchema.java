package dev.stowage.oci.nosql;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.kv.Document;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a table looks like.
 *
 * @param name of the table, as statements need it
 * @param compartment its OCID, as statements need it
 * @param document the JSON column that holds whole documents, or null when each field of a document
 *     is a column
 * @param mark the column for marks of writes, or null
 * @param columns types of the other columns by name; empty with a document column
 * @param expires whether rows written without a word about it expire
 */
record NosqlSchema(
    String name,
    String compartment,
    List<KeyColumn> key,
    int shardColumns,
    @Nullable String document,
    @Nullable String mark,
    Map<String, String> columns,
    boolean expires) {

  /** The column for marks that is recognised by its name. */
  static final String MARK_COLUMN = "stowage_mark";

  /** What the service says of a table, in the light of what the user said of it. */
  static NosqlSchema of(Document table, OciNosqlConfig config) {
    Document schema =
        table
            .document("schema")
            .orElseThrow(() -> unusable("the service does not show its columns"));
    Map<String, Document> described = new LinkedHashMap<>();
    for (Object each : schema.list("columns").orElse(List.of())) {
      if (each instanceof Document column) {
        described.put(column.string("name").orElse(""), column);
      }
    }
    List<KeyColumn> key = new ArrayList<>();
    for (Object part : schema.list("primaryKey").orElse(List.of())) {
      key.add(keyColumn(String.valueOf(part), described, schema));
    }
    if (!config.key().isEmpty() && !sameNames(config.key(), key)) {
      throw StorageException.invalidArgument(
          "the primary key of the table is " + names(key) + ", not " + names(config.key()));
    }
    Map<String, String> others = new LinkedHashMap<>();
    described.forEach((name, column) -> others.put(name, column.string("type").orElse("")));
    key.forEach(column -> others.remove(column.name()));
    String mark = config.markColumn().orElse(others.containsKey(MARK_COLUMN) ? MARK_COLUMN : null);
    if (mark != null && !"STRING".equals(others.remove(mark))) {
      throw StorageException.invalidArgument("mark=" + mark + " is not a string column");
    }
    String document = document(config, others);
    return new NosqlSchema(
        table.string("name").orElse(config.table()),
        table.string("compartmentId").or(config::compartment).orElse(""),
        key,
        schema.list("shardKey").map(List::size).orElse(1),
        document,
        mark,
        document == null ? others : Map.of(),
        schema.integer("ttl").orElse(0) > 0);
  }

  private static @Nullable String document(OciNosqlConfig config, Map<String, String> others) {
    Optional<String> said = config.documentColumn();
    if (said.isPresent()) {
      if (!"JSON".equals(others.get(said.get()))) {
        throw StorageException.invalidArgument("document=" + said.get() + " is not a JSON column");
      }
      return said.get();
    }
    return others.size() == 1 && others.containsValue("JSON")
        ? others.keySet().iterator().next()
        : null;
  }

  private static KeyColumn keyColumn(
      String name, Map<String, Document> described, Document schema) {
    Document column = described.getOrDefault(name, Document.empty());
    String type = column.string("type").orElse("").toUpperCase(Locale.ROOT);
    boolean counted =
        schema.string("identity.columnName").filter(name::equalsIgnoreCase).isPresent();
    if (counted) {
      type = "IDENTITY";
    } else if (column.bool("isGenerated").orElse(false)) {
      type = "UUID";
    }
    String shown = type;
    return KeyColumn.of(name, type)
        .orElseThrow(
            () ->
                unusable(
                    "its key column "
                        + name
                        + " is a "
                        + shown
                        + "; keys of rows are strings, integers and longs"));
  }

  private static boolean sameNames(List<KeyColumn> said, List<KeyColumn> found) {
    return names(said).equalsIgnoreCase(names(found));
  }

  private static String names(List<KeyColumn> key) {
    return String.join(",", key.stream().map(KeyColumn::name).toList());
  }

  private static StorageException unusable(String why) {
    return StorageException.of(ErrorCode.UNSUPPORTED, "the table cannot be used: " + why);
  }
}
