package dev.stowage.fakes.oci.nosql;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON as plain values: null, Boolean, String, Long, Double, BigDecimal, List, and Map in order.
 *
 * <p>A whole number of 64 bits is a Long; any other number is a Double if that says it exactly,
 * else a BigDecimal.
 */
final class JsonText {
  private static final int MOST_DEPTH = 500;

  private final String text;
  private int at;
  private int depth;

  private JsonText(String text) {
    this.text = text;
  }

  /**
   * Parses a document.
   *
   * @throws IllegalArgumentException when it is not one, saying where
   */
  static @Nullable Object parse(String text) {
    JsonText in = new JsonText(text);
    Object value = in.value();
    in.blanks();
    if (in.at < text.length()) {
      throw in.unexpected("the end");
    }
    return value;
  }

  /**
   * Parses a document that must be an object.
   *
   * @throws IllegalArgumentException when it is not one
   */
  static Map<String, @Nullable Object> object(String text) {
    if (parse(text) instanceof Map<?, ?> map) {
      return cast(map);
    }
    throw new IllegalArgumentException("the document is not an object");
  }

  /** The same map, known to have texts as keys because it came from here. */
  @SuppressWarnings("unchecked")
  static Map<String, @Nullable Object> cast(Map<?, ?> map) {
    return (Map<String, @Nullable Object>) map;
  }

  /** The value as JSON without blanks. */
  static String write(@Nullable Object value) {
    StringBuilder out = new StringBuilder();
    write(out, value);
    return out.toString();
  }

  private static void write(StringBuilder out, @Nullable Object value) {
    if (value instanceof String s) {
      quote(out, s);
    } else if (value instanceof Map<?, ?> map) {
      out.append('{');
      String comma = "";
      for (Map.Entry<?, ?> each : map.entrySet()) {
        out.append(comma);
        quote(out, String.valueOf(each.getKey()));
        out.append(':');
        write(out, each.getValue());
        comma = ",";
      }
      out.append('}');
    } else if (value instanceof List<?> list) {
      out.append('[');
      String comma = "";
      for (Object each : list) {
        out.append(comma);
        write(out, each);
        comma = ",";
      }
      out.append(']');
    } else if (value instanceof BigDecimal d) {
      out.append(d.toPlainString());
    } else {
      out.append(value);
    }
  }

  private static void quote(StringBuilder out, String s) {
    out.append('"');
    for (int i = 0; i < s.length(); i++) {
      char c = s.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ') {
        out.append(String.format("\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }

  private @Nullable Object value() {
    blanks();
    char c = at < text.length() ? text.charAt(at) : '\0';
    return switch (c) {
      case '{' -> nested(this::members);
      case '[' -> nested(this::elements);
      case '"' -> string();
      case 't' -> word("true", Boolean.TRUE);
      case 'f' -> word("false", Boolean.FALSE);
      case 'n' -> word("null", null);
      default -> number();
    };
  }

  private interface Part {
    Object read();
  }

  private Object nested(Part part) {
    if (++depth > MOST_DEPTH) {
      throw new IllegalArgumentException("the document is nested too deeply");
    }
    at++;
    Object value = part.read();
    depth--;
    return value;
  }

  private Object members() {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    if (end('}')) {
      return map;
    }
    do {
      blanks();
      if (at >= text.length() || text.charAt(at) != '"') {
        throw unexpected("a name in quotes");
      }
      String name = string();
      blanks();
      expect(':');
      map.put(name, value());
    } while (more('}'));
    return map;
  }

  private Object elements() {
    List<@Nullable Object> list = new ArrayList<>();
    if (end(']')) {
      return list;
    }
    do {
      list.add(value());
    } while (more(']'));
    return list;
  }

  private boolean end(char close) {
    blanks();
    if (at < text.length() && text.charAt(at) == close) {
      at++;
      return true;
    }
    return false;
  }

  private boolean more(char close) {
    if (end(close)) {
      return false;
    }
    expect(',');
    return true;
  }

  private String string() {
    StringBuilder out = new StringBuilder();
    at++;
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == '"') {
        return out.toString();
      }
      if (c < ' ') {
        throw new IllegalArgumentException("a control character stands in a text unescaped");
      }
      out.append(c == '\\' ? escaped() : c);
    }
    throw unexpected("a closing quote");
  }

  private char escaped() {
    char c = at < text.length() ? text.charAt(at++) : '\0';
    return switch (c) {
      case '"', '\\', '/' -> c;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> {
        String hex = text.substring(at, Math.min(at + 4, text.length()));
        if (!hex.matches("[0-9a-fA-F]{4}")) {
          throw unexpected("four hexadecimal digits");
        }
        at += 4;
        yield (char) Integer.parseInt(hex, 16);
      }
      default -> throw unexpected("an escape");
    };
  }

  private Object number() {
    int start = at;
    while (at < text.length() && "+-0123456789.eE".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    String digits = text.substring(start, at);
    if (!digits.matches("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?")) {
      at = start;
      throw unexpected("a value");
    }
    boolean whole = digits.matches("-?[0-9]+");
    BigDecimal exact = new BigDecimal(digits);
    if (whole) {
      return exact.toBigInteger().bitLength() < Long.SIZE ? (Object) exact.longValue() : exact;
    }
    double nearest = Double.parseDouble(digits);
    boolean same =
        !Double.isInfinite(nearest) && new BigDecimal(nearest + "").compareTo(exact) == 0;
    return same ? (Object) nearest : exact;
  }

  private @Nullable Object word(String word, @Nullable Object value) {
    if (!text.startsWith(word, at)) {
      throw unexpected("a value");
    }
    at += word.length();
    return value;
  }

  private void expect(char c) {
    blanks();
    if (at >= text.length() || text.charAt(at) != c) {
      throw unexpected("'" + c + "'");
    }
    at++;
  }

  private void blanks() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private IllegalArgumentException unexpected(String expected) {
    return new IllegalArgumentException(
        "at character " + at + " of the JSON: expected " + expected);
  }
}
