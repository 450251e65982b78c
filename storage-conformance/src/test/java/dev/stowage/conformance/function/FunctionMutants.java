package dev.stowage.conformance.function;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.function.DeploymentInfo;
import dev.stowage.function.DeploymentRequest;
import dev.stowage.function.DeploymentState;
import dev.stowage.function.FunctionCapabilities;
import dev.stowage.function.FunctionLimits;
import dev.stowage.function.TriggerInfo;
import dev.stowage.function.TriggerSpec;
import dev.stowage.spi.BlobDriver.Page;
import dev.stowage.spi.FunctionDriver;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Services with one defect each, that the kit must find. */
final class FunctionMutants {
  private FunctionMutants() {}

  abstract static class FunctionMutant implements FunctionDeployerContract {
    FunctionDriver spoil(FunctionDriver driver) {
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
    public FunctionHarness newHarness() {
      return FunctionDriverHarness.of("mem://" + UUID.randomUUID(), "python3.12")
          .changed(this::spoil);
    }
  }

  static final class NoDefect extends FunctionMutant {}

  static final class ActiveAtOnce extends FunctionMutant {
    @Override
    FunctionDriver spoil(FunctionDriver driver) {
      return new ForwardingFunctionDriver(driver) {
        @Override
        public DeploymentInfo create(DeploymentRequest request) throws Exception {
          DeploymentInfo made = super.create(request);
          return DeploymentInfo.builder(made.name(), DeploymentState.ACTIVE)
              .id(made.id().orElse(null))
              .build();
        }
      };
    }
  }

  static final class FailureHasNoReason extends FunctionMutant {
    @Override
    FunctionDriver spoil(FunctionDriver driver) {
      return new ForwardingFunctionDriver(driver) {
        @Override
        public DeploymentInfo get(String name) throws Exception {
          DeploymentInfo info = super.get(name);
          return DeploymentInfo.builder(info.name(), info.state())
              .id(info.id().orElse(null))
              .build();
        }
      };
    }
  }

  static final class UpdateMakesAnother extends FunctionMutant {
    @Override
    FunctionDriver spoil(FunctionDriver driver) {
      return new ForwardingFunctionDriver(driver) {
        @Override
        public DeploymentInfo update(DeploymentRequest request) throws Exception {
          DeploymentInfo info = super.update(request);
          return DeploymentInfo.builder(info.name(), info.state())
              .id(UUID.randomUUID().toString())
              .build();
        }
      };
    }
  }

  static final class DeleteDoesNothing extends FunctionMutant {
    @Override
    FunctionDriver spoil(FunctionDriver driver) {
      return new ForwardingFunctionDriver(driver) {
        @Override
        public void delete(String name) {
          // The defect.
        }
      };
    }
  }

  static final class FirstPageOnly extends FunctionMutant {
    @Override
    FunctionDriver spoil(FunctionDriver driver) {
      return new ForwardingFunctionDriver(driver) {
        @Override
        public Page<DeploymentInfo> list(String prefix, @Nullable String cursor) throws Exception {
          return new Page<>(super.list(prefix, cursor).items(), Optional.empty());
        }
      };
    }
  }

  static final class TriggersForgotten extends FunctionMutant {
    @Override
    FunctionDriver spoil(FunctionDriver driver) {
      return new ForwardingFunctionDriver(driver) {
        @Override
        public List<TriggerInfo> triggers(String function) {
          return List.of();
        }
      };
    }
  }

  static final class TriggerLosesItsUrl extends FunctionMutant {
    @Override
    FunctionDriver spoil(FunctionDriver driver) {
      return new ForwardingFunctionDriver(driver) {
        @Override
        public List<TriggerInfo> triggers(String function) throws Exception {
          return super.triggers(function).stream()
              .map(t -> new TriggerInfo(t.name(), t.type(), Optional.empty()))
              .toList();
        }
      };
    }
  }

  static final class NoLimits extends FunctionMutant {
    @Override
    FunctionDriver spoil(FunctionDriver driver) {
      return new ForwardingFunctionDriver(driver) {
        @Override
        public FunctionCapabilities capabilities() {
          FunctionCapabilities sound = super.capabilities();
          FunctionLimits none =
              FunctionLimits.defaults()
                  .withMemory(1, 1 << 30, 1)
                  .withMaxTimeout(Duration.ofDays(365))
                  .withNameRule("(?s).*", "anything");
          return new FunctionCapabilities(sound.features(), sound.code(), none);
        }
      };
    }
  }

  static final class TriggersDenied extends FunctionMutant {
    @Override
    FunctionDriver spoil(FunctionDriver driver) {
      return new ForwardingFunctionDriver(driver) {
        @Override
        public TriggerInfo createTrigger(String function, TriggerSpec trigger) {
          throw StorageException.of(ErrorCode.PERMISSION_DENIED, "no triggers today");
        }
      };
    }
  }
}
