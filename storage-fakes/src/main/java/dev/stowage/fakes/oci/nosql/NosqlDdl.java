package dev.stowage.fakes.oci.nosql;

import dev.stowage.fakes.oci.nosql.NosqlTable.Column;
import dev.stowage.fakes.oci.nosql.NosqlType.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Statements that make, change and drop tables. */
final class NosqlDdl {
  /**
   * What such a statement says.
   *
   * @param operation as a summary names it, such as CREATE_TABLE
   * @param tolerant IF EXISTS or IF NOT EXISTS
   * @param made the new table of a CREATE
   * @param added columns of an ALTER
   * @param dropped columns of an ALTER
   */
  record Statement(
      String operation,
      String table,
      boolean tolerant,
      @Nullable NosqlTable made,
      List<Column> added,
      List<String> dropped) {}

  private static final int MOST_COLUMNS = 50;
  private static final int MOST_NAME = 256;

  private final String sql;
  private final SqlLexer in;

  private NosqlDdl(String sql) {
    this.sql = sql;
    this.in = new SqlLexer(sql);
  }

  static boolean isDdl(String sql) {
    SqlLexer in = new SqlLexer(sql);
    return in.isWord("create") || in.isWord("drop") || in.isWord("alter");
  }

  /**
   * Parses a statement.
   *
   * @throws dev.stowage.fakes.oci.OciError saying where it is wrong
   */
  static Statement parse(String sql) {
    return new NosqlDdl(sql).statement();
  }

  private Statement statement() {
    if (in.word("create")) {
      in.needWord("table");
      boolean tolerant = in.word("if");
      if (tolerant) {
        in.needWord("not");
        in.needWord("exists");
      }
      String name = in.needName();
      NosqlTable made = table(name);
      return new Statement("CREATE_TABLE", name, tolerant, made, List.of(), List.of());
    }
    if (in.word("drop")) {
      in.needWord("table");
      boolean tolerant = in.word("if");
      if (tolerant) {
        in.needWord("exists");
      }
      String name = in.needName();
      return new Statement("DROP_TABLE", name, tolerant, null, List.of(), List.of());
    }
    in.needWord("alter");
    in.needWord("table");
    return alteration(in.needName());
  }

  private Statement alteration(String name) {
    List<Column> added = new ArrayList<>();
    List<String> dropped = new ArrayList<>();
    in.needSign("(");
    do {
      if (in.word("add")) {
        added.add(column());
      } else {
        in.needWord("drop");
        dropped.add(in.needName());
      }
    } while (in.sign(","));
    in.needSign(")");
    return new Statement("ALTER_TABLE", name, false, null, added, dropped);
  }

  private NosqlTable table(String name) {
    if (!name.matches("[A-Za-z][A-Za-z0-9_.]*") || name.length() > MOST_NAME) {
      throw NosqlErrors.invalid("Invalid table name: " + name);
    }
    Map<String, Column> columns = new LinkedHashMap<>();
    List<String> key = new ArrayList<>();
    int shard = -1;
    in.needSign("(");
    do {
      if (in.word("primary")) {
        in.needWord("key");
        in.needSign("(");
        if (in.word("shard")) {
          in.needSign("(");
          names(key);
          in.needSign(")");
          shard = key.size();
          if (in.sign(",")) {
            names(key);
          }
        } else {
          names(key);
          shard = key.size();
        }
        in.needSign(")");
      } else {
        Column column = column();
        columns.put(column.name(), column);
      }
    } while (in.sign(","));
    in.needSign(")");
    int ttl = in.word("using") ? ttl() : 0;
    in.sign(";");
    if (in.peek().kind() != SqlLexer.Kind.END) {
      throw in.mismatch("<EOF>");
    }
    check(columns, key);
    return new NosqlTable(name, sql, columns, key, shard, ttl);
  }

  private static void check(Map<String, Column> columns, List<String> key) {
    if (key.isEmpty()) {
      throw NosqlErrors.invalid("Table must have a primary key");
    }
    if (columns.size() > MOST_COLUMNS) {
      throw NosqlErrors.invalid("The table has more than " + MOST_COLUMNS + " columns");
    }
    for (String part : key) {
      Column column = columns.get(part);
      if (column == null || !column.type().isKey()) {
        throw NosqlErrors.invalid("Field cannot be part of a primary key: " + part);
      }
    }
  }

  private int ttl() {
    in.needWord("ttl");
    long days = in.needInteger();
    in.needWord("days");
    return (int) days;
  }

  private void names(List<String> into) {
    do {
      into.add(in.needName());
    } while (in.sign(","));
  }

  private Column column() {
    String name = in.needName();
    NosqlType type = type(in);
    boolean nullable = true;
    Object byDefault = null;
    String generated = "";
    while (in.peek().kind() == SqlLexer.Kind.WORD) {
      if (in.word("not")) {
        in.needWord("null");
        nullable = false;
      } else if (in.word("default")) {
        boolean minus = in.sign("-");
        SqlLexer.Token value = in.take();
        Object json =
            value.kind() == SqlLexer.Kind.TEXT
                ? value.text()
                : JsonText.parse((minus ? "-" : "") + value.text().toLowerCase(Locale.ROOT));
        byDefault = type.fromJson(json);
      } else if (in.word("generated")) {
        if (!in.word("always")) {
          in.needWord("by");
          in.needWord("default");
        }
        if (in.word("as")) {
          in.needWord("identity");
          generated = "identity";
        }
      } else {
        in.needWord("as");
        in.needWord("uuid");
        generated = "uuid";
      }
    }
    return new Column(name, type, nullable, byDefault, generated);
  }

  /** A type, of a column or of a variable. */
  static NosqlType type(SqlLexer in) {
    SqlLexer.Token word = in.peek();
    String name = in.needName().toUpperCase(Locale.ROOT);
    Kind kind;
    try {
      kind = Kind.valueOf(name);
    } catch (IllegalArgumentException e) {
      throw NosqlErrors.syntax(word.at(), "no viable alternative at input '" + word.text() + "'");
    }
    return switch (kind) {
      case TIMESTAMP -> {
        in.needSign("(");
        int precision = (int) in.needInteger();
        in.needSign(")");
        yield new NosqlType(kind, precision, null, List.of());
      }
      case ARRAY, MAP -> {
        in.needSign("(");
        NosqlType element = type(in);
        in.needSign(")");
        yield new NosqlType(kind, 0, element, List.of());
      }
      case ENUM -> {
        in.needSign("(");
        List<String> names = new ArrayList<>();
        do {
          names.add(in.needName());
        } while (in.sign(","));
        in.needSign(")");
        yield new NosqlType(kind, 0, null, List.copyOf(names));
      }
      default -> NosqlType.of(kind);
    };
  }
}
