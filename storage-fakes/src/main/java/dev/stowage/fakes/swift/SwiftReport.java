package dev.stowage.fakes.swift;

import dev.stowage.fakes.text.JsonDocument;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What became of each object of a request about many, as JSON, XML or text. */
final class SwiftReport {
  private final String root;
  private final Map<String, Object> facts = new LinkedHashMap<>();
  private final List<List<String>> errors = new ArrayList<>();

  /**
   * @param root of the document of XML
   */
  SwiftReport(String root) {
    this.root = root;
  }

  void fact(String name, Object value) {
    facts.put(name, value);
  }

  void error(String quotedName, String what) {
    errors.add(List.of(quotedName, what));
  }

  int errors() {
    return errors.size();
  }

  /** The form that a client accepts. */
  static String format(SwiftCall call) {
    String accept = call.header("Accept").orElse("");
    if (accept.contains("application/json")) {
      return "application/json";
    }
    return accept.contains("application/xml") ? "application/xml" : "text/plain";
  }

  byte[] in(String format) {
    return switch (format) {
      case "application/json" -> json();
      case "application/xml" -> xml().getBytes(StandardCharsets.UTF_8);
      default -> text().getBytes(StandardCharsets.UTF_8);
    };
  }

  private byte[] json() {
    Map<String, Object> all = new LinkedHashMap<>(facts);
    all.put("Errors", errors);
    return JsonDocument.ascii(all);
  }

  private String xml() {
    StringBuilder xml = new StringBuilder("<" + root + ">\n");
    new TreeMap<>(facts)
        .forEach(
            (name, value) -> {
              String tag = name.replace(' ', '_').toLowerCase(java.util.Locale.ROOT);
              xml.append('<').append(tag).append('>').append(escaped(String.valueOf(value)));
              xml.append("</").append(tag).append(">\n");
            });
    xml.append("<errors>\n");
    for (List<String> error : errors) {
      xml.append("<object><name>").append(escaped(error.get(0))).append("</name><status>");
      xml.append(escaped(error.get(1))).append("</status></object>\n");
    }
    return xml.append("</errors>\n</").append(root).append(">\n").toString();
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    new TreeMap<>(facts)
        .forEach((name, value) -> text.append(name).append(": ").append(value).append('\n'));
    text.append("Errors:\n");
    errors.forEach(e -> text.append(e.get(0)).append(", ").append(e.get(1)).append('\n'));
    return text.toString();
  }

  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
