package dev.stowage.oci.nosql;

import dev.stowage.OpenOptions;
import dev.stowage.StorageUrl;
import dev.stowage.kv.KvStore;
import dev.stowage.oci.OciService;
import dev.stowage.oci.OciWire;
import dev.stowage.spi.KvDriver;
import dev.stowage.spi.KvProvider;
import dev.stowage.spi.Stores;
import java.util.Set;

/** Opens {@code oci-nosql:} tables. */
public final class OciNosqlProvider implements KvProvider {
  static final String SCHEME = "oci-nosql";

  /** For {@link java.util.ServiceLoader}; the static method needs no instance. */
  public OciNosqlProvider() {}

  /**
   * A table by configuration instead of by URL, for instance with a provider of credentials of the
   * caller's own.
   */
  public static KvStore open(OciNosqlConfig config, OpenOptions options) {
    return Stores.rows(driver(config, options), options);
  }

  @Override
  public Set<String> schemes() {
    return Set.of(SCHEME);
  }

  @Override
  public KvDriver open(StorageUrl url, OpenOptions options) {
    return driver(OciNosqlConfig.of(url), options);
  }

  private static KvDriver driver(OciNosqlConfig config, OpenOptions options) {
    OciWire wire = OciWire.open(OciService.NOSQL, config.connection(), options);
    return new OciNosqlDriver(config, new NosqlApi(wire), options.pacer());
  }
}
