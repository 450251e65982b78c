package dev.stowage.conformance.media;

import dev.stowage.OpenOptions;
import dev.stowage.StorageUrl;
import dev.stowage.conformance.driver.FaultPlan;
import dev.stowage.conformance.driver.RequestLog;
import dev.stowage.media.MediaBlob;
import dev.stowage.media.MediaJobs;
import dev.stowage.media.MediaKind;
import dev.stowage.media.MediaRequest;
import dev.stowage.spi.MediaDriver;
import dev.stowage.spi.MediaFiles;
import dev.stowage.spi.MediaProvider;
import dev.stowage.spi.Stores;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/**
 * The harness of a service that has no wire, or that cannot be told to go wrong: faults and the log
 * stand between the portable layer and the driver. The driver gives its {@link MediaFiles} through
 * {@code unwrap}.
 */
public final class MediaDriverHarness implements MediaHarness {
  private final String url;
  private final UnaryOperator<MediaDriver> change;
  private final Optional<MediaRequest> unsupported;
  private final String word = UUID.randomUUID().toString().substring(0, 8);
  private final List<MediaJobs> opened = new CopyOnWriteArrayList<>();
  private final RequestLog log = new RequestLog();
  private final FaultPlan faults = new FaultPlan(log);

  private MediaDriverHarness(
      String url, UnaryOperator<MediaDriver> change, Optional<MediaRequest> unsupported) {
    this.url = url;
    this.change = change;
    this.unsupported = unsupported;
  }

  public static MediaDriverHarness of(String url) {
    return new MediaDriverHarness(url, driver -> driver, Optional.empty());
  }

  /** Puts something between the kit and the driver under test. */
  public MediaDriverHarness changed(UnaryOperator<MediaDriver> wrapper) {
    return new MediaDriverHarness(url, wrapper, unsupported);
  }

  /** A request that the driver refuses. */
  public MediaDriverHarness withUnsupported(MediaRequest request) {
    return new MediaDriverHarness(url, change, Optional.of(request));
  }

  @Override
  public MediaJobs open(OpenOptions options) {
    MediaJobs jobs =
        Stores.media(new FaultyMediaDriver(change.apply(driver(options)), faults), options);
    opened.add(jobs);
    return jobs;
  }

  private MediaDriver driver(OpenOptions options) {
    StorageUrl parsed = StorageUrl.parse(url);
    return ServiceLoader.load(MediaProvider.class).stream()
        .map(ServiceLoader.Provider::get)
        .filter(provider -> provider.schemes().contains(parsed.scheme()))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no media provider for " + parsed.scheme()))
        .open(parsed, options);
  }

  private MediaFiles files() {
    MediaFiles files = driver(OpenOptions.defaults()).unwrap(MediaFiles.class);
    if (files == null) {
      throw new AssertionError("the driver does not give its MediaFiles");
    }
    return files;
  }

  @Override
  public FaultPlan faults() {
    return faults;
  }

  @Override
  public RequestLog log() {
    return log;
  }

  @Override
  public MediaBlob input(MediaKind kind) {
    MediaBlob input = MediaBlob.of(word + "/input");
    files().write(input, new byte[] {1, 2, 3});
    return input;
  }

  @Override
  public MediaBlob missingInput() {
    return MediaBlob.of(word + "/missing");
  }

  @Override
  public MediaBlob target(String suffix) {
    return MediaBlob.of(word + "/out/" + suffix);
  }

  @Override
  public boolean hasBytes(MediaBlob blob) {
    return files().exists(blob);
  }

  @Override
  public Optional<MediaRequest> unsupported() {
    return unsupported;
  }

  @Override
  public void close() {
    opened.forEach(MediaJobs::close);
  }
}
