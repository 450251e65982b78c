package dev.stowage.conformance.blob;

import dev.stowage.blob.BlobCapabilities;
import dev.stowage.blob.BlobInfo;
import dev.stowage.blob.CopyOptions;
import dev.stowage.blob.GetOptions;
import dev.stowage.blob.ListPage;
import dev.stowage.blob.ListRequest;
import dev.stowage.blob.PutOptions;
import dev.stowage.blob.PutResult;
import dev.stowage.spi.BlobContent;
import dev.stowage.spi.BlobDriver;
import dev.stowage.spi.Failure;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Passes every call on; a base for drivers that change one thing. */
public class ForwardingBlobDriver implements BlobDriver {
  private final BlobDriver inner;

  public ForwardingBlobDriver(BlobDriver inner) {
    this.inner = inner;
  }

  /** The driver that calls go to. */
  protected final BlobDriver inner() {
    return inner;
  }

  /** The driver under all that only forward. */
  static BlobDriver innermost(BlobDriver driver) {
    return driver instanceof ForwardingBlobDriver f ? innermost(f.inner) : driver;
  }

  @Override
  public String scheme() {
    return inner.scheme();
  }

  @Override
  public String container() {
    return inner.container();
  }

  @Override
  public BlobCapabilities capabilities() {
    return inner.capabilities();
  }

  @Override
  public Failure classify(Throwable thrown) {
    return inner.classify(thrown);
  }

  @Override
  public void checkContainer() throws IOException {
    inner.checkContainer();
  }

  @Override
  public PutResult put(String key, BlobContent content, PutOptions options) throws IOException {
    return inner.put(key, content, options);
  }

  @Override
  public BlobReply get(String key, GetOptions options) throws IOException {
    return inner.get(key, options);
  }

  @Override
  public BlobInfo head(String key, GetOptions options) throws IOException {
    return inner.head(key, options);
  }

  @Override
  public void delete(String key, @Nullable String ifMatch) throws IOException {
    inner.delete(key, ifMatch);
  }

  @Override
  public ListPage list(ListRequest request) throws IOException {
    return inner.list(request);
  }

  @Override
  public Optional<Bulk> bulk() {
    return inner.bulk();
  }

  @Override
  public Optional<Copier> copier() {
    return inner.copier().map(ForwardingCopier::new);
  }

  @Override
  public Optional<Sinks> sinks() {
    return inner.sinks();
  }

  @Override
  public Optional<Parts> parts() {
    return inner.parts();
  }

  @Override
  public Optional<Signer> signer() {
    return inner.signer();
  }

  @Override
  public Optional<Versions> versions() {
    return inner.versions();
  }

  @Override
  public Optional<Appender> appender() {
    return inner.appender();
  }

  @Override
  public <T> @Nullable T unwrap(Class<T> type) {
    return inner.unwrap(type);
  }

  @Override
  public void close() {
    inner.close();
  }

  /** Hands the real source driver to a copier that knows its own kind only. */
  protected static class ForwardingCopier implements Copier {
    private final Copier copier;

    public ForwardingCopier(Copier copier) {
      this.copier = copier;
    }

    @Override
    public boolean reaches(BlobDriver source) {
      return copier.reaches(innermost(source));
    }

    @Override
    public PutResult copy(
        BlobDriver from,
        String fromKey,
        String toKey,
        CopyOptions options,
        @Nullable BlobInfo source)
        throws IOException {
      return copier.copy(innermost(from), fromKey, toKey, options, source);
    }

    @Override
    public boolean needsSource(CopyOptions options) {
      return copier.needsSource(options);
    }
  }
}
