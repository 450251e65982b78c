package dev.stowage.conformance.kv;

import dev.stowage.kv.KeyRange;
import dev.stowage.kv.RowKey;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.UUID;

/** A store that can do nothing beyond the core of the contract, so that every refusal is seen. */
class MemPlainKvConformanceTest implements KvStoreContract {
  private final KvHarness harness = new Plain("mem://plain-" + UUID.randomUUID());

  @Override
  public KvHarness harness() {
    return harness;
  }

  @Override
  public String provider() {
    return "mem";
  }

  @Override
  public String configuration() {
    return "fake-plain";
  }

  private static final class Plain extends DriverKvHarness {
    private static final String WITHOUT =
        "ttl,transactions,query,generated-keys,strong-reads,ordered-scan,nanoseconds";

    Plain(String name) {
      super(
          name + "/rows?batch=1&without=" + WITHOUT,
          name + "/missing?create=false",
          NavigableMap.class);
      wrapDrivers(ForgetfulDriver::new);
    }

    @Override
    public RowKey key(String text) {
      return RowKey.of("p").and(text);
    }

    @Override
    public KeyRange orderedRange() {
      return KeyRange.within(RowKey.of("p"));
    }

    @Override
    public Optional<RowKey> key(String partition, String sort) {
      return Optional.of(RowKey.of(partition).and(sort));
    }
  }

  /** Keeps no write ids. */
  private static final class ForgetfulDriver extends ForwardingKvDriver {
    ForgetfulDriver(dev.stowage.spi.KvDriver delegate) {
      super(delegate);
    }

    @Override
    public boolean keepsWriteIds() {
      return false;
    }
  }
}
