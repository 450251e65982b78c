package dev.stowage.blob;

import java.nio.channels.SeekableByteChannel;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A base for decorators: every method of {@link BlobStore} forwards to {@link #delegate()}. A test
 * holds that none is missing, so that no default of the interface can slip past a decorator.
 */
public abstract class ForwardingBlobStore implements BlobStore {
  /** For subclasses. */
  protected ForwardingBlobStore() {}

  /** The store that calls go to. */
  protected abstract BlobStore delegate();

  @Override
  public PutResult put(String key, BlobBody body) {
    return put(key, body, PutOptions.defaults());
  }

  @Override
  public PutResult put(String key, BlobBody body, PutOptions options) {
    return delegate().put(key, body, options);
  }

  @Override
  public BlobWriter openWriter(String key) {
    return openWriter(key, PutOptions.defaults());
  }

  @Override
  public BlobWriter openWriter(String key, PutOptions options) {
    return delegate().openWriter(key, options);
  }

  @Override
  public PutResult append(String key, BlobBody body) {
    return delegate().append(key, body);
  }

  @Override
  public BlobReader get(String key) {
    return get(key, GetOptions.defaults());
  }

  @Override
  public BlobReader get(String key, GetOptions options) {
    return delegate().get(key, options);
  }

  @Override
  public List<byte[]> readRanges(String key, List<ByteRange> ranges) {
    return delegate().readRanges(key, ranges);
  }

  @Override
  public SeekableByteChannel openChannel(String key) {
    return delegate().openChannel(key);
  }

  @Override
  public Optional<BlobInfo> find(String key) {
    return find(key, GetOptions.defaults());
  }

  @Override
  public Optional<BlobInfo> find(String key, GetOptions options) {
    return delegate().find(key, options);
  }

  @Override
  public boolean exists(String key) {
    return delegate().exists(key);
  }

  @Override
  public void delete(String key) {
    delegate().delete(key);
  }

  @Override
  public void delete(String key, String ifMatch) {
    delegate().delete(key, ifMatch);
  }

  @Override
  public List<DeleteResult> deleteAll(Collection<String> keys) {
    return delegate().deleteAll(keys);
  }

  @Override
  public long deletePrefix(String prefix) {
    return delegate().deletePrefix(prefix);
  }

  @Override
  public PutResult copy(String from, String to) {
    return copy(from, to, CopyOptions.defaults());
  }

  @Override
  public PutResult copy(String from, String to, CopyOptions options) {
    return copyFrom(this, from, to, options);
  }

  @Override
  public PutResult copyFrom(BlobStore source, String from, String to, CopyOptions options) {
    return delegate().copyFrom(source == this ? delegate() : source, from, to, options);
  }

  @Override
  public void move(String from, String to) {
    delegate().move(from, to);
  }

  @Override
  public Stream<BlobInfo> list(String prefix) {
    return list(ListRequest.of(prefix));
  }

  @Override
  public Stream<BlobInfo> list(ListRequest request) {
    return delegate().list(request);
  }

  @Override
  public ListPage listPage(ListRequest request) {
    return delegate().listPage(request);
  }

  @Override
  public boolean isAccessible() {
    return delegate().isAccessible();
  }

  @Override
  public BlobStore within(String prefix) {
    return delegate().within(prefix);
  }

  @Override
  public BlobStore readOnly() {
    return delegate().readOnly();
  }

  @Override
  public Optional<UrlSigner> urlSigner() {
    return delegate().urlSigner();
  }

  @Override
  public Optional<MultipartUploads> multipartUploads() {
    return delegate().multipartUploads();
  }

  @Override
  public Optional<BlobVersions> versions() {
    return delegate().versions();
  }

  @Override
  public BlobCapabilities capabilities() {
    return delegate().capabilities();
  }

  @Override
  public <T> Optional<T> unwrap(Class<T> type) {
    return delegate().unwrap(type);
  }

  @Override
  public void close() {
    delegate().close();
  }
}
