package dev.stowage.portable;

import dev.stowage.ErrorCode;
import dev.stowage.OpenOptions;
import dev.stowage.media.JobFilter;
import dev.stowage.media.JobInfo;
import dev.stowage.media.MediaCapabilities;
import dev.stowage.media.MediaFeature;
import dev.stowage.media.MediaJob;
import dev.stowage.media.MediaJobs;
import dev.stowage.media.MediaRequest;
import dev.stowage.media.SubmitOptions;
import dev.stowage.spi.BlobDriver;
import dev.stowage.spi.MediaDriver;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** Media jobs over any driver. */
final class PortableMediaJobs implements MediaJobs {
  private final MediaDriver driver;
  private final Calls calls;

  PortableMediaJobs(MediaDriver driver, OpenOptions options) {
    this.driver = driver;
    this.calls = new Calls("media", driver.scheme(), driver.container(), driver::classify, options);
  }

  @Override
  public MediaJob submit(MediaRequest request, SubmitOptions options) {
    boolean tokens = driver.capabilities().has(MediaFeature.CLIENT_TOKEN);
    Call call = tokens ? Call.idempotent("submit", null) : Call.once("submit", null);
    calls.checkOpen(call);
    check(call, request);
    check(call, options);
    SubmitOptions sent =
        tokens && options.clientToken().isEmpty()
            ? options.withClientToken(UUID.randomUUID().toString())
            : options;
    return over(calls.run(call, n -> driver.submit(request, sent)));
  }

  private void check(Call call, MediaRequest request) {
    if (!driver.capabilities().takes(request.kind())) {
      String kind = request.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
      throw unsupported(call, "do jobs of the kind " + kind);
    }
    Optional<String> problem = driver.unsupported(request);
    if (problem.isPresent()) {
      throw unsupported(call, problem.get());
    }
  }

  private void check(Call call, SubmitOptions options) {
    if (options.clientToken().isPresent()) {
      require(call, MediaFeature.CLIENT_TOKEN, "recognise a client token");
    }
    if (options.notifyTopic().isPresent()) {
      require(call, MediaFeature.NOTIFY, "notify a topic");
    }
    if (options.name().isPresent()) {
      require(call, MediaFeature.NAMES, "name a job");
    }
  }

  private void require(Call call, MediaFeature feature, String what) {
    if (!driver.capabilities().has(feature)) {
      throw unsupported(call, what);
    }
  }

  private RuntimeException unsupported(Call call, String what) {
    return calls.failure(call, ErrorCode.UNSUPPORTED, driver.scheme() + ": cannot " + what).build();
  }

  @Override
  public MediaJob job(String id) {
    Call call = Call.idempotent("get job", id);
    calls.checkOpen(call);
    if (id.isEmpty()) {
      throw calls.failure(call, ErrorCode.INVALID_ARGUMENT, "the id of the job is empty").build();
    }
    return over(calls.run(call, n -> driver.get(id)));
  }

  private MediaJob over(JobInfo info) {
    return new PortableMediaJob(this, info);
  }

  JobInfo get(String id) {
    return calls.run(Call.idempotent("get job", id), n -> driver.get(id));
  }

  void checkCancel(Call call) {
    calls.checkOpen(call);
    require(call, MediaFeature.CANCEL, "cancel a job");
  }

  /** Returns false when the service says that the job is over. */
  boolean cancel(Call call, String id) {
    return calls.run(
        call,
        n -> {
          try {
            driver.cancel(id);
            return true;
          } catch (Exception e) {
            ErrorCode code = calls.meaningOf(e).code();
            if (code == ErrorCode.CONFLICT || code == ErrorCode.PRECONDITION_FAILED) {
              return false;
            }
            throw e;
          }
        });
  }

  Calls calls() {
    return calls;
  }

  @Override
  public Stream<MediaJob> list(JobFilter filter) {
    Call call = Call.idempotent("list jobs", null);
    calls.checkOpen(call);
    require(call, MediaFeature.LIST, "list jobs");
    return PageStream.of(cursor -> slice(calls.run(call, n -> driver.list(filter, cursor))))
        .filter(filter::admits)
        .map(this::over);
  }

  private static PageStream.Slice<JobInfo> slice(BlobDriver.Page<JobInfo> page) {
    return new PageStream.Slice<>(page.items(), page.cursor());
  }

  @Override
  public MediaCapabilities capabilities() {
    return driver.capabilities();
  }

  @Override
  public <T> Optional<T> unwrap(Class<T> type) {
    return Optional.ofNullable(driver.unwrap(type));
  }

  @Override
  public void close() {
    if (calls.close()) {
      driver.close();
    }
  }

  @Override
  public String toString() {
    return "MediaJobs[" + driver.scheme() + "://" + driver.container() + "]";
  }
}
