package dev.stowage.conformance.secret;

import java.util.UUID;

class MemSecretConformanceTest implements SecretStoreContract {
  @Override
  public String provider() {
    return "mem";
  }

  @Override
  public String configuration() {
    return "embedded";
  }

  @Override
  public SecretHarness newHarness() {
    String name = "mem://" + UUID.randomUUID();
    return SecretDriverHarness.of(name, name + "-other");
  }
}
