package dev.stowage.conformance.media;

import dev.stowage.media.JobInfo;
import dev.stowage.media.MediaCapabilities;
import dev.stowage.media.MediaKind;
import dev.stowage.media.MediaRequest;
import dev.stowage.media.SubmitOptions;
import dev.stowage.spi.MediaDriver;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** The kit over a service that can do nothing special, as OSS processing without IMM. */
class PlainMediaConformanceTest implements MediaJobsContract {
  @Override
  public String provider() {
    return "mem";
  }

  @Override
  public String configuration() {
    return "fake-plain";
  }

  @Override
  public MediaHarness newHarness() {
    return MediaDriverHarness.of("mem://" + UUID.randomUUID()).changed(PlainDriver::new);
  }

  private static final class PlainDriver extends ForwardingMediaDriver {
    PlainDriver(MediaDriver driver) {
      super(driver);
    }

    @Override
    public MediaCapabilities capabilities() {
      return new MediaCapabilities(Set.of(MediaKind.TRANSCODE), Set.of());
    }

    @Override
    public JobInfo submit(MediaRequest request, SubmitOptions options) throws Exception {
      return bare(super.submit(request, options));
    }

    @Override
    public JobInfo get(String id) throws Exception {
      return bare(super.get(id));
    }

    private static JobInfo bare(JobInfo info) {
      return info.toBuilder().progress(-1).tasks(List.of()).build();
    }
  }
}
