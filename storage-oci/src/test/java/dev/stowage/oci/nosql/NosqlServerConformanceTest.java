package dev.stowage.oci.nosql;

import dev.stowage.OpenOptions;
import dev.stowage.conformance.kv.DriverKvHarness;
import dev.stowage.conformance.kv.KvHarness;
import dev.stowage.conformance.kv.KvStoreContract;
import dev.stowage.conformance.kv.ManualPacer;
import dev.stowage.kv.Document;
import dev.stowage.kv.KeyRange;
import dev.stowage.kv.RowKey;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;

/** The kit on Oracle's own server. */
@Tag("server")
class NosqlServerConformanceTest implements KvStoreContract {
  private final KvHarness harness = new Harness();

  private static final class Harness extends DriverKvHarness {
    private final ManualPacer clock = new ManualPacer(Instant.now().truncatedTo(ChronoUnit.MILLIS));

    Harness() {
      super(
          NosqlServer.url("kit", "&key=p,s&document=doc"),
          NosqlServer.url("missing", "&key=p,s&document=doc"),
          OciNosql.class);
      NosqlServer.table("kit", "p string, s string, doc json, primary key(shard(p), s)");
    }

    @Override
    public ManualPacer pacer() {
      return clock;
    }

    @Override
    public OpenOptions options() {
      return NosqlServer.options().withPacer(clock);
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

    /** Seven bytes stand around a document of one long text. */
    @Override
    public Document documentOfSize(int bytes) {
      return super.documentOfSize(bytes - 7);
    }
  }

  @Override
  public String provider() {
    return "oci-nosql";
  }

  @Override
  public String configuration() {
    return "real-nosql-25.3";
  }

  @Override
  public KvHarness harness() {
    return harness;
  }

  @Override
  public Map<String, String> deviations() {
    return Map.of("K062", "the server's clock cannot be moved");
  }
}
