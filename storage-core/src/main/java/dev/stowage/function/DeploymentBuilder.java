package dev.stowage.function;

import dev.stowage.StorageException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Builds a {@link DeploymentRequest}. Not thread-safe. */
public final class DeploymentBuilder {
  final String name;
  @Nullable String description;
  @Nullable String runtime;
  boolean anyRuntime;
  @Nullable String handler;
  List<String> command = List.of();
  int memory = 128;
  Duration timeout = Duration.ofSeconds(60);
  OptionalDouble cpu = OptionalDouble.empty();
  OptionalInt disk = OptionalInt.empty();
  final Map<String, String> environment = new LinkedHashMap<>();
  @Nullable String role;
  @Nullable NetworkConfig network;
  final List<TriggerSpec> triggers = new ArrayList<>();
  final List<LayerRef> layers = new ArrayList<>();
  boolean rollback;
  final List<String> warnings = new ArrayList<>();
  private @Nullable Code code;

  DeploymentBuilder(String name) {
    if (name.isEmpty()) {
      throw StorageException.invalidArgument("the name of the function is empty");
    }
    this.name = name;
  }

  /** Where the code comes from; said once. */
  public DeploymentBuilder code(Code value) {
    if (code != null) {
      throw StorageException.invalidArgument(
          "the code comes from two places: " + code.kind() + " and " + value.kind());
    }
    code = value;
    return this;
  }

  public DeploymentBuilder description(String value) {
    description = value;
    return this;
  }

  /** Such as {@code python3.12}. */
  public DeploymentBuilder runtime(String value) {
    runtime = value;
    return this;
  }

  /** A runtime that is passed on even if the service is not known to have it. */
  public DeploymentBuilder unknownRuntime(String value) {
    anyRuntime = true;
    return runtime(value);
  }

  /** What is called in the code, such as {@code index.handler}. */
  public DeploymentBuilder handler(String value) {
    handler = value;
    return this;
  }

  /** What starts the code of a custom runtime. */
  public DeploymentBuilder command(List<String> value) {
    command = List.copyOf(value);
    return this;
  }

  /** In MB; 128 unless said otherwise. */
  public DeploymentBuilder memory(int mb) {
    memory = mb;
    return this;
  }

  /** How long one call may take; 60 seconds unless said otherwise. */
  public DeploymentBuilder timeout(Duration value) {
    timeout = value;
    return this;
  }

  /** In cores. */
  public DeploymentBuilder cpu(double cores) {
    cpu = OptionalDouble.of(cores);
    return this;
  }

  /** In MB. */
  public DeploymentBuilder disk(int mb) {
    disk = OptionalInt.of(mb);
    return this;
  }

  public DeploymentBuilder environment(String variable, String value) {
    if (variable.isEmpty() || variable.indexOf('=') >= 0 || variable.indexOf('\0') >= 0) {
      throw StorageException.invalidArgument(
          "the variable \"" + variable + "\"; a name is not empty and has no '='");
    }
    environment.put(variable, value);
    return this;
  }

  /** As whom the function acts. */
  public DeploymentBuilder role(String value) {
    role = value;
    return this;
  }

  public DeploymentBuilder network(NetworkConfig value) {
    network = value;
    return this;
  }

  public DeploymentBuilder trigger(TriggerSpec value) {
    if (triggers.stream().anyMatch(other -> other.name().equals(value.name()))) {
      throw StorageException.invalidArgument("two triggers are called \"" + value.name() + "\"");
    }
    triggers.add(value);
    return this;
  }

  public DeploymentBuilder layer(LayerRef value) {
    layers.add(value);
    return this;
  }

  /** When a part fails, takes back what this deploy made, and nothing else, and fails. */
  public DeploymentBuilder rollback(boolean value) {
    rollback = value;
    return this;
  }

  void warn(String text) {
    warnings.add(text);
  }

  /** Says the code again, knowing more of it. */
  void recode(Code value) {
    code = value;
  }

  boolean hasCode() {
    return code != null;
  }

  Code checkedCode() {
    if (code == null) {
      throw StorageException.invalidArgument(
          "there is no code: name a blob, an archive, a URL or an image");
    }
    return code;
  }

  /**
   * @throws StorageException INVALID_ARGUMENT saying what is missing or contradicts itself
   */
  public DeploymentRequest build() {
    Code checked = checkedCode();
    if (checked.kind() == CodeKind.IMAGE) {
      checkImage();
    } else {
      checkArchive();
    }
    if (memory < 1) {
      throw StorageException.invalidArgument("memory is " + memory + " MB; at least 1");
    }
    if (timeout.compareTo(Duration.ofSeconds(1)) < 0) {
      throw StorageException.invalidArgument("the timeout is " + timeout + "; at least 1 s");
    }
    if (cpu.isPresent() && !(cpu.getAsDouble() > 0)) {
      throw StorageException.invalidArgument("cpu is " + cpu.getAsDouble() + "; more than 0");
    }
    return new DeploymentRequest(this);
  }

  private void checkImage() {
    if (runtime != null && !runtime.equals("custom-container")) {
      throw StorageException.invalidArgument(
          "the runtime " + runtime + " cannot run an image; leave the runtime out");
    }
    if (!layers.isEmpty()) {
      throw StorageException.invalidArgument("an image has no layers; put the files into it");
    }
  }

  private void checkArchive() {
    if (runtime == null || runtime.isEmpty()) {
      throw StorageException.invalidArgument("code in an archive needs a runtime");
    }
    if (runtime.equals("custom-container")) {
      throw StorageException.invalidArgument("the runtime custom-container runs an image only");
    }
    if ((handler == null || handler.isEmpty()) && command.isEmpty()) {
      throw StorageException.invalidArgument("code in an archive needs a handler or a command");
    }
  }
}
