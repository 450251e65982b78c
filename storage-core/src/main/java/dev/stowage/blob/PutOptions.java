package dev.stowage.blob;

import dev.stowage.StorageException;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** How a blob is written. Immutable; everything is optional. */
public final class PutOptions {
  private static final PutOptions DEFAULTS = new PutOptions(new State());

  private final State state;

  private PutOptions(State state) {
    this.state = state;
  }

  /** No condition, no headers, no metadata, the container's own storage class. */
  public static PutOptions defaults() {
    return DEFAULTS;
  }

  /** Shorthand for a create-only write. */
  public static PutOptions ifAbsent() {
    return DEFAULTS.withCondition(WriteCondition.ifAbsent());
  }

  /** Shorthand for a replacement of one known content. */
  public static PutOptions ifMatch(String etag) {
    return DEFAULTS.withCondition(WriteCondition.ifMatch(etag));
  }

  public PutOptions withCondition(WriteCondition value) {
    return with(s -> s.condition = value);
  }

  public PutOptions withHeaders(BlobHeaders value) {
    return with(s -> s.headers = value);
  }

  /** A media type such as {@code text/plain; charset=utf-8}. */
  public PutOptions withContentType(String value) {
    return withHeaders(state.headers.withContentType(value));
  }

  /** Guesses the media type from the extension of the key where none is given. */
  public PutOptions withContentTypeByName() {
    return with(s -> s.contentTypeByName = true);
  }

  /**
   * User metadata. Names are kept in lower case and must be unique ignoring case; values come back
   * exactly as given.
   */
  public PutOptions withMetadata(Map<String, String> value) {
    Map<String, String> copy = copyOf(value, "metadata");
    return with(s -> s.metadata = copy);
  }

  public PutOptions withTags(Map<String, String> value) {
    Map<String, String> copy = copyOf(value, "tags");
    return with(s -> s.tags = copy);
  }

  /** The provider's own word, such as {@code STANDARD_IA}, {@code NEARLINE} or {@code Archive}. */
  public PutOptions withStorageClass(String value) {
    return with(s -> s.storageClass = value);
  }

  /**
   * A checksum of the whole body that the caller knows. The write fails with {@code
   * INTEGRITY_FAILURE}, and nothing is published, when the bytes do not have it.
   */
  public PutOptions withChecksum(Checksum value) {
    return with(s -> s.checksum = value);
  }

  /**
   * Bytes per part when the body has to be sent in parts. Memory for bodies of unknown length is
   * this times the parts in flight. By default it is 8 MiB and grows by itself so that the
   * service's limit of parts is not hit.
   */
  public PutOptions withPartSize(long bytes) {
    if (bytes < 1) {
      throw StorageException.invalidArgument("part size is " + bytes + "; at least 1 byte");
    }
    return with(s -> s.partSize = bytes);
  }

  public WriteCondition condition() {
    return state.condition;
  }

  public BlobHeaders headers() {
    return state.headers;
  }

  public boolean contentTypeByName() {
    return state.contentTypeByName;
  }

  public Map<String, String> metadata() {
    return state.metadata;
  }

  public Map<String, String> tags() {
    return state.tags;
  }

  public Optional<String> storageClass() {
    return Optional.ofNullable(state.storageClass);
  }

  public Optional<Checksum> checksum() {
    return Optional.ofNullable(state.checksum);
  }

  public OptionalLong partSize() {
    return state.partSize == 0 ? OptionalLong.empty() : OptionalLong.of(state.partSize);
  }

  private static Map<String, String> copyOf(Map<String, String> map, String what) {
    Map<String, String> copy = new java.util.LinkedHashMap<>();
    map.forEach(
        (name, value) -> {
          if (name == null || value == null) {
            throw StorageException.invalidArgument(what + " must not have a null name or value");
          }
          copy.put(name, value);
        });
    return java.util.Collections.unmodifiableMap(copy);
  }

  private PutOptions with(Consumer<State> change) {
    State copy = new State();
    copy.condition = state.condition;
    copy.headers = state.headers;
    copy.contentTypeByName = state.contentTypeByName;
    copy.metadata = state.metadata;
    copy.tags = state.tags;
    copy.storageClass = state.storageClass;
    copy.checksum = state.checksum;
    copy.partSize = state.partSize;
    change.accept(copy);
    return new PutOptions(copy);
  }

  private static final class State {
    private WriteCondition condition = WriteCondition.none();
    private BlobHeaders headers = BlobHeaders.none();
    private boolean contentTypeByName;
    private Map<String, String> metadata = Map.of();
    private Map<String, String> tags = Map.of();
    private @Nullable String storageClass;
    private @Nullable Checksum checksum;
    private long partSize;
  }
}
