package dev.stowage.config;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which storage configurations to list, oldest first. Immutable. Deactivated ones are left out
 * unless {@link #withState} asks for them.
 */
public final class ConfigQuery {
  /** Configurations of a page when nothing is said. */
  public static final int DEFAULT_LIMIT = 10;

  public static final int MAX_LIMIT = 1000;

  private static final ConfigQuery ALL =
      new ConfigQuery(null, null, null, null, DEFAULT_LIMIT, null, null);

  private final @Nullable String type;
  private final @Nullable ConfigState state;
  private final @Nullable Instant from;
  private final @Nullable Instant until;
  private final int limit;
  private final @Nullable String after;
  private final @Nullable String before;

  private ConfigQuery(
      @Nullable String type,
      @Nullable ConfigState state,
      @Nullable Instant from,
      @Nullable Instant until,
      int limit,
      @Nullable String after,
      @Nullable String before) {
    this.type = type;
    this.state = state;
    this.from = from;
    this.until = until;
    this.limit = limit;
    this.after = after;
    this.before = before;
  }

  /** Every configuration but the deactivated, in pages of {@link #DEFAULT_LIMIT}. */
  public static ConfigQuery all() {
    return ALL;
  }

  /** Only those of a type, such as {@code gs}. */
  public ConfigQuery withType(String value) {
    return new ConfigQuery(value, state, from, until, limit, after, before);
  }

  public ConfigQuery withState(ConfigState value) {
    return new ConfigQuery(type, value, from, until, limit, after, before);
  }

  /** Only those created at this time or later. */
  public ConfigQuery withCreatedFrom(Instant value) {
    return new ConfigQuery(type, state, value, until, limit, after, before);
  }

  /** Only those created before this time. */
  public ConfigQuery withCreatedBefore(Instant value) {
    return new ConfigQuery(type, state, from, value, limit, after, before);
  }

  /**
   * So many a page.
   *
   * @throws dev.stowage.StorageException INVALID_ARGUMENT unless it is from 1 to {@link #MAX_LIMIT}
   */
  public ConfigQuery withLimit(int value) {
    if (value < 1 || value > MAX_LIMIT) {
      throw ConfigFailures.argument("limit", "it is a number from 1 to " + MAX_LIMIT);
    }
    return new ConfigQuery(type, state, from, until, value, after, before);
  }

  /** The page that follows this id, whether or not there still is such a configuration. */
  public ConfigQuery after(String id) {
    return new ConfigQuery(
        type, state, from, until, limit, ConfigIds.checked("after_id", id), null);
  }

  /** The page that ends just before this id; replaces {@link #after}, as that replaces this. */
  public ConfigQuery before(String id) {
    return new ConfigQuery(
        type, state, from, until, limit, null, ConfigIds.checked("before_id", id));
  }

  public Optional<String> type() {
    return Optional.ofNullable(type);
  }

  public Optional<ConfigState> state() {
    return Optional.ofNullable(state);
  }

  public int limit() {
    return limit;
  }

  public Optional<String> after() {
    return Optional.ofNullable(after);
  }

  public Optional<String> before() {
    return Optional.ofNullable(before);
  }

  /** Whether a configuration is asked for, wherever the page begins. */
  boolean matches(StorageConfig config) {
    boolean shown =
        state == null ? config.state() != ConfigState.DEACTIVATED : config.state() == state;
    return shown
        && (type == null || config.type().equals(type))
        && (from == null || !config.created().isBefore(from))
        && (until == null || config.created().isBefore(until));
  }

  @Override
  public String toString() {
    return "ConfigQuery[type=" + type + ", state=" + state + ", limit=" + limit + "]";
  }
}
