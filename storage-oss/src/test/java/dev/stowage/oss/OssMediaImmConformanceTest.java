package dev.stowage.oss;

import dev.stowage.conformance.media.MediaHarness;
import dev.stowage.conformance.media.MediaJobsContract;
import dev.stowage.fakes.oss.FakeOss;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The same for those who ask about tasks only. */
class OssMediaImmConformanceTest implements MediaJobsContract {
  @RegisterExtension static final FakeOss FAKE = FakeOss.start();

  @Override
  public String provider() {
    return "oss-media";
  }

  @Override
  public String configuration() {
    return "fake-imm";
  }

  @Override
  public MediaHarness newHarness() {
    return OssMediaHarness.clean(FAKE, "&status=imm");
  }
}
