package dev.stowage.fakes.oci.nosql;

import dev.stowage.fakes.oci.nosql.SqlLexer.Kind;
import dev.stowage.fakes.oci.nosql.SqlStatement.Change;
import dev.stowage.fakes.oci.nosql.SqlStatement.Item;
import dev.stowage.fakes.oci.nosql.SqlStatement.Order;
import dev.stowage.fakes.oci.nosql.SqlStatement.Ttl;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Statements that read and change rows: the part of Oracle's grammar that works over REST. */
final class SqlParser {
  private static final Set<String> AFTER_TABLE =
      Set.of(
          "where",
          "order",
          "limit",
          "offset",
          "set",
          "put",
          "remove",
          "add",
          "group",
          "values",
          "returning",
          "as",
          "json");

  private final SqlLexer in;
  private final SqlExpressions expressions;

  private SqlParser(String sql) {
    this.in = new SqlLexer(sql);
    this.expressions = new SqlExpressions(in);
  }

  /**
   * Parses a statement.
   *
   * @throws dev.stowage.fakes.oci.OciError saying where it is wrong
   */
  static SqlStatement parse(String sql) {
    return new SqlParser(sql).statement();
  }

  private SqlStatement statement() {
    Map<String, NosqlType> declared = in.word("declare") ? declarations() : Map.of();
    SqlStatement statement;
    if (in.word("select")) {
      statement = select(declared);
    } else if (in.isWord("insert") || in.isWord("upsert")) {
      statement = insert(declared, in.take().text().equalsIgnoreCase("upsert"));
    } else if (in.word("update")) {
      statement = update(declared);
    } else if (in.word("delete")) {
      statement = delete(declared);
    } else {
      throw in.mismatch("{ALTER, CREATE, DECLARE, DELETE, DROP, INSERT, SELECT, UPDATE, UPSERT}");
    }
    in.sign(";");
    if (in.peek().kind() != Kind.END) {
      throw in.mismatch("<EOF>");
    }
    return statement;
  }

  private Map<String, NosqlType> declarations() {
    Map<String, NosqlType> declared = new LinkedHashMap<>();
    while (in.peek().kind() == Kind.VARIABLE) {
      SqlLexer.Token variable = in.take();
      if (declared.put(variable.text(), NosqlDdl.type(in)) != null) {
        throw NosqlErrors.syntax(
            variable.at(), "Duplicate declaration for variable " + variable.text());
      }
      in.needSign(";");
    }
    if (declared.isEmpty()) {
      throw in.mismatch("a variable");
    }
    return declared;
  }

  private SqlStatement select(Map<String, NosqlType> declared) {
    boolean complex = in.word("distinct");
    List<Item> items = items();
    complex |= items.stream().anyMatch(item -> isAggregate(item.expression()));
    in.needWord("from");
    String table = in.needName();
    String alias = alias(table);
    SqlExpr where = where();
    if (in.word("group")) {
      in.needWord("by");
      expressions.list();
      complex = true;
    }
    List<Order> orders = new ArrayList<>();
    if (in.word("order")) {
      in.needWord("by");
      do {
        SqlExpr by = expressions.expression();
        boolean descending = in.word("desc");
        if (!descending) {
          in.word("asc");
        }
        orders.add(new Order(by, descending));
      } while (in.sign(","));
    }
    SqlExpr limit = in.word("limit") ? expressions.expression() : null;
    SqlExpr offset = in.word("offset") ? expressions.expression() : null;
    return new SqlStatement(
        new SqlStatement.Select(items, orders, limit, offset, complex),
        declared,
        table,
        alias,
        where,
        null);
  }

  private static boolean isAggregate(@Nullable SqlExpr expression) {
    return expression instanceof SqlExpr.Call call
        && Set.of("count", "sum", "avg", "min", "max").contains(call.function());
  }

  private List<Item> items() {
    List<Item> items = new ArrayList<>();
    do {
      if (in.sign("*")) {
        items.add(new Item(null, null));
        continue;
      }
      SqlExpr expression = expressions.expression();
      String name = in.word("as") ? in.needName() : null;
      items.add(new Item(expression, name));
    } while (in.sign(","));
    return items;
  }

  /** The name of the row after the name of its table. */
  private String alias(String table) {
    boolean said = in.word("as");
    if (in.peek().kind() == Kind.VARIABLE) {
      return in.take().text();
    }
    boolean named =
        in.peek().kind() == Kind.WORD
            && (said || !AFTER_TABLE.contains(in.peek().text().toLowerCase(Locale.ROOT)));
    return named ? in.take().text() : table;
  }

  private @Nullable SqlExpr where() {
    return in.word("where") ? expressions.expression() : null;
  }

  private @Nullable List<Item> returning() {
    return in.word("returning") ? items() : null;
  }

  private SqlStatement insert(Map<String, NosqlType> declared, boolean upsert) {
    in.needWord("into");
    String table = in.needName();
    String alias = alias(table);
    List<String> columns = new ArrayList<>();
    if (in.sign("(")) {
      do {
        columns.add(in.needName());
      } while (in.sign(","));
      in.needSign(")");
    }
    in.needWord("values");
    in.needSign("(");
    List<SqlExpr> values = expressions.list();
    in.needSign(")");
    Ttl ttl = null;
    if (in.word("set")) {
      in.needWord("ttl");
      ttl = ttl();
    }
    return new SqlStatement(
        new SqlStatement.Insert(columns, values, upsert, ttl),
        declared,
        table,
        alias,
        null,
        returning());
  }

  private SqlStatement update(Map<String, NosqlType> declared) {
    String table = in.needName();
    String alias = alias(table);
    List<Change> changes = new ArrayList<>();
    Ttl ttl = null;
    String kind = "";
    do {
      if (in.isWord("set") || in.isWord("put") || in.isWord("remove")) {
        kind = in.take().text().toLowerCase(Locale.ROOT);
      } else if (kind.isEmpty()) {
        throw in.mismatch("{ADD, PUT, REMOVE, SET}");
      }
      if (kind.equals("set") && in.word("ttl")) {
        ttl = ttl();
      } else {
        changes.add(change(kind));
      }
    } while (in.sign(","));
    SqlExpr where = where();
    return new SqlStatement(
        new SqlStatement.Update(changes, ttl), declared, table, alias, where, returning());
  }

  private Change change(String kind) {
    SqlExpr.Path path = expressions.path();
    if (kind.equals("set")) {
      in.needSign("=");
    }
    return new Change(kind, path, kind.equals("remove") ? null : expressions.expression());
  }

  private Ttl ttl() {
    if (in.word("using")) {
      in.needWord("table");
      in.needWord("default");
      return new Ttl(null, false);
    }
    SqlExpr amount = expressions.expression();
    boolean hours = in.word("hours");
    if (!hours) {
      in.needWord("days");
    }
    return new Ttl(amount, hours);
  }

  private SqlStatement delete(Map<String, NosqlType> declared) {
    in.needWord("from");
    String table = in.needName();
    String alias = alias(table);
    SqlExpr where = where();
    return new SqlStatement(new SqlStatement.Delete(), declared, table, alias, where, returning());
  }
}
