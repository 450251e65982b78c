package dev.stowage.fakes.oci.media;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A workflow: tasks in their order, and what they take.
 *
 * @param name of a workflow of the system the name that jobs know it by
 * @param system whether the service brings it along
 * @param tasks their keys
 * @param references the names that tasks refer to, as {@code input/objectName}
 */
record MediaWorkflow(
    String id, String name, boolean system, List<String> tasks, List<String> references) {

  Map<String, @Nullable Object> json(String compartment) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("id", id);
    json.put("displayName", name);
    json.put("compartmentId", compartment);
    json.put("lifecycleState", "ACTIVE");
    json.put("version", 1);
    Map<String, Object> parameters = new LinkedHashMap<>();
    for (String reference : references) {
      parameters.put(reference.replace('/', '_'), "${/" + reference + "}");
    }
    json.put(
        "tasks",
        tasks.stream()
            .map(
                key -> {
                  Map<String, Object> task = new LinkedHashMap<>();
                  task.put("type", "transcode");
                  task.put("version", 1);
                  task.put("key", key);
                  task.put("enableParameterReference", "true");
                  task.put("parameters", parameters);
                  return task;
                })
            .toList());
    json.put("parameters", Map.of());
    return json;
  }
}
