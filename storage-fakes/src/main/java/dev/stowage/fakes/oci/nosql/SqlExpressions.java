package dev.stowage.fakes.oci.nosql;

import dev.stowage.fakes.oci.nosql.SqlLexer.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Parses expressions, the loosest operator first. */
final class SqlExpressions {
  private final SqlLexer in;

  SqlExpressions(SqlLexer in) {
    this.in = in;
  }

  List<SqlExpr> list() {
    List<SqlExpr> list = new ArrayList<>();
    do {
      list.add(expression());
    } while (in.sign(","));
    return list;
  }

  SqlExpr expression() {
    SqlExpr left = conjunction();
    while (in.word("or")) {
      left = new SqlExpr.Operation("or", left, conjunction());
    }
    return left;
  }

  private SqlExpr conjunction() {
    SqlExpr left = negation();
    while (in.word("and")) {
      left = new SqlExpr.Operation("and", left, negation());
    }
    return left;
  }

  private SqlExpr negation() {
    return in.word("not") ? new SqlExpr.Not(negation()) : condition();
  }

  private SqlExpr condition() {
    if (in.word("exists")) {
      return new SqlExpr.Exists(concatenation());
    }
    SqlExpr left = concatenation();
    if (in.word("is")) {
      boolean negated = in.word("not");
      in.needWord("null");
      SqlExpr test = new SqlExpr.IsNull(left);
      return negated ? new SqlExpr.Not(test) : test;
    }
    if (in.isWord("in") || in.isWord("not") && in.peekSecond().text().equalsIgnoreCase("in")) {
      boolean negated = in.word("not");
      in.needWord("in");
      in.needSign("(");
      SqlExpr test = new SqlExpr.In(left, list());
      in.needSign(")");
      return negated ? new SqlExpr.Not(test) : test;
    }
    for (String operator : List.of("=", "!=", "<=", ">=", "<", ">")) {
      if (in.sign(operator)) {
        return new SqlExpr.Operation(operator, left, concatenation());
      }
    }
    return left;
  }

  private SqlExpr concatenation() {
    SqlExpr left = sum();
    while (in.sign("||")) {
      left = new SqlExpr.Operation("||", left, sum());
    }
    return left;
  }

  private SqlExpr sum() {
    SqlExpr left = product();
    while (in.isSign("+") || in.isSign("-")) {
      left = new SqlExpr.Operation(in.take().text(), left, product());
    }
    return left;
  }

  private SqlExpr product() {
    SqlExpr left = factor();
    while (in.isSign("*") || in.isSign("/")) {
      left = new SqlExpr.Operation(in.take().text(), left, factor());
    }
    return left;
  }

  private SqlExpr factor() {
    if (in.sign("-")) {
      return new SqlExpr.Operation("-", new SqlExpr.Literal(0L), factor());
    }
    if (in.sign("(")) {
      SqlExpr inner = expression();
      in.needSign(")");
      return inner;
    }
    if (in.isSign("{")) {
      return fields();
    }
    if (in.sign("[")) {
      List<SqlExpr> elements = in.isSign("]") ? List.of() : list();
      in.needSign("]");
      return new SqlExpr.Elements(elements);
    }
    SqlLexer.Token token = in.peek();
    return switch (token.kind()) {
      case TEXT -> new SqlExpr.Literal(in.take().text());
      case NUMBER -> number(in.take().text());
      case VARIABLE -> in.peekSecond().text().equals(".") ? path() : variable();
      case WORD -> word();
      default -> throw in.mismatch("an expression");
    };
  }

  private SqlExpr variable() {
    SqlLexer.Token token = in.take();
    return new SqlExpr.Variable(token.text(), token.at());
  }

  private SqlExpr number(String digits) {
    try {
      return new SqlExpr.Literal(JsonText.parse(digits));
    } catch (IllegalArgumentException e) {
      throw in.mismatch("a number");
    }
  }

  private SqlExpr word() {
    String word = in.peek().text().toLowerCase(Locale.ROOT);
    if (in.peekSecond().text().equals("(") && in.peekSecond().kind() == Kind.SIGN) {
      return word.equals("cast") ? cast() : call();
    }
    return switch (word) {
      case "true", "false" -> {
        in.take();
        yield new SqlExpr.Literal(word.equals("true"));
      }
      case "null" -> {
        in.take();
        yield new SqlExpr.Literal(null);
      }
      default -> path();
    };
  }

  private SqlExpr cast() {
    in.take();
    in.needSign("(");
    SqlExpr inner = expression();
    in.needWord("as");
    NosqlType type = NosqlDdl.type(in);
    in.needSign(")");
    return new SqlExpr.Cast(inner, type);
  }

  private SqlExpr call() {
    SqlLexer.Token name = in.take();
    in.needSign("(");
    List<SqlExpr> arguments = new ArrayList<>();
    if (!in.sign("*") && !in.isSign(")")) {
      arguments.addAll(list());
    }
    in.needSign(")");
    return new SqlExpr.Call(name.text().toLowerCase(Locale.ROOT), arguments, name.at());
  }

  private SqlExpr fields() {
    in.needSign("{");
    Map<String, SqlExpr> fields = new LinkedHashMap<>();
    if (!in.isSign("}")) {
      do {
        String name = in.needName();
        in.needSign(":");
        fields.put(name, expression());
      } while (in.sign(","));
    }
    in.needSign("}");
    return new SqlExpr.Fields(fields);
  }

  SqlExpr.Path path() {
    SqlLexer.Token first = in.take();
    if (first.kind() != Kind.WORD && first.kind() != Kind.VARIABLE) {
      throw NosqlErrors.syntax(
          first.at(), "mismatched input '" + first.text() + "' expecting a path");
    }
    List<Object> steps = new ArrayList<>();
    steps.add(first.text());
    while (true) {
      if (in.sign(".")) {
        steps.add(in.needName());
      } else if (in.isSign("[") && in.peekSecond().kind() == Kind.NUMBER) {
        in.take();
        steps.add((int) in.needInteger());
        in.needSign("]");
      } else {
        return new SqlExpr.Path(steps, first.at());
      }
    }
  }
}
