package dev.stowage.oss;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.http.HttpResponse;
import dev.stowage.media.JobFilter;
import dev.stowage.media.JobInfo;
import dev.stowage.media.MediaBlob;
import dev.stowage.media.MediaCapabilities;
import dev.stowage.media.MediaFeature;
import dev.stowage.media.MediaKind;
import dev.stowage.media.MediaOutput;
import dev.stowage.media.MediaRequest;
import dev.stowage.media.MediaState;
import dev.stowage.media.SubmitOptions;
import dev.stowage.spi.BlobDriver.Page;
import dev.stowage.spi.Failure;
import dev.stowage.spi.MediaDriver;
import dev.stowage.wire.MalformedReplyException;
import dev.stowage.wire.WireTimes;
import java.io.IOException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Asynchronous processing of objects in one bucket. */
final class OssMediaDriver implements MediaDriver {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final MediaCapabilities CAPABILITIES =
      new MediaCapabilities(
          EnumSet.complementOf(EnumSet.of(MediaKind.WORKFLOW, MediaKind.SYSTEM_WORKFLOW)),
          EnumSet.of(MediaFeature.NOTIFY));

  /** Who is asked how a job went. */
  enum Status {
    /** The tasks, or, if that is not allowed, the targets. */
    AUTO,
    /** The tasks. */
    IMM,
    /** The targets. */
    OBJECT
  }

  /** A failure of what comes before a submit, which therefore can be tried again. */
  private static final class NotSubmittedException extends IOException {
    private static final long serialVersionUID = 1L;

    NotSubmittedException(Throwable cause) {
      super(cause);
    }
  }

  private final OssConfig config;
  private final OssApi api;
  private final ImmTasks tasks;
  private final Status status;
  private final TargetWatch watch;

  OssMediaDriver(OssConfig config, OssApi api, ImmTasks tasks, Status status) {
    this.config = config;
    this.api = api;
    this.tasks = tasks;
    this.status = status;
    this.watch = new TargetWatch(api);
  }

  @Override
  public String scheme() {
    return "oss-media";
  }

  @Override
  public String container() {
    return config.bucket();
  }

  @Override
  public MediaCapabilities capabilities() {
    return CAPABILITIES;
  }

  @Override
  public Failure classify(Throwable thrown) {
    return thrown instanceof NotSubmittedException early && early.getCause() != null
        ? OssFailures.classify(early.getCause()).withNotSent()
        : OssFailures.classify(thrown);
  }

  @Override
  public Optional<String> unsupported(MediaRequest request) {
    return StyleLimits.problem(request);
  }

  /** Two requests: what is there already, which may not pass for the result, and the job itself. */
  @Override
  public JobInfo submit(MediaRequest request, SubmitOptions options) throws IOException {
    MediaPlan plan = MediaPlan.of(request, config.bucket());
    if (options.notifyTopic().isPresent() && (plan.output().isEmpty() || plan.synchronous())) {
      throw StorageException.of(
          ErrorCode.UNSUPPORTED,
          "oss-media: only jobs that save a blob, and do so later, notify a topic");
    }
    JobTicket.Before before =
        plan.synchronous() || status == Status.IMM && plan.beginning().isEmpty()
            ? JobTicket.Before.NOTHING
            : before(plan);
    String instruction =
        ProcessString.of(OssStyles.of(request), plan.output(), options.notifyTopic());
    String sub = plan.synchronous() ? "x-oss-process" : "x-oss-async-process";
    try (HttpResponse reply =
        api.forBucket(plan.input().container().orElseThrow())
            .process(plan.input().key(), sub, instruction)) {
      return taken(plan, before, reply);
    }
  }

  /** What fails here has not handed in anything. */
  private JobTicket.Before before(MediaPlan plan) throws IOException {
    try {
      return watch.before(plan);
    } catch (IOException | RuntimeException e) {
      throw new NotSubmittedException(e);
    }
  }

