package dev.stowage.fakes.swift;

import dev.stowage.fakes.FakeBlob;
import dev.stowage.fakes.FakeBlobs;
import dev.stowage.fakes.FakeBucket;
import dev.stowage.fakes.text.HttpText;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Accounts, their containers and objects. Guarded by the store's lock. */
final class SwiftState {
  /** When an object ends, in seconds. */
  static final String DELETE_AT = "x-delete-at";

  /** Where the parts of a dynamic large object are, as it was sent. */
  static final String DYNAMIC = "x-object-manifest";

  /** The etag that a static large object has in place of its manifest's. */
  static final String SLO_ETAG = "slo-etag";

  static final String SLO_SIZE = "slo-size";

  /** There is one version of an object. */
  private static final String ONLY = "only";

  private final FakeBlobs blobs;
  private final Clock clock;
  private final SwiftLimits limits;
  private final Map<String, Map<String, String>> accounts = new HashMap<>();

  /** Which request changed an object last, by its path: deleted ones are known too. */
  private final Map<String, Long> changes = new HashMap<>();

  SwiftState(FakeBlobs blobs, Clock clock, SwiftLimits limits) {
    this.blobs = blobs;
    this.clock = clock;
    this.limits = limits;
  }

  FakeBlobs blobs() {
    return blobs;
  }

  SwiftLimits limits() {
    return limits;
  }

  /** Swift keeps times to ten microseconds. */
  Instant now() {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    return now.minusNanos(now.getNano() % 10_000);
  }

  void clear() {
    blobs.clear();
    accounts.clear();
    changes.clear();
  }

  /** The metadata headers of an account by lower-case name; the map itself. */
  Map<String, String> account(String name) {
    return accounts.computeIfAbsent(name, n -> new TreeMap<>());
  }

  /** The containers of an account in the order of their names. */
  List<FakeBucket> containers(String account) {
    return blobs.buckets().stream()
        .filter(bucket -> bucket.name().startsWith(account + "/"))
        .sorted((a, b) -> FakeBucket.UTF8_ORDER.compare(nameOf(a), nameOf(b)))
        .toList();
  }

  /** The store has the containers of all accounts. */
  static String nameOf(FakeBucket bucket) {
    return bucket.name().substring(bucket.name().indexOf('/') + 1);
  }

  Optional<FakeBucket> container(String account, String name) {
    return blobs.bucket(account + "/" + name);
  }

  FakeBucket required(String account, String name) {
    return container(account, name).orElseThrow(SwiftError::notFound);
  }

  FakeBucket create(String account, String name) {
    return blobs.create(account + "/" + name);
  }

  void remove(FakeBucket container) {
    blobs.remove(container.name());
    changes.keySet().removeIf(path -> path.startsWith(container.name() + "/"));
  }

  /** The object, unless its time has come: then only listings still know it. */
  Optional<FakeBlob> object(FakeBucket container, String key) {
    return container.current(key).filter(blob -> !ended(blob));
  }

  boolean ended(FakeBlob blob) {
    return blob.attribute(DELETE_AT)
        .filter(at -> Long.parseLong(at) <= clock.instant().getEpochSecond())
        .isPresent();
  }

  FakeBlob requiredObject(FakeBucket container, String key) {
    return object(container, key).orElseThrow(SwiftError::notFound);
  }

  /**
   * Puts an object in the place of what was there; its etag is that of its bytes. When a request
   * that began later has changed it meanwhile, the object is told of and never seen.
   *
   * @param turn of the request
   */
  FakeBlob store(FakeBucket container, FakeBlob.Builder builder, long turn) {
    FakeBlob bare = builder.build();
    FakeBlob blob = builder.version(ONLY).etag(md5(bare.content())).modified(now()).build();
    if (isLatest(container, bare.key(), turn)) {
      container.put(blob);
    }
    return blob;
  }

  /**
   * Removes an object, also one that is still on its way.
   *
   * @return whether it was there
   */
  boolean remove(FakeBucket container, String key, long turn) {
    boolean there = object(container, key).isPresent();
    if (isLatest(container, key, turn)) {
      container.remove(key, ONLY);
    }
    return there;
  }

  private boolean isLatest(FakeBucket container, String key, long turn) {
    return changes.merge(container.name() + "/" + key, turn, Math::max) == turn;
  }

  static boolean large(FakeBlob blob) {
    return blob.attribute(SLO_ETAG).isPresent();
  }

  /** How many bytes a listing says that an object has. */
  static long listedSize(FakeBlob blob) {
    return blob.attribute(SLO_SIZE).map(Long::parseLong).orElse(blob.size());
  }

  long used(FakeBucket container) {
    return container.keys().stream()
        .flatMap(key -> container.current(key).stream())
        .mapToLong(FakeBlob::size)
        .sum();
  }

  static String md5(byte[] bytes) {
    return HexFormat.of().formatHex(HttpText.digest("MD5", bytes));
  }
}
