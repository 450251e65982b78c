package dev.stowage.oci.nosql;

import dev.stowage.conformance.kv.KvHarness;
import dev.stowage.conformance.kv.KvStoreContract;
import dev.stowage.fakes.oci.FakeOci;
import dev.stowage.fakes.oci.nosql.FakeNosql;

/** The kit on the fake. */
class NosqlConformanceTest implements KvStoreContract {
  private static final FakeOci OCI = FakeOci.builder().with(FakeNosql::new).start();

  private final NosqlKitHarness harness = new NosqlKitHarness(OCI);

  @Override
  public String provider() {
    return "oci-nosql";
  }

  @Override
  public String configuration() {
    return "fake";
  }

  @Override
  public KvHarness harness() {
    return harness;
  }
}
