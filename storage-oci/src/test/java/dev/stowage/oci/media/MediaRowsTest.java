package dev.stowage.oci.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.ErrorCode;
import dev.stowage.OpenOptions;
import dev.stowage.StorageException;
import dev.stowage.conformance.kv.ManualPacer;
import dev.stowage.fakes.Fault;
import dev.stowage.fakes.oci.FakeOci;
import dev.stowage.fakes.oci.OciJson;
import dev.stowage.fakes.oci.media.FakeMediaFlow;
import dev.stowage.media.JobFilter;
import dev.stowage.media.MediaBlob;
import dev.stowage.media.MediaJob;
import dev.stowage.media.MediaJobs;
import dev.stowage.media.MediaOutput;
import dev.stowage.media.MediaState;
import dev.stowage.media.RunSystemWorkflow;
import dev.stowage.media.RunWorkflow;
import dev.stowage.media.SubmitOptions;
import dev.stowage.oci.BodyRecorder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What the catalogue asks of media jobs, and the requests. */
class MediaRowsTest {
  private static final AtomicReference<FakeMediaFlow> FLOW = new AtomicReference<>();
  private static final AtomicReference<BodyRecorder> BODIES = new AtomicReference<>();
  private static final FakeOci OCI =
      FakeOci.builder()
          .with(
              account -> {
                FLOW.set(new FakeMediaFlow(account));
                BODIES.set(new BodyRecorder(FLOW.get()));
                return BODIES.get();
              })
          .start();

  private final ManualPacer pacer = new ManualPacer(Instant.now());

  @BeforeEach
  void fresh() {
    OCI.reset();
    flow().putObject("sample.mp4");
  }

  private static FakeMediaFlow flow() {
    return FLOW.get();
  }

  private MediaJobs open(String more) {
    return MediaJobs.open(
        "oci-media://media?compartment=" + OCI.compartment() + "&endpoint=" + OCI.endpoint() + more,
        OpenOptions.defaults().withEnvironment(OCI.environment()).withPacer(pacer));
  }

  private static RunWorkflow workflow() {
    return RunWorkflow.builder(flow().workflowId())
        .parameter("input", "objectName", "sample.mp4")
        .parameter("input", "objectNameFilename", "sample")
        .build();
  }

  private static StorageException fails(ErrorCode code, Executable call) {
    StorageException failure = assertThrows(StorageException.class, call);
    assertEquals(code, failure.code(), failure.getMessage());
    return failure;
  }

