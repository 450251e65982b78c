package dev.stowage.portable;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.kv.Document;
import dev.stowage.kv.KeyRange;
import dev.stowage.kv.KvCapabilities;
import dev.stowage.kv.KvFeature;
import dev.stowage.kv.KvLimits;
import dev.stowage.kv.RowKey;
import dev.stowage.kv.RowOptions;
import dev.stowage.kv.ScanRequest;
import dev.stowage.kv.Write;
import dev.stowage.spi.KvDriver;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is refused before any request. */
final class KvChecks {
  private static final int NANOS_PER_MILLI = 1_000_000;
  private static final int ANY_DEPTH = 100;

  private final KvDriver driver;
  private final Calls calls;
  private final KvCapabilities capabilities;

  KvChecks(KvDriver driver, Calls calls) {
    this.driver = driver;
    this.calls = calls;
    this.capabilities = driver.capabilities();
  }

  /** A call about one row, once the store is known to be open and the key to be possible. */
  Call call(String operation, RowKey key) {
    Call call = Call.idempotent(operation, key == null ? null : key.text());
    calls.checkOpen(call);
    given(call, "key", key);
    KvLimits limits = capabilities.limits();
    int parts = key.parts().size();
    if (parts < limits.minKeyParts() || parts > limits.maxKeyParts()) {
      throw invalidKey(
          call, "it has " + parts + " parts; keys of this table have " + counts(limits));
    }
    if (key.size() > limits.maxKeyBytes()) {
      throw invalidKey(
          call,
          "it has " + key.size() + " bytes; at most " + limits.maxKeyBytes() + " are possible");
    }
    Optional<String> problem = driver.keyProblem(key);
    if (problem.isPresent()) {
      throw invalidKey(call, "the key " + problem.get());
    }
    return call;
  }

  /** A call about many rows or none in particular. */
  Call call(String operation) {
    Call call = Call.idempotent(operation, null);
    calls.checkOpen(call);
    return call;
  }

  void given(Call call, String name, @Nullable Object value) {
    if (value == null) {
      throw invalid(call, name + " is null");
    }
  }

  void feature(Call call, KvFeature feature) {
    if (!capabilities.has(feature)) {
      throw calls
          .failure(call, ErrorCode.UNSUPPORTED, "this store has no " + words(feature))
          .build();
    }
  }

  boolean supports(KvFeature feature) {
    return capabilities.has(feature);
  }

  void document(Call call, Document document) {
    given(call, "document", document);
    boolean coarse = !capabilities.has(KvFeature.NANOSECONDS);
    int maxDepth = capabilities.limits().maxDepth();
    if (coarse || maxDepth < ANY_DEPTH) {
      walk(call, document, coarse, maxDepth);
    }
  }

  /** When a row written now with these options goes; null for never. */
  @Nullable Instant expiry(Call call, RowOptions options) {
    if (options.ttl().isEmpty() && options.expiry().isEmpty()) {
      return null;
    }
    feature(call, KvFeature.TTL);
    Instant now = calls.pacer().now();
    try {
      Instant at =
          options.ttl().isPresent() ? now.plus(options.ttl().get()) : options.expiry().get();
      if (!at.isAfter(now)) {
        throw invalid(call, "expiry " + at + " is not in the future");
      }
      return at;
    } catch (DateTimeException | ArithmeticException e) {
      throw calls
          .failure(call, ErrorCode.INVALID_ARGUMENT, "ttl " + options.ttl().get() + " is too long")
          .cause(e)
          .build();
    }
  }

  /** Whether a scan must come in order, once it is known that the store can do that. */
  boolean ordered(Call call, ScanRequest request) {
    boolean onePartition = namesPartition(request.range());
    if (request.ordered() && !onePartition && !supports(KvFeature.ORDERED_SCAN)) {
      throw calls
          .failure(
              call,
              ErrorCode.UNSUPPORTED,
              "this store has no order across partitions; use KeyRange.within(partition) or"
                  + " ScanRequest.inAnyOrder()")
          .build();
    }
    return request.ordered();
  }

