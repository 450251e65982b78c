package dev.stowage.fakes.swift;

import dev.stowage.fakes.FakeResponse;
import dev.stowage.fakes.text.JsonDocument;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Listings in their three forms. */
final class SwiftListings {
  private static final DateTimeFormatter ISO =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS", Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  private static final String SUBDIR = "subdir";

  private SwiftListings() {}

  static String time(Instant time) {
    return ISO.format(time);
  }

  static Map<String, Object> common(String prefix) {
    return Map.of(SUBDIR, prefix);
  }

  /**
   * A listing as it was asked for.
   *
   * @param root what the document of XML is about, {@code account} or {@code container}
   */
  static FakeResponse answer(
      SwiftCall call, String root, String name, List<Map<String, Object>> entries) {
    String format = format(call);
    byte[] body =
        switch (format) {
          case "application/json" -> JsonDocument.ascii(entries);
          case "application/xml" -> xml(root, name, entries).getBytes(StandardCharsets.UTF_8);
          default -> text(entries).getBytes(StandardCharsets.UTF_8);
        };
    return FakeResponse.of(body.length == 0 ? 204 : 200)
        .with("Content-Type", format + "; charset=utf-8")
        .withBody(body);
  }

  private static String format(SwiftCall call) {
    String wanted =
        call.param("format")
            .map(format -> "application/" + format.toLowerCase(Locale.ROOT))
            .or(() -> call.header("Accept"))
            .orElse("");
    if (wanted.contains("application/json")) {
      return "application/json";
    }
    return wanted.contains("application/xml") || wanted.contains("text/xml")
        ? "application/xml"
        : "text/plain";
  }

  private static String text(List<Map<String, Object>> entries) {
    StringBuilder lines = new StringBuilder();
    entries.forEach(e -> lines.append(e.getOrDefault("name", e.get(SUBDIR))).append('\n'));
    return lines.toString();
  }

  private static String xml(String root, String name, List<Map<String, Object>> entries) {
    StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    xml.append('<').append(root).append(" name=\"").append(SwiftReport.escaped(name)).append("\">");
    String leaf = root.equals("account") ? "container" : "object";
    for (Map<String, Object> entry : entries) {
      if (entry.containsKey(SUBDIR)) {
        String prefix = SwiftReport.escaped(String.valueOf(entry.get(SUBDIR)));
        xml.append("<subdir name=\"").append(prefix).append("\"><name>").append(prefix);
        xml.append("</name></subdir>");
      } else {
        xml.append('<').append(leaf).append('>');
        entry.forEach(
            (field, value) ->
                xml.append('<')
                    .append(field)
                    .append('>')
                    .append(SwiftReport.escaped(String.valueOf(value)))
                    .append("</")
                    .append(field)
                    .append('>'));
        xml.append("</").append(leaf).append('>');
      }
    }
    return xml.append("</").append(root).append('>').toString();
  }
}
