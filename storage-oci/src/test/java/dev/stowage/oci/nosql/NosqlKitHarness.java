package dev.stowage.oci.nosql;

import dev.stowage.OpenOptions;
import dev.stowage.conformance.kv.DriverKvHarness;
import dev.stowage.conformance.kv.KvFaults;
import dev.stowage.fakes.oci.FakeOci;
import dev.stowage.fakes.oci.nosql.FakeNosql;
import dev.stowage.kv.Document;
import dev.stowage.kv.KeyRange;
import dev.stowage.kv.RowKey;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A table of the fake with a partition, a sort column and a document. */
class NosqlKitHarness extends DriverKvHarness {
  static final String DDL =
      "create table kit (p string, s string, doc json, primary key(shard(p), s))";

  /** A row of this partition and a key of one letter has so many bytes beside its document. */
  private static final int AROUND = "{\"p\":\"kit\",\"s\":\"a\",\"doc\":}".length();

  private final FakeOci oci;
  private @Nullable WireLosses wireLosses;

  NosqlKitHarness(FakeOci oci) {
    super(url(oci, "kit"), url(oci, "missing"), OciNosql.class);
    this.oci = oci;
    oci.reset();
    oci.service(FakeNosql.class).createTable(DDL);
    oci.service(FakeNosql.class).tellTimeBy(() -> pacer().now());
  }

  private static String url(FakeOci oci, String table) {
    return "oci-nosql://"
        + table
        + "?compartment="
        + oci.compartment()
        + "&endpoint="
        + oci.endpoint()
        + "&key=p,s&document=doc";
  }

  @Override
  public OpenOptions options() {
    return super.options().withEnvironment(oci.environment());
  }

  /** Lets the answers that the kit loses get lost between the fake and the transport. */
  void loseAnswersOnTheWire() {
    wireLosses = new WireLosses(oci.faults());
    wrapDrivers(wireLosses::around);
  }

  @Override
  public KvFaults faults() {
    WireLosses losses = wireLosses;
    return losses == null ? super.faults() : losses.over(super.faults());
  }

  @Override
  public RowKey key(String text) {
    return RowKey.of("kit").and(text);
  }

  @Override
  public KeyRange orderedRange() {
    return KeyRange.within(RowKey.of("kit"));
  }

  @Override
  public Optional<RowKey> key(String partition, String sort) {
    return Optional.of(RowKey.of(partition).and(sort));
  }

  @Override
  public Document documentOfSize(int bytes) {
    return super.documentOfSize(bytes - AROUND);
  }
}
