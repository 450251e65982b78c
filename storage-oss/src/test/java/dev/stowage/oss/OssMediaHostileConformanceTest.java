package dev.stowage.oss;

import dev.stowage.conformance.media.MediaHarness;
import dev.stowage.conformance.media.MediaJobsContract;
import dev.stowage.fakes.oss.FakeOss;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The same over a fake whose wire goes wrong. */
class OssMediaHostileConformanceTest implements MediaJobsContract {
  @RegisterExtension static final FakeOss FAKE = FakeOss.start();

  @Override
  public String provider() {
    return "oss-media";
  }

  @Override
  public String configuration() {
    return "hostile";
  }

  @Override
  public MediaHarness newHarness() {
    return OssMediaHarness.hostile(FAKE);
  }
}
