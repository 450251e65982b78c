package dev.stowage.conformance.secret;

import dev.stowage.OpenOptions;
import dev.stowage.conformance.driver.FaultPlan;
import dev.stowage.conformance.driver.RequestLog;
import dev.stowage.secret.SecretStore;
import dev.stowage.spi.SecretDriver;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** A store with one defect that the kit must find. */
abstract class SecretMutant implements SecretStoreContract {
  SecretDriver spoil(SecretDriver driver) {
    return driver;
  }

  SecretStore spoil(SecretStore store) {
    return store;
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
  public SecretHarness newHarness() {
    String name = "mem://" + UUID.randomUUID();
    SecretHarness sound = SecretDriverHarness.of(name, name + "-other").changed(this::spoil);
    return new SecretHarness() {
      @Override
      public SecretStore open(OpenOptions options) {
        return spoil(sound.open(options));
      }

      @Override
      public SecretStore openOther(OpenOptions options) {
        return spoil(sound.openOther(options));
      }

      @Override
      public FaultPlan faults() {
        return sound.faults();
      }

      @Override
      public RequestLog log() {
        return sound.log();
      }

      @Override
      public List<byte[]> passedArrays() {
        return sound.passedArrays();
      }

      @Override
      public boolean advanceServiceClock(Duration by) {
        return sound.advanceServiceClock(by);
      }

      @Override
      public void close() {
        sound.close();
      }
    };
  }
}
