package dev.stowage.conformance.media;

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

class ForwardingMediaDriver implements MediaDriver {
  final MediaDriver driver;

  ForwardingMediaDriver(MediaDriver driver) {
    this.driver = driver;
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
    return driver.classify(thrown);
  }

  @Override
  public Optional<String> unsupported(MediaRequest request) {
    return driver.unsupported(request);
  }

  @Override
  public JobInfo submit(MediaRequest request, SubmitOptions options) throws Exception {
    return driver.submit(request, options);
  }

  @Override
  public JobInfo get(String id) throws Exception {
    return driver.get(id);
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
