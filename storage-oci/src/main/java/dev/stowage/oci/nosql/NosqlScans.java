package dev.stowage.oci.nosql;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.kv.Document;
import dev.stowage.kv.KeyRange;
import dev.stowage.kv.Row;
import dev.stowage.kv.RowKey;
import dev.stowage.spi.KvPage;
import dev.stowage.spi.KvScan;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Rows one after the other, as statements. What the range says of the parent is left to the
 * service, and of a single text behind it too; the rest is sorted out here.
 */
final class NosqlScans {
  static final String VERSION = "stowage_version";
  static final String EXPIRES = "stowage_expires";

  private final NosqlApi api;
  private final NosqlSchema schema;
  private final NosqlMapping mapping;
  private final boolean absolute;

  NosqlScans(NosqlApi api, NosqlSchema schema, NosqlMapping mapping, boolean absolute) {
    this.api = api;
    this.schema = schema;
    this.mapping = mapping;
    this.absolute = absolute;
  }

  KvPage<Row> page(KvScan scan) throws IOException {
    List<Object> parent = scan.range().parent().map(RowKey::parts).orElse(List.of());
    Optional<String> problem = problem(parent);
    if (problem.isPresent()) {
      return new KvPage<>(List.of(), null); // No key of this table is in there.
    }
    boolean ordered = scan.ordered() && parent.size() < schema.key().size();
    if (!ordered) {
      return inAnyOrder(scan, parent);
    }
    if (parent.size() < schema.shardColumns()) {
      throw StorageException.of(
          ErrorCode.UNSUPPORTED,
          "the table has no order across shards; name its shard key, "
              + schema.shardColumns()
              + " parts, in KeyRange.within, or use ScanRequest.inAnyOrder()");
    }
    List<KeyColumn> rest = schema.key().subList(parent.size(), schema.key().size());
    return rest.size() == 1 && rest.get(0).isText()
        ? inPieces(scan, parent, rest.get(0))
        : inTheirOrder(scan, parent, rest);
  }

  private Optional<String> problem(List<Object> parent) {
    if (parent.size() > schema.key().size()) {
      return Optional.of("it has more parts than the key");
    }
    for (int i = 0; i < parent.size(); i++) {
      Optional<String> problem = schema.key().get(i).problem(parent.get(i));
      if (problem.isPresent()) {
        return problem;
      }
    }
    return Optional.empty();
  }

  private KvPage<Row> inAnyOrder(KvScan scan, List<Object> parent) throws IOException {
    NosqlAnswer answer = run(parent, "", "", new LinkedHashMap<>(), scan.limit(), scan.cursor());
    List<Row> rows = rows(answer);
    rows.removeIf(row -> !scan.range().contains(row.key()));
    return new KvPage<>(rows, answer.nextPage());
  }

  /** Integers have one order; texts have ours as long as none goes beyond U+FFFF. */
  private KvPage<Row> inTheirOrder(KvScan scan, List<Object> parent, List<KeyColumn> rest)
      throws IOException {
    NosqlAnswer answer =
        run(parent, "", orderBy(), new LinkedHashMap<>(), scan.limit(), scan.cursor());
    List<Row> rows = rows(answer);
    for (Row row : rows) {
      for (Object part : row.key().parts()) {
        if (part instanceof String text
            && text.chars().anyMatch(c -> c >= Character.MIN_SURROGATE)
            && rest.stream().anyMatch(KeyColumn::isText)) {
          throw StorageException.of(
              ErrorCode.UNSUPPORTED,
              "the key "
                  + row.key()
                  + " has a character from U+D800 on, which this service orders in another way; use"
                  + " ScanRequest.inAnyOrder()");
        }
      }
    }
    rows.removeIf(row -> !scan.range().contains(row.key()));
    return new KvPage<>(rows, answer.nextPage());
  }

