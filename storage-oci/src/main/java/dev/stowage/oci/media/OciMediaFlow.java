package dev.stowage.oci.media;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stowage.StorageException;
import dev.stowage.media.JobInfo;
import dev.stowage.media.RunWorkflow;
import dev.stowage.spi.Failure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the service does beside running jobs: looking at workflows, and renaming jobs. Unwrap a
 * {@link dev.stowage.media.MediaJobs} into it, which closes it.
 *
 * <p>Failures are {@link StorageException}s. Nothing is retried. Thread-safe.
 */
public final class OciMediaFlow {
  private static final Pattern REFERENCE = Pattern.compile("\\$\\{/([^/}]+)/([^/}]+)}");

  private final MediaFlowApi api;
  private final String compartment;

  OciMediaFlow(MediaFlowApi api, String compartment) {
    this.api = api;
    this.compartment = compartment;
  }

  /**
   * A workflow.
   *
   * @param state ACTIVE, NEEDS_ATTENTION or DELETED, or what a newer service says
   * @param tasks their keys
   * @param parameters the parameters that its tasks refer to, as {@code input/objectName}
   */
  public record Workflow(
      String id, String name, String state, List<String> tasks, Set<String> parameters) {
    public Workflow {
      tasks = List.copyOf(tasks);
      parameters = Set.copyOf(parameters);
    }

    /**
     * Checks the overrides of a request: the service takes those that no task refers to, and the
     * job fails with them later.
     *
     * @throws StorageException INVALID_ARGUMENT naming the first that has no effect
     */
    public void check(RunWorkflow request) {
      request
          .parameters()
          .forEach(
              (task, values) ->
                  values
                      .keySet()
                      .forEach(
                          name -> {
                            if (!parameters.contains(task + "/" + name)) {
                              throw StorageException.invalidArgument(
                                  "no task of the workflow "
                                      + id
                                      + " refers to the parameter "
                                      + task
                                      + "/"
                                      + name
                                      + "; they refer to "
                                      + new TreeSet<>(parameters));
                            }
                          }));
    }
  }

  /** Reads a workflow of the user's. */
  public Workflow workflow(String id) {
    return call("get workflow", () -> read(api.workflow(id)));
  }

  /** The workflows of the compartment. */
  public List<Workflow> workflows() {
    return call(
        "list workflows",
        () -> {
          List<Workflow> all = new ArrayList<>();
          Map<String, String> query = Map.of("compartmentId", compartment);
          String cursor = null;
          do {
            MediaFlowApi.Page page = api.workflows(query, cursor);
            page.items().forEach(item -> all.add(read(item)));
            cursor = page.next().orElse(null);
          } while (cursor != null);
          return all;
        });
  }

  /** The names of the workflows that the service brings along. */
  public List<String> systemWorkflows() {
    return call(
        "list system workflows",
        () -> {
          List<String> names = new ArrayList<>();
          Map<String, String> query = Map.of("compartmentId", compartment);
          String cursor = null;
          do {
            MediaFlowApi.Page page = api.systemWorkflows(query, cursor);
            page.items().forEach(item -> names.add(item.path("name").asText()));
            cursor = page.next().orElse(null);
          } while (cursor != null);
          return names;
        });
  }

  /**
   * Gives a job another name or other tags; only while it has not ended.
   *
   * @param tags replace those that are there; empty leaves them
   * @throws StorageException CONFLICT when the job is over
   */
  public JobInfo update(String jobId, Optional<String> name, Map<String, String> tags) {
    return call(
        "update job",
        () -> MediaFlowJson.info(api.update(jobId, MediaFlowJson.change(name, tags)), ""));
  }

  static Workflow read(JsonNode workflow) {
    List<String> tasks = new ArrayList<>();
    Set<String> parameters = new TreeSet<>();
    for (JsonNode task : workflow.path("tasks")) {
      tasks.add(task.path("key").asText());
      collect(task.path("parameters"), parameters);
    }
    // What the workflow itself presets can be overridden, whoever refers to it.
    Map<String, JsonNode> presets = new LinkedHashMap<>();
    workflow.path("parameters").properties().forEach(e -> presets.put(e.getKey(), e.getValue()));
    presets.forEach(
        (task, values) ->
            values.properties().forEach(each -> parameters.add(task + "/" + each.getKey())));
    return new Workflow(
        workflow.path("id").asText(),
        workflow.path("displayName").asText(),
        workflow.path("lifecycleState").asText(),
        tasks,
        parameters);
  }

  private static void collect(JsonNode node, Set<String> into) {
    if (node.isTextual()) {
      Matcher reference = REFERENCE.matcher(node.asText());
      while (reference.find()) {
        into.add(reference.group(1) + "/" + reference.group(2));
      }
    }
    node.forEach(inner -> collect(inner, into));
  }

  private static <T> T call(String operation, Callable<T> request) {
    try {
      return request.call();
    } catch (StorageException e) {
      throw e;
    } catch (Exception e) {
      Failure failure = OciMediaDriver.meaning(e);
      throw StorageException.builder(failure.code(), failure.message())
          .operation(operation)
          .provider(OciMediaProvider.SCHEME)
          .retryable(failure.retryable())
          .httpStatus(failure.httpStatus())
          .requestId(failure.requestId().orElse(null))
          .cause(e)
          .build();
    }
  }
}
