package dev.stowage.conformance.blob;

import dev.stowage.conformance.Contract;
import org.junit.jupiter.api.extension.ExtendWith;

/** What all contracts of blobs have in common: every case gets a {@link Bench} of its own. */
@ExtendWith(BenchResolver.class)
public interface BlobContract extends Contract {
  /** A harness over a new, empty container. Called once per case, and again for a second one. */
  BlobHarness newHarness();

  @Override
  default String service() {
    return "blob";
  }
}
