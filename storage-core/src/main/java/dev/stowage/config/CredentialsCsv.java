package dev.stowage.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Access keys as Amazon's console exports them. Its headers changed over the years; written in
 * lower case with underscores they all say {@code user_name}, {@code access_key_id} and {@code
 * secret_access_key}, of which the first may be missing.
 */
final class CredentialsCsv {
  private static final String USER = "user_name";
  private static final List<String> REQUIRED = List.of("access_key_id", "secret_access_key");

  private CredentialsCsv() {}

  /** One for each row of data. */
  static List<Map<String, String>> read(String name, String text) {
    List<List<String>> rows = rows(name, text);
    if (rows.isEmpty()) {
      throw CredentialsFile.wrong(name, "is empty");
    }
    List<String> header = rows.get(0).stream().map(CredentialsCsv::column).toList();
    if (REQUIRED.stream().noneMatch(header::contains)) {
      throw CredentialsFile.wrong(
          name, "is neither a JSON object nor a CSV file with the column \"Access key ID\"");
    }
    for (String column : REQUIRED) {
      if (!header.contains(column)) {
        throw CredentialsFile.wrong(name, "has no column \"" + title(column) + "\"");
      }
      if (header.indexOf(column) != header.lastIndexOf(column)) {
        throw CredentialsFile.wrong(name, "has two columns \"" + title(column) + "\"");
      }
    }
    if (rows.size() == 1) {
      throw CredentialsFile.wrong(name, "has a header and no row below it");
    }
    List<Map<String, String>> found = new ArrayList<>();
    for (int i = 1; i < rows.size(); i++) {
      found.add(fields(name, header, rows.get(i), i));
    }
    return found;
  }

  private static Map<String, String> fields(
      String name, List<String> header, List<String> row, int number) {
    Map<String, String> fields = new LinkedHashMap<>();
    String user = cell(header, row, USER);
    if (!user.isEmpty()) {
      fields.put(USER, user);
    }
    for (String column : REQUIRED) {
      String value = cell(header, row, column);
      if (value.isEmpty()) {
        throw CredentialsFile.wrong(
            name, "has no value for \"" + title(column) + "\" in its row " + number);
      }
      fields.put(column, value);
    }
    return fields;
  }

  private static String cell(List<String> header, List<String> row, String column) {
    int index = header.indexOf(column);
    return index < 0 || index >= row.size() ? "" : row.get(index).strip();
  }

  private static String column(String title) {
    return title.strip().toLowerCase(Locale.ROOT).replaceAll("\\s+", "_");
  }

  /** As the console writes it today. */
  private static String title(String column) {
    return column.equals("access_key_id") ? "Access key ID" : "Secret access key";
  }

  /** The rows that hold anything: cells apart, quotes undone as RFC 4180 says. */
  private static List<List<String>> rows(String name, String text) {
    List<List<String>> rows = new ArrayList<>();
    List<String> row = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quoted && c == '"' && i + 1 < text.length() && text.charAt(i + 1) == '"') {
        cell.append('"');
        i++;
      } else if (c == '"' && (quoted || cell.toString().isBlank())) {
        quoted = !quoted;
      } else if (quoted || c != ',' && c != '\n' && c != '\r') {
        cell.append(c);
      } else {
        row.add(cell.toString());
        cell.setLength(0);
        if (c != ',') {
          addIfAny(rows, row);
          row = new ArrayList<>();
        }
      }
    }
    if (quoted) {
      throw CredentialsFile.wrong(name, "has a quote that does not end");
    }
    row.add(cell.toString());
    addIfAny(rows, row);
    return rows;
  }

  private static void addIfAny(List<List<String>> rows, List<String> row) {
    if (row.stream().anyMatch(cell -> !cell.isBlank())) {
      rows.add(row);
    }
  }
}
