package dev.stowage.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.ErrorCode;
import dev.stowage.OpenOptions;
import dev.stowage.StorageException;
import dev.stowage.blob.BlobBody;
import dev.stowage.blob.BlobInfo;
import dev.stowage.blob.BlobStore;
import dev.stowage.media.MediaFailure;
import dev.stowage.media.MediaJob;
import dev.stowage.media.MediaJobs;
import dev.stowage.media.MediaRequest;
import dev.stowage.media.MediaState;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Media jobs as far as they do not depend on what ffmpeg does. */
class FileMediaTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir Path top;
  private FakeFfmpeg fake;
  private String url;

  @BeforeEach
  void script() throws IOException {
    fake = new FakeFfmpeg(top.resolve("bin"));
    url = TestUser.url(data()) + "?ffmpeg=" + fake.program();
  }

  private Path data() {
    return top.resolve("data");
  }

  private static MediaRequest copy(String input) {
    return MediaSamples.copy(input, "out.mp4", "mp4");
  }

  private void put(String key, String text) {
    try (BlobStore blobs = LocalStores.blobs(data())) {
      blobs.put(key, BlobBody.of(text));
    }
  }

  @Test
  void noFfmpeg_saysHowToGetIt() {
    OpenOptions nothing = OpenOptions.defaults().withEnvironment(Map.of("PATH", top.toString()));
    put("in", "x");
    for (String at : List.of(TestUser.url(data()), TestUser.url(data()) + "?ffmpeg=/no/ffmpeg")) {
      try (MediaJobs jobs = MediaJobs.open(at, nothing)) {
        StorageException failure =
            assertThrows(StorageException.class, () -> jobs.submit(copy("in")));
        assertEquals(ErrorCode.UNSUPPORTED, failure.code());
        assertTrue(failure.reason().contains("apt-get install ffmpeg"), failure.reason());
        assertTrue(failure.reason().contains("ffmpeg=/path/to/ffmpeg"), failure.reason());
      }
    }
    assertFalse(Files.exists(data().resolve(".stowage-media")));
  }

  @Test
  void itsLastWords_areTheReason() {
    put("in", "broken");
    try (MediaJobs jobs = MediaJobs.open(url)) {
      MediaJob job = jobs.submit(copy("in"));
      assertEquals(MediaState.FAILED, job.await(PATIENCE));
      MediaFailure failure = job.failure().orElseThrow();
      assertEquals("exit 69", failure.providerCode());
      assertTrue(failure.reason().endsWith("in0: Invalid data found when processing input"));
    }
  }

  @Test
  void namesOfTheUser_neverReachTheCommandLine() throws Exception {
    String odd = "-i $(touch hacked);`x` %d ../\n -f \"'|";
    put(odd, "fine");
    try (MediaJobs jobs = MediaJobs.open(url)) {
      MediaJob job = jobs.submit(MediaSamples.copy(odd, "-y /etc/passwd", "mp4"));
      assertEquals(MediaState.SUCCEEDED, job.await(PATIENCE), () -> "" + job.failure());
      assertEquals("-y /etc/passwd", job.outputs().get(0).blob().key());
    }
    String calls = fake.calls();
    assertFalse(calls.contains("hacked") || calls.contains("passwd"), calls);
    for (String call : calls.lines().toList()) {
      assertTrue(call.contains("-nostdin\t"), call);
      assertTrue(call.contains("-protocol_whitelist\tfile,pipe\t"), call);
      assertTrue(call.contains("-i\tfile:in0\t"), call);
    }
  }

  @Test
  void variablesThatSteerIt_areKeptFromIt() {
    Map<String, String> variables = new HashMap<>();
    variables.put("FFREPORT", "file=/tmp/report");
    variables.put("AV_LOG_FORCE_COLOR", "1");
    variables.put("PATH", "/bin");
    Ffmpeg.clean(variables);
    assertEquals(Map.of("PATH", "/bin"), variables);
  }

  @Test
  void inputsAndOutputs_areOfAnyProvider() throws Exception {
    String from = "mem://" + UUID.randomUUID();
    String to = "mem://" + UUID.randomUUID();
    try (BlobStore inputs = BlobStore.open(from);
        BlobStore outputs = BlobStore.open(to);
        MediaJobs jobs = MediaJobs.open(url + "&inputs=" + coded(from) + "&outputs=" + coded(to))) {
      inputs.put("a/in", BlobBody.of("fine"));
      MediaJob job = jobs.submit(copy("a/in"));
      assertEquals(MediaState.SUCCEEDED, job.await(PATIENCE), () -> "" + job.failure());
      BlobInfo made = outputs.find("out.mp4").orElseThrow();
      assertEquals("video/mp4", made.headers().contentType().orElseThrow());
      assertTrue(inputs.find("out.mp4").isEmpty());
    }
  }

  private static String coded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Test
  void timeout_endsTheJob() {
    put("in", "endless");
    try (MediaJobs jobs = MediaJobs.open(url + "&timeout=1")) {
      MediaJob job = jobs.submit(copy("in"));
      assertEquals(MediaState.FAILED, job.await(PATIENCE));
      assertEquals(ErrorCode.DEADLINE_EXCEEDED, job.failure().orElseThrow().code());
    }
  }

  @Test
  void cancel_fromAnotherStore_endsTheProcess() throws Exception {
    put("in", "endless");
    String id;
    try (MediaJobs jobs = MediaJobs.open(url)) {
      id = jobs.submit(copy("in")).id();
    }
    ProcessHandle process = awaitFfmpeg(id);
    try (MediaJobs jobs = MediaJobs.open(url)) {
      MediaJob job = jobs.job(id);
      job.cancel();
      assertEquals(MediaState.CANCELED, job.await(PATIENCE));
    }
    process.onExit().get(30, TimeUnit.SECONDS);
    assertFalse(Files.exists(data().resolve(".stowage-media/" + id + "/work")));
  }

  private ProcessHandle awaitFfmpeg(String id) throws Exception {
    JobRecords records = new JobRecords(data());
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (System.nanoTime() < end) {
      JobRecord job = records.read(id);
      // The probe of the input is one of two processes.
      boolean working = Files.exists(data().resolve(".stowage-media/" + id + "/work/made"));
      if (job != null && working && job.pid() != 0 && ProcessHandle.of(job.pid()).isPresent()) {
        return ProcessHandle.of(job.pid()).get();
      }
      LockSupport.parkNanos(5_000_000);
    }
    throw new AssertionError("ffmpeg does not start");
  }

  @Test
  void killedProcess_isToldOf_andItsFfmpegEnds() throws Exception {
    put("in", "endless");
    Path output = top.resolve("out");
    Process child = ChildProcess.start(MediaChild.class, output, url);
    String id = firstLine(child, output);
    ProcessHandle ffmpeg = awaitFfmpeg(id);
    try (MediaJobs jobs = MediaJobs.open(url)) {
      MediaJob job = jobs.job(id);
      assertEquals(MediaState.RUNNING, job.state());
      child.destroyForcibly().waitFor();
      assertEquals(MediaState.FAILED, job.await(PATIENCE));
      MediaFailure failure = job.failure().orElseThrow();
      assertEquals("ProcessEnded", failure.providerCode());
      assertEquals("the process that ran the job ended; nothing was stored", failure.reason());
      assertEquals(MediaState.FAILED, jobs.job(id).state(), "seen anew");
    }
    ffmpeg.onExit().get(30, TimeUnit.SECONDS);
    try (BlobStore blobs = LocalStores.blobs(data())) {
      assertEquals(List.of("in"), blobs.list("").map(BlobInfo::key).toList());
    }
  }

  private static String firstLine(Process child, Path output) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (System.nanoTime() < end) {
      String text = Files.readString(output);
      if (text.contains("\n")) {
        return text.substring(0, text.indexOf('\n'));
      }
      assertTrue(child.isAlive(), Files.readString(Path.of(output + ".err")));
      LockSupport.parkNanos(5_000_000);
    }
    throw new AssertionError("no job");
  }

  /** A program may submit and end; what it submitted is done first. */
  @Test
  void aProgramEnds_onlyWhenItsJobsAreDone() throws Exception {
    put("in", "fine");
    Path output = top.resolve("out");
    Process child = ChildProcess.start(MediaChild.class, output, url);
    assertTrue(child.waitFor(120, TimeUnit.SECONDS));
    assertEquals(0, child.exitValue(), Files.readString(Path.of(output + ".err")));
    try (MediaJobs jobs = MediaJobs.open(url)) {
      assertEquals(MediaState.SUCCEEDED, jobs.job(firstLine(child, output)).state());
    }
  }

  @Test
  void url_saysWhatIsWrong() {
    for (String params :
        List.of("&timeout=never", "&timeout=-PT1S", "&parallel=0", "&inputs=nowhere", "&x=1")) {
      StorageException failure =
          assertThrows(StorageException.class, () -> MediaJobs.open(url + params));
      assertEquals(ErrorCode.INVALID_ARGUMENT, failure.code(), params);
    }
  }
}
