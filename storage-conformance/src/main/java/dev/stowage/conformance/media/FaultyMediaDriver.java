package dev.stowage.conformance.media;

import dev.stowage.conformance.driver.FaultPlan;
import dev.stowage.conformance.driver.InjectedFailure;
import dev.stowage.media.JobFilter;
import dev.stowage.media.JobInfo;
import dev.stowage.media.MediaCapabilities;
import dev.stowage.media.MediaRequest;
import dev.stowage.media.SubmitOptions;
import dev.stowage.spi.BlobDriver.Page;
import dev.stowage.spi.Failure;
import dev.stowage.spi.MediaDriver;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Goes between the portable layer and a driver: logs, and goes wrong. */
final class FaultyMediaDriver implements MediaDriver {
  private final MediaDriver driver;
  private final FaultPlan plan;

  FaultyMediaDriver(MediaDriver driver, FaultPlan plan) {
    this.driver = driver;
    this.plan = plan;
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
    return InjectedFailure.classify(thrown, driver::classify);
  }

  @Override
  public Optional<String> unsupported(MediaRequest request) {
    return driver.unsupported(request);
  }

  @Override
  public JobInfo submit(MediaRequest request, SubmitOptions options) throws Exception {
    return plan.run("submit", request.kind().name(), () -> driver.submit(request, options));
  }

  @Override
  public JobInfo get(String id) throws Exception {
    return plan.run("get", id, () -> driver.get(id));
  }

  @Override
  public void cancel(String id) throws Exception {
    plan.perform("cancel", id, () -> driver.cancel(id));
  }

  @Override
  public Page<JobInfo> list(JobFilter filter, @Nullable String cursor) throws Exception {
    return plan.run("list", "", () -> driver.list(filter, cursor));
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
