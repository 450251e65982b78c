package dev.stowage.config;

import dev.stowage.Pacer;
import dev.stowage.StorageException;
import dev.stowage.kv.Document;
import dev.stowage.kv.Revision;
import dev.stowage.kv.Row;
import dev.stowage.kv.RowKey;
import dev.stowage.kv.RowOptions;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps places unique among the configurations of an organisation, on stores that change one row at
 * a time.
 *
 * <p>The row of a configuration is the truth: it is at a place exactly when its row says so. A
 * claim is a row that is made before that and undone after; it only keeps others away. So every
 * writer reads the configuration's row, writes the claim, then writes the configuration on
 * condition that its row is still as it was read.
 *
 * <p>A claim that is not needed any more is undone at the revision that it had before the
 * configuration moved away: whoever claimed the place since, to move back, keeps it.
 *
 * <p>A claim whose configuration is elsewhere was left by a writer that died, or belongs to one
 * that is about to write. Whoever wants the place first makes that write impossible, by changing
 * the configuration's row or by putting a void one where it would be created, and then takes the
 * claim over on condition that it is still as it was read. A writer that tries again writes its
 * claim again, so one of the two always notices the other.
 */
final class UrlClaims {
  /** How long a claim may be ahead of its configuration before its writer is taken for dead. */
  private static final Duration GRACE = Duration.ofSeconds(1);

  private static final Duration PAUSE = Duration.ofMillis(10);
  private static final int MAX_TRIES = 1000;
  private static final String OWNER = "config";
  private static final String VOID = "void";
  private static final Duration VOID_LIFE = Duration.ofDays(7);

  private final RegistryRows rows;
  private final Pacer pacer;

  UrlClaims(RegistryRows rows, Pacer pacer) {
    this.rows = rows;
    this.pacer = pacer;
  }

  /** Whether the row only keeps a configuration from being created. */
  static boolean isVoid(Document config) {
    return config.has(VOID);
  }

  /** The configuration at a place, if there is one. */
  Optional<String> ownerOf(String place) {
    return rows.get(rows.claim(place)).map(UrlClaims::owner).filter(id -> isAt(id, place));
  }

  /**
   * Claims a place for a configuration that is about to be written there.
   *
   * @return the revision of the claim
   * @throws StorageException ALREADY_EXISTS naming the configuration that is there
   */
  Revision claim(String place, String config) {
    RowKey key = rows.claim(place);
    Document mine = Document.of(Map.of(OWNER, config));
    @Nullable Revision seen = null;
    long seenAt = pacer.nanoTime();
    for (int number = 0; number < MAX_TRIES; number++) {
      Optional<Revision> created = rows.create(key, mine, RowOptions.defaults());
      if (created.isPresent()) {
        return created.get();
      }
      Optional<Row> found = rows.get(key);
      if (found.isEmpty()) {
        continue;
      }
      Row other = found.get();
      String owner = owner(other);
      if (!owner.equals(config)) {
        if (isAt(owner, place)) {
          throw ConfigFailures.duplicate(owner);
        }
        if (seen == null || !other.revision().equals(seen)) {
          seen = other.revision();
          seenAt = pacer.nanoTime();
        }
        if (pacer.nanoTime() - seenAt < GRACE.toNanos()) {
          Pauses.sleep(pacer, PAUSE);
          continue;
        }
        if (!fence(owner, place)) {
          continue;
        }
      }
      Optional<Revision> taken = rows.replace(key, mine, other.revision(), RowOptions.defaults());
      if (taken.isPresent()) {
        return taken.get();
      }
    }
    throw StorageException.builder(
            dev.stowage.ErrorCode.CONFLICT, "others claimed the url, many times in a row")
        .build();
  }

  /** The claim of a place, if it is this configuration's: to be read before it moves away. */
  Optional<Revision> held(String place, String config) {
    return rows.get(rows.claim(place)).filter(row -> owner(row).equals(config)).map(Row::revision);
  }

  /** Undoes a claim, unless somebody claimed the place since. */
  void release(String place, Revision claim) {
    rows.delete(rows.claim(place), claim);
  }

  /** Makes it impossible that the owner is written there by who read it before; false if it was. */
  private boolean fence(String owner, String place) {
    RowKey key = rows.config(owner);
    Optional<Row> found = rows.get(key);
    if (found.isEmpty()) {
      return rows.create(key, Document.of(Map.of(VOID, true)), rows.expiring(VOID_LIFE))
          .isPresent();
    }
    Document row = found.get().document();
    if (isVoid(row)) {
      return true;
    }
    if (place.equals(row.string(ConfigFields.PLACE).orElse(""))) {
      return false;
    }
    long fence = row.integer(ConfigFields.FENCE).orElse(0) + 1;
    Document fenced = row.with(ConfigFields.FENCE, fence);
    return rows.replace(key, fenced, found.get().revision(), RowOptions.defaults()).isPresent();
  }

  private boolean isAt(String config, String place) {
    return rows.get(rows.config(config))
        .map(Row::document)
        .filter(row -> !isVoid(row))
        .map(row -> place.equals(row.string(ConfigFields.PLACE).orElse("")))
        .orElse(false);
  }

  private static String owner(Row claim) {
    return claim.document().string(OWNER).orElseThrow();
  }
}
