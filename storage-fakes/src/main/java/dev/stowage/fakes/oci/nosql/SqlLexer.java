package dev.stowage.fakes.oci.nosql;

import dev.stowage.fakes.oci.OciError;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A statement cut into words, texts, numbers, variables and signs; and a place in it. */
final class SqlLexer {
  enum Kind {
    WORD,
    /** A name in double quotes after a dot, or a text. */
    TEXT,
    NUMBER,
    VARIABLE,
    SIGN,
    END
  }

  /** One of them; the text of a TEXT has its escapes undone. */
  record Token(Kind kind, String text, int at) {}

  private static final List<String> SIGNS =
      List.of(
          "<=", ">=", "!=", "||", "(", ")", "{", "}", "[", "]", ",", ";", ":", ".", "=", "<", ">",
          "+", "-", "*", "/", "?");

  private final String sql;
  private final List<Token> tokens = new ArrayList<>();
  private int next;

  SqlLexer(String sql) {
    this.sql = sql;
    int at = skip(0);
    while (at < sql.length()) {
      at = skip(token(at));
    }
    tokens.add(new Token(Kind.END, "<EOF>", sql.length()));
  }

  Token peek() {
    return tokens.get(next);
  }

  /** The one after the next. */
  Token peekSecond() {
    return tokens.get(Math.min(next + 1, tokens.size() - 1));
  }

  Token take() {
    Token token = tokens.get(next);
    if (token.kind() != Kind.END) {
      next++;
    }
    return token;
  }

  boolean isWord(String word) {
    return peek().kind() == Kind.WORD && peek().text().equalsIgnoreCase(word);
  }

  boolean isSign(String sign) {
    return peek().kind() == Kind.SIGN && peek().text().equals(sign);
  }

  /** Takes the word if it is next. */
  boolean word(String word) {
    boolean there = isWord(word);
    if (there) {
      next++;
    }
    return there;
  }

  boolean sign(String sign) {
    boolean there = isSign(sign);
    if (there) {
      next++;
    }
    return there;
  }

  void needWord(String word) {
    if (!word(word)) {
      throw mismatch(word.toUpperCase(Locale.ROOT));
    }
  }

  void needSign(String sign) {
    if (!sign(sign)) {
      throw mismatch("'" + sign + "'");
    }
  }

  /** A name, bare or in quotes. */
  String needName() {
    if (peek().kind() != Kind.WORD && peek().kind() != Kind.TEXT) {
      throw mismatch("a name");
    }
    return take().text();
  }

  long needInteger() {
    if (peek().kind() != Kind.NUMBER || !peek().text().matches("[0-9]{1,18}")) {
      throw mismatch("an integer");
    }
    return Long.parseLong(take().text());
  }

  OciError mismatch(String expected) {
    return NosqlErrors.syntax(
        peek().at(), "mismatched input '" + peek().text() + "' expecting " + expected);
  }

  private int skip(int from) {
    int at = from;
    while (at < sql.length()) {
      if (Character.isWhitespace(sql.charAt(at))) {
        at++;
      } else if (sql.startsWith("//", at) || sql.startsWith("#", at)) {
        int end = sql.indexOf('\n', at);
        at = end < 0 ? sql.length() : end;
      } else if (sql.startsWith("/*", at)) {
        int end = sql.indexOf("*/", at);
        if (end < 0) {
          throw NosqlErrors.syntax(at, "a comment does not end");
        }
        at = end + 2;
      } else {
        return at;
      }
    }
    return at;
  }

  private int token(int at) {
    char c = sql.charAt(at);
    if (c == '\'' || c == '"') {
      return quoted(at, c);
    }
    if (c == '$') {
      return variable(at);
    }
    if (isLetter(c)) {
      return run(Kind.WORD, at, at + 1);
    }
    if (c >= '0' && c <= '9') {
      return number(at);
    }
    for (String sign : SIGNS) {
      if (sql.startsWith(sign, at)) {
        tokens.add(new Token(Kind.SIGN, sign, at));
        return at + sign.length();
      }
    }
    throw NosqlErrors.syntax(at, "token recognition error at: '" + c + "'");
  }

  /** A variable, or the name of a row such as $t or $$t. */
  private int variable(int at) {
    int end = at + 1;
    while (end < sql.length() && (isPart(sql.charAt(end)) || sql.charAt(end) == '$')) {
      end++;
    }
    tokens.add(new Token(Kind.VARIABLE, sql.substring(at, end), at));
    return end;
  }

  private int run(Kind kind, int at, int from) {
    int end = from;
    while (end < sql.length() && isPart(sql.charAt(end))) {
      end++;
    }
    tokens.add(new Token(kind, sql.substring(at, end), at));
    return end;
  }

  private int number(int at) {
    int end = at;
    while (end < sql.length()
        && sql.substring(at, end + 1).matches("[0-9]+(\\.[0-9]*)?([eE][+-]?[0-9]*)?")) {
      end++;
    }
    tokens.add(new Token(Kind.NUMBER, sql.substring(at, end), at));
    return end;
  }

  private int quoted(int at, char quote) {
    StringBuilder text = new StringBuilder();
    int i = at + 1;
    while (i < sql.length() && sql.charAt(i) != quote) {
      char c = sql.charAt(i++);
      if (c == '\\' && i < sql.length()) {
        char escaped = sql.charAt(i++);
        switch (escaped) {
          case 'n' -> text.append('\n');
          case 't' -> text.append('\t');
          case 'r' -> text.append('\r');
          case 'b' -> text.append('\b');
          case 'f' -> text.append('\f');
          case 'u' -> {
            text.append((char) Integer.parseInt(sql.substring(i, i + 4), 16));
            i += 4;
          }
          default -> text.append(escaped);
        }
      } else {
        text.append(c);
      }
    }
    if (i >= sql.length()) {
      throw NosqlErrors.syntax(at, "a text does not end");
    }
    tokens.add(new Token(Kind.TEXT, text.toString(), at));
    return i + 1;
  }

  private static boolean isLetter(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
  }

  private static boolean isPart(char c) {
    return isLetter(c) || c >= '0' && c <= '9' || c == '_';
  }
}
