package dev.stowage.blob;

import dev.stowage.ErrorCode;
import dev.stowage.OpenOptions;
import dev.stowage.StorageException;
import dev.stowage.portable.BlobOpening;
import java.net.URI;
import java.nio.channels.SeekableByteChannel;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One container of blobs, or the part of it under a prefix.
 *
 * <p>Small on purpose: before adding a method, see whether it can be had from those that are here.
 * Whatever cannot be the same on every provider is an optional power ({@link #urlSigner()}, {@link
 * #multipartUploads()}, {@link #versions()}) or is reached through {@link #unwrap(Class)}.
 *
 * <p>Thread-safe, and safe to call from virtual threads. Every call blocks; interrupting the thread
 * cancels its call ({@link ErrorCode#CANCELLED}) and leaves the store usable. Every failure is a
 * {@link StorageException}. Close it when done; views made by {@link #within} and {@link #readOnly}
 * share it and need no closing.
 */
public interface BlobStore extends AutoCloseable {
  /** Opens a store by URL, such as {@code s3://bucket/prefix?region=eu-west-1}; no request. */
  static BlobStore open(String url) {
    return open(url, OpenOptions.defaults());
  }

  /**
   * Opens a store by URL.
   *
   * @throws StorageException INVALID_ARGUMENT when the URL is malformed, its scheme is not
   *     installed, or it has a parameter that the provider does not know
   */
  static BlobStore open(String url, OpenOptions options) {
    return BlobOpening.store(url, options);
  }

  static BlobStore open(URI url, OpenOptions options) {
    return open(url.toString(), options);
  }

  /** Writes a blob, replacing one that is there. One request, unless the body needs parts. */
  default PutResult put(String key, BlobBody body) {
    return put(key, body, PutOptions.defaults());
  }

  /**
   * Writes a blob.
   *
   * @throws StorageException ALREADY_EXISTS, PRECONDITION_FAILED as the condition says;
   *     INVALID_ARGUMENT when the body has not the size it declared; INTEGRITY_FAILURE when the
   *     service stored other bytes
   */
  PutResult put(String key, BlobBody body, PutOptions options);

  /** Opens a writer; nothing is visible until its {@link BlobWriter#commit()}. */
  default BlobWriter openWriter(String key) {
    return openWriter(key, PutOptions.defaults());
  }

  BlobWriter openWriter(String key, PutOptions options);

  /**
   * Adds bytes to the end of a blob, creating it if absent.
   *
   * @throws StorageException UNSUPPORTED without {@link BlobFeature#APPEND}
   */
  PutResult append(String key, BlobBody body);

  /** Reads a whole blob. */
  default BlobReader get(String key) {
    return get(key, GetOptions.defaults());
  }

  /**
   * Reads a blob. The caller closes the reader.
   *
   * @throws StorageException NOT_FOUND; RANGE_NOT_SATISFIABLE; NOT_MODIFIED or PRECONDITION_FAILED
   *     as the condition says
   */
  BlobReader get(String key, GetOptions options);

  /** Several ranges of one version, in the order asked for; near ones are read together. */
  List<byte[]> readRanges(String key, List<ByteRange> ranges);

  /** A read-only channel over one version; nothing is requested before the first read. */
  SeekableByteChannel openChannel(String key);

  /** What is known of a blob; empty when there is none. One request. */
  default Optional<BlobInfo> find(String key) {
    return find(key, GetOptions.defaults());
  }

  /** As {@link #find(String)}, of one version or under a condition; a range has no meaning here. */
  Optional<BlobInfo> find(String key, GetOptions options);

  /** Whether the blob is there. One request. */
  boolean exists(String key);

  /** Deletes a blob; succeeds when there is none. One request. */
  void delete(String key);

  /**
   * Deletes a blob if it has this etag.
   *
   * @throws StorageException PRECONDITION_FAILED when it has another, or is not there
   */
  void delete(String key, String ifMatch);

  /** Deletes many; a result per key, in order. Never throws for a single key. */
  List<DeleteResult> deleteAll(Collection<String> keys);

  /**
   * Deletes everything whose key starts with the prefix.
   *
   * @return how many blobs
   * @throws StorageException of the first that could not be deleted, after all were tried;
   *     INVALID_ARGUMENT for an empty prefix of an unscoped store
   */
  long deletePrefix(String prefix);

  /** Copies within the store: bytes, headers and metadata. */
  default PutResult copy(String from, String to) {
    return copyFrom(this, from, to, CopyOptions.defaults());
  }

  default PutResult copy(String from, String to, CopyOptions options) {
    return copyFrom(this, from, to, options);
  }

  /**
   * Copies from any store: at the service where both ends allow it, otherwise through this process,
   * part by part, verified.
   *
   * @throws StorageException NOT_FOUND naming the source; CONTENT_CHANGED when it was replaced
   *     during the copy; INVALID_ARGUMENT for a copy onto itself without changes
   */
  PutResult copyFrom(BlobStore source, String from, String to, CopyOptions options);

  /** Copies, then deletes the source. A failure in between leaves both and says so. */
  void move(String from, String to);

  /** Everything whose key starts with the prefix, in order; lazy, one page ahead at most. */
  default Stream<BlobInfo> list(String prefix) {
    return list(ListRequest.of(prefix));
  }

  /** As {@link #list(String)}; common prefixes are left out. Close the stream to stop early. */
  Stream<BlobInfo> list(ListRequest request);

  /** One page; it may hold fewer entries than asked for. */
  ListPage listPage(ListRequest request);

  /** Whether the container is there and may be listed. One request. */
  boolean isAccessible();

  /** The part of this store under a prefix: keys are relative to it and cannot leave it. */
  BlobStore within(String prefix);

  /** A view that refuses every change with {@code READ_ONLY}. */
  BlobStore readOnly();

  /** Signs URLs, where the provider and the credentials can. */
  Optional<UrlSigner> urlSigner();

  Optional<MultipartUploads> multipartUploads();

  Optional<BlobVersions> versions();

  /** Without a request. */
  BlobCapabilities capabilities();

  /** The provider's own client, if it is of this type. */
  <T> Optional<T> unwrap(Class<T> type);

  /** Ends open readers and writers and frees connections. Closing again does nothing. */
  @Override
  void close();
}
