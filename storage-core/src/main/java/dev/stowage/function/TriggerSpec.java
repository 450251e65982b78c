package dev.stowage.function;

import dev.stowage.StorageException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What makes a function run. Immutable. */
public final class TriggerSpec {
  private final String name;
  private final String type;
  private final Map<String, Object> config;
  private final @Nullable String role;
  private final @Nullable String source;

  private TriggerSpec(
      String name,
      String type,
      Map<String, Object> config,
      @Nullable String role,
      @Nullable String source) {
    this.name = name;
    this.type = type;
    this.config = Collections.unmodifiableMap(new LinkedHashMap<>(config));
    this.role = role;
    this.source = source;
  }

  /** A trigger of any type, with the configuration that the provider documents for it. */
  public static TriggerSpec of(String name, String type, Map<String, Object> config) {
    if (name.isEmpty() || type.isEmpty()) {
      throw StorageException.invalidArgument("a trigger needs a name and a type");
    }
    return new TriggerSpec(name, type, config, null, null);
  }

  /** Requests from the web that the service authenticates. */
  public static TriggerSpec http(String name) {
    return of(name, "http", Map.of("auth_type", "function"));
  }

  /** Requests from the web of anybody. */
  public static TriggerSpec anonymousHttp(String name) {
    return of(name, "http", Map.of("auth_type", "anonymous"));
  }

  /** Times; the form of the expression is the provider's. */
  public static TriggerSpec timer(String name, String schedule) {
    return of(name, "timer", Map.of("schedule", schedule));
  }

  /** Changes of blobs whose key starts with the prefix; the names of events are the provider's. */
  public static TriggerSpec blob(
      String name, String container, String prefix, List<String> events) {
    return of(name, "blob", Map.of("events", List.copyOf(events), "prefix", prefix))
        .withSource(container);
  }

  /** As whom the trigger calls the function. */
  public TriggerSpec withRole(String value) {
    return new TriggerSpec(name, type, config, value, source);
  }

  /** Where the events come from: a container, a queue, a log. */
  public TriggerSpec withSource(String value) {
    return new TriggerSpec(name, type, config, role, value);
  }

  public String name() {
    return name;
  }

  /** Such as {@code http}, {@code timer} or {@code blob}. */
  public String type() {
    return type;
  }

  public Map<String, Object> config() {
    return config;
  }

  public Optional<String> role() {
    return Optional.ofNullable(role);
  }

  public Optional<String> source() {
    return Optional.ofNullable(source);
  }

  @Override
  public String toString() {
    return "TriggerSpec[" + name + ", " + type + "]";
  }
}
