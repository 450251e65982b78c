package dev.stowage.oss;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.Credentials;
import dev.stowage.ErrorCode;
import dev.stowage.OpenOptions;
import dev.stowage.StorageException;
import dev.stowage.conformance.driver.KitPacer;
import dev.stowage.fakes.oss.FakeOss;
import dev.stowage.media.DocumentConvert;
import dev.stowage.media.MediaBlob;
import dev.stowage.media.MediaJob;
import dev.stowage.media.MediaJobs;
import dev.stowage.media.MediaRequest;
import dev.stowage.media.MediaState;
import dev.stowage.media.RawInstruction;
import dev.stowage.media.SubmitOptions;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.function.Executable;

/** OSSA-1, 3, 5, 7, 9, NOTIFY-1 to 3, ERR-1: handing in. */
class OssSubmitTest {
  @RegisterExtension static final FakeOss FAKE = FakeOss.start();

  private static MediaJobs open(String bucket, String parameters) {
    return MediaJobs.open(
        "oss-media://"
            + bucket
            + FakeHarness.query(FAKE, FAKE.secretKey())
            + "&imm-endpoint="
            + FAKE.endpoint()
            + parameters,
        OpenOptions.defaults().withPacer(new KitPacer()).withEnvironment(Map.of()));
  }

  private static String bucket() {
    String bucket = "rows-" + UUID.randomUUID();
    FAKE.createBucket(bucket);
    FAKE.attach(bucket, "my-project");
    FAKE.putObject(bucket, "in.docx", new byte[] {1});
    FAKE.putObject(bucket, "in.mp4", new byte[] {1});
    return bucket;
  }

  private static MediaRequest document(String target) {
    return DocumentConvert.builder(MediaBlob.of("in.docx"), MediaBlob.of(target), "pdf").build();
  }

  private static StorageException fails(ErrorCode code, Executable call) {
    StorageException failure = assertThrows(StorageException.class, call);
    assertEquals(code, failure.code(), failure::toString);
    return failure;
  }

  @Test
  void ossa1_ossa3_acceptedIsNotDone_andAllIdsAreThere() {
    try (MediaJobs jobs = open(bucket(), "")) {
      MediaJob job = jobs.submit(document("out.pdf"));
      assertEquals(MediaState.QUEUED, job.state());
      OssTask task = OssTask.of(job);
      assertEquals(200, task.statusCode());
      assertTrue(task.taskId().orElseThrow().startsWith("OfficeConversion-"), task.toString());
      assertTrue(task.eventId().isPresent());
      assertNotEquals(task.requestId(), task.processRequestId().orElseThrow());
      assertEquals(task, OssTask.of(jobs.job(job.id())), "from the id alone");
      fails(ErrorCode.NOT_FOUND, () -> OssTask.of(MediaJobs.open("mem://").submit(document("o"))));
    }
  }

  @Test
  void ossa1_t16_wire_bodyIsNotEncoded() {
    try (Recorder server =
            new Recorder(200, "{\"EventId\":\"e\",\"RequestId\":\"r\",\"TaskId\":null}");
        MediaJobs jobs = open(server)) {
      jobs.submit(RawInstruction.of(MediaBlob.of("a b.mp4"), "x/y,z_1+%2F"));
      Recorder.Seen post = server.seen("POST").get(0);
      assertEquals("/bucket/a%20b.mp4?x-oss-async-process", post.target());
      assertEquals("x-oss-async-process=x/y,z_1+%2F", post.body());
      assertEquals("application/xml", post.headers().get("Content-Type"));
      assertEquals("UNSIGNED-PAYLOAD", post.headers().get("x-oss-content-sha256"));
      assertEquals(24, post.headers().get("Content-MD5").length());
    }
  }

  private static MediaJobs open(Recorder server) {
    return MediaJobs.open(
        "oss-media://bucket?region=cn-hangzhou&requester-pays=true&endpoint=" + server.url(),
        OpenOptions.defaults()
            .withCredentials(Credentials.keys("ak", "sk"))
            .withEnvironment(Map.of()));
  }

