package dev.stowage.blob;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a stored blob without its bytes. Immutable.
 *
 * <p>A blob that comes from a listing has key, size, modified time and etag; headers, metadata and
 * checksums only where the service lists them.
 */
public final class BlobInfo {
  private final String key;
  private final long size;
  private final String etag;
  private final Instant modified;
  private final @Nullable Instant created;
  private final @Nullable String version;
  private final BlobHeaders headers;
  private final Map<String, String> metadata;
  private final Map<String, String> tags;
  private final Map<ChecksumAlgorithm, Checksum> checksums;
  private final @Nullable String storageClass;
  private final @Nullable Instant expires;

  private BlobInfo(Builder from) {
    key = from.key;
    size = from.size;
    etag = from.etag;
    modified = from.modified;
    created = from.created;
    version = from.version;
    headers = from.headers;
    metadata = java.util.Collections.unmodifiableMap(new TreeMap<>(from.metadata));
    tags = java.util.Collections.unmodifiableMap(new TreeMap<>(from.tags));
    checksums = Map.copyOf(from.checksums);
    storageClass = from.storageClass;
    expires = from.expires;
  }

  /** For providers. */
  public static Builder builder(String key, long size) {
    return new Builder(key, size);
  }

  public Builder toBuilder() {
    Builder copy = new Builder(key, size);
    copy.etag = etag;
    copy.modified = modified;
    copy.created = created;
    copy.version = version;
    copy.headers = headers;
    copy.metadata = metadata;
    copy.tags = tags;
    copy.checksums = checksums;
    copy.storageClass = storageClass;
    copy.expires = expires;
    return copy;
  }

  public String key() {
    return key;
  }

  /** Bytes as stored. */
  public long size() {
    return size;
  }

  /** An opaque token that changes with the content, exactly as the service gives it. */
  public String etag() {
    return etag;
  }

  public Instant modified() {
    return modified;
  }

  public Optional<Instant> created() {
    return Optional.ofNullable(created);
  }

  /** The version (S3, OSS), generation (GCS) or version id (OCI), where the service keeps them. */
  public Optional<String> version() {
    return Optional.ofNullable(version);
  }

  public BlobHeaders headers() {
    return headers;
  }

  /** The media type, {@code application/octet-stream} when nothing better is known. */
  public String contentType() {
    return headers.contentType().orElse("application/octet-stream");
  }

  /** User metadata by lower-case name, in order of name. */
  public Map<String, String> metadata() {
    return metadata;
  }

  public Map<String, String> tags() {
    return tags;
  }

  /** Checksums of the whole content that the service vouches for. */
  public Map<ChecksumAlgorithm, Checksum> checksums() {
    return checksums;
  }

  /** The provider's own word for the storage class or tier. */
  public Optional<String> storageClass() {
    return Optional.ofNullable(storageClass);
  }

  /** When the service will delete it by itself. */
  public Optional<Instant> expires() {
    return Optional.ofNullable(expires);
  }

  @Override
  public String toString() {
    return "BlobInfo[key=" + key + ", size=" + size + ", etag=" + etag + "]";
  }

  /** Not thread-safe. */
  public static final class Builder {
    private String key;
    private final long size;
    private String etag = "";
    private Instant modified = Instant.EPOCH;
    private @Nullable Instant created;
    private @Nullable String version;
    private BlobHeaders headers = BlobHeaders.none();
    private Map<String, String> metadata = Map.of();
    private Map<String, String> tags = Map.of();
    private Map<ChecksumAlgorithm, Checksum> checksums = Map.of();
    private @Nullable String storageClass;
    private @Nullable Instant expires;

    private Builder(String key, long size) {
      this.key = key;
      this.size = size;
    }

    public Builder key(String value) {
      key = value;
      return this;
    }

    public Builder etag(String value) {
      etag = value;
      return this;
    }

    public Builder modified(Instant value) {
      modified = value;
      return this;
    }

    public Builder created(@Nullable Instant value) {
      created = value;
      return this;
    }

    public Builder version(@Nullable String value) {
      version = value;
      return this;
    }

    public Builder headers(BlobHeaders value) {
      headers = value;
      return this;
    }

    public Builder metadata(Map<String, String> value) {
      metadata = value;
      return this;
    }

    public Builder tags(Map<String, String> value) {
      tags = value;
      return this;
    }

    public Builder checksums(Map<ChecksumAlgorithm, Checksum> value) {
      checksums = value;
      return this;
    }

    public Builder storageClass(@Nullable String value) {
      storageClass = value;
      return this;
    }

    public Builder expires(@Nullable Instant value) {
      expires = value;
      return this;
    }

    public BlobInfo build() {
      return new BlobInfo(this);
    }
  }
}
