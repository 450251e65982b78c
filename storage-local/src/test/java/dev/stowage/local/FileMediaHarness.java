package dev.stowage.local;

import dev.stowage.OpenOptions;
import dev.stowage.Pacer;
import dev.stowage.blob.BlobBody;
import dev.stowage.blob.BlobStore;
import dev.stowage.conformance.driver.FaultPlan;
import dev.stowage.conformance.driver.RequestLog;
import dev.stowage.conformance.media.MediaDriverHarness;
import dev.stowage.conformance.media.MediaHarness;
import dev.stowage.media.JobFilter;
import dev.stowage.media.MediaBlob;
import dev.stowage.media.MediaJob;
import dev.stowage.media.MediaJobs;
import dev.stowage.media.MediaKind;
import dev.stowage.media.MediaRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The kit over real processes, which take real time. */
final class FileMediaHarness implements MediaHarness {
  private final MediaDriverHarness harness;
  private final String url;
  private final BlobStore blobs;
  private final Path recording;

  FileMediaHarness(Path directory, String params, Path recording) {
    this.url = TestUser.url(directory) + params;
    this.harness = MediaDriverHarness.of(url).withUnsupported(MediaSamples.REAL_MEDIA);
    this.blobs = LocalStores.blobs(directory);
    this.recording = recording;
    // A store is made by its first write; some tests of the kit only read.
    blobs.put("input", BlobBody.of(recording));
  }

  @Override
  public MediaJobs open(OpenOptions options) {
    return harness.open(options);
  }

  @Override
  public FaultPlan faults() {
    return harness.faults();
  }

  @Override
  public RequestLog log() {
    return harness.log();
  }

  @Override
  public MediaBlob input(MediaKind kind) {
    blobs.put("input", BlobBody.of(recording));
    return MediaBlob.of("input");
  }

  @Override
  public MediaBlob missingInput() {
    return MediaBlob.of("missing");
  }

  @Override
  public MediaBlob target(String suffix) {
    return MediaBlob.of("out/" + suffix);
  }

  @Override
  public boolean hasBytes(MediaBlob blob) {
    return blobs.find(blob.key()).filter(info -> info.size() > 0).isPresent();
  }

  @Override
  public Optional<MediaRequest> unsupported() {
    return Optional.of(MediaSamples.REAL_MEDIA);
  }

  @Override
  public Pacer pacer() {
    return Pacer.system();
  }

  @Override
  public Duration patience() {
    return Duration.ofMinutes(3);
  }

  /** Nothing must be at work when its directory goes. */
  @Override
  public void close() {
    harness.close();
    try (MediaJobs jobs = MediaJobs.open(url)) {
      List<MediaJob> all = jobs.list(JobFilter.all()).toList();
      all.forEach(MediaJob::cancel);
      all.forEach(job -> job.await(patience()));
    }
    blobs.close();
  }
}