  @Test
  void ossa1_requesterPays() {
    try (Recorder server = new Recorder(200, "{}");
        MediaJobs jobs = open(server)) {
      jobs.submit(document("out.pdf"));
      assertEquals("requester", server.seen("POST").get(0).headers().get("x-oss-request-payer"));
    }
  }

  @Test
  void ossa1_t17_bucketWithoutAProject_isTold() {
    String bucket = bucket();
    FAKE.createBucket(bucket + "-no");
    FAKE.putObject(bucket + "-no", "in.docx", new byte[] {1});
    try (MediaJobs jobs = open(bucket + "-no", "")) {
      StorageException failure =
          fails(ErrorCode.PRECONDITION_FAILED, () -> jobs.submit(document("out.pdf")));
      assertTrue(failure.toString().contains("AttachOSSBucket"), failure.toString());
      assertTrue(failure.toString().contains("Imm Client"), failure.toString());
      assertFalse(failure.retryable());
      assertEquals(
          Optional.empty(), jobs.unwrap(OssImm.class).orElseThrow().projectOf(bucket + "-no"));
    }
  }

  @Test
  void ossa1_refusals() {
    String bucket = bucket();
    try (MediaJobs jobs = open(bucket, "")) {
      MediaBlob missing = MediaBlob.of("missing.docx");
      fails(
          ErrorCode.NOT_FOUND,
          () ->
              jobs.submit(
                  DocumentConvert.builder(missing, MediaBlob.of("out.pdf"), "pdf").build()));
      StorageException style =
          fails(
              ErrorCode.INVALID_ARGUMENT,
              () ->
                  jobs.submit(
                      RawInstruction.of(MediaBlob.of("in.mp4"), "no/such,style_1")
                          .withOutput(MediaBlob.of("o"))));
      assertTrue(style.toString().contains("InvalidArgument"), style.toString());
    }
    try (MediaJobs jobs = open("missing-" + bucket, "")) {
      fails(ErrorCode.CONTAINER_NOT_FOUND, () -> jobs.submit(document("out.pdf")));
    }
  }

  @Test
  void ossa3_replyThatIsNoJson_isADataError() {
    try (Recorder server = new Recorder(200, "<html>");
        MediaJobs jobs = open(server)) {
      StorageException failure =
          assertThrows(StorageException.class, () -> jobs.submit(document("out.pdf")));
      assertTrue(failure.toString().contains("not the JSON"), failure.toString());
      assertEquals(1, server.seen("POST").size(), "tried again");
    }
  }

  @Test
  void ossa3_t17_withoutATaskId_theTargetTells() {
    String bucket = bucket();
    try (MediaJobs jobs = open(bucket, "")) {
      FAKE.taskIds(false);
      MediaJob job = jobs.submit(document("out.pdf"));
      assertEquals(Optional.empty(), OssTask.of(job).taskId());
      assertEquals(MediaState.SUCCEEDED, job.await(Duration.ofMinutes(1)));
      assertEquals("out.pdf", job.outputs().get(0).blob().key());
    } finally {
      FAKE.taskIds(true);
    }
  }

  @Test
  void ossa5_targetInAnotherBucket() {
    String from = bucket();
    String to = bucket();
    try (MediaJobs jobs = open(from, "")) {
      MediaJob job =
          jobs.submit(
              DocumentConvert.builder(MediaBlob.of("in.docx"), MediaBlob.of(to, "o.pdf"), "pdf")
                  .build());
      assertEquals(MediaState.SUCCEEDED, job.await(Duration.ofMinutes(1)));
      assertTrue(FAKE.object(to, "o.pdf").isPresent());
      assertEquals(MediaBlob.of(to, "o.pdf"), job.outputs().get(0).blob());
    }
  }

  @Test
  void ossa7_projectOfABucket() {
    String bucket = bucket();
    try (MediaJobs jobs = open(bucket, "")) {
      OssImm imm = jobs.unwrap(OssImm.class).orElseThrow();
      assertEquals(Optional.of("my-project"), imm.projectOf(bucket));
      FAKE.denyTasks(true);
      fails(ErrorCode.PERMISSION_DENIED, () -> imm.projectOf("another-" + bucket));
    } finally {
      FAKE.denyTasks(false);
    }
    String url = "oss-media://" + bucket + "?region=cn-hangzhou&credential=anonymous";
    try (MediaJobs jobs = MediaJobs.open(url, OpenOptions.defaults().withEnvironment(Map.of()))) {
      OssImm imm = jobs.unwrap(OssImm.class).orElseThrow();
      fails(ErrorCode.UNAUTHENTICATED, () -> imm.projectOf(bucket));
    }
  }

