package dev.stowage.fakes;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** One container: objects with their versions, and uploads. Guarded by its store's lock. */
public final class FakeBucket {

  /** The order of UTF-8 bytes, which is that of code points and not that of {@code compareTo}. */
  public static final Comparator<String> UTF8_ORDER =
      (one, other) -> {
        int length = Math.min(one.length(), other.length());
        for (int i = 0; i < length; i++) {
          char a = one.charAt(i);
          char b = other.charAt(i);
          if (a != b) {
            boolean mixed = Character.isSurrogate(a) != Character.isSurrogate(b);
            return mixed ? (Character.isSurrogate(a) ? 1 : -1) : a - b;
          }
        }
        return one.length() - other.length();
      };

  private final String name;
  private final Instant created;
  private final Map<String, String> attributes = new TreeMap<>();
  private final TreeMap<String, List<FakeBlob>> blobs = new TreeMap<>(UTF8_ORDER);
  private final Map<String, FakeUpload> uploads = new LinkedHashMap<>();

  FakeBucket(String name, Instant created) {
    this.name = name;
    this.created = created;
  }

  public String name() {
    return name;
  }

  public Instant created() {
    return created;
  }

  /** What only one cloud knows of a container; the map itself. */
  public Map<String, String> attributes() {
    return attributes;
  }

  /** The newest version, unless it is a delete marker. */
  public Optional<FakeBlob> current(String key) {
    return newest(key).filter(blob -> !blob.deleteMarker());
  }

  /** The newest version, delete marker or not. */
  public Optional<FakeBlob> newest(String key) {
    return versions(key).stream().findFirst();
  }

  /** One version by its id. */
  public Optional<FakeBlob> version(String key, String id) {
    return versions(key).stream().filter(blob -> blob.version().equals(id)).findFirst();
  }

  /** All versions of a key, newest first. */
  public List<FakeBlob> versions(String key) {
    return List.copyOf(blobs.getOrDefault(key, List.of()));
  }

  /** All keys that have versions, in the order of their UTF-8 bytes. */
  public List<String> keys() {
    return List.copyOf(blobs.keySet());
  }

  /** The keys behind one, in order. */
  public Iterable<String> keysFrom(String key, boolean inclusive) {
    return blobs.tailMap(key, inclusive).keySet();
  }

  /** Adds a version as the newest; one with the same version id is replaced. */
  public void put(FakeBlob blob) {
    List<FakeBlob> versions = blobs.computeIfAbsent(blob.key(), key -> new ArrayList<>());
    versions.removeIf(old -> old.version().equals(blob.version()));
    versions.add(0, blob);
  }

  /** Puts a version in the place of the one with the same id. */
  public void replace(FakeBlob blob) {
    blobs
        .getOrDefault(blob.key(), List.of())
        .replaceAll(old -> old.version().equals(blob.version()) ? blob : old);
  }

  /** Removes one version for good. */
  public boolean remove(String key, String version) {
    List<FakeBlob> versions = blobs.getOrDefault(key, new ArrayList<>());
    boolean removed = versions.removeIf(blob -> blob.version().equals(version));
    if (versions.isEmpty()) {
      blobs.remove(key);
    }
    return removed;
  }

  public boolean isEmpty() {
    return blobs.isEmpty();
  }

  /** Uploads by id, oldest first; the map itself. */
  public Map<String, FakeUpload> uploads() {
    return uploads;
  }

  @Override
  public String toString() {
    return name + ", " + blobs.size() + " keys";
  }
}
