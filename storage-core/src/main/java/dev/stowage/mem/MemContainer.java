package dev.stowage.mem;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.blob.BlobInfo;
import dev.stowage.blob.BlobVersion;
import dev.stowage.blob.ListPage;
import dev.stowage.blob.ListRequest;
import dev.stowage.blob.WriteCondition;
import dev.stowage.spi.KeyOrder;
import dev.stowage.spi.ReadConditions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The blobs of one container, newest version first; every method is one step under one lock. */
final class MemContainer {
  private final boolean keepsVersions;
  private final NavigableMap<String, Deque<MemBlob>> blobs = new TreeMap<>(KeyOrder.UTF8);
  private final MemUploads uploads = new MemUploads();
  private long sequence;

  MemContainer(boolean keepsVersions) {
    this.keepsVersions = keepsVersions;
  }

  boolean keepsVersions() {
    return keepsVersions;
  }

  MemUploads uploads() {
    return uploads;
  }

  synchronized boolean isEmpty() {
    return blobs.isEmpty();
  }

  synchronized @Nullable MemBlob find(String key) {
    Deque<MemBlob> versions = blobs.get(key);
    MemBlob latest = versions == null ? null : versions.getFirst();
    return latest == null || latest.deleteMarker() ? null : latest;
  }

  synchronized @Nullable MemBlob find(String key, String version) {
    for (MemBlob blob : blobs.getOrDefault(key, new ArrayDeque<>())) {
      if (blob.info().version().orElse("").equals(version)) {
        return blob.deleteMarker() ? null : blob;
      }
    }
    return null;
  }

  /** Stores a version if the condition holds; the info comes back with etag and version. */
  synchronized BlobInfo put(BlobInfo.Builder attributes, byte[] content, WriteCondition condition) {
    BlobInfo draft = attributes.build();
    MemBlob current = find(draft.key());
    check(current, condition);
    sequence++;
    BlobInfo info =
        attributes
            .etag(Long.toHexString(sequence) + "-" + Integer.toHexString(content.length))
            .version(keepsVersions ? "v" + sequence : null)
            .build();
    push(new MemBlob(info, content, false));
    return info;
  }

  private static void check(@Nullable MemBlob current, WriteCondition condition) {
    if (condition.isIfAbsent() && current != null) {
      throw StorageException.of(ErrorCode.ALREADY_EXISTS, "there is a blob already");
    }
    if (condition.etag().isPresent()
        && (current == null
            || !ReadConditions.sameEtag(condition.etag().get(), current.info().etag()))) {
      throw StorageException.of(ErrorCode.PRECONDITION_FAILED, "there is no blob with this etag");
    }
  }

  private void push(MemBlob blob) {
    Deque<MemBlob> versions = blobs.computeIfAbsent(blob.info().key(), k -> new ArrayDeque<>());
    if (!keepsVersions) {
      versions.clear();
    }
    versions.addFirst(blob);
  }

  synchronized void delete(String key, @Nullable String ifMatch, java.time.Instant now) {
    MemBlob current = find(key);
    if (ifMatch != null) {
      check(current, WriteCondition.ifMatch(ifMatch));
    }
    if (current == null) {
      return;
    }
    if (keepsVersions) {
      sequence++;
      push(
          new MemBlob(
              BlobInfo.builder(key, 0).version("v" + sequence).modified(now).build(),
              new byte[0],
              true));
    } else {
      blobs.remove(key);
    }
  }

  synchronized void deleteVersion(String key, String version) {
    Deque<MemBlob> versions = blobs.get(key);
    if (versions != null) {
      versions.removeIf(v -> v.info().version().orElse("").equals(version));
      if (versions.isEmpty()) {
        blobs.remove(key);
      }
    }
  }

  synchronized List<BlobVersion> versions(String prefix) {
    List<BlobVersion> all = new ArrayList<>();
    for (Map.Entry<String, Deque<MemBlob>> entry : blobs.tailMap(prefix, true).entrySet()) {
      if (!entry.getKey().startsWith(prefix)) {
        break;
      }
      boolean latest = true;
      for (MemBlob blob : entry.getValue()) {
        all.add(new BlobVersion(blob.info(), latest, blob.deleteMarker()));
        latest = false;
      }
    }
    return all;
  }

  /** The cursor is the last key or common prefix of the page before. */
  synchronized ListPage list(ListRequest request) {
    List<BlobInfo> found = new ArrayList<>();
    List<String> prefixes = new ArrayList<>();
    String prefix = request.prefix();
    String after = later(request.startAfter().orElse(""), request.cursor().orElse(""));
    String last = "";
    String at = KeyOrder.UTF8.compare(after, prefix) < 0 ? null : after;
    while (true) {
      Map.Entry<String, Deque<MemBlob>> entry =
          at == null ? blobs.ceilingEntry(prefix) : blobs.higherEntry(at);
      if (entry == null || !entry.getKey().startsWith(prefix)) {
        return new ListPage(found, prefixes, Optional.empty());
      }
      at = entry.getKey();
      MemBlob blob = entry.getValue().getFirst();
      String common = commonPrefix(at, prefix, request.delimiter());
      boolean seen = common != null && (common.equals(last) || isPast(common, after));
      if (blob.deleteMarker() || seen) {
        continue;
      }
      if (found.size() + prefixes.size() == request.pageSize()) {
        return new ListPage(found, prefixes, Optional.of(last));
      }
      if (common == null) {
        found.add(blob.info());
        last = at;
      } else {
        prefixes.add(common);
        last = common;
      }
    }
  }

  /** Whether a page before gave this common prefix, or the caller started after it. */
  private static boolean isPast(String common, String after) {
    return !after.isEmpty() && KeyOrder.UTF8.compare(common, after) <= 0;
  }

  private static String later(String one, String other) {
    return KeyOrder.UTF8.compare(one, other) > 0 ? one : other;
  }

  private static @Nullable String commonPrefix(
      String key, String prefix, Optional<String> delimiter) {
    if (delimiter.isEmpty()) {
      return null;
    }
    int at = key.indexOf(delimiter.get(), prefix.length());
    return at < 0 ? null : key.substring(0, at + delimiter.get().length());
  }
}
