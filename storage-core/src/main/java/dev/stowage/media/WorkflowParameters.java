package dev.stowage.media;

import dev.stowage.StorageException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Collects overrides: task, then name, then value. */
final class WorkflowParameters {
  private final Map<String, Map<String, Object>> byTask = new LinkedHashMap<>();

  void add(String task, String name, Object value) {
    boolean plain = value instanceof String || value instanceof Number || value instanceof Boolean;
    if (!plain && !(value instanceof Map)) {
      throw StorageException.invalidArgument(
          "parameter "
              + task
              + "/"
              + name
              + " is a "
              + value.getClass().getSimpleName()
              + "; it takes text, numbers, booleans and maps of them");
    }
    if (byTask.computeIfAbsent(task, t -> new LinkedHashMap<>()).putIfAbsent(name, value) != null) {
      throw StorageException.invalidArgument("parameter " + task + "/" + name + " is set twice");
    }
  }

  Map<String, Map<String, Object>> copy() {
    Map<String, Map<String, Object>> copy = new LinkedHashMap<>();
    byTask.forEach(
        (task, values) -> copy.put(task, Collections.unmodifiableMap(new LinkedHashMap<>(values))));
    return Collections.unmodifiableMap(copy);
  }
}
