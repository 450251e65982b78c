package dev.stowage.config;

import dev.stowage.OpenOptions;
import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;

/** How a registry works. Immutable; everything is optional. */
public final class ConfigOptions {
  private static final ConfigOptions DEFAULTS = new ConfigOptions(new State());

  private final State state;

  private ConfigOptions(State state) {
    this.state = state;
  }

  /**
   * The organisation {@code default}, every installed type, every setting, tests of up to 2 minutes
   * each, 4 at a time, the sealing key in the secret {@code storage-configs-key}.
   */
  public static ConfigOptions defaults() {
    return DEFAULTS;
  }

  /**
   * Whose configurations are meant; {@link StorageConfigs#forOrganisation} gives those of another.
   */
  public ConfigOptions withOrganisation(String value) {
    return with(s -> s.organisation = StorageConfigs.checkedOrganisation(value));
  }

  /**
   * How the stores of configurations are opened: clock, retries, transport. Credentials among these
   * options are not used, since each configuration has its own.
   */
  public ConfigOptions withOpenOptions(OpenOptions value) {
    return with(s -> s.open = value);
  }

  /**
   * The only types that may be created or changed, such as {@code gs} and {@code s3}; a service for
   * strangers must not offer {@code file}.
   */
  public ConfigOptions withTypes(Set<String> value) {
    Set<String> copy = Set.copyOf(value);
    return with(s -> s.types = copy);
  }

  /**
   * The only settings that may be given, such as {@code region}. An {@code endpoint} lets whoever
   * creates a configuration choose where requests are sent.
   */
  public ConfigOptions withSettings(Set<String> value) {
    Set<String> copy = Set.copyOf(value);
    return with(s -> s.settings = copy);
  }

  /** Hosts, besides the provider's own, that credentials may name as where to fetch tokens. */
  public ConfigOptions withTokenHosts(Set<String> value) {
    Set<String> copy = Set.copyOf(value);
    return with(s -> s.tokenHosts = copy);
  }

  /** The longest a test may take, from 4 seconds; a test that takes longer was cut off. */
  public ConfigOptions withTestTimeout(Duration value) {
    if (value.compareTo(Duration.ofSeconds(4)) < 0) {
      throw ConfigFailures.argument("test timeout", "it is 4 seconds or more");
    }
    return with(s -> s.testTimeout = value);
  }

  /** Tests that run at a time; others wait. */
  public ConfigOptions withConcurrentTests(int value) {
    if (value < 1) {
      throw ConfigFailures.argument("concurrent tests", "it is 1 or more");
    }
    return with(s -> s.concurrentTests = value);
  }

  /** The secret that holds the key which credentials are sealed with; made when it is missing. */
  public ConfigOptions withKeyName(String value) {
    return with(s -> s.keyName = value);
  }

  public String organisation() {
    return state.organisation;
  }

  public OpenOptions openOptions() {
    return state.open;
  }

  /** Empty for all. */
  public Set<String> types() {
    return state.types;
  }

  /** Whether a setting of this name may be given. */
  public boolean allowsSetting(String name) {
    return state.settings == null || state.settings.contains(name);
  }

  public Set<String> tokenHosts() {
    return state.tokenHosts;
  }

  public Duration testTimeout() {
    return state.testTimeout;
  }

  public int concurrentTests() {
    return state.concurrentTests;
  }

  public String keyName() {
    return state.keyName;
  }

  @Override
  public String toString() {
    return "ConfigOptions[organisation=" + organisation() + ", types=" + types() + "]";
  }

  private ConfigOptions with(Consumer<State> change) {
    State copy = state.copy();
    change.accept(copy);
    return new ConfigOptions(copy);
  }

  private static final class State {
    private String organisation = "default";
    private OpenOptions open = OpenOptions.defaults();
    private Set<String> types = Set.of();
    private @org.jspecify.annotations.Nullable Set<String> settings;
    private Set<String> tokenHosts = Set.of();
    private Duration testTimeout = Duration.ofMinutes(2);
    private int concurrentTests = 4;
    private String keyName = "storage-configs-key";

    State copy() {
      State copy = new State();
      copy.organisation = organisation;
      copy.open = open;
      copy.types = types;
      copy.settings = settings;
      copy.tokenHosts = tokenHosts;
      copy.testTimeout = testTimeout;
      copy.concurrentTests = concurrentTests;
      copy.keyName = keyName;
      return copy;
    }
  }
}
