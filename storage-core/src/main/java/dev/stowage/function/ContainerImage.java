package dev.stowage.function;

import dev.stowage.StorageException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeSet;

/** An image, and how it is started. Immutable. */
public final class ContainerImage {
  private final String reference;
  private final int port;
  private final List<String> entrypoint;
  private final List<String> command;
  private final Map<String, Object> extras;

  private ContainerImage(
      String reference,
      int port,
      List<String> entrypoint,
      List<String> command,
      Map<String, Object> extras) {
    this.reference = reference;
    this.port = port;
    this.entrypoint = entrypoint;
    this.command = command;
    this.extras = extras;
  }

  /** An image by its whole reference: {@code registry/name:tag} or {@code …@sha256:…}. */
  public static ContainerImage of(String reference) {
    if (reference.isEmpty() || reference.chars().anyMatch(Character::isWhitespace)) {
      throw StorageException.invalidArgument("an image reference is not empty and has no blanks");
    }
    return new ContainerImage(reference, 0, List.of(), List.of(), Map.of());
  }

  /** The port that the program in the image listens at. */
  public ContainerImage withPort(int value) {
    if (value < 1 || value > 65_535) {
      throw StorageException.invalidArgument("port " + value + "; it goes from 1 to 65535");
    }
    return new ContainerImage(reference, value, entrypoint, command, extras);
  }

  public ContainerImage withEntrypoint(List<String> value) {
    return new ContainerImage(reference, port, List.copyOf(value), command, extras);
  }

  public ContainerImage withCommand(List<String> value) {
    return new ContainerImage(reference, port, entrypoint, List.copyOf(value), extras);
  }

  /** A setting that only some provider has, such as {@code acr_instance_id}. */
  public ContainerImage withExtra(String name, Object value) {
    Map<String, Object> copy = new LinkedHashMap<>(extras);
    copy.put(name, value);
    return new ContainerImage(
        reference, port, entrypoint, command, Collections.unmodifiableMap(copy));
  }

  public String reference() {
    return reference;
  }

  public OptionalInt port() {
    return port == 0 ? OptionalInt.empty() : OptionalInt.of(port);
  }

  /** Empty for that of the image. */
  public List<String> entrypoint() {
    return entrypoint;
  }

  /** Empty for that of the image. */
  public List<String> command() {
    return command;
  }

  /** May hold credentials of the registry. */
  public Map<String, Object> extras() {
    return extras;
  }

  @Override
  public String toString() {
    return reference + (extras.isEmpty() ? "" : " " + new TreeSet<>(extras.keySet()));
  }
}
