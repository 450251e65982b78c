package dev.stowage.oci.media;

import dev.stowage.OpenOptions;
import dev.stowage.Pacer;
import dev.stowage.conformance.driver.FaultPlan;
import dev.stowage.conformance.driver.RequestLog;
import dev.stowage.conformance.media.MediaDriverHarness;
import dev.stowage.conformance.media.MediaHarness;
import dev.stowage.fakes.oci.FakeOci;
import dev.stowage.fakes.oci.media.FakeMediaFlow;
import dev.stowage.media.MediaBlob;
import dev.stowage.media.MediaJobs;
import dev.stowage.media.MediaKind;
import dev.stowage.media.MediaRequest;
import dev.stowage.media.RunSystemWorkflow;
import dev.stowage.media.RunWorkflow;
import java.util.Optional;

/** The service of the fake, which goes by the clock of the options. */
final class MediaKitHarness implements MediaHarness {
  private final FakeOci oci;
  private final FakeMediaFlow flow;
  private final MediaDriverHarness harness;

  MediaKitHarness(FakeOci oci) {
    this.oci = oci;
    this.flow = oci.service(FakeMediaFlow.class);
    oci.reset();
    this.harness = MediaDriverHarness.of(url(oci, ""));
  }

  static String url(FakeOci oci, String more) {
    return "oci-media://"
        + oci.service(FakeMediaFlow.class).bucket()
        + "?compartment="
        + oci.compartment()
        + "&endpoint="
        + oci.endpoint()
        + more;
  }

  @Override
  public MediaJobs open(OpenOptions options) {
    flow.tellTimeBy(options.pacer()::now);
    return harness.open(options.withEnvironment(oci.environment()));
  }

  @Override
  public Pacer pacer() {
    return pacer;
  }

  private final Pacer pacer = MediaHarness.super.pacer();

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
    flow.putObject("in/movie.mp4");
    return MediaBlob.of("in/movie.mp4");
  }

  @Override
  public MediaBlob missingInput() {
    return MediaBlob.of("in/missing.mp4");
  }

  @Override
  public MediaBlob target(String suffix) {
    return MediaBlob.of("out/" + suffix);
  }

  @Override
  public boolean hasBytes(MediaBlob blob) {
    return flow.hasObject(blob.key());
  }

  @Override
  public MediaRequest request(MediaKind kind, MediaBlob input) {
    return switch (kind) {
      case WORKFLOW ->
          RunWorkflow.builder(flow.workflowId())
              .parameter("input", "objectName", input.key())
              .parameter("output", "objectName", target("flow.mp4").key())
              .build();
      case SYSTEM_WORKFLOW ->
          RunSystemWorkflow.builder(flow.systemWorkflowName())
              .parameter("input", "objectName", input.key())
              .parameter("output", "objectName", target("system.mp4").key())
              .build();
      default -> throw new AssertionError("no request of the kind " + kind);
    };
  }

  @Override
  public Optional<Class<?>> nativeType() {
    return Optional.of(OciMediaFlow.class);
  }

  @Override
  public void close() {
    harness.close();
  }
}
