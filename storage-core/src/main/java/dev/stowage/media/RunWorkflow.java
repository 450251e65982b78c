package dev.stowage.media;

import dev.stowage.StorageException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs a workflow of the caller's, by its id. */
public final class RunWorkflow implements MediaRequest {
  private final String workflowId;
  private final Map<String, Map<String, Object>> parameters;
  private final List<String> configurations;

  private RunWorkflow(Builder from) {
    workflowId = from.workflowId;
    parameters = from.parameters.copy();
    configurations = List.copyOf(from.configurations);
  }

  public static Builder builder(String workflowId) {
    if (workflowId.isEmpty()) {
      throw StorageException.invalidArgument("the id of the workflow is empty");
    }
    return new Builder(workflowId);
  }

  @Override
  public MediaKind kind() {
    return MediaKind.WORKFLOW;
  }

  public String workflowId() {
    return workflowId;
  }

  /** Task, then name of the parameter, then its value, in the order in which they were set. */
  public Map<String, Map<String, Object>> parameters() {
    return parameters;
  }

  /** Sets of parameters kept at the service, by id. */
  public List<String> configurations() {
    return configurations;
  }

  @Override
  public String toString() {
    return "RunWorkflow[" + workflowId + "]";
  }

  /** Not thread-safe. */
  public static final class Builder {
    private final String workflowId;
    private final WorkflowParameters parameters = new WorkflowParameters();
    private final List<String> configurations = new ArrayList<>();

    private Builder(String workflowId) {
      this.workflowId = workflowId;
    }

    /** Overrides a parameter of a task: text, a number, a boolean, or a map of them. */
    public Builder parameter(String task, String name, Object value) {
      parameters.add(task, name, value);
      return this;
    }

    /** Adds a set of parameters kept at the service; overrides set here win. */
    public Builder configuration(String id) {
      configurations.add(id);
      return this;
    }

    public RunWorkflow build() {
      return new RunWorkflow(this);
    }
  }
}
