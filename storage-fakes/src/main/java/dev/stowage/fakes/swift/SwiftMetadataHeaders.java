package dev.stowage.fakes.swift;

import dev.stowage.fakes.FakeHeaders;
import dev.stowage.fakes.FakeResponse;
import dev.stowage.fakes.text.HttpText;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Metadata as headers, of accounts, containers and objects alike. Values are as on the wire. */
final class SwiftMetadataHeaders {
  private SwiftMetadataHeaders() {}

  /**
   * The metadata that a request carries, by lower-case name without the prefix.
   *
   * @param about account, container or object
   */
  static Map<String, String> sent(SwiftCall call, String about) {
    String prefix = "x-" + about + "-meta-";
    Map<String, String> sent = new TreeMap<>();
    int all = 0;
    for (FakeHeaders.Line line : call.request().headers().lines()) {
      String name = line.name().toLowerCase(Locale.ROOT);
      if (!name.startsWith(prefix)) {
        continue;
      }
      String plain = name.substring(prefix.length());
      String value = line.value();
      if (plain.isEmpty()) {
        throw SwiftError.bad("Metadata name cannot be empty");
      }
      if (plain.length() > SwiftLimits.META_NAME) {
        throw SwiftError.bad("Metadata name too long: " + name);
      }
      if (value.length() > SwiftLimits.META_VALUE) {
        throw SwiftError.bad("Metadata value longer than " + SwiftLimits.META_VALUE + ": " + name);
      }
      all += plain.length() + value.length();
      sent.put(plain, value);
    }
    if (sent.size() > SwiftLimits.META_COUNT) {
      throw SwiftError.bad("Too many metadata items; max " + SwiftLimits.META_COUNT);
    }
    if (all > SwiftLimits.META_ALL) {
      throw SwiftError.bad("Total metadata too large; max " + SwiftLimits.META_ALL);
    }
    return sent;
  }

  /** Changes the metadata of an account or a container: what is sent empty, or removed, goes. */
  static void change(Map<String, String> attributes, SwiftCall call, String about) {
    String prefix = "x-" + about + "-meta-";
    sent(call, about)
        .forEach(
            (name, value) -> {
              if (value.isEmpty()) {
                attributes.remove(prefix + name);
              } else {
                attributes.put(prefix + name, value);
              }
            });
    String removal = "x-remove-" + about + "-meta-";
    for (String name : call.request().headers().names()) {
      if (name.startsWith(removal)) {
        attributes.remove(prefix + name.substring(removal.length()));
      }
    }
    long many = attributes.keySet().stream().filter(name -> name.startsWith(prefix)).count();
    if (many > SwiftLimits.META_COUNT) {
      throw SwiftError.bad("Too many metadata items; max " + SwiftLimits.META_COUNT);
    }
  }

  /** Adds metadata, in the spelling that Swift gives names. */
  static FakeResponse described(
      FakeResponse response, String about, Map<String, String> attributes, boolean keysToo) {
    String prefix = "x-" + about + "-meta-";
    FakeResponse full = response;
    for (Map.Entry<String, String> entry : attributes.entrySet()) {
      boolean secret = entry.getKey().startsWith(prefix + "temp-url-key");
      if (entry.getKey().startsWith(prefix) && (keysToo || !secret)) {
        full = full.with(title(entry.getKey()), entry.getValue());
      }
    }
    return full;
  }

  /** The first letter of each word as a capital. */
  static String title(String name) {
    StringBuilder title = new StringBuilder(name.length());
    boolean first = true;
    for (char c : name.toCharArray()) {
      title.append(first ? Character.toUpperCase(c) : c);
      first = c == '-';
    }
    return title.toString();
  }

  /** Whether a header's bytes are UTF-8. */
  static boolean isUtf8(String value) {
    return HttpText.latin1(HttpText.utf8(value)).equals(value);
  }
}
