package dev.stowage.conformance.secret;

import dev.stowage.secret.SecretCapabilities;
import dev.stowage.secret.SecretFeature;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The kit over a store that can do nothing special: all that is optional is tested as refused. */
class PlainSecretConformanceTest implements SecretStoreContract {
  @Override
  public String provider() {
    return "mem";
  }

  @Override
  public String configuration() {
    return "fake-plain";
  }

  @Override
  public SecretHarness newHarness() {
    String name = "mem://" + UUID.randomUUID();
    return SecretDriverHarness.of(name, name + "-other").changed(PlainDriver::new);
  }

  private static final class PlainDriver extends ForwardingSecretDriver {
    PlainDriver(dev.stowage.spi.SecretDriver driver) {
      super(driver);
    }

    @Override
    public SecretCapabilities capabilities() {
      return new SecretCapabilities(
          Set.of(SecretFeature.IMMEDIATE_DELETE),
          super.capabilities().limits().withValueBytes(1, 1000));
    }

    @Override
    public boolean knowsTokens() {
      return false;
    }

    @Override
    public Optional<Keeper> keeper() {
      return Optional.empty();
    }
  }
}
