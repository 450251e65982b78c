package dev.stowage.conformance.media;

import dev.stowage.conformance.Contract;

/** What the contracts of media services have in common. */
public interface MediaContract extends Contract {
  /** A fresh harness for one test. */
  MediaHarness newHarness();

  @Override
  default String service() {
    return "media";
  }
}
