package dev.stowage.oci.nosql;

import dev.stowage.kv.KvStore;
import org.junit.jupiter.api.Tag;

/** The rows of the catalogue on Oracle's own server. */
@Tag("server")
class NosqlServerRowsTest extends NosqlRows {
  @Override
  void table(String name, String columns) {
    NosqlServer.table(name, columns);
  }

  @Override
  KvStore open(String table, String more) {
    return KvStore.open(NosqlServer.url(table, more), NosqlServer.options());
  }

  @Override
  OciNosql nosql() {
    return OciNosql.open(NosqlServer.connection(), NosqlServer.COMPARTMENT, NosqlServer.options());
  }
}
