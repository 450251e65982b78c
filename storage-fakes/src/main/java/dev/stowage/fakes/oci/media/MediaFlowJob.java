package dev.stowage.fakes.oci.media;

import dev.stowage.fakes.oci.OciAccount;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One job. It goes a step further each time it is looked at. Guarded by the lock of its service.
 */
final class MediaFlowJob {
  private static final List<String> STEPS =
      List.of("ACCEPTED", "IN_PROGRESS", "WAITING", "IN_PROGRESS", "SUCCEEDED");

  final String id;
  final MediaWorkflow workflow;
  final String compartment;
  final Map<String, @Nullable Object> parameters;
  final Instant created;
  @Nullable String displayName;
  Map<String, @Nullable Object> tags = Map.of();
  String problem = "";
  boolean stubborn;
  String state = "ACCEPTED";
  private int step;
  private int etag = 1;
  @Nullable Instant ended;

  MediaFlowJob(
      String id,
      MediaWorkflow workflow,
      String compartment,
      Map<String, @Nullable Object> parameters,
      Instant created) {
    this.id = id;
    this.workflow = workflow;
    this.compartment = compartment;
    this.parameters = parameters;
    this.created = created;
  }

  boolean isOver() {
    return switch (state) {
      case "SUCCEEDED", "FAILED", "CANCELED", "REJECTED" -> true;
      default -> false;
    };
  }

  /** Moves on; returns whether it has just succeeded. */
  boolean advance(Instant now) {
    if (isOver()) {
      return false;
    }
    if (state.equals("CANCELING") && !stubborn) {
      end("CANCELED", now);
      return false;
    }
    step = state.equals("CANCELING") ? STEPS.size() - 1 : step + 1;
    if (step > 1 && !problem.isEmpty()) {
      end("FAILED", now);
      return false;
    }
    if (step == STEPS.size() - 1) {
      end("SUCCEEDED", now);
      return true;
    }
    state = STEPS.get(step);
    return false;
  }

  void change() {
    etag++;
  }

  void end(String how, Instant now) {
    state = how;
    ended = now;
    change();
  }

  String etag() {
    return "e" + etag;
  }

  /** A parameter such as input/objectName; empty when it was not given. */
  String parameter(String task, String name) {
    return parameters.get(task) instanceof Map<?, ?> values && values.get(name) instanceof String s
        ? s
        : "";
  }

  Map<String, @Nullable Object> json(String namespace, String bucket) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("id", id);
    json.put("compartmentId", compartment);
    json.put("workflowIdentifierType", workflow.system() ? "NAME" : "ID");
    json.put("mediaWorkflowId", workflow.id());
    json.put("displayName", displayName == null ? id : displayName);
    json.put("parameters", parameters);
    json.put("lifecycleState", state);
    if (state.equals("FAILED")) {
      json.put("lifecycleDetails", problem);
    }
    json.put("timeCreated", OciAccount.rfc3339(created));
    json.put("timeUpdated", OciAccount.rfc3339(ended == null ? created : ended));
    if (step > 0 || isOver()) {
      json.put("timeStarted", OciAccount.rfc3339(created));
    }
    if (ended != null) {
      json.put("timeEnded", OciAccount.rfc3339(ended));
    }
    List<Object> tasks = new ArrayList<>();
    for (String key : workflow.tasks()) {
      Map<String, Object> task = new LinkedHashMap<>();
      task.put("key", key);
      task.put("lifecycleState", state.equals("CANCELING") ? "IN_PROGRESS" : state);
      if (state.equals("FAILED")) {
        task.put("lifecycleDetails", problem);
      }
      tasks.add(task);
    }
    json.put("taskLifecycleState", tasks);
    List<Object> outputs = new ArrayList<>();
    if (state.equals("SUCCEEDED")) {
      Map<String, Object> output = new LinkedHashMap<>();
      output.put("assetType", "VIDEO");
      output.put("namespaceName", namespace);
      output.put("bucketName", bucket);
      output.put("objectName", outputName());
      outputs.add(output);
    }
    json.put("outputs", outputs);
    json.put("freeformTags", tags);
    return json;
  }

  String outputName() {
    String said = parameter("output", "objectName");
    return said.isEmpty() ? id + "/output.mp4" : said;
  }
}