  private void distinct(Call call, Collection<RowKey> keys) {
    Set<RowKey> seen = new HashSet<>();
    for (RowKey key : keys) {
      if (!seen.add(key)) {
        throw invalid(call, "two writes are about the key \"" + key + "\"");
      }
    }
  }

  /** Checks every write of a list, so that nothing is done when one is wrong. */
  Call all(String operation, List<Write> list) {
    Call call = call(operation);
    given(call, "writes", list);
    List<RowKey> keys = new ArrayList<>(list.size());
    for (Write write : list) {
      given(call, "write", write);
      Call one = call(operation, write.key());
      write.document().ifPresent(document -> document(one, document));
      expiry(one, write.options());
      boolean hasDocument = write.document().isPresent();
      switch (write.kind()) {
        case CREATE -> noRevision(one, write.options());
        case DELETE -> noExpiry(one, write.options());
        case PUT, REPLACE -> given(one, "document", hasDocument ? list : null);
        case MODIFY -> {
          if (write.changes().isEmpty() || write.changes().get().isEmpty()) {
            throw invalid(one, "there are no changes to make");
          }
        }
      }
      keys.add(write.key());
    }
    distinct(call, keys);
    return call;
  }

  void noRevision(Call call, RowOptions options) {
    if (options.requiredRevision().isPresent()) {
      throw invalid(call, "a row to create has no revision; use put or replace");
    }
  }

  void noExpiry(Call call, RowOptions options) {
    if (options.ttl().isPresent() || options.expiry().isPresent() || options.noExpiry()) {
      throw invalid(call, "a row to delete has no expiry");
    }
  }

  StorageException invalid(Call call, String reason) {
    return calls.failure(call, ErrorCode.INVALID_ARGUMENT, reason).build();
  }

  private boolean namesPartition(KeyRange range) {
    int parts = capabilities.limits().partitionParts();
    return parts > 0 && range.parent().map(p -> p.parts().size() >= parts).orElse(false);
  }

  private StorageException invalidKey(Call call, String reason) {
    return calls.failure(call, ErrorCode.INVALID_KEY, reason).build();
  }

  private void walk(Call call, Object value, boolean coarse, int levelsLeft) {
    if (value instanceof Instant instant) {
      if (coarse && instant.getNano() % NANOS_PER_MILLI != 0) {
        throw calls
            .failure(
                call,
                ErrorCode.UNSUPPORTED,
                "this store keeps instants to the millisecond, which " + instant + " does not fit")
            .build();
      }
      return;
    }
    Collection<? extends @Nullable Object> inner =
        value instanceof Document document
            ? document.toMap().values()
            : value instanceof List<?> list ? list : null;
    if (inner == null) {
      return;
    }
    if (levelsLeft == 0) {
      int most = capabilities.limits().maxDepth();
      throw invalid(
          call, "the document is nested deeper than this store takes, " + most + " levels");
    }
    for (Object each : inner) {
      if (each != null) {
        walk(call, each, coarse, levelsLeft - 1);
      }
    }
  }

  private static String counts(KvLimits limits) {
    return limits.minKeyParts() == limits.maxKeyParts()
        ? String.valueOf(limits.maxKeyParts())
        : "from " + limits.minKeyParts() + " to " + limits.maxKeyParts();
  }

  private static String words(KvFeature feature) {
    return switch (feature) {
      case TTL -> "expiry of rows";
      case TRANSACTIONS -> "transactions";
      case QUERY -> "filter queries";
      case STATEMENTS -> "query language";
      case GENERATED_KEYS -> "generated keys";
      case STRONG_READS -> "strongly consistent reads";
      case ORDERED_SCAN -> "ordered scans";
      case NANOSECONDS -> "nanoseconds";
    };
  }
}