  private JobInfo taken(MediaPlan plan, JobTicket.Before before, HttpResponse reply)
      throws IOException {
    JsonNode answer;
    try {
      answer = JSON.readTree(reply.body().readAllBytes());
    } catch (JsonProcessingException e) {
      throw new MalformedReplyException("the answer to a job is not the JSON it should be", e);
    }
    OssTask task =
        new OssTask(
            reply.status(),
            reply.headers().first("x-oss-request-id").orElse(""),
            text(answer, "EventId"),
            text(answer, "TaskId"),
            text(answer, "RequestId"));
    boolean done = plan.synchronous() && answer.path("status").asText().equalsIgnoreCase("OK");
    JobTicket ticket =
        new JobTicket(
            task,
            plan.input().container().orElseThrow(),
            plan.output().map(blob -> MediaBlob.of(plan.target(), blob.key())),
            plan.beginning(),
            plan.count().orElse(-1),
            plan.type(),
            before,
            done);
    Instant now = WireTimes.httpDate(reply.headers().first("Date").orElse(""));
    boolean told = task.taskId().isPresent() || ticket.output().isPresent();
    MediaState state = done ? MediaState.SUCCEEDED : told ? MediaState.QUEUED : MediaState.UNKNOWN;
    return JobInfo.builder(ticket.id(), state)
        .created(now.equals(Instant.EPOCH) ? null : now)
        .outputs(done ? whole(ticket) : List.of())
        .build();
  }

  private static List<MediaOutput> whole(JobTicket ticket) {
    return ticket
        .output()
        .map(blob -> List.of(new MediaOutput(ticket.type(), blob)))
        .orElse(List.of());
  }

  private static Optional<String> text(JsonNode object, String name) {
    String text = object.path(name).asText("");
    return text.isEmpty() || object.path(name).isNull() ? Optional.empty() : Optional.of(text);
  }

  /** Also takes the service's own id of a task, of which then only the state is known. */
  @Override
  public JobInfo get(String id) throws IOException {
    if (!JobTicket.isTicket(id)) {
      JsonNode task = tasks.task(config.bucket(), id);
      return described(JobInfo.builder(id, MediaState.UNKNOWN), task, config.bucket(), id).build();
    }
    JobTicket ticket = JobTicket.parse(id);
    JobInfo.Builder job = JobInfo.builder(id, MediaState.UNKNOWN);
    if (ticket.done()) {
      return job.state(MediaState.SUCCEEDED).outputs(whole(ticket)).build();
    }
    Optional<String> taskId = ticket.task().taskId();
    if (taskId.isEmpty() || status == Status.OBJECT) {
      return watched(job, ticket).build();
    }
    JsonNode task;
    try {
      task = tasks.task(ticket.input(), taskId.get());
    } catch (AcsException e) {
      return untold(job, ticket, e);
    }
    described(job, task, ticket.input(), taskId.get());
    if (job.build().state() == MediaState.SUCCEEDED) {
      job.outputs(watch.look(ticket).made());
    }
    return job.build();
  }

  /** A task that is forgotten is no failure, and one that may not be asked for may be watched. */
  private JobInfo untold(JobInfo.Builder job, JobTicket ticket, AcsException refusal)
      throws IOException {
    ErrorCode code = refusal.failure().code();
    if (code == ErrorCode.NOT_FOUND) {
      return status == Status.AUTO ? watched(job, ticket).build() : job.build();
    }
    if (code == ErrorCode.PERMISSION_DENIED
        && status == Status.AUTO
        && ticket.output().isPresent()) {
      return watched(job, ticket).build();
    }
    throw refusal;
  }

  private JobInfo.Builder watched(JobInfo.Builder job, JobTicket ticket) throws IOException {
    if (ticket.output().isEmpty()) {
      return job;
    }
    TargetWatch.Outputs outputs = watch.look(ticket);
    return outputs.complete() ? job.state(MediaState.SUCCEEDED).outputs(outputs.made()) : job;
  }

  private JobInfo.Builder described(
      JobInfo.Builder job, JsonNode task, String bucket, String taskId) throws IOException {
    OssProcessEvent.Outcome outcome = OssProcessEvent.Outcome.of(task);
    job.state(outcome.state())
        .started(outcome.started().orElse(null))
        .ended(outcome.ended().orElse(null))
        .failure(outcome.failure().orElse(null));
    if (outcome.state() == MediaState.SUCCEEDED && taskId.startsWith("DecodeBlindWatermark")) {
      job.text(tasks.watermark(bucket, taskId));
    }
    return job;
  }

  /** Not among the capabilities. */
  @Override
  public void cancel(String id) {
    throw StorageException.of(ErrorCode.UNSUPPORTED, "oss-media: cannot cancel a job");
  }

  /** Not among the capabilities. */
  @Override
  public Page<JobInfo> list(JobFilter filter, @Nullable String cursor) {
    throw StorageException.of(ErrorCode.UNSUPPORTED, "oss-media: cannot list jobs");
  }

  @Override
  public <T> @Nullable T unwrap(Class<T> type) {
    return type == OssImm.class ? type.cast(new OssImm(tasks)) : api.wire().unwrap(type);
  }

  @Override
  public void close() {
    tasks.close();
    api.wire().close();
  }
}
