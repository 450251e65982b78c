package dev.stowage.conformance.secret;

import dev.stowage.conformance.Contract;

/** What the contracts of secret stores have in common. */
public interface SecretContract extends Contract {
  /** A fresh harness for one test. */
  SecretHarness newHarness();

  @Override
  default String service() {
    return "secret";
  }
}
