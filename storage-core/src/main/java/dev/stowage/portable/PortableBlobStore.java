package dev.stowage.portable;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.blob.BlobBody;
import dev.stowage.blob.BlobCapabilities;
import dev.stowage.blob.BlobFeature;
import dev.stowage.blob.BlobInfo;
import dev.stowage.blob.BlobReader;
import dev.stowage.blob.BlobStore;
import dev.stowage.blob.BlobVersions;
import dev.stowage.blob.BlobWriter;
import dev.stowage.blob.ByteRange;
import dev.stowage.blob.CopyOptions;
import dev.stowage.blob.DeleteResult;
import dev.stowage.blob.GetOptions;
import dev.stowage.blob.KeyRule;
import dev.stowage.blob.ListPage;
import dev.stowage.blob.ListRequest;
import dev.stowage.blob.MultipartUploads;
import dev.stowage.blob.PutOptions;
import dev.stowage.blob.PutResult;
import dev.stowage.blob.UrlSigner;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The store that users hold: a view of a container under a prefix. It checks arguments, turns the
 * caller's keys into whole keys and back, and hands over to the class that knows the operation.
 */
final class PortableBlobStore implements BlobStore {
  private final BlobCore core;
  private final BlobArguments arguments;
  private final View view;
  private final BlobWrites writes;
  private final BlobReads reads;
  private final BlobLists lists;
  private final BlobCopies copies;

  /**
   * Which part of the container is seen, whether it can be changed, whether closing ends it, and
   * how it was opened: the URL, and the prefix that the URL gave.
   */
  record View(
      String prefix,
      boolean readOnly,
      boolean owner,
      @Nullable StoreOrigin origin,
      String originPrefix) {
    View within(String more) {
      return new View(prefix + more, readOnly, false, origin, originPrefix);
    }

    View asReadOnly() {
      return new View(prefix, true, false, origin, originPrefix);
    }
  }

  PortableBlobStore(BlobCore core, View view) {
    this.core = core;
    this.view = view;
    this.arguments = new BlobArguments(core);
    this.writes = new BlobWrites(core);
    this.reads = new BlobReads(core);
    this.lists = new BlobLists(core);
    this.copies = new BlobCopies(core);
  }

  BlobCore core() {
    return core;
  }

  boolean reaches(PortableBlobStore source) {
    return copies.reaches(source.core);
  }

  @Nullable StoreOrigin origin() {
    return view.origin();
  }

  String keyAtOrigin(String key) {
    return view.prefix().substring(view.originPrefix().length()) + key;
  }

  @Override
  public PutResult put(String key, BlobBody body, PutOptions options) {
    String full = changing("put", key);
    notNull("put", key, body, "the body");
    notNull("put", key, options, "the options");
    return writes.put(full, body, arguments.put("put", full, options));
  }

  @Override
  public BlobWriter openWriter(String key, PutOptions options) {
    String full = changing("write", key);
    notNull("write", key, options, "the options");
    return writes.open(full, arguments.put("write", full, options));
  }

  @Override
  public PutResult append(String key, BlobBody body) {
    String full = changing("append", key);
    notNull("append", key, body, "the body");
    core.need(Call.once("append", full), BlobFeature.APPEND, "appending");
    return writes.append(full, body);
  }

  @Override
  public BlobReader get(String key, GetOptions options) {
    String full = full("get", key);
    notNull("get", key, options, "the options");
    return reads.open(full, key, options);
  }

  @Override
  public List<byte[]> readRanges(String key, List<ByteRange> ranges) {
    String full = full("get", key);
    notNull("get", key, ranges, "the list of ranges");
    boolean pin = core.capabilities().has(BlobFeature.CONDITIONAL_READ);
    return new RangeReads((range, options) -> reads.open(full, key, options.withRange(range)))
        .read(ranges, pin);
  }

  @Override
  public SeekableByteChannel openChannel(String key) {
    String full = full("get", key);
    boolean pin = core.capabilities().has(BlobFeature.CONDITIONAL_READ);
    return new BlobChannel(
        options -> reads.open(full, key, options),
        () -> find(key).orElseThrow(() -> missing("get", full)).size(),
        pin);
  }

  @Override
  public Optional<BlobInfo> find(String key, GetOptions options) {
    String full = full("find", key);
    notNull("find", key, options, "the options");
    return reads.find("find", full, options).map(this::relative);
  }

  @Override
  public boolean exists(String key) {
    return reads.find("exists", full("exists", key), GetOptions.defaults()).isPresent();
  }

  @Override
  public void delete(String key) {
    lists.delete(changing("delete", key));
  }

