package dev.stowage.fakes.oci.media;

import dev.stowage.fakes.FakeResponse;
import dev.stowage.fakes.oci.OciError;
import dev.stowage.fakes.oci.OciJson;
import dev.stowage.fakes.oci.OciRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The operations of the service. */
final class MediaFlowJobs {
  private static final int PAGE = 10;
  private static final Set<String> STATES =
      Set.of(
          "ACCEPTED",
          "IN_PROGRESS",
          "WAITING",
          "FAILED",
          "SUCCEEDED",
          "CANCELING",
          "CANCELED",
          "REJECTED");

  private final MediaFlowState state;

  MediaFlowJobs(MediaFlowState state) {
    this.state = state;
  }

  FakeResponse create(OciRequest request) {
    Map<String, @Nullable Object> body = request.json();
    String token = request.header("opc-retry-token").orElse("");
    String earlier = token.isEmpty() ? null : state.byToken().get(token);
    if (earlier != null && state.jobs().containsKey(earlier)) {
      return answer(state.require(earlier));
    }
    String compartment = OciJson.text(body, "compartmentId");
    if (!state.account().knows(compartment)) {
      throw OciError.notAuthorizedOrNotFound();
    }
    MediaFlowJob job =
        new MediaFlowJob(
            state.account().newOcid("mediaworkflowjob"),
            workflow(body),
            compartment,
            parameters(body),
            state.now());
    String name = OciJson.text(body, "displayName");
    job.displayName = name.isEmpty() ? null : name;
    job.tags = tags(body);
    job.problem = problem(job);
    state.jobs().put(job.id, job);
    if (!token.isEmpty()) {
      state.byToken().put(token, job.id);
    }
    return answer(job);
  }

  /** The body says by its type what names the workflow; the other name does not count. */
  private MediaWorkflow workflow(Map<String, @Nullable Object> body) {
    String type = OciJson.text(body, "workflowIdentifierType");
    if (!type.equals("ID") && !type.equals("NAME")) {
      throw OciError.invalidParameter(
          "workflowIdentifierType must be one of ID, NAME; it is \"" + type + "\"");
    }
    boolean byName = type.equals("NAME");
    String field = byName ? "mediaWorkflowName" : "mediaWorkflowId";
    String value = OciJson.text(body, field);
    if (value.isEmpty()) {
      throw OciError.invalidParameter(field + " may not be null");
    }
    return state.workflows().values().stream()
        .filter(w -> byName ? w.system() && w.name().equals(value) : w.id().equals(value))
        .findFirst()
        .orElseThrow(OciError::notAuthorizedOrNotFound);
  }

  private static Map<String, @Nullable Object> parameters(Map<String, @Nullable Object> body) {
    Map<String, @Nullable Object> parameters = new LinkedHashMap<>();
    if (body.get("parameters") instanceof Map<?, ?> raw) {
      raw.forEach(
          (task, values) -> {
            if (!(values instanceof Map)) {
              throw OciError.invalidParameter("parameters." + task + " must be an object");
            }
            parameters.put((String) task, values);
          });
    }
    return parameters;
  }

  private static Map<String, @Nullable Object> tags(Map<String, @Nullable Object> body) {
    Map<String, @Nullable Object> tags = new LinkedHashMap<>();
    if (body.get("freeformTags") instanceof Map<?, ?> raw) {
      raw.forEach((name, value) -> tags.put((String) name, value));
    }
    return tags;
  }

  /** What the job will fail for: unknown names are taken, and come to light while it runs. */
  private String problem(MediaFlowJob job) {
    for (Map.Entry<String, @Nullable Object> task : job.parameters.entrySet()) {
      for (Object name : ((Map<?, ?>) java.util.Objects.requireNonNull(task.getValue())).keySet()) {
        if (!job.workflow.references().contains(task.getKey() + "/" + name)) {
          return "No task refers to the parameter /" + task.getKey() + "/" + name;
        }
      }
    }
    String input = job.parameter("input", "objectName");
    return input.isEmpty() || state.objects().contains(input)
        ? ""
        : "The input object " + input + " does not exist";
  }

