package dev.stowage.conformance.blob;

import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a store should do, in the plainest way: contents by key. */
final class ModelStore {
  private final NavigableMap<String, String> contents = new TreeMap<>(Utf8Order.COMPARATOR);

  void put(String key, String content) {
    contents.put(key, content);
  }

  @Nullable String get(String key) {
    return contents.get(key);
  }

  void delete(String key) {
    contents.remove(key);
  }

  /** The keys of a listing. */
  List<String> keys(String prefix) {
    return contents.keySet().stream().filter(key -> key.startsWith(prefix)).toList();
  }

  /** Keys and common prefixes of a listing with a delimiter, in order of their own kind. */
  String folded(String prefix) {
    List<String> keys =
        keys(prefix).stream().filter(key -> key.indexOf('/', prefix.length()) < 0).toList();
    List<String> prefixes =
        keys(prefix).stream()
            .filter(key -> key.indexOf('/', prefix.length()) >= 0)
            .map(key -> key.substring(0, key.indexOf('/', prefix.length()) + 1))
            .distinct()
            .toList();
    return keys + " " + prefixes;
  }
}