  @Override
  public void delete(String key, String ifMatch) {
    String full = changing("delete", key);
    notNull("delete", key, ifMatch, "the etag");
    lists.deleteIfMatch(full, ifMatch);
  }

  @Override
  public List<DeleteResult> deleteAll(Collection<String> keys) {
    core.calls().checkOpen(Call.idempotent("delete many", null));
    notNull("delete many", null, keys, "the list of keys");
    checkMayChange("delete many", null);
    List<DeleteResult> results = new ArrayList<>(keys.size());
    List<String> legal = new ArrayList<>(keys.size());
    List<Integer> places = new ArrayList<>(keys.size());
    for (String key : keys) {
      try {
        legal.add(full("delete", key));
        places.add(results.size());
        results.add(new DeleteResult(key, Optional.empty()));
      } catch (StorageException e) {
        results.add(new DeleteResult(key, Optional.of(e)));
      }
    }
    List<DeleteResult> done = lists.deleteAll(legal);
    for (int i = 0; i < done.size(); i++) {
      int place = places.get(i);
      results.set(place, new DeleteResult(results.get(place).key(), done.get(i).failure()));
    }
    return results;
  }

  @Override
  public long deletePrefix(String prefix) {
    checkMayChange("delete", null);
    arguments.text("delete", prefix, "the prefix");
    String full = view.prefix() + prefix;
    if (full.isEmpty()) {
      throw arguments.bad(
          "delete", null, "an empty prefix would delete everything; delete the container instead");
    }
    long deleted = 0;
    StorageException first = null;
    List<String> batch = new ArrayList<>();
    try (Stream<BlobInfo> all = list(ListRequest.of(prefix))) {
      for (BlobInfo blob : (Iterable<BlobInfo>) all::iterator) {
        batch.add(view.prefix() + blob.key());
        if (batch.size() == 1000) {
          Batch done = deleteBatch(batch);
          deleted += done.deleted();
          first = first == null ? done.failure() : first;
          batch.clear();
        }
      }
    }
    Batch last = deleteBatch(batch);
    deleted += last.deleted();
    first = first == null ? last.failure() : first;
    if (first != null) {
      throw first;
    }
    return deleted;
  }

  private record Batch(long deleted, @Nullable StorageException failure) {}

  private Batch deleteBatch(List<String> fullKeys) {
    long deleted = 0;
    StorageException first = null;
    for (DeleteResult result : lists.deleteAll(fullKeys)) {
      if (result.deleted()) {
        deleted++;
      } else if (first == null) {
        first = result.failure().orElseThrow();
      }
    }
    return new Batch(deleted, first);
  }

  @Override
  public PutResult copyFrom(BlobStore source, String from, String to, CopyOptions options) {
    String fullTo = changing("copy", to);
    notNull("copy", from, source, "the source store");
    notNull("copy", from, options, "the options");
    CopyOptions checked =
        options.changes().isPresent()
            ? options.withChanges(arguments.put("copy", fullTo, plain(options.changes().get())))
            : options;
    arguments.put("copy", fullTo, PutOptions.defaults().withCondition(options.condition()));
    if (!(source instanceof PortableBlobStore ours)) {
      return copies.streamed(source, from, this, to, checked);
    }
    String fullFrom = ours.full("copy", from);
    if (ours.core == core && fullFrom.equals(fullTo) && options.changes().isEmpty()) {
      throw arguments.bad("copy", from, "a blob cannot be copied onto itself without a change");
    }
    return copies.reaches(ours.core)
        ? copies.atService(ours.core, fullFrom, fullTo, checked)
        : copies.streamed(ours, from, this, to, checked);
  }

  /** Of the changes of a copy only attributes count. */
  private static PutOptions plain(PutOptions changes) {
    return changes.withCondition(dev.stowage.blob.WriteCondition.none());
  }

  @Override
  public void move(String from, String to) {
    String full = changing("move", from);
    copy(from, to);
    try {
      lists.delete(full);
    } catch (StorageException e) {
      throw BlobWrites.recoded(
          e,
          e.code(),
          "copied to \"" + to + "\", but the source could not be deleted: " + e.reason());
    }
  }

  @Override
  public Stream<BlobInfo> list(ListRequest request) {
    notNull("list", null, request, "the request");
    checkList(request);
    return PageStream.of(
        cursor -> {
          ListPage page = listPage(cursor == null ? request : request.withCursor(cursor));
          return new PageStream.Slice<>(page.blobs(), page.cursor());
        });
  }

