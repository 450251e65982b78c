package dev.stowage.oci.media;

import dev.stowage.conformance.media.MediaHarness;
import dev.stowage.conformance.media.MediaJobsContract;
import dev.stowage.fakes.oci.FakeOci;
import dev.stowage.fakes.oci.media.FakeMediaFlow;

/** The kit on the fake. */
class MediaConformanceTest implements MediaJobsContract {
  private static final FakeOci OCI = FakeOci.builder().with(FakeMediaFlow::new).start();

  @Override
  public String provider() {
    return "oci-media";
  }

  @Override
  public String configuration() {
    return "fake";
  }

  @Override
  public MediaHarness newHarness() {
    return new MediaKitHarness(OCI);
  }
}
