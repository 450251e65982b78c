package dev.stowage.blob;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the service said of a write: only what its reply carries. Immutable. */
public final class PutResult {
  private final String etag;
  private final long size;
  private final @Nullable String version;
  private final @Nullable Instant modified;
  private final Map<ChecksumAlgorithm, Checksum> checksums;

  private PutResult(
      String etag,
      long size,
      @Nullable String version,
      @Nullable Instant modified,
      Map<ChecksumAlgorithm, Checksum> checksums) {
    this.etag = etag;
    this.size = size;
    this.version = version;
    this.modified = modified;
    this.checksums = Map.copyOf(checksums);
  }

  /** For providers. */
  public static PutResult of(String etag, long size) {
    return new PutResult(etag, size, null, null, Map.of());
  }

  /** A result as read back from the stored blob. */
  public static PutResult of(BlobInfo info) {
    return new PutResult(
        info.etag(), info.size(), info.version().orElse(null), info.modified(), info.checksums());
  }

  public PutResult withVersion(@Nullable String value) {
    return new PutResult(etag, size, value, modified, checksums);
  }

  public PutResult withModified(@Nullable Instant value) {
    return new PutResult(etag, size, version, value, checksums);
  }

  /** Checksums of the whole content that the service acknowledged. */
  public PutResult withChecksums(Map<ChecksumAlgorithm, Checksum> value) {
    return new PutResult(etag, size, version, modified, value);
  }

  public String etag() {
    return etag;
  }

  /** Bytes; -1 after a copy at a service whose answer does not say it. */
  public long size() {
    return size;
  }

  public Optional<String> version() {
    return Optional.ofNullable(version);
  }

  public Optional<Instant> modified() {
    return Optional.ofNullable(modified);
  }

  public Map<ChecksumAlgorithm, Checksum> checksums() {
    return checksums;
  }

  @Override
  public String toString() {
    return "PutResult[etag=" + etag + ", size=" + size + "]";
  }
}