  @Override
  public ListPage listPage(ListRequest request) {
    notNull("list", null, request, "the request");
    checkList(request);
    ListRequest full = request.withPrefix(view.prefix() + request.prefix());
    if (request.startAfter().isPresent()) {
      full = full.withStartAfter(view.prefix() + request.startAfter().get());
    }
    ListPage page = lists.page(full);
    return new ListPage(
        page.blobs().stream().map(WriteId::hide).map(this::relative).toList(),
        page.prefixes().stream().map(p -> p.substring(view.prefix().length())).toList(),
        page.cursor());
  }

  private void checkList(ListRequest request) {
    core.calls().checkOpen(Call.idempotent("list", null));
    arguments.text("list", request.prefix(), "the prefix");
    arguments.text("list", request.delimiter().orElse(""), "the delimiter");
    arguments.text("list", request.startAfter().orElse(""), "the start");
  }

  @Override
  public boolean isAccessible() {
    try {
      return core.calls()
          .<Boolean>run(
              Call.idempotent("check", null),
              attempt -> {
                core.driver().checkContainer();
                return true;
              });
    } catch (StorageException e) {
      if (e.code() == ErrorCode.CONTAINER_NOT_FOUND || e.code() == ErrorCode.NOT_FOUND) {
        return false;
      }
      throw e;
    }
  }

  @Override
  public BlobStore within(String prefix) {
    arguments.text("open", prefix, "the prefix");
    return new PortableBlobStore(core, view.within(prefix));
  }

  @Override
  public BlobStore readOnly() {
    return new PortableBlobStore(core, view.asReadOnly());
  }

  @Override
  public Optional<UrlSigner> urlSigner() {
    return core.driver().signer().map(signer -> new PortableSigner(core, this, signer));
  }

  @Override
  public Optional<MultipartUploads> multipartUploads() {
    return core.driver().parts().map(parts -> new PortableUploads(core, this, parts));
  }

  @Override
  public Optional<BlobVersions> versions() {
    return core.driver().versions().map(versions -> new PortableVersions(core, this, versions));
  }

  @Override
  public BlobCapabilities capabilities() {
    BlobCapabilities whole = core.capabilities();
    String prefix = view.prefix();
    if (prefix.isEmpty()) {
      return whole;
    }
    KeyRule rule = whole.limits().keyRule();
    int taken = prefix.getBytes(StandardCharsets.UTF_8).length;
    return new BlobCapabilities(
        whole.features(),
        whole
            .limits()
            .withKeyRule(key -> rule.problem(prefix + key))
            .withMaxKeyBytes(Math.max(0, whole.limits().maxKeyBytes() - taken)));
  }

  @Override
  public <T> Optional<T> unwrap(Class<T> type) {
    return Optional.ofNullable(core.driver().unwrap(type));
  }

  @Override
  public void close() {
    if (view.owner()) {
      core.close();
    }
  }

  @Override
  public String toString() {
    return core.driver().scheme()
        + ":"
        + core.driver().container()
        + (view.prefix().isEmpty() ? "" : "/" + view.prefix());
  }

  String prefix() {
    return view.prefix();
  }

  /** The whole of a prefix that a listing starts from. */
  String fullPrefix(String operation, String prefix) {
    core.calls().checkOpen(Call.idempotent(operation, null));
    arguments.text(operation, prefix, "the prefix");
    return view.prefix() + prefix;
  }

  /** The whole key for a change. */
  String changing(String operation, String key) {
    arguments.key(operation, key);
    checkMayChange(operation, key);
    return full(operation, key);
  }

  void checkMayChange(String operation, @Nullable String key) {
    if (view.readOnly()) {
      throw core.calls()
          .failure(
              Call.idempotent(operation, key), ErrorCode.READ_ONLY, "the store is a read-only view")
          .build();
    }
  }

  String full(String operation, String key) {
    arguments.key(operation, key);
    String full = view.prefix() + key;
    arguments.fullKey(operation, full);
    return full;
  }

  PutOptions checked(String operation, String fullKey, PutOptions options) {
    return arguments.put(operation, fullKey, options);
  }

  BlobInfo relative(BlobInfo info) {
    return view.prefix().isEmpty()
        ? info
        : info.toBuilder().key(info.key().substring(view.prefix().length())).build();
  }

  private StorageException missing(String operation, String full) {
    return core.calls()
        .failure(Call.idempotent(operation, full), ErrorCode.NOT_FOUND, "no such blob")
        .build();
  }

  private void notNull(
      String operation, @Nullable String key, @Nullable Object value, String what) {
    if (value == null) {
      throw arguments.bad(operation, key, what + " is null");
    }
  }
}
