package dev.stowage.oss;

import dev.stowage.conformance.media.MediaHarness;
import dev.stowage.conformance.media.MediaJobsContract;
import dev.stowage.fakes.oss.FakeOss;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The contract of media jobs over tasks of a fake. */
class OssMediaFakeConformanceTest implements MediaJobsContract {
  @RegisterExtension static final FakeOss FAKE = FakeOss.start();

  @Override
  public String provider() {
    return "oss-media";
  }

  @Override
  public String configuration() {
    return "fake";
  }

  @Override
  public MediaHarness newHarness() {
    return OssMediaHarness.clean(FAKE, "");
  }
}
