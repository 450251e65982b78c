package dev.stowage.oss;

import dev.stowage.ErrorCode;
import dev.stowage.conformance.driver.FaultPlan;
import dev.stowage.conformance.driver.InjectedFailure;
import dev.stowage.fakes.FakeRequest;
import dev.stowage.fakes.Fault;
import dev.stowage.fakes.oss.FakeOss;
import dev.stowage.media.JobFilter;
import dev.stowage.media.JobInfo;
import dev.stowage.media.MediaCapabilities;
import dev.stowage.media.MediaRequest;
import dev.stowage.media.SubmitOptions;
import dev.stowage.spi.BlobDriver.Page;
import dev.stowage.spi.Failure;
import dev.stowage.spi.MediaDriver;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Lets the kit's faults happen at a fake: what is armed for a call of the driver goes wrong with
 * the request of that call. Only a refused connection is played here, since the fake cannot.
 */
final class WireMediaDriver implements MediaDriver {
  private static final Set<String> LOOKS = Set.of("GetTask");

  private final MediaDriver driver;
  private final FaultPlan plan;
  private final AtomicReference<String> broken = new AtomicReference<>("");

  WireMediaDriver(MediaDriver driver, FaultPlan plan, FakeOss fake) {
    this.driver = driver;
    this.plan = plan;
    arm(fake, Fault.refusal(503, "ServiceUnavailable"), "service unavailable", false);
    arm(fake, Fault.tooManyRequests(Duration.ofSeconds(7)), "too many requests", false);
    arm(fake, Fault.lostResponse(), "connection reset", false);
    arm(fake, Fault.refusal(403, "InvalidAccessKeyId"), "who are you", true);
    arm(fake, Fault.refusal(403, "AccessDenied"), "not allowed", true);
  }

  private void arm(FakeOss fake, Fault fault, String what, boolean everything) {
    fake.faults()
        .onAny()
        .always()
        .when(head -> broken.get().endsWith(what) && (everything || isWork(head)))
        .arm(fault);
  }

  private boolean isWork(FakeRequest head) {
    boolean imm = head.header("x-acs-action").map(LOOKS::contains).orElse(false);
    return broken.get().startsWith("submit")
        ? head.method().equals("POST") && head.query().contains("process")
        : imm;
  }

  private static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;
  }

  private <T> T run(String operation, String key, Callable<T> call) throws Exception {
    try {
      plan.perform(operation, key, () -> broken.set(""));
    } catch (InjectedFailure e) {
      if (e.getMessage().endsWith("connection refused")) {
        throw new Refused();
      }
      broken.set(operation + ": " + e.getMessage());
    }
    try {
      return call.call();
    } finally {
      broken.set("");
    }
  }

  @Override
  public String scheme() {
    return driver.scheme();
  }

  @Override
  public String container() {
    return driver.container();
  }

  @Override
  public MediaCapabilities capabilities() {
    return driver.capabilities();
  }

  @Override
  public Failure classify(Throwable thrown) {
    return thrown instanceof Refused
        ? Failure.of(ErrorCode.UNAVAILABLE, "connection refused").withNotSent()
        : driver.classify(thrown);
  }

  @Override
  public Optional<String> unsupported(MediaRequest request) {
    return driver.unsupported(request);
  }

  @Override
  public JobInfo submit(MediaRequest request, SubmitOptions options) throws Exception {
    return run("submit", request.kind().name(), () -> driver.submit(request, options));
  }

  @Override
  public JobInfo get(String id) throws Exception {
    return run("get", id, () -> driver.get(id));
  }

  @Override
  public void cancel(String id) throws Exception {
    driver.cancel(id);
  }

  @Override
  public Page<JobInfo> list(JobFilter filter, @Nullable String cursor) throws Exception {
    return driver.list(filter, cursor);
  }

  @Override
  public <T> @Nullable T unwrap(Class<T> type) {
    return driver.unwrap(type);
  }

  @Override
  public void close() {
    driver.close();
  }
}
