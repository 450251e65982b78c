package dev.stowage.conformance;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Writes the feature matrix of the documentation from the outcomes that the modules' tests left
 * behind, and from nothing else. The same outcomes give the same text.
 *
 * <pre>{@code java dev.stowage.conformance.FeatureMatrix <project root> <file to write>}</pre>
 */
public final class FeatureMatrix {
  private static final List<String> OUTCOMES = List.of("passed", "refused", "failed", "skipped");
  private static final List<String> SERVICES = List.of("blob", "kv", "secret", "media", "function");

  private record Row(
      String provider, String configuration, String service, String id, String outcome) {}

  private final List<Row> rows;

  private FeatureMatrix(List<Row> rows) {
    this.rows = rows;
  }

  /**
   * Reads the {@code target/conformance/*.csv} of every module under the first path and writes the
   * second.
   */
  public static void main(String[] args) throws IOException {
    Path root = Path.of(args.length > 0 ? args[0] : ".");
    Path target = args.length > 1 ? Path.of(args[1]) : root.resolve("docs/feature-matrix.md");
    String text = of(root);
    Path directory = target.toAbsolutePath().getParent();
    if (directory != null) {
      Files.createDirectories(directory);
    }
    Files.writeString(target, text, StandardCharsets.UTF_8);
  }

  /** The matrix of all modules under a directory, in Markdown. */
  public static String of(Path root) throws IOException {
    List<Row> rows = new ArrayList<>();
    for (Path module : children(root)) {
      for (Path file : children(module.resolve("target/conformance"))) {
        if (file.getFileName().toString().endsWith(".csv")) {
          List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
          lines.stream().skip(1).map(FeatureMatrix::row).forEach(rows::add);
        }
      }
    }
    return new FeatureMatrix(rows).text();
  }

  private static List<Path> children(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> children = Files.list(directory)) {
      return children.sorted().toList();
    }
  }

  /** Only the last field is quoted, and the matrix does not need it. */
  private static Row row(String line) {
    String[] fields = line.split(",", 6);
    if (fields.length < 5 || !OUTCOMES.contains(fields[4])) {
      throw new IllegalArgumentException("not a line of outcomes: " + line);
    }
    return new Row(fields[0], fields[1], fields[2], fields[3], fields[4]);
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    text.append("# Feature matrix\n\n")
        .append("Written by `dev.stowage.conformance.FeatureMatrix` from the outcomes of the ")
        .append("contract kit; do not edit.\n\n")
        .append("`passed`: does what the case says. `refused`: not supported, and tested to be ")
        .append("refused before any request.\n`failed`: a known deviation of the server behind. ")
        .append("`skipped`: did not run.\n");
    Set<String> services = new TreeSet<>(Comparator.comparing(FeatureMatrix::rank));
    rows.forEach(row -> services.add(row.service()));
    for (String service : services) {
      text.append("\n## ").append(service).append("\n\n");
      counts(text, service);
      text.append('\n');
      cases(text, service);
    }
    return text.toString();
  }

  private static String rank(String service) {
    int at = SERVICES.indexOf(service);
    return (at < 0 ? SERVICES.size() : at) + service;
  }

  private void counts(StringBuilder text, String service) {
    Map<String, Map<String, String>> outcomes = new TreeMap<>();
    for (Row row : rows) {
      if (row.service().equals(service)) {
        outcomes
            .computeIfAbsent(
                "| " + row.provider() + " | " + row.configuration(), k -> new TreeMap<>())
            .merge(row.id(), row.outcome(), FeatureMatrix::worse);
      }
    }
    text.append("| provider | configuration | passed | refused | failed | skipped |\n")
        .append("|---|---|---|---|---|---|\n");
    outcomes.forEach(
        (who, byCase) -> {
          text.append(who);
          for (String outcome : OUTCOMES) {
            text.append(" | ").append(byCase.values().stream().filter(outcome::equals).count());
          }
          text.append(" |\n");
        });
  }

  private void cases(StringBuilder text, String service) {
    Set<String> providers = new TreeSet<>();
    Map<String, Map<String, String>> byCase = new TreeMap<>();
    for (Row row : rows) {
      if (row.service().equals(service)) {
        providers.add(row.provider());
        byCase
            .computeIfAbsent(row.id(), k -> new TreeMap<>())
            .merge(row.provider(), row.outcome(), FeatureMatrix::worse);
      }
    }
    text.append("| case | ").append(String.join(" | ", providers)).append(" |\n|---|");
    text.append("---|".repeat(providers.size())).append('\n');
    byCase.forEach(
        (id, outcomes) -> {
          text.append("| ").append(id);
          providers.forEach(p -> text.append(" | ").append(outcomes.getOrDefault(p, "")));
          text.append(" |\n");
        });
  }

  /** Of the configurations of a provider the worst counts. */
  private static String worse(String one, String other) {
    return severity(one) >= severity(other) ? one : other;
  }

  private static int severity(String outcome) {
    return List.of("refused", "passed", "skipped", "failed").indexOf(outcome);
  }
}