  @Test
  void notify1_notify2_messageIsParsed() {
    String bucket = bucket();
    try (MediaJobs jobs = open(bucket, "")) {
      SubmitOptions told = SubmitOptions.defaults().withNotifyTopic("topic-" + bucket);
      MediaJob job = jobs.submit(document("out.pdf"), told);
      assertEquals(MediaState.SUCCEEDED, job.await(Duration.ofMinutes(1)));
      OssProcessEvent event = OssProcessEvent.parse(FAKE.messages("topic-" + bucket).get(0));
      assertEquals(OssTask.of(job).taskId().orElseThrow(), event.taskId());
      assertEquals(OssTask.of(job).eventId().orElseThrow(), event.eventId());
      assertEquals("imm:Task:OfficeConversion", event.type());
      assertEquals(MediaState.SUCCEEDED, event.outcome().state());
      assertEquals("oss://" + bucket + "/out.pdf", event.targets().get(0));
    }
  }

  @Test
  void notify2_unknownFieldsArePassedOver_andNonsenseIsRefused() {
    OssProcessEvent event =
        OssProcessEvent.parse(
            "{\"id\":1,\"new\":{},\"type\":\"imm:Task:MediaConvert\",\"content\":\"{\\\"TaskId\\\":"
                + "\\\"MediaConvert-1\\\",\\\"Status\\\":\\\"Failed\\\",\\\"Code\\\":\\\"NoSuchKey\\\","
                + "\\\"Message\\\":\\\"gone\\\",\\\"More\\\":[1]}\"}");
    assertEquals(MediaState.FAILED, event.outcome().state());
    assertEquals("NoSuchKey", event.outcome().failure().orElseThrow().providerCode());
    fails(ErrorCode.INVALID_ARGUMENT, () -> OssProcessEvent.parse("[]"));
    fails(ErrorCode.INVALID_ARGUMENT, () -> OssProcessEvent.parse("{\"content\":\"{}\"}"));
  }

  @Test
  void notify3_thereIsNoCallback_andNoTopicForWhatIsDoneAtOnce() {
    for (Class<?> type : List.of(MediaJobs.class, SubmitOptions.class, OssTask.class)) {
      for (Method method : type.getMethods()) {
        assertFalse(method.getName().toLowerCase(Locale.ROOT).contains("callback"));
      }
    }
    try (MediaJobs jobs = open(bucket(), "")) {
      fails(
          ErrorCode.UNSUPPORTED,
          () ->
              jobs.submit(
                  WatermarkEncode.of(MediaBlob.of("in.mp4"), MediaBlob.of("o"), "x").request(),
                  SubmitOptions.defaults().withNotifyTopic("topic")));
    }
  }

  @Test
  void err1_bothFormsOfErrors() {
    String bucket = bucket();
    try (MediaJobs jobs = open(bucket, "&status=imm")) {
      MediaBlob missing = MediaBlob.of("missing.docx");
      StorageException xml =
          fails(
              ErrorCode.NOT_FOUND,
              () ->
                  jobs.submit(
                      DocumentConvert.builder(missing, MediaBlob.of("out.pdf"), "pdf").build()));
      assertTrue(xml.requestId().isPresent(), "of an error in XML");
      assertEquals(404, xml.httpStatus().orElseThrow());
      MediaJob job = jobs.submit(document("out.pdf"));
      FAKE.denyTasks(true);
      StorageException json = fails(ErrorCode.PERMISSION_DENIED, job::refresh);
      assertTrue(json.requestId().isPresent(), "of an error in JSON");
      assertTrue(json.toString().contains("NoPermission"), json.toString());
    } finally {
      FAKE.denyTasks(false);
    }
  }
}
