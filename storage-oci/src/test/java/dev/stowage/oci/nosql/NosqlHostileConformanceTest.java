package dev.stowage.oci.nosql;

import dev.stowage.conformance.kv.KvHarness;
import dev.stowage.conformance.kv.KvStoreContract;
import dev.stowage.fakes.Fault;
import dev.stowage.fakes.oci.FakeOci;
import dev.stowage.fakes.oci.nosql.FakeNosql;

/**
 * The kit on a fake that answers in small pieces, ends pages after three rows that it looked at,
 * found or not, and loses answers on the wire.
 */
class NosqlHostileConformanceTest implements KvStoreContract {
  private static final FakeOci OCI = FakeOci.builder().with(FakeNosql::new).start();

  private final NosqlKitHarness harness = new NosqlKitHarness(OCI);

  NosqlHostileConformanceTest() {
    harness.loseAnswersOnTheWire();
    OCI.faults().onAny().always().arm(Fault.shortReads(7));
    OCI.service(FakeNosql.class).endPagesAfter(3);
  }

  @Override
  public String provider() {
    return "oci-nosql";
  }

  @Override
  public String configuration() {
    return "hostile";
  }

  @Override
  public KvHarness harness() {
    return harness;
  }
}
