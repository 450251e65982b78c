package dev.stowage.oci.nosql;

import dev.stowage.Pacer;
import dev.stowage.spi.KvCondition;
import dev.stowage.spi.KvRead;
import dev.stowage.spi.KvRecord;
import dev.stowage.spi.KvWrite;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Says of a put how long its row lives.
 *
 * <p>A put that says nothing keeps the expiry of the row that was there, and a put cannot say
 * "never". So a row that may have an expiry, and is to have none, gets one in the far future, which
 * reads as none; a row that is known to have none is left alone.
 */
final class NosqlLife {
  private final NosqlApi api;
  private final OciNosqlConfig config;
  private final NosqlSchema schema;
  private final Pacer pacer;

  NosqlLife(NosqlApi api, OciNosqlConfig config, NosqlSchema schema, Pacer pacer) {
    this.api = api;
    this.config = config;
    this.schema = schema;
    this.pacer = pacer;
  }

  /** Adds what is to be said; returns whether the row will expire. */
  boolean addTo(Map<String, Object> details, KvWrite write) throws IOException {
    boolean known = write.condition().kind() == KvCondition.Kind.REVISION;
    boolean expires = known && NosqlMapping.expires(write.condition().revision());
    Instant wanted = write.expiresAt();
    if (wanted == null) {
      return never(details, write.condition().kind(), known && !expires);
    }
    if (expires && NosqlExpiry.days(wanted, pacer.now()) < 1 && wanted.equals(current(write))) {
      return true; // A day would be too long, and saying nothing keeps it.
    }
    return addDays(details, wanted, pacer.now());
  }

  private boolean never(Map<String, Object> details, KvCondition.Kind kind, boolean hasNone) {
    if (hasNone) {
      return false;
    }
    if (schema.expires()) {
      details.put("isTtlUseTableDefault", true);
      return true;
    }
    if (kind != KvCondition.Kind.ABSENT) {
      details.put("ttl", NosqlExpiry.NEVER_DAYS);
    }
    return false;
  }

  /** Adds the days; the least that the service takes is one. */
  static boolean addDays(Map<String, Object> details, Instant wanted, Instant now) {
    details.put("ttl", Math.max(1, NosqlExpiry.days(wanted, now)));
    return true;
  }

  private @Nullable Instant current(KvWrite write) throws IOException {
    NosqlMapping mapping = new NosqlMapping(schema);
    KvRead read = new KvRead(List.of(), true);
    KvRecord record =
        mapping.record(
            write.key(),
            api.getRow(
                config.table(),
                config.compartment(),
                mapping.keyParameters(write.key()),
                read.strong()));
    return record == null ? null : record.row().expiresAt().orElse(null);
  }
}
