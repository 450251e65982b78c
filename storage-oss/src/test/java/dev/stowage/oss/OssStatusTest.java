package dev.stowage.oss;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.ErrorCode;
import dev.stowage.OpenOptions;
import dev.stowage.StorageException;
import dev.stowage.conformance.driver.KitPacer;
import dev.stowage.fakes.oss.FakeOss;
import dev.stowage.media.DocumentConvert;
import dev.stowage.media.Frames;
import dev.stowage.media.MediaBlob;
import dev.stowage.media.MediaJob;
import dev.stowage.media.MediaJobs;
import dev.stowage.media.MediaRequest;
import dev.stowage.media.MediaState;
import dev.stowage.media.Snapshots;
import dev.stowage.media.WatermarkDecode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.function.Executable;

/** OSSA-STATUS-1 to 3, T18: how a job went, asked in three ways. */
class OssStatusTest {
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
  void status1_t18_getTask() {
    String bucket = bucket();
    try (MediaJobs jobs = open(bucket, "&status=imm")) {
      MediaJob job = jobs.submit(document("out.pdf"));
      assertEquals(MediaState.RUNNING, job.refresh());
      assertEquals(MediaState.SUCCEEDED, job.refresh());
      assertTrue(job.info().started().isPresent());
      assertTrue(job.info().ended().isPresent());
      assertTrue(job.progress().isEmpty());
      FAKE.failNextTask("InvalidDocument", "the document is broken");
      MediaJob broken = jobs.submit(document("broken.pdf"));
      assertEquals(MediaState.FAILED, broken.await(Duration.ofMinutes(1)));
      assertEquals("InvalidDocument", broken.failure().orElseThrow().providerCode());
      assertTrue(broken.failure().orElseThrow().reason().contains("broken"));
    }
  }

  @Test
  void status1_byTheServicesOwnId() {
    String bucket = bucket();
    try (MediaJobs jobs = open(bucket, "")) {
      MediaJob job = jobs.submit(document("out.pdf"));
      job.await(Duration.ofMinutes(1));
      MediaJob same = jobs.job(OssTask.of(job).taskId().orElseThrow());
      assertEquals(MediaState.SUCCEEDED, same.state());
    }
  }

  @Test
  void status1_t18_expired_isUnknown_notFailed() {
    String bucket = bucket();
    try (MediaJobs jobs = open(bucket, "&status=imm")) {
      MediaJob job = jobs.submit(document("out.pdf"));
      FAKE.forgetTasks();
      assertEquals(MediaState.UNKNOWN, job.refresh());
      assertTrue(job.failure().isEmpty());
      fails(ErrorCode.NOT_FOUND, () -> jobs.job("OfficeConversion-none"));
    }
  }

  @Test
  void status1_oneMayAskForTheProjectOnce() {
    String bucket = bucket();
    try (MediaJobs jobs = open(bucket, "")) {
      FAKE.journal().clear();
      jobs.submit(document("a.pdf")).await(Duration.ofMinutes(1));
      jobs.submit(document("b.pdf")).await(Duration.ofMinutes(1));
      assertEquals(1, FAKE.journal().count("GetOSSBucketAttachment"));
    }
    try (MediaJobs jobs = open(bucket, "&imm-project=my-project")) {
      FAKE.journal().clear();
      jobs.submit(document("a.pdf")).await(Duration.ofMinutes(1));
      assertEquals(0, FAKE.journal().count("GetOSSBucketAttachment"));
    }
  }

  @Test
  void status2_t18_staleTarget_isNoSuccess() {
    String bucket = bucket();
    FAKE.putObject(bucket, "out.pdf", "from yesterday".getBytes(StandardCharsets.UTF_8));
    try (MediaJobs jobs = open(bucket, "&status=object")) {
      FAKE.failNextTask("InvalidDocument", "broken");
      MediaJob job = jobs.submit(document("out.pdf"));
      for (int i = 0; i < 5; i++) {
        assertEquals(MediaState.UNKNOWN, job.refresh());
      }
      fails(ErrorCode.DEADLINE_EXCEEDED, () -> job.await(Duration.ofMinutes(5)));
      assertTrue(job.failure().isEmpty(), "a timeout is no failure of the job");
      MediaJob again = jobs.submit(document("out.pdf"));
      assertEquals(MediaState.SUCCEEDED, again.await(Duration.ofMinutes(1)));
    }
  }

