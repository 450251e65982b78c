package dev.stowage.kv;

import dev.stowage.StorageException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A query in the service's own language with named variables. Immutable.
 *
 * <pre>{@code
 * Statement.of("select * from jobs j where j.owner = $owner").bind("owner", "U123")
 * }</pre>
 *
 * <p>A variable is written {@code $name} and bound as {@code name}; the provider declares it by the
 * type of its value. It may stand several times. What stands in quotes or comments is not looked
 * at, and neither are table aliases that start with a {@code $}.
 */
public final class Statement {
  /** Quoted text and comments, or a variable. */
  private static final Pattern TOKEN =
      Pattern.compile(
          // Unrolled: an alternative per character would cost a stack frame each.
          "'[^']*+(?:''[^']*+)*+'|\"[^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+\"|--[^\\n"
              + "]*|/\\*.*?\\*/|\\$([A-Za-z][A-Za-z0-9_]*)",
          Pattern.DOTALL);

  private static final Pattern ALIAS =
      Pattern.compile(
          "\\b(?:from|join|update|into)\\s+[\\w.:]+\\s+(?:as\\s+)?\\$([A-Za-z][A-Za-z0-9_]*)",
          Pattern.CASE_INSENSITIVE);

  /** What Oracle's SQL names by itself within path filters. */
  private static final Set<String> IMPLICIT = Set.of("element", "key", "value", "pos");

  private final String text;
  private final Set<String> variables;
  private final Map<String, @Nullable Object> bindings;

  private Statement(String text, Set<String> variables, Map<String, @Nullable Object> bindings) {
    this.text = text;
    this.variables = variables;
    this.bindings = bindings;
  }

  /**
   * @throws StorageException INVALID_ARGUMENT when the text is blank
   */
  public static Statement of(String text) {
    if (text.isBlank()) {
      throw StorageException.invalidArgument("the statement is blank");
    }
    Set<String> aliases = new LinkedHashSet<>();
    Matcher alias = ALIAS.matcher(text);
    while (alias.find()) {
      aliases.add(alias.group(1));
    }
    Set<String> variables = new LinkedHashSet<>();
    Matcher token = TOKEN.matcher(text);
    while (token.find()) {
      String name = token.group(1);
      if (name != null && !aliases.contains(name) && !IMPLICIT.contains(name)) {
        variables.add(name);
      }
    }
    return new Statement(text, Collections.unmodifiableSet(variables), Map.of());
  }

  /**
   * Gives a variable its value, which may be anything that a {@link Document} can hold.
   *
   * @throws StorageException INVALID_ARGUMENT when the statement has no such variable, or it is
   *     bound already
   */
  public Statement bind(String name, @Nullable Object value) {
    if (!variables.contains(name)) {
      throw StorageException.invalidArgument(
          "the statement has no variable $" + name + "; it has " + variables);
    }
    if (bindings.containsKey(name)) {
      throw StorageException.invalidArgument("variable $" + name + " is bound twice");
    }
    Map<String, @Nullable Object> longer = new LinkedHashMap<>(bindings);
    longer.put(name, DocumentValues.exposed(DocumentValues.canonical(value)));
    return new Statement(text, variables, Collections.unmodifiableMap(longer));
  }

  public String text() {
    return text;
  }

  /** The names of the variables in order of appearance. */
  public Set<String> variables() {
    return variables;
  }

  /** The values bound so far, of the types of {@link Document#value}, or null. */
  public Map<String, @Nullable Object> bindings() {
    return bindings;
  }

  /**
   * @throws StorageException INVALID_ARGUMENT naming the variables that are not bound
   */
  public void checkBound() {
    Set<String> missing = new LinkedHashSet<>(variables);
    missing.removeAll(bindings.keySet());
    if (!missing.isEmpty()) {
      throw StorageException.invalidArgument(
          "variables of the statement are not bound: " + missing);
    }
  }

  /** The text, without the values. */
  @Override
  public String toString() {
    return text;
  }
}
