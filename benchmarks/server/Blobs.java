import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;

/** What was written, without its bytes; and whether those were the fixture's. */
final class Blobs {
  /** Parts of the blobs that are there from the start, as a reader by part numbers sees them. */
  static final long PART = 8 << 20;

  record Blob(long size) {
    /** Not of the form of an MD5, which some clients would compare. */
    String etag() {
      return String.format("\"%016x%016x-1\"", size * 0x9E3779B97F4A7C15L, size);
    }
  }

  private record Part(long size, int crc) {}

  private static final String GIVEN = "fix-";

  private final Fixture fixture;
  private final ConcurrentSkipListMap<String, Blob> blobs = new ConcurrentSkipListMap<>();
  private final Map<String, SortedMap<Integer, Part>> uploads = new ConcurrentHashMap<>();
  private final AtomicLong ids = new AtomicLong();
  private final AtomicLong wrong = new AtomicLong();

  Blobs(Fixture fixture) {
    this.fixture = fixture;
  }

  /**
   * @param name bucket and key
   */
  Blob find(String name) {
    Blob blob = blobs.get(name);
    int last = name.lastIndexOf('/') + 1;
    if (blob == null && name.startsWith(GIVEN, last)) {
      return new Blob(Long.parseLong(name.substring(last + GIVEN.length())));
    }
    return blob;
  }

  void put(String name, long size, int crc) {
    check(0, size, crc);
    blobs.put(name, new Blob(size));
  }

  private void check(long offset, long size, int crc) {
    if (offset + size > fixture.size() || fixture.crc(offset, size) != crc) {
      wrong.incrementAndGet();
    }
  }

  /** Blobs and parts that were not what they should have been. */
  long wrong() {
    return wrong.get();
  }

  String start() {
    String id = "upload-" + ids.incrementAndGet();
    uploads.put(id, new TreeMap<>());
    return id;
  }

  /** False when there is no such upload. */
  boolean part(String id, int number, long size, int crc) {
    SortedMap<Integer, Part> parts = uploads.get(id);
    if (parts == null) {
      return false;
    }
    synchronized (parts) {
      parts.put(number, new Part(size, crc));
    }
    return true;
  }

  /** Null when there is no such upload. */
  Blob complete(String id, String name, List<Integer> named) {
    SortedMap<Integer, Part> parts = uploads.remove(id);
    if (parts == null) {
      return null;
    }
    if (!new ArrayList<>(parts.keySet()).equals(named)) {
      wrong.incrementAndGet();
    }
    long offset = 0;
    for (Part part : parts.values()) {
      check(offset, part.size(), part.crc());
      offset += part.size();
    }
    Blob blob = new Blob(offset);
    blobs.put(name, blob);
    return blob;
  }

  void abort(String id) {
    uploads.remove(id);
  }

  void delete(String name) {
    blobs.remove(name);
  }

  SortedMap<String, Blob> from(String name) {
    return blobs.tailMap(name);
  }

  void clear() {
    blobs.clear();
    uploads.clear();
  }
}