  @Test
  void status2_withoutTheRightToAsk_targetsAreWatched() {
    String bucket = bucket();
    try (MediaJobs jobs = open(bucket, "")) {
      FAKE.denyTasks(true);
      MediaJob job = jobs.submit(document("out.pdf"));
      assertEquals(MediaState.SUCCEEDED, job.await(Duration.ofMinutes(1)));
    } finally {
      FAKE.denyTasks(false);
    }
  }

  @Test
  void status2_severalOutputs_areCountedWhereTheirNumberIsKnown() {
    String bucket = bucket();
    FAKE.putObject(bucket, "frames/x_old", new byte[] {1});
    FAKE.clock().advance(Duration.ofSeconds(5));
    try (MediaJobs jobs = open(bucket, "&status=object")) {
      MediaJob job =
          jobs.submit(
              Snapshots.builder(MediaBlob.of("in.mp4"), MediaBlob.of("frames/x"), "jpg")
                  .frames(Frames.spread(2))
                  .build());
      assertEquals(MediaState.SUCCEEDED, job.await(Duration.ofMinutes(1)));
      assertEquals(2, job.outputs().size(), () -> job.outputs().toString());
    } finally {
      FAKE.clock().reset();
    }
  }

  @Test
  void status2_severalOutputs_areDoneWhenNoMoreCome() {
    String bucket = bucket();
    try (MediaJobs jobs = open(bucket, "&status=object")) {
      MediaJob job =
          jobs.submit(
              DocumentConvert.builder(
                      MediaBlob.of("in.docx"), MediaBlob.of("pages/{index}.png"), "png")
                  .build());
      for (int i = 0; i < 4; i++) {
        assertEquals(MediaState.UNKNOWN, job.refresh());
      }
      FAKE.clock().advance(TargetWatch.QUIET.plusSeconds(1));
      assertEquals(MediaState.SUCCEEDED, job.refresh());
      assertTrue(job.outputs().size() > 1, () -> job.outputs().toString());
    } finally {
      FAKE.clock().reset();
    }
  }

  @Test
  void status3_cancelAndList_areRefused() {
    String bucket = bucket();
    try (MediaJobs jobs = open(bucket, "")) {
      MediaJob job = jobs.submit(document("out.pdf"));
      fails(ErrorCode.UNSUPPORTED, job::cancel);
      assertEquals(MediaState.SUCCEEDED, job.await(Duration.ofMinutes(1)));
    }
  }

  @Test
  void styleWmdec_styleWmenc_textComesBack() {
    String bucket = bucket();
    try (MediaJobs jobs = open(bucket, "")) {
      String text = "© somebody>>??";
      MediaBlob hidden = MediaBlob.of("hidden.png");
      MediaJob encoded =
          jobs.submit(WatermarkEncode.of(MediaBlob.of("in.mp4"), hidden, text).request());
      assertEquals(MediaState.SUCCEEDED, encoded.state(), "done at once");
      assertEquals("hidden.png", encoded.outputs().get(0).blob().key());
      MediaJob decoded = jobs.submit(WatermarkDecode.of(hidden));
      assertEquals(MediaState.SUCCEEDED, decoded.await(Duration.ofMinutes(1)));
      assertEquals(Optional.of(text), decoded.text());
      assertEquals(List.of(), decoded.outputs());
      MediaJob none = jobs.submit(WatermarkDecode.of(MediaBlob.of("in.mp4")));
      assertEquals(MediaState.FAILED, none.await(Duration.ofMinutes(1)));
    }
  }
}
