package dev.stowage.config;

import dev.stowage.kv.Document;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The test of a storage configuration, as it was when it was read. Immutable. */
public final class ConfigTask {
  /** What {@link #type()} says. */
  public static final String TYPE = "storage_config.test";

  private final Document row;

  ConfigTask(Document row) {
    this.row = row;
  }

  public String id() {
    return row.string(ConfigFields.ID).orElseThrow();
  }

  public String organisation() {
    return row.string(ConfigFields.ORGANISATION).orElseThrow();
  }

  /** Always {@value #TYPE}. */
  public String type() {
    return TYPE;
  }

  /** The id of the configuration. */
  public String target() {
    return row.string(ConfigFields.TARGET).orElseThrow();
  }

  public TaskState state() {
    return TaskState.of(row.string(ConfigFields.STATE).orElseThrow());
  }

  /** Why it failed; empty unless it did. */
  public Optional<TestFailure> failure() {
    return ConfigFields.failure(row);
  }

  /** The test payload that could not be deleted, by its URL; usually empty. */
  public Optional<String> leftBehind() {
    return row.string(ConfigFields.LEFTOVERS);
  }

  /** To the second, as are all times here. */
  public Instant created() {
    return row.instant(ConfigFields.CREATED).orElseThrow();
  }

  public Optional<Instant> started() {
    return row.instant(ConfigFields.STARTED);
  }

  public Optional<Instant> completed() {
    return row.instant(ConfigFields.COMPLETED);
  }

  /**
   * The fields under the names of the documented resource: {@code id}, {@code resource} ({@code
   * task}), {@code organisation}, {@code key} (null), {@code type}, {@code target}, {@code state},
   * {@code results} (null, or {@code left_behind}), {@code error} (null, or {@code code} and {@code
   * message}), {@code date_created}, {@code date_started}, {@code date_completed}.
   */
  public Document toDocument() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("id", id());
    fields.put("resource", "task");
    fields.put("organisation", organisation());
    fields.put("key", Optional.empty());
    fields.put("type", TYPE);
    fields.put("target", target());
    fields.put("state", state().word());
    fields.put("results", leftBehind().map(url -> Map.of("left_behind", url)));
    fields.put("error", failure().map(ConfigFields::document));
    fields.put("date_created", created().toString());
    fields.put("date_started", started().map(Instant::toString));
    fields.put("date_completed", completed().map(Instant::toString));
    return Document.of(fields);
  }

  @Override
  public String toString() {
    return "ConfigTask[" + id() + " of " + target() + ", " + state().word() + "]";
  }
}
