package dev.stowage.conformance;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.junit.jupiter.api.extension.TestWatcher;

/**
 * Records the outcome of every case and writes one CSV file per test class into {@code
 * target/conformance}, or the directory that {@link #DIRECTORY} names.
 */
public final class ConformanceReport
    implements BeforeTestExecutionCallback,
        AfterTestExecutionCallback,
        TestExecutionExceptionHandler,
        TestWatcher,
        AfterAllCallback {
  private static final ExtensionContext.Namespace SPACE =
      ExtensionContext.Namespace.create(ConformanceReport.class);
  private static final ThreadLocal<String> REFUSAL = new ThreadLocal<>();

  /** How the reason of a deviation begins that depends on a race: the case may pass, too. */
  public static final String SOMETIMES = "sometimes: ";

  /** The configuration parameter of JUnit that names another directory for the files. */
  public static final String DIRECTORY = "stowage.conformance.directory";

  /** Says that the running case was tested as refused, since the provider does not support it. */
  public static void refused(String what) {
    REFUSAL.set(what);
  }

  @Override
  public void beforeTestExecution(ExtensionContext context) {
    REFUSAL.remove();
  }

  @Override
  public void handleTestExecutionException(ExtensionContext context, Throwable failure)
      throws Throwable {
    String expected = deviation(context);
    if (expected == null) {
      throw failure;
    }
    record(context, "failed", "expected: " + expected);
    context.getStore(SPACE).put("deviated", true);
  }

  @Override
  public void afterTestExecution(ExtensionContext context) {
    boolean failed =
        context.getExecutionException().isPresent()
            || context.getStore(SPACE).get("deviated") != null;
    String expected = deviation(context);
    if (expected != null && !failed && !expected.startsWith(SOMETIMES)) {
      throw new AssertionError(
          "this case passes now; remove its deviation (it said: " + expected + ")");
    }
    if (!failed) {
      String refusal = REFUSAL.get();
      record(context, refusal == null ? "passed" : "refused", refusal == null ? "" : refusal);
    }
    REFUSAL.remove();
  }

  @Override
  public void testFailed(ExtensionContext context, @Nullable Throwable cause) {
    record(context, "failed", String.valueOf(cause == null ? "" : cause.getMessage()));
  }

  @Override
  public void testAborted(ExtensionContext context, @Nullable Throwable cause) {
    record(context, "skipped", String.valueOf(cause == null ? "" : cause.getMessage()));
  }

  @Override
  public void testDisabled(ExtensionContext context, Optional<String> reason) {
    record(context, "skipped", reason.orElse(""));
  }

  @Override
  public void afterAll(ExtensionContext context) throws IOException {
    Map<String, String[]> rows = rows(context);
    if (rows.isEmpty()) {
      return;
    }
    StringBuilder csv = new StringBuilder("provider,configuration,service,case,outcome,detail\n");
    rows.values().forEach(row -> csv.append(String.join(",", row)).append('\n'));
    Path directory =
        Files.createDirectories(
            Path.of(context.getConfigurationParameter(DIRECTORY).orElse("target/conformance")));
    Files.writeString(
        directory.resolve(context.getRequiredTestClass().getSimpleName() + ".csv"),
        csv,
        StandardCharsets.UTF_8);
  }

  private static @Nullable String deviation(ExtensionContext context) {
    Case id = context.getRequiredTestMethod().getAnnotation(Case.class);
    if (id == null) {
      return null;
    }
    Map<String, String> deviations = contract(context).deviations();
    String ofMethod = deviations.get(context.getRequiredTestMethod().getName());
    return ofMethod == null ? deviations.get(id.value()) : ofMethod;
  }

  private static Contract contract(ExtensionContext context) {
    return (Contract) context.getRequiredTestInstance();
  }

  private static void record(ExtensionContext context, String outcome, String detail) {
    Case id = context.getRequiredTestMethod().getAnnotation(Case.class);
    if (id == null || context.getTestInstance().isEmpty()) {
      return;
    }
    Contract contract = contract(context);
    String[] row = {
      contract.provider(),
      contract.configuration(),
      contract.service(),
      id.value(),
      outcome,
      quoted(detail)
    };
    rows(context).merge(id.value(), row, ConformanceReport::worse);
  }

  /** Of two methods of one case the worse outcome counts. */
  private static String[] worse(String[] one, String[] other) {
    return rank(one[4]) >= rank(other[4]) ? one : other;
  }

  private static int rank(String outcome) {
    return switch (outcome) {
      case "failed" -> 3;
      case "skipped" -> 2;
      case "passed" -> 1;
      default -> 0;
    };
  }

  @SuppressWarnings("unchecked")
  private static Map<String, String[]> rows(ExtensionContext context) {
    ExtensionContext holder = context.getTestMethod().isPresent() ? classOf(context) : context;
    return (Map<String, String[]>)
        holder.getStore(SPACE).computeIfAbsent("rows", key -> new TreeMap<>(), Map.class);
  }

  private static ExtensionContext classOf(ExtensionContext context) {
    ExtensionContext at = context;
    while (at.getTestMethod().isPresent()) {
      at = at.getParent().orElseThrow();
    }
    return at;
  }

  private static String quoted(String text) {
    String line = text.replaceAll("\\s+", " ").replace("\"", "\"\"");
    return '"' + (line.length() > 300 ? line.substring(0, 300) + "…" : line) + '"';
  }
}
