package dev.stowage.function;

import dev.stowage.StorageException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A function as it is to be. Immutable.
 *
 * <p>What can make no sense anywhere is refused by {@code build()}; what one service does not take
 * is refused when it is deployed. It prints neither the values of the environment nor the code.
 */
public final class DeploymentRequest {
  private final String name;
  private final Code code;
  private final @Nullable String description;
  private final @Nullable String runtime;
  private final boolean anyRuntime;
  private final @Nullable String handler;
  private final List<String> command;
  private final int memory;
  private final Duration timeout;
  private final OptionalDouble cpu;
  private final OptionalInt disk;
  private final Map<String, String> environment;
  private final @Nullable String role;
  private final @Nullable NetworkConfig network;
  private final List<TriggerSpec> triggers;
  private final List<LayerRef> layers;
  private final boolean rollback;
  private final List<String> warnings;

  DeploymentRequest(DeploymentBuilder from) {
    name = from.name;
    code = from.checkedCode();
    description = from.description;
    runtime = from.runtime;
    anyRuntime = from.anyRuntime;
    handler = from.handler;
    command = List.copyOf(from.command);
    memory = from.memory;
    timeout = from.timeout;
    cpu = from.cpu;
    disk = from.disk;
    environment = Map.copyOf(from.environment);
    role = from.role;
    network = from.network;
    triggers = List.copyOf(from.triggers);
    layers = List.copyOf(from.layers);
    rollback = from.rollback;
    warnings = List.copyOf(from.warnings);
  }

  public static DeploymentBuilder builder(String name) {
    return new DeploymentBuilder(name);
  }

  /**
   * Reads a request from JSON with the field names of the Function Compute document: {@code name},
   * {@code runtime}, {@code handler}, {@code memory}, {@code zip_file}, {@code oss_bucket} ….
   *
   * <p>Of the code, {@code zip_file}, {@code image_url} with {@code custom_container_config}, and
   * {@code oss_bucket} with {@code oss_object_key} win over {@code code}; two of them are an error.
   *
   * @throws StorageException INVALID_ARGUMENT, for unknown fields naming them all
   */
  public static DeploymentRequest fromJson(String json) {
    return new DeploymentJson(json).request();
  }

  public String name() {
    return name;
  }

  public Code code() {
    return code;
  }

  public Optional<String> description() {
    return Optional.ofNullable(description);
  }

  /** Present unless the code is an image. */
  public Optional<String> runtime() {
    return Optional.ofNullable(runtime);
  }

  /** Whether a runtime that the service is not known to have is passed on all the same. */
  public boolean anyRuntime() {
    return anyRuntime;
  }

  /** What is called in the code; present unless the code is an image or starts by a command. */
  public Optional<String> handler() {
    return Optional.ofNullable(handler);
  }

  /** What starts the code of a custom runtime; mostly empty. */
  public List<String> command() {
    return command;
  }

  /** In MB. */
  public int memory() {
    return memory;
  }

  public Duration timeout() {
    return timeout;
  }

  /** In cores. */
  public OptionalDouble cpu() {
    return cpu;
  }

  /** In MB. */
  public OptionalInt disk() {
    return disk;
  }

  public Map<String, String> environment() {
    return environment;
  }

  /** As whom the function acts. */
  public Optional<String> role() {
    return Optional.ofNullable(role);
  }

  public Optional<NetworkConfig> network() {
    return Optional.ofNullable(network);
  }

  public List<TriggerSpec> triggers() {
    return triggers;
  }

  public List<LayerRef> layers() {
    return layers;
  }

  /** Whether what a deploy made goes again when part of it fails. */
  public boolean rollback() {
    return rollback;
  }

  /** What in the JSON has no effect. */
  public List<String> warnings() {
    return warnings;
  }

  @Override
  public String toString() {
    return "DeploymentRequest[" + name + ", " + code + ", " + triggers + "]";
  }
}
