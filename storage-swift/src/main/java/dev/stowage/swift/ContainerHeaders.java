package dev.stowage.swift;

import dev.stowage.http.HttpHeaders;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Headers of accounts and containers. */
final class ContainerHeaders {
  private ContainerHeaders() {}

  static Map<String, String> metadata(HttpHeaders headers, String prefix) {
    Map<String, String> metadata = new TreeMap<>();
    headers.forEach(
        (name, value) -> {
          String lower = name.toLowerCase(Locale.ROOT);
          if (lower.startsWith(prefix)) {
            metadata.put(lower.substring(prefix.length()), value);
          }
        });
    return metadata;
  }
}
