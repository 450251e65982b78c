package dev.stowage.oci.media;

import dev.stowage.conformance.media.MediaHarness;
import dev.stowage.conformance.media.MediaJobsContract;
import dev.stowage.fakes.Fault;
import dev.stowage.fakes.oci.FakeOci;
import dev.stowage.fakes.oci.media.FakeMediaFlow;

/** The kit on a fake that answers in small pieces. */
class MediaHostileConformanceTest implements MediaJobsContract {
  private static final FakeOci OCI = FakeOci.builder().with(FakeMediaFlow::new).start();

  @Override
  public String provider() {
    return "oci-media";
  }

  @Override
  public String configuration() {
    return "hostile";
  }

  @Override
  public MediaHarness newHarness() {
    MediaKitHarness harness = new MediaKitHarness(OCI);
    OCI.faults().onAny().always().arm(Fault.shortReads(11));
    return harness;
  }
}
