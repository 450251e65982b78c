package dev.stowage.fakes.oci.media;

import dev.stowage.fakes.FakeResponse;
import dev.stowage.fakes.oci.OciAccount;
import dev.stowage.fakes.oci.OciRequest;
import dev.stowage.fakes.oci.OciServiceFake;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The Media Flow service: {@code FakeOci.builder().with(FakeMediaFlow::new).start()}.
 *
 * <p>A job goes a step further each time it is asked for: ACCEPTED, IN_PROGRESS, WAITING,
 * IN_PROGRESS, SUCCEEDED. It fails when its input is not among the objects that {@link #putObject}
 * named, or when it was given a parameter that no task of its workflow refers to.
 */
public final class FakeMediaFlow implements OciServiceFake {
  private static final String VERSION = "20211101";

  private final MediaFlowState state;
  private final MediaFlowJobs jobs;

  public FakeMediaFlow(OciAccount account) {
    state = new MediaFlowState(account);
    jobs = new MediaFlowJobs(state);
  }

  /** A workflow of the user's with one task, which takes input/objectName and output/objectName. */
  public String workflowId() {
    return MediaFlowState.WORKFLOW;
  }

  /** A workflow of the system's with the same task. */
  public String systemWorkflowName() {
    return MediaFlowState.SYSTEM_WORKFLOW;
  }

  /** The bucket that jobs read from and write to. */
  public String bucket() {
    return MediaFlowState.BUCKET;
  }

  /** Makes a workflow of the user's. */
  public String createWorkflow(String name, List<String> tasks, List<String> references) {
    synchronized (state) {
      String id = state.account().newOcid("mediaworkflow");
      state.workflows().put(id, new MediaWorkflow(id, name, false, tasks, references));
      return id;
    }
  }

  /** Puts an object where jobs find it. */
  public void putObject(String name) {
    synchronized (state) {
      state.objects().add(name);
    }
  }

  /** Whether there is an object, put there by a test or by a job. */
  public boolean hasObject(String name) {
    synchronized (state) {
      return state.objects().contains(name);
    }
  }

  /** Lets a job end as it would have although it was asked to stop. */
  public void ignoreCancel(String jobId) {
    synchronized (state) {
      state.require(jobId).stubborn = true;
    }
  }

  /** Puts a job into a state of the service's, also one that clients do not know. */
  public void setState(String jobId, String lifecycleState) {
    synchronized (state) {
      state.require(jobId).state = lifecycleState;
    }
  }

  /** Takes a job away, as the service does after 90 days. */
  public void forget(String jobId) {
    synchronized (state) {
      state.jobs().remove(jobId);
    }
  }

  /** Dates jobs by another clock than the signatures. */
  public void tellTimeBy(Supplier<Instant> clock) {
    synchronized (state) {
      state.setTime(clock);
    }
  }

  @Override
  public Set<String> operations() {
    return Set.of(
        "CreateMediaWorkflowJob",
        "GetMediaWorkflowJob",
        "UpdateMediaWorkflowJob",
        "DeleteMediaWorkflowJob",
        "ListMediaWorkflowJobs",
        "GetMediaWorkflow",
        "ListMediaWorkflows",
        "ListSystemMediaWorkflows");
  }

  @Override
  public Optional<String> operation(OciRequest head) {
    if (!head.segment(0).equals(VERSION)) {
      return Optional.empty();
    }
    return switch (head.method() + head.segments().size() + head.segment(1)) {
      case "POST2mediaWorkflowJobs" -> Optional.of("CreateMediaWorkflowJob");
      case "GET2mediaWorkflowJobs" -> Optional.of("ListMediaWorkflowJobs");
      case "GET3mediaWorkflowJobs" -> Optional.of("GetMediaWorkflowJob");
      case "PUT3mediaWorkflowJobs" -> Optional.of("UpdateMediaWorkflowJob");
      case "DELETE3mediaWorkflowJobs" -> Optional.of("DeleteMediaWorkflowJob");
      case "GET2mediaWorkflows" -> Optional.of("ListMediaWorkflows");
      case "GET3mediaWorkflows" -> Optional.of("GetMediaWorkflow");
      case "GET2systemMediaWorkflows" -> Optional.of("ListSystemMediaWorkflows");
      default -> Optional.empty();
    };
  }

  @Override
  public FakeResponse answer(String operation, OciRequest request) {
    synchronized (state) {
      return switch (operation) {
        case "CreateMediaWorkflowJob" -> jobs.create(request);
        case "GetMediaWorkflowJob" -> jobs.get(request);
        case "UpdateMediaWorkflowJob" -> jobs.update(request);
        case "DeleteMediaWorkflowJob" -> jobs.delete(request);
        case "ListMediaWorkflowJobs" -> jobs.list(request);
        case "GetMediaWorkflow" -> jobs.workflow(request);
        case "ListMediaWorkflows" -> jobs.workflows(request, false);
        default -> jobs.workflows(request, true);
      };
    }
  }

  @Override
  public void clear() {
    synchronized (state) {
      state.clear();
    }
  }
}
