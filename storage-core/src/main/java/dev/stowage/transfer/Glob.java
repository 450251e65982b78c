package dev.stowage.transfer;

import dev.stowage.StorageException;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A pattern for relative keys.
 *
 * <p>{@code *} is any number of characters other than a slash, {@code **} any number of any
 * characters, {@code ?} one character other than a slash, {@code [a-z_]} one of those, {@code
 * [!a-z]} one other than those and a slash; a backslash takes the next character as it is. A
 * pattern that ends with a slash is everything under such a directory. A pattern without a slash,
 * apart from one at the end, is about a name at any depth; any other is about the whole key.
 */
final class Glob {
  private final Pattern pattern;

  private Glob(Pattern pattern) {
    this.pattern = pattern;
  }

  /**
   * @throws StorageException INVALID_ARGUMENT
   */
  static Glob of(String glob) {
    if (glob.isEmpty()) {
      throw StorageException.invalidArgument("a pattern is empty");
    }
    String whole = glob.endsWith("/") ? glob + "**" : glob;
    int slash = glob.indexOf('/');
    boolean anyDepth = slash < 0 || slash == glob.length() - 1;
    StringBuilder regex = new StringBuilder(anyDepth ? "(?:.*/)?" : "");
    int at = whole.startsWith("/") ? 1 : 0;
    while (at < whole.length()) {
      at = translate(whole, at, regex);
    }
    try {
      return new Glob(Pattern.compile(regex.toString(), Pattern.DOTALL));
    } catch (PatternSyntaxException e) {
      throw bad(glob, "has a range between [ and ] that runs backwards");
    }
  }

  private static int translate(String glob, int at, StringBuilder regex) {
    int c = glob.codePointAt(at);
    int next = at + Character.charCount(c);
    switch (c) {
      case '*' -> {
        if (glob.startsWith("**/", at)) {
          regex.append("(?:.*/)?");
          return at + 3;
        }
        if (glob.startsWith("**", at)) {
          regex.append(".*");
          return at + 2;
        }
        regex.append("[^/]*");
      }
      case '?' -> regex.append("[^/]");
      case '[' -> {
        return set(glob, next, regex);
      }
      case '\\' -> {
        if (next == glob.length()) {
          throw bad(glob, "ends with a backslash");
        }
        int literal = glob.codePointAt(next);
        quote(literal, regex);
        return next + Character.charCount(literal);
      }
      default -> quote(c, regex);
    }
    return next;
  }

  private static int set(String glob, int from, StringBuilder regex) {
    int at = from;
    boolean not = at < glob.length() && glob.charAt(at) == '!';
    regex.append(not ? "[^/" : "[");
    at += not ? 1 : 0;
    int first = at;
    while (at < glob.length() && (glob.charAt(at) != ']' || at == first)) {
      int c = glob.codePointAt(at);
      int next = at + Character.charCount(c);
      if (c == '/') {
        throw bad(glob, "has a slash between [ and ]");
      }
      boolean range = c == '-' && at > first && next < glob.length() && glob.charAt(next) != ']';
      if (range) {
        regex.append('-');
      } else {
        quote(c, regex);
      }
      at = next;
    }
    if (at >= glob.length()) {
      throw bad(glob, "has a [ without ]");
    }
    regex.append(not ? "]" : "&&[^/]]");
    return at + 1;
  }

  private static void quote(int c, StringBuilder regex) {
    if (c < 0x80 && !Character.isLetterOrDigit(c)) {
      regex.append('\\');
    }
    regex.appendCodePoint(c);
  }

  private static StorageException bad(String glob, String why) {
    return StorageException.invalidArgument("the pattern " + glob + " " + why);
  }

  boolean matches(String key) {
    return pattern.matcher(key).matches();
  }
}
