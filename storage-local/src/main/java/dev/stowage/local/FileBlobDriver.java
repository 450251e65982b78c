package dev.stowage.local;

import dev.stowage.blob.BlobCapabilities;
import dev.stowage.blob.BlobFeature;
import dev.stowage.blob.BlobInfo;
import dev.stowage.blob.BlobLimits;
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
import java.io.UncheckedIOException;
import java.util.EnumSet;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Blobs as files below one directory. */
final class FileBlobDriver implements BlobDriver, BlobDriver.Copier, BlobDriver.Sinks {
  private static final long LARGEST = 1L << 43;
  private static final int MOST_METADATA = 16 * 1024;
  private static final int MOST_PLAIN_METADATA = 2048;

  private final StoreSettings settings;
  private final Layout layout;
  private final BlobCapabilities capabilities;
  private final StoreAccess access;
  private final FileReads reads;
  private final FileWrites writes;
  private final FileCopies copies;
  private final FileListing listing;
  private final FileUploads uploads;
  private final UrlSignatures signatures;

  FileBlobDriver(StoreSettings settings, Layout layout) {
    this.settings = settings;
    this.layout = layout;
    this.capabilities = new BlobCapabilities(features(settings, layout), limits(layout));
    this.access = new StoreAccess(settings, layout);
    this.reads = new FileReads(access, layout);
    this.writes = new FileWrites(settings, layout, access);
    this.copies = new FileCopies(access, reads, writes);
    this.listing = new FileListing(settings, access, layout);
    this.uploads = new FileUploads(settings, access, writes);
    this.signatures = new UrlSignatures(settings, new SigningKey(settings, access));
  }

  private static EnumSet<BlobFeature> features(StoreSettings settings, Layout layout) {
    EnumSet<BlobFeature> features =
        EnumSet.complementOf(
            EnumSet.of(BlobFeature.STORAGE_CLASSES, BlobFeature.SIGNED_POST, BlobFeature.VERSIONS));
    if (settings.publicUrl().isEmpty()) {
      features.remove(BlobFeature.SIGNED_URLS);
    }
    if (!layout.keepsAttributes()) {
      features.removeAll(EnumSet.of(BlobFeature.HEADERS, BlobFeature.METADATA, BlobFeature.TAGS));
    }
    return features;
  }

  private static BlobLimits limits(Layout layout) {
    boolean plain = layout.name().equals(PlainLayout.NAME);
    return BlobLimits.defaults()
        .withKeyRule(layout.keyRule())
        .withMaxKeyBytes(layout.maxKeyBytes())
        .withMaxPutSize(LARGEST)
        .withParts(1, LARGEST, 10_000)
        .withMaxBulkDelete(1)
        .withMaxMetadataBytes(plain ? MOST_PLAIN_METADATA : MOST_METADATA)
        .withUnicodeMetadata(true)
        .withMaxSignedUrlLife(UrlSignatures.LONGEST_LIFE);
  }

  @Override
  public String scheme() {
    return "file";
  }

  @Override
  public String container() {
    return settings.root().toString();
  }

  @Override
  public BlobCapabilities capabilities() {
    return capabilities;
  }

  @Override
  public Failure classify(Throwable thrown) {
    return FileFailures.classify(thrown, settings.root());
  }

  @Override
  public void checkContainer() throws IOException {
    access.requireStore();
  }

  @Override
  public PutResult put(String key, BlobContent content, PutOptions options) throws IOException {
    return writes.put(key, content, options);
  }

  @Override
  public BlobReply get(String key, GetOptions options) throws IOException {
    return reads.get(key, options);
  }

  @Override
  public BlobInfo head(String key, GetOptions options) throws IOException {
    return reads.head(key, options);
  }

  @Override
  public void delete(String key, @Nullable String ifMatch) throws IOException {
    writes.delete(key, ifMatch);
  }

  @Override
  public ListPage list(ListRequest request) throws IOException {
    return listing.page(request);
  }

  @Override
  public boolean reaches(BlobDriver source) {
    return source instanceof FileBlobDriver from
        && (layout.keepsAttributes() || !from.layout.keepsAttributes());
  }

  @Override
  public boolean needsSource(CopyOptions options) {
    return false;
  }

  @Override
  public PutResult copy(
      BlobDriver from, String fromKey, String toKey, CopyOptions options, @Nullable BlobInfo source)
      throws IOException {
    return copies.copy(((FileBlobDriver) from).reads, fromKey, toKey, options);
  }

  @Override
  public Sink open(String key, PutOptions options) throws IOException {
    if (options.condition().isIfAbsent()) {
      writes.checkAbsent(key);
    }
    return new FileSink(writes, key, options, access.temporary());
  }

  @Override
  public Optional<Bulk> bulk() {
    return Optional.empty();
  }

  @Override
  public Optional<Copier> copier() {
    return Optional.of(this);
  }

  @Override
  public Optional<Sinks> sinks() {
    return Optional.of(this);
  }

  @Override
  public Optional<Parts> parts() {
    return Optional.of(uploads);
  }

  @Override
  public Optional<Signer> signer() {
    return settings.publicUrl().isPresent() ? Optional.of(signatures) : Optional.empty();
  }

  @Override
  public Optional<Versions> versions() {
    return Optional.empty();
  }

  @Override
  public Optional<Appender> appender() {
    return Optional.of(copies::append);
  }

  /** The root as a {@link java.nio.file.Path}; the layout is described in this module's README. */
  @Override
  public <T> @Nullable T unwrap(Class<T> type) {
    if (type.equals(java.nio.file.Path.class)) {
      return type.cast(settings.root());
    }
    return type.equals(UrlSignatures.class) ? type.cast(signatures) : null;
  }

  @Override
  public void close() {
    try {
      access.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