  /** One page of one piece: what follows, up to where the two orders part. */
  private KvPage<Row> inPieces(KvScan scan, List<Object> parent, KeyColumn column)
      throws IOException {
    StretchCursor at =
        scan.cursor() == null
            ? new StretchCursor(List.of(start(scan.range(), parent.size())), null)
            : StretchCursor.parse(scan.cursor());
    Utf16Stretch piece = at.stretches().get(0);
    List<Utf16Stretch> others = at.stretches().subList(1, at.stretches().size());
    Map<String, @Nullable Object> variables = new LinkedHashMap<>();
    StringBuilder where = new StringBuilder();
    if (piece.from() != null) {
      where.append(" and $t.").append(column.name()).append(" >= $from");
      variables.put("from", piece.from());
    }
    if (piece.to() != null) {
      where.append(" and $t.").append(column.name()).append(" < $to");
      variables.put("to", piece.to());
    }
    NosqlAnswer answer =
        run(parent, where.toString(), orderBy(), variables, scan.limit(), at.page());
    List<Row> rows = rows(answer);
    List<Utf16Stretch> cut = new ArrayList<>();
    for (int i = 0; i < rows.size() && cut.isEmpty(); i++) {
      String text = (String) rows.get(i).key().parts().get(parent.size());
      int place = piece.cut(text);
      if (place >= 0) {
        cut.addAll(piece.cutBefore(text, place));
        rows = new ArrayList<>(rows.subList(0, i));
      }
    }
    rows.removeIf(row -> !scan.range().contains(row.key()));
    if (cut.isEmpty() && answer.nextPage() != null) {
      return new KvPage<>(rows, new StretchCursor(at.stretches(), answer.nextPage()).text());
    }
    cut.addAll(others);
    return new KvPage<>(rows, cut.isEmpty() ? null : new StretchCursor(cut, null).text());
  }

  /** No smaller than the range in either order; the rest is sorted out when rows are there. */
  private static Utf16Stretch start(KeyRange range, int part) {
    String from = range.prefix().orElse(null);
    String to = from == null ? null : Utf16Stretch.following(from).orElse(null);
    String first = partOf(range.first(), range, part);
    if (first != null && first.chars().allMatch(c -> c < Character.MIN_SURROGATE)) {
      from = from == null || first.compareTo(from) > 0 ? first : from;
    }
    String end = partOf(range.end(), range, part);
    if (end != null && end.chars().allMatch(c -> c < Character.MIN_SURROGATE)) {
      to = to == null || end.compareTo(to) < 0 ? end : to;
    }
    return new Utf16Stretch(from, to, 0);
  }

  /** The text of a bound behind the parent, if the bound is under that parent. */
  private static @Nullable String partOf(Optional<RowKey> bound, KeyRange range, int part) {
    List<Object> parent = range.parent().map(RowKey::parts).orElse(List.of());
    if (bound.isEmpty() || bound.get().parts().size() != part + 1) {
      return null;
    }
    List<Object> parts = bound.get().parts();
    return parts.subList(0, part).equals(parent) && parts.get(part) instanceof String text
        ? text
        : null;
  }

  private List<Row> rows(NosqlAnswer answer) {
    List<Row> rows = new ArrayList<>();
    for (Object item : answer.body().list("items").orElse(List.of())) {
      if (item instanceof Document document) {
        rows.add(mapping.row(document));
      }
    }
    return rows;
  }

  private String orderBy() {
    return " order by "
        + String.join(", ", schema.key().stream().map(column -> "$t." + column.name()).toList());
  }

  private NosqlAnswer run(
      List<Object> parent,
      String where,
      String orderBy,
      Map<String, @Nullable Object> extra,
      int limit,
      @Nullable String page)
      throws IOException {
    StringBuilder declare = new StringBuilder();
    StringBuilder conditions = new StringBuilder();
    Map<String, @Nullable Object> variables = new LinkedHashMap<>();
    for (int i = 0; i < parent.size(); i++) {
      KeyColumn column = schema.key().get(i);
      declare.append("$k").append(i).append(' ').append(column.sqlType()).append("; ");
      conditions.append(i == 0 ? "" : " and ").append("$t.").append(column.name());
      conditions.append(" = $k").append(i);
      variables.put("$k" + i, parent.get(i));
    }
    extra.forEach(
        (name, value) -> {
          declare.append('$').append(name).append(" string; ");
          variables.put("$" + name, value);
        });
    String statement =
        (declare.isEmpty() ? "" : "declare " + declare)
            + "select "
            + columns()
            + " from "
            + schema.name()
            + " $t"
            + (conditions.isEmpty() ? "" : " where " + conditions + where)
            + orderBy;
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("compartmentId", schema.compartment());
    details.put("statement", statement);
    details.put("consistency", absolute ? "ABSOLUTE" : "EVENTUAL");
    if (!variables.isEmpty()) {
      details.put("variables", new JsonObject.Raw(JsonObject.of(variables)));
    }
    return api.query(details, limit, page);
  }

  private String columns() {
    List<String> columns = new ArrayList<>();
    schema.key().forEach(column -> columns.add("$t." + column.name()));
    if (schema.document() != null) {
      columns.add("$t." + schema.document());
    }
    schema.columns().keySet().forEach(name -> columns.add("$t." + name));
    columns.add("row_version($t) as " + VERSION);
    columns.add("expiration_time_millis($t) as " + EXPIRES);
    return String.join(", ", columns);
  }
}
