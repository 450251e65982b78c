package dev.stowage.fakes;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One version of one stored object. Immutable.
 *
 * <p>What only one cloud knows is in {@link #attributes()}, under that cloud's own names.
 */
public final class FakeBlob {

  private final String key;
  private final String version;
  private final FakeBytes bytes;
  private final String etag;
  private final Instant modified;
  private final boolean deleteMarker;
  private final Map<String, String> headers;
  private final Map<String, String> metadata;
  private final Map<String, String> tags;
  private final Map<String, String> attributes;
  private final List<FakePart> parts;

  private FakeBlob(Builder builder) {
    key = builder.key;
    version = builder.version;
    bytes = builder.bytes;
    etag = builder.etag;
    modified = builder.modified;
    deleteMarker = builder.deleteMarker;
    headers = sorted(builder.headers);
    metadata = sorted(builder.metadata);
    tags = sorted(builder.tags);
    attributes = sorted(builder.attributes);
    parts = List.copyOf(builder.parts);
  }

  /** Begins an object of this name. */
  public static Builder builder(String key) {
    return new Builder(key);
  }

  /** Begins a changed copy. */
  public Builder toBuilder() {
    Builder copy = new Builder(key);
    copy.version = version;
    copy.bytes = bytes;
    copy.etag = etag;
    copy.modified = modified;
    copy.deleteMarker = deleteMarker;
    return copy.headers(headers).metadata(metadata).tags(tags).attributes(attributes).parts(parts);
  }

  public String key() {
    return key;
  }

  /** Opaque; the same for all objects of a container that keeps no versions. */
  public String version() {
    return version;
  }

  /** All of it in memory, up to 2 GiB. The array may be shared: do not change it. */
  public byte[] content() {
    return bytes.toArray();
  }

  public FakeBytes bytes() {
    return bytes;
  }

  public long size() {
    return bytes.size();
  }

  /** Without quotes. */
  public String etag() {
    return etag;
  }

  public Instant modified() {
    return modified;
  }

  public boolean deleteMarker() {
    return deleteMarker;
  }

  /** Standard headers, such as {@code content-type}, in lower case. */
  public Map<String, String> headers() {
    return headers;
  }

  /** The user's metadata, names in lower case and without the cloud's prefix. */
  public Map<String, String> metadata() {
    return metadata;
  }

  public Map<String, String> tags() {
    return tags;
  }

  public Map<String, String> attributes() {
    return attributes;
  }

  public Optional<String> attribute(String name) {
    return Optional.ofNullable(attributes.get(name));
  }

  /** The parts it was put together from; empty when it came in one piece. */
  public List<FakePart> parts() {
    return parts;
  }

  @Override
  public String toString() {
    return key + " " + version + (deleteMarker ? " deleted" : " " + bytes);
  }

  private static Map<String, String> sorted(Map<String, String> map) {
    return Collections.unmodifiableMap(new TreeMap<>(map));
  }

  /** Builds an object. */
  public static final class Builder {

    private final String key;
    private String version = "";
    private FakeBytes bytes = FakeBytes.EMPTY;
    private String etag = "";
    private Instant modified = Instant.EPOCH;
    private boolean deleteMarker;
    private Map<String, String> headers = Map.of();
    private Map<String, String> metadata = Map.of();
    private Map<String, String> tags = Map.of();
    private Map<String, String> attributes = Map.of();
    private List<FakePart> parts = List.of();

    private Builder(String key) {
      this.key = key;
    }

    public Builder version(String id) {
      version = id;
      return this;
    }

    /** The array is shared: do not change it. */
    public Builder content(byte[] array) {
      return content(FakeBytes.of(array));
    }

    public Builder content(FakeBytes content) {
      bytes = content;
      return this;
    }

    public Builder etag(String tag) {
      etag = tag;
      return this;
    }

    public Builder modified(Instant time) {
      modified = time;
      return this;
    }

    public Builder deleteMarker(boolean marker) {
      deleteMarker = marker;
      return this;
    }

    public Builder headers(Map<String, String> all) {
      headers = all;
      return this;
    }

    public Builder metadata(Map<String, String> all) {
      metadata = all;
      return this;
    }

    public Builder tags(Map<String, String> all) {
      tags = all;
      return this;
    }

    public Builder attributes(Map<String, String> all) {
      attributes = all;
      return this;
    }

    public Builder parts(List<FakePart> all) {
      parts = all;
      return this;
    }

    public FakeBlob build() {
      return new FakeBlob(this);
    }
  }
}