  private FakeResponse answer(MediaFlowJob job) {
    return OciJson.response(200, job.json(state.account().namespace(), MediaFlowState.BUCKET))
        .with("etag", job.etag());
  }

  FakeResponse get(OciRequest request) {
    MediaFlowJob job = state.require(request.segment(2));
    if (job.advance(state.now())) {
      state.objects().add(job.outputName());
    }
    return answer(job);
  }

  private static void checkEtag(OciRequest request, MediaFlowJob job) {
    if (request.header("if-match").filter(tag -> !tag.equals(job.etag())).isPresent()) {
      throw new OciError(412, "NoEtagMatch", "The etag does not match.");
    }
  }

  FakeResponse update(OciRequest request) {
    MediaFlowJob job = state.require(request.segment(2));
    checkEtag(request, job);
    if (!job.state.equals("ACCEPTED") && !job.state.equals("IN_PROGRESS")) {
      throw new OciError(409, "IncorrectState", "The job is " + job.state + ".");
    }
    Map<String, @Nullable Object> body = request.json();
    if (body.get("displayName") instanceof String name) {
      job.displayName = name;
    }
    if (body.containsKey("freeformTags")) {
      job.tags = tags(body);
    }
    job.change();
    return answer(job);
  }

  FakeResponse delete(OciRequest request) {
    MediaFlowJob job = state.require(request.segment(2));
    checkEtag(request, job);
    if (job.isOver()) {
      throw new OciError(409, "IncorrectState", "The job is " + job.state + ".");
    }
    job.state = "CANCELING";
    job.change();
    return FakeResponse.of(202).with("opc-work-request-id", "none");
  }

  FakeResponse list(OciRequest request) {
    if (request.param("compartmentId").filter(id -> !state.account().knows(id)).isPresent()) {
      throw OciError.notAuthorizedOrNotFound();
    }
    if (request.param("lifecycleState").filter(s -> !STATES.contains(s)).isPresent()) {
      throw OciError.invalidParameter("Invalid lifecycleState");
    }
    List<Object> items = new ArrayList<>();
    for (MediaFlowJob job : state.jobs().values()) {
      boolean wanted =
          request.param("lifecycleState").map(job.state::equals).orElse(true)
              && request.param("id").map(job.id::equals).orElse(true)
              && request.param("displayName").map(n -> n.equals(job.displayName)).orElse(true)
              && request.param("mediaWorkflowId").map(job.workflow.id()::equals).orElse(true);
      if (wanted) {
        items.add(job.json(state.account().namespace(), MediaFlowState.BUCKET));
      }
    }
    return page(request, items);
  }

  FakeResponse workflow(OciRequest request) {
    MediaWorkflow workflow = state.workflows().get(request.segment(2));
    if (workflow == null) {
      throw OciError.notAuthorizedOrNotFound();
    }
    return OciJson.response(200, workflow.json(state.account().compartment()));
  }

  FakeResponse workflows(OciRequest request, boolean system) {
    List<Object> items = new ArrayList<>();
    for (MediaWorkflow workflow : state.workflows().values()) {
      boolean named = request.param("name").map(workflow.name()::equals).orElse(true);
      if (workflow.system() == system && named) {
        Map<String, @Nullable Object> json = workflow.json(state.account().compartment());
        json.put("name", workflow.name());
        items.add(json);
      }
    }
    return page(request, items);
  }

  private static FakeResponse page(OciRequest request, List<Object> items) {
    int from = Integer.parseInt(request.param("page").orElse("0"));
    int limit = Math.min(PAGE, Integer.parseInt(request.param("limit").orElse("1000")));
    int to = Math.min(items.size(), from + limit);
    FakeResponse response =
        OciJson.response(200, Map.of("items", items.subList(Math.min(from, to), to)));
    return to < items.size() ? response.with("opc-next-page", Integer.toString(to)) : response;
  }
}
