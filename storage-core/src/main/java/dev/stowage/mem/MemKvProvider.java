package dev.stowage.mem;

import dev.stowage.OpenOptions;
import dev.stowage.StorageException;
import dev.stowage.StorageUrl;
import dev.stowage.kv.KvCapabilities;
import dev.stowage.kv.KvFeature;
import dev.stowage.kv.KvLimits;
import dev.stowage.spi.KvDriver;
import dev.stowage.spi.KvProvider;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tables in the memory of this process.
 *
 * <p>{@code mem://name/table} is shared by all who open it; {@code mem:} is a table of its own that
 * goes with its store. Parameters, mostly for tests:
 *
 * <ul>
 *   <li>{@code create=false}: a table that nobody made is missing
 *   <li>{@code without=ttl,transactions}: does not have these features of {@link KvFeature}
 *   <li>{@code maxKeyBytes}, {@code maxRowBytes}, {@code batch}: limits; {@code batch=1} turns
 *       batches off
 * </ul>
 */
public final class MemKvProvider implements KvProvider {
  private static final Map<String, MemKvTable> TABLES = new ConcurrentHashMap<>();
  private static final int BATCH = 100;

  /** For {@link java.util.ServiceLoader}. */
  public MemKvProvider() {}

  @Override
  public Set<String> schemes() {
    return Set.of("mem");
  }

  @Override
  public KvDriver open(StorageUrl url, OpenOptions options) {
    url.allowParams("create", "without", "maxKeyBytes", "maxRowBytes", "batch");
    boolean create = url.choice("create", "true", "true", "false").equals("true");
    String name = url.container() + "/" + url.path();
    if (create && !url.container().isEmpty()) {
      TABLES.computeIfAbsent(name, key -> new MemKvTable());
    }
    MemKvTable own = new MemKvTable();
    boolean shared = !url.container().isEmpty();
    return new MemKvDriver(
        name, capabilities(url), options.pacer(), () -> shared ? TABLES.get(name) : own);
  }

  private static KvCapabilities capabilities(StorageUrl url) {
    Set<KvFeature> features = EnumSet.allOf(KvFeature.class);
    features.remove(KvFeature.STATEMENTS);
    String without = url.param("without").orElse("");
    for (String word : without.isEmpty() ? new String[0] : without.split(",", -1)) {
      features.remove(feature(word));
    }
    int batch = (int) number(url, "batch", BATCH);
    KvLimits limits =
        KvLimits.none()
            .withBatchReads(batch)
            .withBatchWrites(batch)
            .withMaxKeyBytes(number(url, "maxKeyBytes", Long.MAX_VALUE))
            .withMaxRowBytes(number(url, "maxRowBytes", Long.MAX_VALUE));
    return new KvCapabilities(
        features,
        features.contains(KvFeature.ORDERED_SCAN) ? limits : limits.withPartitionParts(1));
  }

  private static KvFeature feature(String word) {
    try {
      return KvFeature.valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
    } catch (IllegalArgumentException e) {
      throw StorageException.builder(
              dev.stowage.ErrorCode.INVALID_ARGUMENT, "parameter without: no feature " + word)
          .cause(e)
          .build();
    }
  }

  private static long number(StorageUrl url, String name, long byDefault) {
    String text = url.param(name).orElse(String.valueOf(byDefault));
    if (!text.matches("[1-9][0-9]{0,18}")) {
      throw StorageException.invalidArgument(
          "parameter " + name + "=" + text + "; it takes a number from 1");
    }
    return Long.parseLong(text);
  }
}