  private static Map<String, ?> body() {
    return OciJson.object(
        BODIES.get().last("CreateMediaWorkflowJob").getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void t7_oci_media_1_bodyNamesTheWorkflowById() {
    try (MediaJobs jobs = open("")) {
      MediaJob job = jobs.submit(workflow(), SubmitOptions.defaults().withName("job of today"));
      assertEquals(MediaState.QUEUED, job.state());
      assertEquals(
          Map.of(
              "workflowIdentifierType", "ID",
              "mediaWorkflowId", flow().workflowId(),
              "compartmentId", OCI.compartment(),
              "displayName", "job of today",
              "parameters",
                  Map.of(
                      "input", Map.of("objectName", "sample.mp4", "objectNameFilename", "sample"))),
          body());
      assertTrue(
          OCI.journal().requests("CreateMediaWorkflowJob").get(0).headers().has("opc-retry-token"));
    }
  }

  @Test
  void oci_media_1_lostAnswerMakesOneJob() {
    try (MediaJobs jobs = open("")) {
      OCI.faults().on("CreateMediaWorkflowJob").arm(Fault.lostResponse());
      MediaJob job = jobs.submit(workflow());
      assertEquals(2, OCI.journal().count("CreateMediaWorkflowJob"));
      assertEquals(List.of(job.id()), jobs.list(JobFilter.all()).map(MediaJob::id).toList());
    }
  }

  @Test
  void oci_media_2_systemWorkflowIsNamedByName() {
    try (MediaJobs jobs = open("")) {
      jobs.submit(RunSystemWorkflow.builder(flow().systemWorkflowName()).build());
      assertEquals("NAME", body().get("workflowIdentifierType"));
      assertEquals(flow().systemWorkflowName(), body().get("mediaWorkflowName"));
      assertFalse(body().containsKey("mediaWorkflowId"));
      fails(ErrorCode.NOT_FOUND, () -> jobs.submit(RunSystemWorkflow.builder("mine").build()));
      fails(ErrorCode.NOT_FOUND, () -> jobs.submit(RunWorkflow.builder("transcode").build()));
      OciMediaFlow service = jobs.unwrap(OciMediaFlow.class).orElseThrow();
      assertEquals(List.of(flow().systemWorkflowName()), service.systemWorkflows());
    }
  }

  @Test
  void oci_media_3_parameterThatNoTaskKnowsFailsTheJobLater() {
    RunWorkflow misspelt =
        RunWorkflow.builder(flow().workflowId()).parameter("input", "objectname", "x").build();
    try (MediaJobs jobs = open("")) {
      MediaJob job = jobs.submit(misspelt);
      assertEquals(MediaState.FAILED, job.await(Duration.ofMinutes(10)));
      assertTrue(job.failure().orElseThrow().reason().contains("objectname"));
    }
    try (MediaJobs checked = open("&check=true")) {
      int before = OCI.journal().count("CreateMediaWorkflowJob");
      StorageException refused = fails(ErrorCode.INVALID_ARGUMENT, () -> checked.submit(misspelt));
      assertTrue(refused.reason().contains("input/objectName"), refused.reason());
      assertEquals(before, OCI.journal().count("CreateMediaWorkflowJob"));
      checked.submit(workflow());
    }
  }

  @Test
  void oci_media_4_8_9_statesTasksAndOutputs() {
    try (MediaJobs jobs = open("")) {
      MediaJob job = jobs.submit(workflow());
      assertEquals(MediaState.RUNNING, job.refresh());
      assertEquals(MediaState.WAITING, job.refresh());
      assertEquals("transcode", job.tasks().get(0).key());
      assertEquals(MediaState.WAITING, job.tasks().get(0).state());
      assertEquals(List.of(), job.outputs());
      assertEquals(MediaState.SUCCEEDED, job.await(Duration.ofMinutes(10)));
      MediaOutput output = job.outputs().get(0);
      assertEquals(MediaOutput.Type.VIDEO, output.type());
      assertEquals(MediaBlob.of(job.id() + "/output.mp4"), output.blob(), "of the URL's bucket");
      assertTrue(job.info().ended().isPresent());
      fails(ErrorCode.NOT_FOUND, () -> jobs.job("ocid1.mediaworkflowjob.oc1.none"));
    }
    try (MediaJobs elsewhere =
        MediaJobs.open(
            "oci-media://" + OCI.compartment() + "?endpoint=" + OCI.endpoint(),
            OpenOptions.defaults().withEnvironment(OCI.environment()).withPacer(pacer))) {
      MediaJob job = elsewhere.submit(workflow());
      job.await(Duration.ofMinutes(10));
      assertEquals(Optional.of("media"), job.outputs().get(0).blob().container());
    }
  }

  @Test
  void oci_media_5_listOverPagesByState() {
    try (MediaJobs jobs = open("")) {
      MediaJob done = jobs.submit(workflow());
      done.await(Duration.ofMinutes(10));
      for (int i = 0; i < 24; i++) {
        jobs.submit(workflow());
      }
      OCI.journal().clear();
      assertEquals(25, jobs.list(JobFilter.all()).count());
      assertEquals(3, OCI.journal().count("ListMediaWorkflowJobs"));
      assertEquals(
          List.of(done.id()),
          jobs.list(JobFilter.all().withStates(MediaState.SUCCEEDED)).map(MediaJob::id).toList());
      String query = OCI.journal().requests().get(3).query();
      assertTrue(query.contains("compartmentId=") && query.contains("lifecycleState=SUCCEEDED"));
    }
  }

  @Test
  void oci_media_6_updateOnlyWhileItRuns() {
    try (MediaJobs jobs = open("")) {
      OciMediaFlow service = jobs.unwrap(OciMediaFlow.class).orElseThrow();
      MediaJob job = jobs.submit(workflow());
      assertEquals(
          Optional.of("renamed"),
          service.update(job.id(), Optional.of("renamed"), Map.of("team", "video")).name());
      job.await(Duration.ofMinutes(10));
      fails(ErrorCode.CONFLICT, () -> service.update(job.id(), Optional.of("too late"), Map.of()));
    }
  }

  @Test
  void t7_oci_media_7_cancelIsADeleteThatOnlyAsks() {
    try (MediaJobs jobs = open("")) {
      MediaJob job = jobs.submit(workflow());
      job.cancel();
      assertEquals("DELETE", OCI.journal().requests("DeleteMediaWorkflowJob").get(0).method());
      assertFalse(job.state().isTerminal(), "2xx is not the end");
      assertFalse(MediaState.CANCELING.isTerminal());
      assertEquals(MediaState.CANCELED, job.await(Duration.ofMinutes(10)));

      MediaJob stubborn = jobs.submit(workflow());
      flow().ignoreCancel(stubborn.id());
      stubborn.cancel();
      assertEquals(MediaState.SUCCEEDED, stubborn.await(Duration.ofMinutes(10)));

      MediaJob late = jobs.submit(workflow());
      MediaJob stale = jobs.job(late.id());
      late.await(Duration.ofMinutes(10));
      stale.cancel();
      assertEquals(MediaState.SUCCEEDED, stale.state(), "409 means that it is over");
    }
  }

  @Test
  void oci_media_8_stateOfANewerServiceIsNotTheEnd() {
    try (MediaJobs jobs = open("")) {
      MediaJob job = jobs.submit(workflow());
      flow().setState(job.id(), "HIBERNATING");
      MediaJob seen = jobs.list(JobFilter.all()).findFirst().orElseThrow();
      assertEquals(MediaState.UNKNOWN, seen.state());
      assertFalse(seen.state().isTerminal());
      flow().setState(job.id(), "REJECTED");
      assertEquals(MediaState.REJECTED, job.refresh());
      assertTrue(job.failure().isPresent());
    }
  }

  @Test
  void oci_media_10_recordsGoAfterAWhile() {
    try (MediaJobs jobs = open("")) {
      MediaJob job = jobs.submit(workflow());
      flow().forget(job.id());
      fails(ErrorCode.NOT_FOUND, () -> jobs.job(job.id()));
    }
  }

  @Test
  void oci_media_11_workflowsAreRead() {
    String id =
        flow().createWorkflow("two steps", List.of("cut", "join"), List.of("input/objectName"));
    try (MediaJobs jobs = open("")) {
      OciMediaFlow service = jobs.unwrap(OciMediaFlow.class).orElseThrow();
      OciMediaFlow.Workflow read = service.workflow(id);
      assertEquals(
          new OciMediaFlow.Workflow(
              id, "two steps", "ACTIVE", List.of("cut", "join"), Set.of("input/objectName")),
          read);
      assertEquals(2, service.workflows().size());
      fails(ErrorCode.NOT_FOUND, () -> service.workflow("ocid1.mediaworkflow.none"));
    }
  }

  @Test
  void urls() {
    OpenOptions options = OpenOptions.defaults().withEnvironment(OCI.environment());
    fails(ErrorCode.INVALID_ARGUMENT, () -> MediaJobs.open("oci-media://bucket", options).close());
    fails(
        ErrorCode.INVALID_ARGUMENT,
        () -> MediaJobs.open("oci-media://ocid1.a?compartment=ocid1.b", options).close());
    fails(
        ErrorCode.INVALID_ARGUMENT,
        () -> MediaJobs.open("oci-media://b?compartment=ocid1.b&nonsense=1", options).close());
  }
}
