package dev.stowage.config;

import dev.stowage.Pacer;
import dev.stowage.kv.Document;
import dev.stowage.kv.Row;
import dev.stowage.kv.RowKey;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The tests of one organisation's configurations, as rows. The row of the configuration decides: it
 * names the one task whose result counts, and the result is written there first. So a task whose
 * process died can be taken up by another, and none is ever applied to what it did not test.
 */
final class ConfigTests {
  /** Beyond the time a test may take, before it is taken for dead. */
  private static final Duration MARGIN = Duration.ofSeconds(30);

  private static final Duration KEPT = Duration.ofDays(30);
  private static final int MAX_ATTEMPTS = 3;

  private final RegistryRows rows;
  private final ConfigRows configs;
  private final Defaults defaults;
  private final ConfigTester tester;
  private final CredentialSealer sealer;
  private final ConfigOptions options;

  ConfigTests(RegistryRows rows, ConfigRows configs, Defaults defaults, RegistryParts parts) {
    this.rows = rows;
    this.configs = configs;
    this.defaults = defaults;
    this.tester = new ConfigTester(parts.places(), parts.options());
    this.sealer = parts.sealer();
    this.options = parts.options();
  }

  /** A new task, which a configuration's row names already. */
  ConfigTask create(StorageConfig config, String task) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put(ConfigFields.ID, task);
    fields.put(ConfigFields.ORGANISATION, config.organisation());
    fields.put(ConfigFields.TARGET, config.id());
    fields.put(ConfigFields.STATE, TaskState.PENDING.word());
    fields.put(ConfigFields.CREATED, now());
    Document row = Document.of(fields);
    // Whoever recovers may have been faster.
    rows.create(rows.task(task), row, rows.expiring(KEPT));
    return new ConfigTask(row);
  }

  Optional<ConfigTask> find(String task) {
    return rows.get(rows.task(task)).map(row -> new ConfigTask(row.document()));
  }

  /** The tasks that nobody seems to work on. */
  List<String> waiting() {
    try (Stream<Row> all = rows.tasks()) {
      return all.filter(this::isWaiting).map(row -> new ConfigTask(row.document()).id()).toList();
    }
  }

  boolean isWaiting(String task) {
    return rows.get(rows.task(task)).filter(this::isWaiting).isPresent();
  }

  private boolean isWaiting(Row row) {
    return switch (new ConfigTask(row.document()).state()) {
      case PENDING, SUSPENDED -> true;
      case PROCESSING -> !leaseOf(row).isAfter(pacer().now());
      case SUCCEEDED, FAILED -> false;
    };
  }

  /** Runs a task unless it is over or somebody else does; the thread may be interrupted. */
  void run(String task) {
    Optional<Row> taken = take(rows.task(task));
    if (taken.isEmpty()) {
      return;
    }
    Row mine = taken.get();
    String target = new ConfigTask(mine.document()).target();
    Optional<Row> config = configs.find(target);
    if (config.isEmpty() || !counts(config.get().document(), task)) {
      finish(mine, settled(config.map(Row::document).orElse(null), task), List.of());
      return;
    }
    Document row = config.get().document();
    StorageConfig view = new StorageConfig(row);
    List<String> payloads = ConfigFields.list(row, ConfigFields.LEFTOVERS);
    if (mine.document().integer(ConfigFields.ATTEMPT).orElse(1) > MAX_ATTEMPTS) {
      TestFailure cutOff =
          new TestFailure(
              TestProblem.INTERRUPTED,
              "the test was cut off " + MAX_ATTEMPTS + " times; test it again");
      settle(mine, target, new ConfigTester.Outcome(cutOff, payloads, false));
      return;
    }
    ConfigTester.Outcome outcome = tester.test(view, sealer.unsealed(row), task, payloads);
    if (outcome.interrupted()) {
      suspend(mine);
      return;
    }
    settle(mine, target, outcome);
  }

  /** Makes the task this process's; empty when it is over, or another's, or gone. */
  private Optional<Row> take(RowKey key) {
    Optional<Row> found = rows.get(key);
    if (found.isEmpty() || !isWaiting(found.get())) {
      return Optional.empty();
    }
    Document row = found.get().document();
    long attempt = row.integer(ConfigFields.ATTEMPT).orElse(0) + 1;
    Document taken =
        row.with(ConfigFields.STATE, TaskState.PROCESSING.word())
            .with(ConfigFields.STARTED, now())
            .with(ConfigFields.LEASE, pacer().now().plus(options.testTimeout()).plus(MARGIN))
            .with(ConfigFields.ATTEMPT, attempt);
    return rows.replace(key, taken, found.get().revision(), rows.expiring(KEPT))
        .map(revision -> Row.of(key, taken, revision, null));
  }

  /** Whether the result of this task will be the configuration's. */
  private static boolean counts(Document config, String task) {
    return config.string(ConfigFields.TASK).orElse("").equals(task)
        && ConfigFields.state(config) == ConfigState.NEW;
  }

  /** How a task ended that does not count any more: as its configuration says, or overtaken. */
  private static @Nullable TestFailure settled(@Nullable Document config, String task) {
    if (config != null && config.string(ConfigFields.TASK).orElse("").equals(task)) {
      ConfigState state = ConfigFields.state(config);
      if (state == ConfigState.VALID) {
        return null;
      }
      if (state == ConfigState.INVALID) {
        return ConfigFields.failure(config).orElseThrow();
      }
    }
    return new TestFailure(
        TestProblem.SUPERSEDED,
        "the configuration was changed, switched off or deleted before its test ended");
  }

  /** Writes the result to the configuration, if the task still counts, then to the task. */
  private void settle(Row task, String target, ConfigTester.Outcome outcome) {
    String id = task.document().string(ConfigFields.ID).orElseThrow();
    TestFailure failure = outcome.failure();
    Optional<Document> written =
        configs.change(
            target,
            row -> {
              Document cleaned = row.with(ConfigFields.LEFTOVERS, outcome.left());
              if (!counts(row, id)) {
                return keepNewer(row, outcome.left(), id);
              }
              return failure == null ? valid(cleaned) : invalid(cleaned, failure);
            });
    TestFailure end =
        written.filter(row -> !isResultOf(row, id, failure)).isPresent() || written.isEmpty()
            ? settled(written.orElse(null), id)
            : failure;
    if (end == null) {
      defaults.becameValid(target);
    }
    finish(task, end, outcome.left().contains(id) ? List.of(id) : List.of());
  }

  private static boolean isResultOf(Document row, String task, @Nullable TestFailure failure) {
    return row.string(ConfigFields.TASK).orElse("").equals(task)
        && ConfigFields.state(row) == (failure == null ? ConfigState.VALID : ConfigState.INVALID);
  }

  /** The configuration has another test by now, whose payload is not this one's to forget. */
  private static Document keepNewer(Document row, List<String> left, String task) {
    List<String> payloads = ConfigFields.list(row, ConfigFields.LEFTOVERS);
    payloads.removeIf(payload -> payload.equals(task) && !left.contains(task));
    return row.with(ConfigFields.LEFTOVERS, payloads);
  }

  private Document valid(Document row) {
    Document valid =
        row.with(ConfigFields.STATE, ConfigState.VALID.word()).without(ConfigFields.FAILURE);
    return row.has(ConfigFields.FIRST_VALID)
        ? valid
        : valid.with(ConfigFields.FIRST_VALID, pacer().now().truncatedTo(ChronoUnit.MILLIS));
  }

  private static Document invalid(Document row, TestFailure failure) {
    return row.with(ConfigFields.STATE, ConfigState.INVALID.word())
        .with(ConfigFields.FAILURE, ConfigFields.document(failure));
  }

  private void suspend(Row task) {
    Document row = task.document();
    long attempt = row.integer(ConfigFields.ATTEMPT).orElse(1) - 1;
    Document suspended =
        row.with(ConfigFields.STATE, TaskState.SUSPENDED.word())
            .without(ConfigFields.STARTED)
            .with(ConfigFields.ATTEMPT, attempt);
    boolean interrupt = Thread.interrupted();
    try {
      rows.replace(task.key(), suspended, task.revision(), rows.expiring(KEPT));
    } finally {
      if (interrupt) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void finish(Row task, @Nullable TestFailure failure, List<String> left) {
    TaskState state = failure == null ? TaskState.SUCCEEDED : TaskState.FAILED;
    Document row =
        task.document().with(ConfigFields.STATE, state.word()).with(ConfigFields.COMPLETED, now());
    if (failure != null) {
      row = row.with(ConfigFields.FAILURE, ConfigFields.document(failure));
    }
    for (String payload : left) {
      row = row.with(ConfigFields.LEFTOVERS, ConfigTester.payloadOf(payload));
    }
    // Not at the revision any more: taken up by another, who says the same.
    rows.replace(task.key(), row, task.revision(), rows.expiring(KEPT));
  }

  private static Instant leaseOf(Row row) {
    return row.document().instant(ConfigFields.LEASE).orElse(Instant.EPOCH);
  }

  private Pacer pacer() {
    return options.openOptions().pacer();
  }

  private Instant now() {
    return pacer().now().truncatedTo(ChronoUnit.SECONDS);
  }
}
