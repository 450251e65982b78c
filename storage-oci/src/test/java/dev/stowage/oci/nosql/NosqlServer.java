package dev.stowage.oci.nosql;

import dev.stowage.OpenOptions;
import dev.stowage.StorageException;
import dev.stowage.fakes.oci.FakeOci;
import dev.stowage.kv.KvStore;
import dev.stowage.kv.ScanRequest;
import dev.stowage.oci.OciConfig;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Oracle's own server, which {@code tools/servers/oci-nosql} starts. */
final class NosqlServer {
  static final String COMPARTMENT = "stowage";

  private static final Set<String> MADE = new HashSet<>();
  private static final Map<String, String> KEY = key();

  private NosqlServer() {}

  /** Any key: the server takes signatures without looking at them. */
  private static Map<String, String> key() {
    try (FakeOci oci = FakeOci.start()) {
      return oci.environment();
    }
  }

  static URI endpoint() {
    String value = System.getenv("STOWAGE_OCI_NOSQL");
    if (value == null || value.isEmpty()) {
      throw new AssertionError(
          "STOWAGE_OCI_NOSQL is not set; run eval \"$(tools/servers/oci-nosql start)\" first");
    }
    return URI.create(value);
  }

  static OpenOptions options() {
    return OpenOptions.defaults().withEnvironment(KEY);
  }

  static OciConfig connection() {
    return OciConfig.defaults().withEndpoint(endpoint());
  }

  static String url(String table, String more) {
    return "oci-nosql://"
        + table
        + "?compartment="
        + COMPARTMENT
        + "&endpoint="
        + endpoint()
        + more;
  }

  /** Makes a table once, and empties it afterwards. */
  static synchronized void table(String name, String columns) {
    if (MADE.add(name)) {
      try (OciNosql nosql = OciNosql.open(connection(), COMPARTMENT, options())) {
        nosql.dropTable(name, Duration.ofMinutes(1));
        nosql.createTable(
            name,
            "create table " + name + " (" + columns + ")",
            new OciNosql.TableLimits(20_000, 20_000, 1),
            Duration.ofMinutes(1));
      }
    }
    try (KvStore store = KvStore.open(url(name, ""), options())) {
      store.scan(ScanRequest.all().inAnyOrder()).toList().forEach(row -> store.delete(row.key()));
    } catch (StorageException e) {
      throw new AssertionError("table " + name + " could not be emptied", e);
    }
  }
}
