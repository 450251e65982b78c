package dev.stowage.transfer;

import dev.stowage.StorageException;
import dev.stowage.blob.BlobInfo;
import dev.stowage.blob.BlobReader;
import dev.stowage.blob.BlobStore;
import dev.stowage.blob.Checksum;
import dev.stowage.blob.ChecksumAlgorithm;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The content behind one entry of a tree: its attributes and checksums, asked for once. */
final class Contents {
  private final Engine engine;
  private final TreeEntry entry;
  private final @Nullable BlobStore store;
  private @Nullable BlobInfo info;

  Contents(Engine engine, TreeEntry entry, TreeLocation location) {
    this.engine = engine;
    this.entry = entry;
    this.store = location.store().orElse(null);
  }

  private boolean isFile() {
    return entry.file() != null;
  }

  /** What the store says of the blob; a listing says less. */
  private BlobInfo info() {
    BlobInfo known = info;
    if (known == null) {
      BlobInfo listed = Objects.requireNonNull(entry.blob());
      BlobStore in = Objects.requireNonNull(store);
      known = engine.request(() -> in.find(listed.key())).orElse(listed);
      info = known;
    }
    return known;
  }

  /** The modification time that an upload noted, where there is one. */
  Optional<java.time.Instant> noted() {
    return isFile() ? Optional.of(entry.modified()) : FileTimes.of(info());
  }

  private Map<ChecksumAlgorithm, Checksum> stored() {
    return isFile() ? Map.of() : info().checksums();
  }

  /**
   * Whether two contents have the same checksum.
   *
   * @param read whether a blob may be read when no stored checksum can be compared
   * @return empty when nothing can be compared
   */
  Optional<Boolean> equalTo(Contents other, boolean read) {
    Set<ChecksumAlgorithm> shared = new TreeSet<>();
    if (isFile() || other.isFile()) {
      shared.addAll(stored().keySet());
      shared.addAll(other.stored().keySet());
    } else {
      shared.addAll(stored().keySet());
      shared.retainAll(other.stored().keySet());
    }
    if (shared.isEmpty() && !read) {
      return Optional.empty();
    }
    ChecksumAlgorithm algorithm = shared.stream().findFirst().orElseGet(() -> readable(other));
    return Optional.of(sum(algorithm).equals(other.sum(algorithm)));
  }

  /** One that at least one side has stored, so that only the other is read. */
  private ChecksumAlgorithm readable(Contents other) {
    Set<ChecksumAlgorithm> either = new TreeSet<>(stored().keySet());
    either.addAll(other.stored().keySet());
    return either.stream().findFirst().orElse(ChecksumAlgorithm.CRC32C);
  }

  private Checksum sum(ChecksumAlgorithm algorithm) {
    Checksum known = stored().get(algorithm);
    return known != null ? known : engine.request(() -> computed(algorithm));
  }

  private Checksum computed(ChecksumAlgorithm algorithm) {
    try {
      if (entry.file() != null) {
        return FileHash.of(entry.file(), algorithm);
      }
      try (BlobReader reader = Objects.requireNonNull(store).get(info().key())) {
        return FileHash.of(reader, algorithm);
      }
    } catch (IOException e) {
      throw entry.file() == null ? Faults.of(e) : Faults.ofFile("read", entry.file(), e);
    } catch (StorageException e) {
      throw e;
    }
  }
}
