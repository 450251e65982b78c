package dev.stowage.media;

import dev.stowage.StorageException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs a workflow that the service brings along, by its system name. */
public final class RunSystemWorkflow implements MediaRequest {
  private final String workflowName;
  private final Map<String, Map<String, Object>> parameters;
  private final List<String> configurations;

  private RunSystemWorkflow(Builder from) {
    workflowName = from.workflowName;
    parameters = from.parameters.copy();
    configurations = List.copyOf(from.configurations);
  }

  public static Builder builder(String workflowName) {
    if (workflowName.isEmpty()) {
      throw StorageException.invalidArgument("the name of the workflow is empty");
    }
    return new Builder(workflowName);
  }

  @Override
  public MediaKind kind() {
    return MediaKind.SYSTEM_WORKFLOW;
  }

  public String workflowName() {
    return workflowName;
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
    return "RunSystemWorkflow[" + workflowName + "]";
  }

  /** Not thread-safe. */
  public static final class Builder {
    private final String workflowName;
    private final WorkflowParameters parameters = new WorkflowParameters();
    private final List<String> configurations = new ArrayList<>();

    private Builder(String workflowName) {
      this.workflowName = workflowName;
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

    public RunSystemWorkflow build() {
      return new RunSystemWorkflow(this);
    }
  }
}
