package dev.stowage.swift;

import dev.stowage.StorageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The part of {@code clouds.yaml} that names clouds: nested maps of plain and quoted scalars. Lists
 * are skipped, since nothing that is read here stands in one. A YAML library would be the largest
 * jar of this module, for twenty lines of a file.
 */
final class CloudsYaml {
  private CloudsYaml() {}

  /** A cloud's settings, those below {@code auth} among them; {@code secure.yaml} adds to them. */
  static Map<String, String> cloud(String name, Map<String, String> environment) {
    Path file =
        places(environment).stream()
            .filter(Files::isRegularFile)
            .findFirst()
            .orElseThrow(
                () ->
                    StorageException.invalidArgument(
                        "cloud \""
                            + name
                            + "\" is asked for, but there is no clouds.yaml; looked at "
                            + places(environment)));
    Map<String, String> settings = cloudIn(file, name).orElseThrow(() -> unknown(file, name));
    Path secure = file.resolveSibling("secure.yaml");
    if (Files.isRegularFile(secure)) {
      cloudIn(secure, name).ifPresent(settings::putAll);
    }
    return settings;
  }

  private static List<Path> places(Map<String, String> environment) {
    List<Path> places = new ArrayList<>();
    String named = environment.get("OS_CLIENT_CONFIG_FILE");
    if (named != null) {
      places.add(Path.of(named));
    }
    places.add(Path.of("clouds.yaml"));
    String home = environment.getOrDefault("HOME", System.getProperty("user.home"));
    String config = environment.getOrDefault("XDG_CONFIG_HOME", home + "/.config");
    places.add(Path.of(config, "openstack", "clouds.yaml"));
    places.add(Path.of("/etc/openstack/clouds.yaml"));
    return places;
  }

  private static StorageException unknown(Path file, String name) {
    return StorageException.invalidArgument(
        file + " has no cloud \"" + name + "\"; it has " + new TreeSet<>(names(file)));
  }

  private static Iterable<String> asNames(Object clouds) {
    return clouds instanceof Map<?, ?> map
        ? map.keySet().stream().map(String::valueOf).toList()
        : List.of();
  }

  private static List<String> names(Path file) {
    List<String> names = new ArrayList<>();
    asNames(parse(text(file), file.toString()).getOrDefault("clouds", Map.of()))
        .forEach(names::add);
    return names;
  }

  private static Optional<Map<String, String>> cloudIn(Path file, String name) {
    Object clouds = parse(text(file), file.toString()).get("clouds");
    Object cloud = clouds instanceof Map<?, ?> all ? all.get(name) : null;
    if (!(cloud instanceof Map<?, ?> settings)) {
      return Optional.empty();
    }
    Map<String, String> flat = new LinkedHashMap<>();
    settings.forEach((key, value) -> addScalar(flat, key, value));
    if (settings.get("auth") instanceof Map<?, ?> auth) {
      auth.forEach((key, value) -> addScalar(flat, key, value));
    }
    return Optional.of(flat);
  }

  private static void addScalar(Map<String, String> flat, Object key, Object value) {
    if (value instanceof String text && !text.isEmpty()) {
      flat.put(String.valueOf(key), text);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw StorageException.invalidArgument(file + " cannot be read: " + e.getMessage());
    }
  }

  private record Level(int indent, Map<String, Object> map) {}

  static Map<String, Object> parse(String text, String where) {
    Map<String, Object> root = new LinkedHashMap<>();
    Deque<Level> levels = new ArrayDeque<>();
    levels.push(new Level(-1, root));
    int number = 0;
    for (String raw : text.split("\\R", -1)) {
      number++;
      String line = withoutComment(raw);
      String content = line.strip();
      if (content.isEmpty()
          || content.equals("---")
          || content.startsWith("- ")
          || content.equals("-")) {
        continue;
      }
      int indent = line.length() - line.stripLeading().length();
      while (levels.element().indent() >= indent) {
        levels.pop();
      }
      int colon = colon(content);
      if (colon < 0) {
        throw StorageException.invalidArgument(
            where + ", line " + number + ": only name: value is understood");
      }
      String key = unquoted(content.substring(0, colon).strip());
      String value = content.substring(colon + 1).strip();
      if (value.isEmpty()) {
        Map<String, Object> below = new LinkedHashMap<>();
        levels.element().map().put(key, below);
        levels.push(new Level(indent, below));
      } else {
        levels.element().map().put(key, unquoted(value));
      }
    }
    return root;
  }

  private static int colon(String content) {
    int from = 0;
    char first = content.charAt(0);
    if (first == '"' || first == '\'') {
      from = content.indexOf(first, 1);
    }
    for (int i = Math.max(from, 0); i < content.length(); i++) {
      if (content.charAt(i) == ':'
          && (i + 1 == content.length() || Character.isWhitespace(content.charAt(i + 1)))) {
        return i;
      }
    }
    return -1;
  }

  private static String withoutComment(String line) {
    char quote = 0;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (quote != 0) {
        quote = c == quote ? 0 : quote;
      } else if ((c == '"' || c == '\'') && opensValue(line, i)) {
        quote = c;
      } else if (c == '#' && (i == 0 || Character.isWhitespace(line.charAt(i - 1)))) {
        return line.substring(0, i);
      }
    }
    return line;
  }

  /** A quote in the middle of a plain scalar is part of it. */
  private static boolean opensValue(String line, int at) {
    String before = line.substring(0, at).strip();
    return before.isEmpty() || before.endsWith(":");
  }

  private static String unquoted(String text) {
    if (text.length() >= 2 && text.startsWith("'") && text.endsWith("'")) {
      return text.substring(1, text.length() - 1).replace("''", "'");
    }
    if (text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"")) {
      return text.substring(1, text.length() - 1).replace("\\\"", "\"").replace("\\\\", "\\");
    }
    return text;
  }
}
