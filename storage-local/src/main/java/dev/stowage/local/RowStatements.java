package dev.stowage.local;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.kv.Document;
import dev.stowage.kv.Statement;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Statements in H2's SQL over the tables of a directory. They read: a table is seen as a view with
 * the columns {@code id} (the key as text), {@code doc}, {@code rev} and {@code expires}; rows are
 * written through the store, which keeps revisions.
 */
final class RowStatements {
  /** Quoted text and comments, or a variable. */
  private static final Pattern TOKEN =
      Pattern.compile(
          "'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|--[^\\n]*|/\\*.*?\\*/|\\$([A-Za-z][A-Za-z0-9_]*)",
          Pattern.DOTALL);

  private RowStatements() {}

  /** Up to so many results from an offset on. */
  static List<Document> run(Connection connection, Statement statement, long offset, int limit)
      throws SQLException {
    String first = statement.text().stripLeading().toLowerCase(Locale.ROOT);
    if (!first.startsWith("select") && !first.startsWith("with") && !first.startsWith("values")) {
      throw StorageException.of(
          ErrorCode.UNSUPPORTED,
          "a statement on this store reads (SELECT, WITH, VALUES); write with put, update or"
              + " delete");
    }
    List<@Nullable Object> values = new ArrayList<>();
    String sql =
        "SELECT * FROM ("
            + positional(statement, values)
            + ") OFFSET ? ROWS FETCH NEXT ? ROWS ONLY";
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.size(); i++) {
        select.setObject(i + 1, jdbc(values.get(i)));
      }
      select.setLong(values.size() + 1, offset);
      select.setInt(values.size() + 2, limit);
      try (ResultSet rows = select.executeQuery()) {
        List<Document> found = new ArrayList<>();
        while (rows.next()) {
          found.add(document(rows));
        }
        return found;
      }
    }
  }

  private static String positional(Statement statement, List<@Nullable Object> values) {
    Matcher token = TOKEN.matcher(statement.text());
    StringBuilder sql = new StringBuilder();
    while (token.find()) {
      String name = token.group(1);
      if (name != null && statement.variables().contains(name)) {
        values.add(statement.bindings().get(name));
        token.appendReplacement(sql, "?");
      } else {
        token.appendReplacement(sql, Matcher.quoteReplacement(token.group()));
      }
    }
    token.appendTail(sql);
    return sql.toString().stripTrailing().replaceAll(";+$", "");
  }

  private static @Nullable Object jdbc(@Nullable Object value) {
    if (value instanceof Instant at) {
      return at.atOffset(ZoneOffset.UTC);
    }
    if (value instanceof Document || value instanceof List) {
      throw StorageException.invalidArgument(
          "a variable of this store's SQL takes one value, not a list or a document");
    }
    return value;
  }

  /** The columns as fields; those of a column {@code doc} are its document's. */
  private static Document document(ResultSet rows) throws SQLException {
    ResultSetMetaData columns = rows.getMetaData();
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    for (int i = 1; i <= columns.getColumnCount(); i++) {
      String label = columns.getColumnLabel(i);
      Object value = rows.getObject(i);
      if (label.equals("doc") && value instanceof String json) {
        fields.putAll(Document.fromJson(json).toMap());
      } else {
        fields.put(label, field(value));
      }
    }
    return Document.of(fields);
  }

  private static @Nullable Object field(@Nullable Object value) {
    if (value instanceof OffsetDateTime at) {
      return at.toInstant();
    }
    boolean plain =
        value == null
            || value instanceof String
            || value instanceof Boolean
            || value instanceof Long
            || value instanceof Integer
            || value instanceof BigDecimal
            || value instanceof Double
            || value instanceof byte[];
    return plain ? value : String.valueOf(value);
  }
}
