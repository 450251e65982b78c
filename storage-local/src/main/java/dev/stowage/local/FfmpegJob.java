package dev.stowage.local;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.blob.BlobBody;
import dev.stowage.blob.BlobReader;
import dev.stowage.blob.BlobStore;
import dev.stowage.blob.PutOptions;
import dev.stowage.media.JobInfo;
import dev.stowage.media.MediaBlob;
import dev.stowage.media.MediaFailure;
import dev.stowage.media.MediaOutput;
import dev.stowage.media.MediaRequest;
import dev.stowage.media.MediaState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** One job, on its way through one thread. */
final class FfmpegJob implements Runnable {
  private static final int POLL_MILLIS = 100;
  private static final int LAST_WORDS = 8;
  private static final Duration TELL = Duration.ofMillis(500);

  private final FfmpegService service;
  private final MediaRequest request;
  private JobRecord record;
  private long toldAt;

  FfmpegJob(FfmpegService service, MediaRequest request, JobRecord record) {
    this.service = service;
    this.request = request;
    this.record = record;
  }

  /** Only names of ours get onto a command line. */
  static String inputName(int number) {
    return "in" + number;
  }

  /** The job was cancelled. */
  private static final class Cancelled extends Exception {
    private static final long serialVersionUID = 1;
  }

  /** The job failed, for this reason. */
  private static final class Failed extends Exception {
    private static final long serialVersionUID = 1;
    private final transient MediaFailure failure;

    Failed(ErrorCode code, String name, String reason) {
      super(reason);
      failure = new MediaFailure(code, name, reason);
    }
  }

  private JobRecords records() {
    return service.records();
  }

  private String id() {
    return record.info().id();
  }

