package dev.stowage.kv;

import dev.stowage.StorageException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The way to a field of a document, through the documents within it.
 *
 * <p>As text, names are joined by dots: {@code address.city}. A name that holds a dot, a quote or a
 * backslash stands in double quotes, in which {@code \} escapes a quote and a backslash: {@code
 * hosts."db.example.org".port}.
 */
public final class FieldPath {
  private final List<String> names;

  private FieldPath(List<String> names) {
    if (names.isEmpty()) {
      throw StorageException.invalidArgument("a field path has no name in it");
    }
    names.forEach(DocumentValues::checkName);
    this.names = List.copyOf(names);
  }

  /** The path through these names, each taken as it is. */
  public static FieldPath of(String... names) {
    return new FieldPath(Arrays.asList(names));
  }

  /**
   * @throws StorageException INVALID_ARGUMENT when the text is malformed
   */
  public static FieldPath parse(String text) {
    List<String> names = new ArrayList<>();
    int at = 0;
    while (true) {
      StringBuilder name = new StringBuilder();
      at =
          at < text.length() && text.charAt(at) == '"'
              ? quoted(text, at, name)
              : plain(text, at, name);
      names.add(name.toString());
      if (at == text.length()) {
        return new FieldPath(names);
      }
      if (text.charAt(at) != '.') {
        throw malformed(text, "a dot must follow the closing quote");
      }
      at++;
    }
  }

  public List<String> names() {
    return names;
  }

  /** Whether the other path is this one or leads to a document that this one goes through. */
  public boolean startsWith(FieldPath other) {
    return names.size() >= other.names.size()
        && names.subList(0, other.names.size()).equals(other.names);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FieldPath that && names.equals(that.names);
  }

  @Override
  public int hashCode() {
    return names.hashCode();
  }

  /** The text that {@link #parse} takes. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (String name : names) {
      if (text.length() > 0) {
        text.append('.');
      }
      boolean plain = name.chars().noneMatch(c -> c == '.' || c == '"' || c == '\\');
      text.append(plain ? name : '"' + name.replace("\\", "\\\\").replace("\"", "\\\"") + '"');
    }
    return text.toString();
  }

  private static int plain(String text, int start, StringBuilder name) {
    int at = start;
    while (at < text.length() && text.charAt(at) != '.') {
      if (text.charAt(at) == '"') {
        throw malformed(text, "a name with a quote in it must be quoted as a whole");
      }
      name.append(text.charAt(at++));
    }
    return at;
  }

  private static int quoted(String text, int start, StringBuilder name) {
    int at = start + 1;
    while (at < text.length() && text.charAt(at) != '"') {
      if (text.charAt(at) == '\\') {
        at++;
      }
      if (at < text.length()) {
        name.append(text.charAt(at++));
      }
    }
    if (at >= text.length()) {
      throw malformed(text, "the closing quote is missing");
    }
    return at + 1;
  }

  private static StorageException malformed(String text, String why) {
    return StorageException.invalidArgument("malformed field path " + text + ": " + why);
  }
}
