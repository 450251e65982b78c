package dev.stowage.config;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.kv.Document;
import dev.stowage.kv.KeyRange;
import dev.stowage.kv.KvFeature;
import dev.stowage.kv.KvLimits;
import dev.stowage.kv.KvStore;
import dev.stowage.kv.ReadOptions;
import dev.stowage.kv.Revision;
import dev.stowage.kv.Row;
import dev.stowage.kv.RowKey;
import dev.stowage.kv.RowOptions;
import dev.stowage.kv.ScanRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The rows of one organisation: {@code config:ID}, {@code claim:HASH} of a place, {@code task:ID}
 * and {@code organisation}. The organisation is the first part of the key and so names the
 * partition, where keys have parts.
 */
final class RegistryRows {
  private static final String CONFIG = "config:";
  private static final String CLAIM = "claim:";
  private static final String TASK = "task:";

  private final KvStore rows;
  private final RowKey parent;
  private final boolean parts;
  private final ReadOptions reading;

  RegistryRows(KvStore rows, String organisation) {
    KvLimits limits = rows.capabilities().limits();
    if (limits.minKeyParts() > 2) {
      throw StorageException.invalidArgument(
          "storage configurations need a table whose keys have one part or two, not "
              + limits.minKeyParts());
    }
    this.rows = rows;
    this.parent = RowKey.of(organisation);
    this.parts = limits.maxKeyParts() >= 2;
    this.reading =
        rows.capabilities().has(KvFeature.STRONG_READS)
            ? ReadOptions.defaults().withStrongConsistency()
            : ReadOptions.defaults();
  }

  RowKey config(String id) {
    return key(CONFIG + id);
  }

  RowKey task(String id) {
    return key(TASK + id);
  }

  RowKey organisation() {
    return key("organisation");
  }

  RowKey claim(String place) {
    return key(CLAIM + place);
  }

  /** The name of a place in keys, whatever characters its URL has and however many. */
  static String placeOf(String identity) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(identity.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every JDK", e);
    }
  }

  Optional<Row> get(RowKey key) {
    return rows.get(key, reading);
  }

  Stream<Row> configs() {
    return scan(CONFIG);
  }

  Stream<Row> tasks() {
    return scan(TASK);
  }

  /** Empty when there is such a row. */
  Optional<Revision> create(RowKey key, Document row, RowOptions options) {
    return unless(ErrorCode.ALREADY_EXISTS, () -> rows.create(key, row, options));
  }

  void put(RowKey key, Document row) {
    rows.put(key, row);
  }

  /** Empty when the row is not at this revision any more. */
  Optional<Revision> replace(RowKey key, Document row, Revision at, RowOptions options) {
    return unless(
        ErrorCode.PRECONDITION_FAILED, () -> rows.replace(key, row, options.ifRevision(at)));
  }

  /** False when the row is not at this revision any more. */
  boolean delete(RowKey key, Revision at) {
    return unless(
            ErrorCode.PRECONDITION_FAILED,
            () -> {
              rows.delete(key, RowOptions.defaults().ifRevision(at));
              return at;
            })
        .isPresent();
  }

  void delete(RowKey key) {
    rows.delete(key);
  }

  /** The row goes by itself after a while, where the store can do that. */
  RowOptions expiring(Duration ttl) {
    return rows.capabilities().has(KvFeature.TTL)
        ? RowOptions.defaults().withTtl(ttl)
        : RowOptions.defaults();
  }

  private static Optional<Revision> unless(ErrorCode refusal, Supplier<Revision> write) {
    try {
      return Optional.of(write.get());
    } catch (StorageException e) {
      if (e.code() == refusal || e.code() == ErrorCode.NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private Stream<Row> scan(String kind) {
    KeyRange range =
        parts
            ? KeyRange.within(parent).startingWith(kind)
            : KeyRange.all().startingWith(parent.text() + "/" + kind);
    return rows.scan(ScanRequest.of(range).inAnyOrder());
  }

  private RowKey key(String name) {
    RowKey key = parent.and(name);
    return parts ? key : RowKey.of(key.text());
  }
}
