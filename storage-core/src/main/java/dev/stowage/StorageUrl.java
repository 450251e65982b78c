package dev.stowage;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A parsed {@code scheme://container/path?param=value}.
 *
 * <p>The scheme is lower-cased. Container and path are percent-decoded as UTF-8; a {@code +} is a
 * plus. The path keeps every slash after the first and is empty when there is none. Credentials
 * have no place in it: a user with a password is refused, and so is any parameter that the provider
 * does not know or that stands twice.
 */
public final class StorageUrl {
  private final String scheme;
  private final String container;
  private final String path;
  private final boolean relative;
  private final Map<String, String> params;

  private StorageUrl(
      String scheme, String container, String path, boolean relative, Map<String, String> params) {
    this.scheme = scheme;
    this.container = container;
    this.path = path;
    this.relative = relative;
    this.params = params;
  }

  /**
   * Parses a URL.
   *
   * @throws StorageException INVALID_ARGUMENT saying what is malformed
   */
  public static StorageUrl parse(String url) {
    int colon = url.indexOf(':');
    if (colon <= 0 || !url.substring(0, colon).matches("[A-Za-z][A-Za-z0-9+.-]*")) {
      throw malformed("it must start with a scheme, as in s3://bucket/prefix or file:///directory");
    }
    String scheme = url.substring(0, colon).toLowerCase(Locale.ROOT);
    String rest = url.substring(colon + 1);
    rejectUnencoded(rest);
    int question = rest.indexOf('?');
    String query = question < 0 ? "" : rest.substring(question + 1);
    String hierarchy = question < 0 ? rest : rest.substring(0, question);
    String authority = "";
    String path = hierarchy;
    if (hierarchy.startsWith("//")) {
      int slash = hierarchy.indexOf('/', 2);
      authority = hierarchy.substring(2, slash < 0 ? hierarchy.length() : slash);
      path = slash < 0 ? "" : hierarchy.substring(slash);
    }
    if (authority.indexOf('@') > authority.indexOf(':') && authority.contains(":")) {
      throw malformed(
          "credentials do not belong in a URL; use credential=env, credential=profile:NAME or"
              + " credential=file:PATH");
    }
    String decodedPath = decode(path);
    if (decodedPath.startsWith("/")) {
      decodedPath = decodedPath.substring(1);
    }
    boolean relative = !hierarchy.isEmpty() && !hierarchy.startsWith("/");
    return new StorageUrl(scheme, decode(authority), decodedPath, relative, parseQuery(query));
  }

  public String scheme() {
    return scheme;
  }

  /** What stands between {@code //} and the next slash, decoded; empty when there is nothing. */
  public String container() {
    return container;
  }

  /** What follows the container and one slash, decoded. */
  public String path() {
    return path;
  }

  /** Whether the path follows the colon without a slash, as in {@code file:directory}. */
  public boolean isRelative() {
    return relative;
  }

  /** The parameters in written order. */
  public Map<String, String> params() {
    return params;
  }

  public Optional<String> param(String name) {
    return Optional.ofNullable(params.get(name));
  }

  /**
   * Says that these are all the parameters the provider understands.
   *
   * @throws StorageException INVALID_ARGUMENT naming the first other one, and those that exist
   */
  public void allowParams(String... names) {
    List<String> known = List.of(names);
    for (String name : params.keySet()) {
      if (!known.contains(name)) {
        throw StorageException.invalidArgument(
            "unknown parameter \""
                + name
                + "\" in a "
                + scheme
                + ": URL; known are "
                + (known.isEmpty() ? "none" : String.join(", ", known)));
      }
    }
  }

  /**
   * A parameter that takes one of a few words.
   *
   * @throws StorageException INVALID_ARGUMENT listing the words
   */
  public String choice(String name, String byDefault, String... words) {
    String value = params.getOrDefault(name, byDefault);
    if (!List.of(words).contains(value)) {
      throw StorageException.invalidArgument(
          "parameter " + name + "=" + value + "; it takes " + String.join(", ", words));
    }
    return value;
  }

  /** The same URL at another path. */
  public StorageUrl withPath(String otherPath) {
    return new StorageUrl(scheme, container, otherPath, relative, params);
  }

  /** The URL, percent-encoded again. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(scheme).append("://").append(encode(container, "@:"));
    if (!path.isEmpty()) {
      text.append('/').append(encode(path, "/"));
    }
    List<String> pairs = new ArrayList<>();
    params.forEach((name, value) -> pairs.add(encode(name, "") + "=" + encode(value, "/:")));
    return pairs.isEmpty() ? text.toString() : text + "?" + String.join("&", pairs);
  }

  /** Percent-encodes a key for the path of a URL: all but unreserved characters and slashes. */
  public static String encodeKey(String key) {
    return encode(key, "/");
  }

  private static String encode(String text, String alsoPlain) {
    StringBuilder encoded = new StringBuilder(text.length() + 16);
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      boolean plain =
          c >= 'a' && c <= 'z'
              || c >= 'A' && c <= 'Z'
              || c >= '0' && c <= '9'
              || "-._~".indexOf(c) >= 0
              || alsoPlain.indexOf(c) >= 0;
      if (plain) {
        encoded.append(c);
      } else {
        encoded.append('%').append(String.format("%02X", (int) c));
      }
    }
    return encoded.toString();
  }

  private static void rejectUnencoded(String rest) {
    for (int i = 0; i < rest.length(); i++) {
      char c = rest.charAt(i);
      if (c == '#' || c <= ' ' || c == 0x7f) {
        throw malformed(
            String.format(
                "character %d is %s, which must be percent-encoded (%%%02X)",
                i + 1, c == ' ' ? "a space" : c == '#' ? "'#'" : "a control character", (int) c));
      }
    }
  }

  private static Map<String, String> parseQuery(String query) {
    Map<String, String> params = new LinkedHashMap<>();
    if (query.isEmpty()) {
      return params;
    }
    for (String pair : query.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals <= 0 || equals == pair.length() - 1) {
        String name = equals < 0 ? pair : pair.substring(0, equals);
        throw malformed("parameter \"" + name + "\" has no value; write name=value");
      }
      String name = decode(pair.substring(0, equals));
      if (params.put(name, decode(pair.substring(equals + 1))) != null) {
        throw malformed("parameter \"" + name + "\" stands twice");
      }
    }
    return java.util.Collections.unmodifiableMap(params);
  }

  private static String decode(String text) {
    byte[] raw = text.getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes = ByteBuffer.allocate(raw.length);
    for (int i = 0; i < raw.length; i++) {
      if (raw[i] != '%') {
        bytes.put(raw[i]);
        continue;
      }
      int high = i + 2 < raw.length ? Character.digit(raw[i + 1], 16) : -1;
      int low = i + 2 < raw.length ? Character.digit(raw[i + 2], 16) : -1;
      if (high < 0 || low < 0) {
        throw malformed("'%' must be followed by two hexadecimal digits (a plain % is %25)");
      }
      bytes.put((byte) (high << 4 | low));
      i += 2;
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
    } catch (CharacterCodingException e) {
      throw malformed("percent-encoded bytes are not UTF-8");
    }
  }

  private static StorageException malformed(String what) {
    return StorageException.invalidArgument("malformed URL: " + what);
  }
}
