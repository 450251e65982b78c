package dev.stowage.oci.nosql;

import dev.stowage.StorageException;
import dev.stowage.kv.Document;
import dev.stowage.kv.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A statement as the service needs it: with every variable declared by the type of its value.
 *
 * <p>The service's compiler gives a type to an undeclared variable only if it is compared with a
 * key column. In SET it has none, and no value can be given to it: that is why an UPDATE with
 * variables seems not to work. What the user has declared stays as it is, and the value is compared
 * with it.
 *
 * @param sql the statement with its declarations
 * @param variables the values by name, with the dollar in front
 */
record Declarations(String sql, Map<String, @Nullable Object> variables) {
  private static final Pattern PROLOGUE =
      Pattern.compile(
          "\\A(?:\\s++|//[^\\n]*+\\n|#[^\\n]*+\\n|/\\*.*?\\*/)*+declare\\s+",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
  private static final Pattern DECLARED =
      Pattern.compile("\\G\\s*\\$([A-Za-z][A-Za-z0-9_]*)\\s+([A-Za-z]+(?:\\s*\\([^;]*\\))?)\\s*;");

  static Declarations of(Statement statement) {
    String text = statement.text();
    Map<String, String> declared = new LinkedHashMap<>();
    Matcher prologue = PROLOGUE.matcher(text);
    int body = 0;
    if (prologue.find()) {
      body = prologue.end();
      Matcher each = DECLARED.matcher(text).region(body, text.length());
      while (each.find()) {
        declared.put(each.group(1), each.group(2));
      }
    }
    List<String> added = new ArrayList<>();
    Map<String, @Nullable Object> variables = new LinkedHashMap<>();
    for (String name : statement.variables()) {
      Object value = statement.bindings().get(name);
      String type = declared.get(name);
      if (type == null) {
        added.add("$" + name + " " + typeOf(value) + ";");
      } else {
        check(name, type, value);
      }
      variables.put("$" + name, json(value));
    }
    String more = String.join(" ", added);
    if (added.isEmpty()) {
      return new Declarations(text, variables);
    }
    return new Declarations(
        body == 0
            ? "declare " + more + " " + text
            : text.substring(0, body) + more + " " + text.substring(body),
        variables);
  }

  /** What DECLARE calls the type of a value. Null fits every column as JSON null. */
  static String typeOf(@Nullable Object value) {
    if (value instanceof Boolean) {
      return "boolean";
    }
    if (value instanceof String) {
      return "string";
    }
    if (value instanceof Long) {
      return "long";
    }
    if (value instanceof Double) {
      return "double";
    }
    if (value instanceof Number) {
      return "number";
    }
    if (value instanceof Instant) {
      return "timestamp(9)";
    }
    if (value instanceof byte[]) {
      return "binary";
    }
    return value instanceof List ? "array(json)" : "json";
  }

  private static void check(String name, String type, @Nullable Object value) {
    String word = type.toLowerCase(Locale.ROOT).replaceAll("\\s*\\(.*", "");
    boolean fits =
        value == null
            || switch (word) {
              case "boolean" -> value instanceof Boolean;
              case "string", "enum" -> value instanceof String;
              case "integer" -> value instanceof Long l && l.intValue() == l;
              case "long" -> value instanceof Long;
              case "float", "double", "number" -> value instanceof Number;
              case "timestamp" -> value instanceof Instant || value instanceof String;
              case "binary" -> value instanceof byte[] || value instanceof String;
              case "array" -> value instanceof List;
              case "map", "record" -> value instanceof Document;
              default -> true;
            };
    if (!fits) {
      throw StorageException.invalidArgument(
          "variable $" + name + " is declared as " + type + " and bound to a " + typeOf(value));
    }
  }

  private static @Nullable Object json(@Nullable Object value) {
    if (value instanceof Instant instant) {
      return instant.toString();
    }
    return value instanceof byte[] bytes ? Base64.getEncoder().encodeToString(bytes) : value;
  }
}
