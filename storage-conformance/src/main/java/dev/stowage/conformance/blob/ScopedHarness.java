package dev.stowage.conformance.blob;

import dev.stowage.OpenOptions;
import dev.stowage.StorageUrl;
import dev.stowage.blob.BlobStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Runs the contract over a wrapper: every store that is opened is a view of the one the harness
 * inside opens. Two come with the kit, {@link #within} and {@link #decorated}.
 */
public final class ScopedHarness implements BlobHarness {
  private final BlobHarness inner;
  private final String prefix;
  private final UnaryOperator<BlobStore> view;

  private ScopedHarness(BlobHarness inner, String prefix, UnaryOperator<BlobStore> view) {
    this.inner = inner;
    this.prefix = prefix;
    this.view = view;
  }

  /** Every store is the part under a prefix. */
  public static ScopedHarness within(BlobHarness inner, String prefix) {
    return new ScopedHarness(inner, prefix, store -> store.within(prefix));
  }

  /** Every store stands behind a decorator that changes nothing. */
  public static ScopedHarness decorated(BlobHarness inner) {
    return new ScopedHarness(inner, "", store -> store);
  }

  /** The prefix of every store, empty for none. */
  String prefix() {
    return prefix;
  }

  private BlobStore wrapped(BlobStore store) {
    return new ViewStore(store, view.apply(store));
  }

  @Override
  public BlobStore open(OpenOptions options) {
    return wrapped(inner.open(options));
  }

  @Override
  public String url() {
    if (prefix.isEmpty()) {
      return inner.url();
    }
    StorageUrl url = StorageUrl.parse(inner.url());
    String path = url.path();
    String base = path.isEmpty() || path.endsWith("/") ? path : path + "/";
    return url.withPath(base + prefix).toString();
  }

  @Override
  public OpenOptions urlOptions() {
    return inner.urlOptions();
  }

  @Override
  public Map<String, String> environment() {
    return inner.environment();
  }

  @Override
  public BlobStore openMissingContainer(OpenOptions options) {
    return wrapped(inner.openMissingContainer(options));
  }

  @Override
  public boolean tellsMissingContainer() {
    return inner.tellsMissingContainer();
  }

  @Override
  public BlobStore openUnauthenticated(OpenOptions options) {
    return wrapped(inner.openUnauthenticated(options));
  }

  @Override
  public BlobStore openDenied(OpenOptions options) {
    return wrapped(inner.openDenied(options));
  }

  @Override
  public RawBlobs raw() {
    RawBlobs raw = inner.raw();
    return new RawBlobs() {
      @Override
      public void write(
          String key, byte[] bytes, String contentType, Map<String, String> metadata) {
        raw.write(prefix + key, bytes, contentType, metadata);
      }

      @Override
      public byte[] read(String key) {
        return raw.read(prefix + key);
      }

      @Override
      public Map<String, String> metadata(String key) {
        return raw.metadata(prefix + key);
      }

      @Override
      public List<String> keys() {
        return raw.keys().stream()
            .filter(key -> key.startsWith(prefix))
            .map(key -> key.substring(prefix.length()))
            .toList();
      }

      @Override
      public void delete(String key) {
        raw.delete(prefix + key);
      }
    };
  }

  @Override
  public Faults faults() {
    return inner.faults();
  }

  @Override
  public RequestLog log() {
    return inner.log();
  }

  @Override
  public Optional<Class<?>> nativeType() {
    return inner.nativeType();
  }

  @Override
  public Set<String> secrets() {
    return inner.secrets();
  }

  @Override
  public boolean advanceServiceClock(Duration by) {
    return inner.advanceServiceClock(by);
  }

  @Override
  public void close() {
    inner.close();
  }
}
