package dev.stowage.conformance.media;

import dev.stowage.media.JobFilter;
import dev.stowage.media.JobInfo;
import dev.stowage.media.MediaRequest;
import dev.stowage.media.MediaState;
import dev.stowage.media.SubmitOptions;
import dev.stowage.spi.BlobDriver.Page;
import dev.stowage.spi.MediaDriver;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Services with one defect each, that the kit must find. */
final class MediaMutants {
  private MediaMutants() {}

  abstract static class MediaMutant implements MediaJobsContract {
    MediaDriver spoil(MediaDriver driver) {
      return driver;
    }

    @Override
    public String provider() {
      return "mem";
    }

    @Override
    public String configuration() {
      return "mutant";
    }

    @Override
    public MediaHarness newHarness() {
      return MediaDriverHarness.of("mem://" + UUID.randomUUID())
          .withUnsupported(MemMediaConformanceTest.REAL_MEDIA)
          .changed(this::spoil);
    }
  }

  static final class NoDefect extends MediaMutant {}

  static final class SucceededOnSubmit extends MediaMutant {
    @Override
    MediaDriver spoil(MediaDriver driver) {
      return new ForwardingMediaDriver(driver) {
        @Override
        public JobInfo submit(MediaRequest request, SubmitOptions options) throws Exception {
          return super.submit(request, options).toBuilder().state(MediaState.SUCCEEDED).build();
        }
      };
    }
  }

  static final class CancelDoesNothing extends MediaMutant {
    @Override
    MediaDriver spoil(MediaDriver driver) {
      return new ForwardingMediaDriver(driver) {
        @Override
        public void cancel(String id) {
          // The defect.
        }
      };
    }
  }

  /** Says that the job is canceled, and lets it go on. */
  static final class CancelLies extends MediaMutant {
    @Override
    MediaDriver spoil(MediaDriver driver) {
      Set<String> canceled = new HashSet<>();
      return new ForwardingMediaDriver(driver) {
        @Override
        public void cancel(String id) throws Exception {
          canceled.add(id);
          while (!super.get(id).state().isTerminal()) {
            continue;
          }
        }

        @Override
        public JobInfo get(String id) throws Exception {
          JobInfo info = super.get(id);
          return canceled.contains(id) ? JobInfo.builder(id, MediaState.CANCELED).build() : info;
        }
      };
    }
  }

  static final class TokenIgnored extends MediaMutant {
    @Override
    MediaDriver spoil(MediaDriver driver) {
      return new ForwardingMediaDriver(driver) {
        @Override
        public JobInfo submit(MediaRequest request, SubmitOptions options) throws Exception {
          return super.submit(request, options.withClientToken(UUID.randomUUID().toString()));
        }
      };
    }
  }

  static final class FailureHasNoReason extends MediaMutant {
    @Override
    MediaDriver spoil(MediaDriver driver) {
      return new ForwardingMediaDriver(driver) {
        @Override
        public JobInfo get(String id) throws Exception {
          return super.get(id).toBuilder().failure(null).build();
        }
      };
    }
  }

  static final class BadInputSucceeds extends MediaMutant {
    @Override
    MediaDriver spoil(MediaDriver driver) {
      return new ForwardingMediaDriver(driver) {
        @Override
        public JobInfo get(String id) throws Exception {
          JobInfo info = super.get(id);
          return info.state() == MediaState.FAILED
              ? info.toBuilder().state(MediaState.SUCCEEDED).failure(null).build()
              : info;
        }
      };
    }
  }

  static final class FirstPageOnly extends MediaMutant {
    @Override
    MediaDriver spoil(MediaDriver driver) {
      return new ForwardingMediaDriver(driver) {
        @Override
        public Page<JobInfo> list(JobFilter filter, @Nullable String cursor) throws Exception {
          return new Page<>(super.list(filter, cursor).items(), Optional.empty());
        }
      };
    }
  }

  static final class OutputsMissing extends MediaMutant {
    @Override
    MediaDriver spoil(MediaDriver driver) {
      return new ForwardingMediaDriver(driver) {
        @Override
        public JobInfo get(String id) throws Exception {
          return super.get(id).toBuilder().outputs(java.util.List.of()).build();
        }
      };
    }
  }

  static final class UnsupportedIsSent extends MediaMutant {
    @Override
    MediaDriver spoil(MediaDriver driver) {
      return new ForwardingMediaDriver(driver) {
        @Override
        public Optional<String> unsupported(MediaRequest request) {
          return Optional.empty();
        }
      };
    }
  }

  static final class NeverProgresses extends MediaMutant {
    @Override
    MediaDriver spoil(MediaDriver driver) {
      return new ForwardingMediaDriver(driver) {
        @Override
        public JobInfo get(String id) throws Exception {
          return super.get(id).toBuilder().progress(-1).build();
        }
      };
    }
  }
}