  @Override
  public void run() {
    JobInfo.Builder end;
    try {
      checkWanted();
      tell(info().state(MediaState.RUNNING).started(service.now()).progress(0));
      List<MediaOutput> outputs = work();
      end = info().state(MediaState.SUCCEEDED).progress(100).outputs(outputs);
    } catch (Cancelled e) {
      end = info().state(MediaState.CANCELED);
    } catch (Failed e) {
      end = info().state(MediaState.FAILED).failure(e.failure);
    } catch (StorageException e) {
      end = failed(e.code(), e.code().name(), String.valueOf(e.getMessage()));
    } catch (IOException e) {
      end = failed(ErrorCode.UNAVAILABLE, "IOException", String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      end = failed(ErrorCode.UNKNOWN, e.getClass().getSimpleName(), e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      end = failed(ErrorCode.CANCELLED, "Interrupted", "the thread of the job was interrupted");
    }
    finish(end.ended(service.now()));
  }

  private JobInfo.Builder failed(ErrorCode code, String name, String reason) {
    return info().state(MediaState.FAILED).failure(new MediaFailure(code, name, reason));
  }

  private JobInfo.Builder info() {
    return record.info().toBuilder();
  }

  private void finish(JobInfo.Builder end) {
    try {
      TempFiles.deleteTree(records().work(id()));
      become(new JobRecord(end.build(), record.owner(), false, 0, 0));
    } catch (IOException e) {
      service.lost(id(), e);
    }
  }

  private void become(JobRecord next) throws IOException {
    record = next;
    records().write(next);
  }

  private void tell(JobInfo.Builder next) throws IOException {
    become(record.with(next.build()));
  }

  private void checkWanted() throws Cancelled {
    if (records().isAskedToCancel(id())) {
      throw new Cancelled();
    }
  }

  private List<MediaOutput> work() throws Cancelled, Failed, IOException, InterruptedException {
    Path work = records().work(id());
    PrivateFiles.makeDirectory(work);
    int inputs = fetch(work);
    List<FfmpegProbe> sources = new ArrayList<>();
    for (int i = 0; i < inputs; i++) {
      Ffmpeg.Running probe = ffmpeg(work, FfmpegCommands.probe(i), Duration.ZERO);
      sources.add(FfmpegProbe.of(probe.lines()));
    }
    Files.writeString(work.resolve(FfmpegConcatenation.LIST), FfmpegConcatenation.list(inputs));
    FfmpegPlan plan = FfmpegCommands.plan(request, sources);
    Path made = work.resolve("made");
    PrivateFiles.makeDirectory(made);
    List<String> arguments = new ArrayList<>(plan.arguments());
    arguments.add("file:made/" + plan.file());
    Ffmpeg.Running run = ffmpeg(work, arguments, plan.length());
    return store(results(made, run));
  }

  private int fetch(Path work) throws Cancelled {
    List<MediaBlob> inputs = FfmpegRequest.inputs(request);
    try (BlobStore store = service.inputs()) {
      for (int i = 0; i < inputs.size(); i++) {
        checkWanted();
        try (BlobReader reader = store.get(inputs.get(i).key())) {
          reader.saveTo(work.resolve(inputName(i)));
        }
      }
    }
    return inputs.size();
  }

  /** Runs to the end, unless the job is cancelled or takes too long. */
  private Ffmpeg.Running ffmpeg(Path work, List<String> arguments, Duration length)
      throws Cancelled, Failed, IOException, InterruptedException {
    long[] position = new long[1];
    Ffmpeg.Running run =
        service.ffmpeg().start(work, arguments, micros -> position[0] = Math.max(0, micros));
    boolean ended = false;
    try {
      ProcessHandle handle = run.process().toHandle();
      long started = JobRecords.startOf(handle);
      become(new JobRecord(record.info(), record.owner(), false, handle.pid(), started));
      while (!run.process().waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
        checkWanted();
        checkTime();
        tellProgress(position[0], length);
      }
      ended = true;
    } finally {
      if (!ended) {
        run.process().destroyForcibly();
      }
      run.drain();
    }
    int exit = run.process().exitValue();
    if (exit != 0) {
      throw new Failed(ErrorCode.UNKNOWN, "exit " + exit, run.lastWords(LAST_WORDS));
    }
    return run;
  }

  private void checkTime() throws Failed {
    Duration taken =
        Duration.between(record.info().started().orElseGet(service::now), service.now());
    if (taken.compareTo(service.timeout()) > 0) {
      throw new Failed(
          ErrorCode.DEADLINE_EXCEEDED,
          "Timeout",
          "the job was stopped after timeout=" + service.timeout());
    }
  }

  private void tellProgress(long micros, Duration length) throws IOException {
    long now = System.nanoTime();
    if (length.isZero() || now - toldAt < TELL.toNanos()) {
      return;
    }
    toldAt = now;
    int percent = (int) Math.min(99, micros * 100 / Math.max(1, length.toNanos() / 1000));
    if (percent > record.info().progress().orElse(0)) {
      tell(info().progress(percent));
    }
  }

  private List<FfmpegPlan.Made> results(Path made, Ffmpeg.Running run) throws Failed, IOException {
    FfmpegPlan.Target target = FfmpegRequest.target(request);
    List<FfmpegPlan.Made> results = new ArrayList<>();
    try (Stream<Path> files = Files.list(made)) {
      for (Path file : files.sorted().toList()) {
        if (Files.size(file) > 0) {
          results.add(new FfmpegPlan.Made(file, target.numbered(results.size() + 1)));
        }
      }
    }
    if (results.isEmpty()) {
      throw new Failed(
          ErrorCode.UNKNOWN, "NoOutput", "ffmpeg made nothing: " + run.lastWords(LAST_WORDS));
    }
    return results;
  }

  /** Takes back what it stored when it cannot store all. */
  private List<MediaOutput> store(List<FfmpegPlan.Made> results) throws Cancelled, IOException {
    FfmpegPlan.Target target = FfmpegRequest.target(request);
    PutOptions options =
        PutOptions.defaults().withContentType(FfmpegCodecs.format(target.format()).contentType());
    checkWanted();
    become(new JobRecord(record.info(), record.owner(), true, 0, 0));
    List<MediaOutput> stored = new ArrayList<>();
    try (BlobStore store = service.outputs()) {
      boolean all = false;
      try {
        for (FfmpegPlan.Made result : results) {
          store.put(result.blob().key(), BlobBody.of(result.file()), options);
          stored.add(new MediaOutput(target.type(), result.blob()));
        }
        all = true;
      } finally {
        if (!all) {
          stored.forEach(output -> store.delete(output.blob().key()));
        }
      }
    }
    return stored;
  }
}
