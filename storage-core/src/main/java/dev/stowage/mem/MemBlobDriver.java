package dev.stowage.mem;

import dev.stowage.ErrorCode;
import dev.stowage.Pacer;
import dev.stowage.StorageException;
import dev.stowage.blob.BlobCapabilities;
import dev.stowage.blob.BlobFeature;
import dev.stowage.blob.BlobInfo;
import dev.stowage.blob.BlobLimits;
import dev.stowage.blob.BlobVersion;
import dev.stowage.blob.ByteRange;
import dev.stowage.blob.Checksum;
import dev.stowage.blob.ChecksumAlgorithm;
import dev.stowage.blob.CopyOptions;
import dev.stowage.blob.DeleteResult;
import dev.stowage.blob.GetOptions;
import dev.stowage.blob.KeyRule;
import dev.stowage.blob.ListPage;
import dev.stowage.blob.ListRequest;
import dev.stowage.blob.PendingUpload;
import dev.stowage.blob.PutOptions;
import dev.stowage.blob.PutResult;
import dev.stowage.blob.UploadPart;
import dev.stowage.spi.BlobContent;
import dev.stowage.spi.BlobDriver;
import dev.stowage.spi.CallScope;
import dev.stowage.spi.Failure;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** Blobs in memory: every feature that needs no network. */
final class MemBlobDriver
    implements BlobDriver,
        BlobDriver.Bulk,
        BlobDriver.Copier,
        BlobDriver.Parts,
        BlobDriver.Versions,
        BlobDriver.Appender {
  private static final int BULK = 1000;
  private static final BlobLimits LIMITS =
      BlobLimits.defaults()
          .withKeyRule(KeyRule.maxBytes(1024))
          .withMaxPutSize(1 << 30)
          .withParts(1, 1 << 30, 10_000)
          .withMaxBulkDelete(BULK)
          .withMaxMetadataBytes(8 * 1024)
          .withUnicodeMetadata(true);

  private final String name;
  private final Supplier<MemContainer> container;
  private final Pacer pacer;

  MemBlobDriver(String name, Supplier<MemContainer> container, Pacer pacer) {
    this.name = name;
    this.container = container;
    this.pacer = pacer;
  }

  @Override
  public String scheme() {
    return "mem";
  }

  @Override
  public String container() {
    return name;
  }

  @Override
  public BlobCapabilities capabilities() {
    Set<BlobFeature> features =
        EnumSet.complementOf(
            EnumSet.of(
                BlobFeature.SIGNED_URLS,
                BlobFeature.SIGNED_POST,
                BlobFeature.STORAGE_CLASSES,
                BlobFeature.VERSIONS));
    if (keepsVersions()) {
      features.add(BlobFeature.VERSIONS);
    }
    return new BlobCapabilities(features, LIMITS);
  }

  private boolean keepsVersions() {
    try {
      return container.get().keepsVersions();
    } catch (StorageException e) {
      return false;
    }
  }

  @Override
  public Failure classify(Throwable thrown) {
    return Failure.of(ErrorCode.UNKNOWN, String.valueOf(thrown.getMessage()));
  }

  @Override
  public void checkContainer() {
    Objects.requireNonNull(container.get(), "looking it up fails when it is missing");
  }

  @Override
  public PutResult put(String key, BlobContent content, PutOptions options) throws IOException {
    byte[] bytes = bytesOf(content);
    BlobInfo.Builder blob = attributes(key, bytes.length, options);
    return store(blob, bytes, content.after(ChecksumAlgorithm.CRC32C), options);
  }

  private static byte[] bytesOf(BlobContent content) throws IOException {
    content.require(ChecksumAlgorithm.CRC32C);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream((int) content.size());
    content.writeTo(bytes);
    return bytes.toByteArray();
  }

  private PutResult store(BlobInfo.Builder blob, byte[] bytes, Checksum crc, PutOptions options) {
    Instant now = pacer.now();
    blob.checksums(Map.of(ChecksumAlgorithm.CRC32C, crc)).modified(now).created(now);
    return PutResult.of(container.get().put(blob, bytes, options.condition()));
  }

  private static BlobInfo.Builder attributes(String key, long size, PutOptions options) {
    var headers = options.headers();
    return BlobInfo.builder(key, size)
        .headers(
            headers.contentType().isPresent()
                ? headers
                : headers.withContentType("application/octet-stream"))
        .metadata(options.metadata())
        .tags(options.tags());
  }

  @Override
  public BlobReply get(String key, GetOptions options) {
    MemBlob blob = read(key, options);
    ByteRange served = options.range().within(blob.info().size());
    int length = (int) served.length().orElseThrow();
    CallScope.received(length);
    return new BlobReply(
        blob.info(),
        served,
        new ByteArrayInputStream(blob.content(), (int) served.offset(), length));
  }

  @Override
  public BlobInfo head(String key, GetOptions options) {
    return read(key, options).info();
  }

  private MemBlob read(String key, GetOptions options) {
    MemContainer in = container.get();
    MemBlob blob =
        options.version().isPresent() ? in.find(key, options.version().get()) : in.find(key);
    if (blob == null) {
      throw StorageException.of(ErrorCode.NOT_FOUND, "no such blob");
    }
    dev.stowage.spi.ReadConditions.check(blob.info(), options);
    return blob;
  }

  @Override
  public void delete(String key, @Nullable String ifMatch) {
    container.get().delete(key, ifMatch, pacer.now());
  }

  @Override
  public ListPage list(ListRequest request) {
    return container.get().list(request);
  }

  @Override
  public List<DeleteResult> deleteAll(List<String> keys) {
    keys.forEach(key -> delete(key, null));
    return keys.stream().map(key -> new DeleteResult(key, Optional.empty())).toList();
  }

  @Override
  public boolean reaches(BlobDriver source) {
    return source instanceof MemBlobDriver;
  }

  @Override
  public boolean needsSource(CopyOptions options) {
    return false;
  }

  @Override
  public PutResult copy(
      BlobDriver from,
      String fromKey,
      String toKey,
      CopyOptions options,
      @Nullable BlobInfo source) {
    GetOptions pinned =
        options
            .sourceIfMatch()
            .map(GetOptions.defaults()::withIfMatch)
            .orElse(GetOptions.defaults());
    MemBlob blob = ((MemBlobDriver) from).read(fromKey, pinned);
    PutOptions kept = options.attributesOf(blob.info()).withCondition(options.condition());
    Checksum crc = Objects.requireNonNull(blob.info().checksums().get(ChecksumAlgorithm.CRC32C));
    return store(attributes(toKey, blob.info().size(), kept), blob.content(), crc, kept);
  }

  @Override
  public PutResult append(String key, BlobContent content) throws IOException {
    byte[] more = bytesOf(content);
    MemContainer in = container.get();
    synchronized (in) {
      MemBlob old = in.find(key);
      PutOptions kept =
          old == null ? PutOptions.defaults() : CopyOptions.defaults().attributesOf(old.info());
      ByteArrayOutputStream whole = new ByteArrayOutputStream();
      if (old != null) {
        whole.writeBytes(old.content());
      }
      whole.writeBytes(more);
      byte[] bytes = whole.toByteArray();
      return store(attributes(key, bytes.length, kept), bytes, crcOf(bytes), kept);
    }
  }

  private static Checksum crcOf(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    return Checksum.crc32c((int) crc.getValue());
  }

  @Override
  public String start(String key, PutOptions options) {
    String id = UUID.randomUUID().toString();
    container.get().uploads().start(new PendingUpload(key, id, pacer.now()), options);
    return id;
  }

  @Override
  public UploadPart put(String key, String uploadId, int number, BlobContent content)
      throws IOException {
    MemUploads.Upload upload = container.get().uploads().require(key, uploadId);
    byte[] bytes = bytesOf(content);
    Checksum crc = content.after(ChecksumAlgorithm.CRC32C);
    UploadPart receipt =
        new UploadPart(
            number,
            bytes.length,
            crc.hex() + "-" + bytes.length,
            Map.of(ChecksumAlgorithm.CRC32C, crc));
    upload.parts().put(number, new MemUploads.Part(receipt, bytes));
    return receipt;
  }

  @Override
  public PutResult complete(
      String key, String uploadId, List<UploadPart> parts, PutOptions options) {
    MemContainer in = container.get();
    MemUploads.Upload upload = in.uploads().require(key, uploadId);
    byte[] bytes = MemUploads.assemble(upload, parts);
    PutOptions started = upload.options().withCondition(options.condition());
    PutResult result = store(attributes(key, bytes.length, started), bytes, crcOf(bytes), started);
    in.uploads().remove(uploadId);
    return result;
  }

  @Override
  public void abort(String key, String uploadId) {
    container.get().uploads().remove(uploadId);
  }

  @Override
  public Page<UploadPart> parts(String key, String uploadId, int afterNumber) {
    MemUploads.Upload upload = container.get().uploads().require(key, uploadId);
    List<UploadPart> parts = new ArrayList<>();
    upload.parts().tailMap(afterNumber, false).values().forEach(p -> parts.add(p.receipt()));
    return new Page<>(parts, Optional.empty());
  }

  @Override
  public Page<PendingUpload> uploads(String prefix, @Nullable String cursor) {
    return new Page<>(container.get().uploads().list(prefix), Optional.empty());
  }

  @Override
  public Page<BlobVersion> listVersions(String prefix, @Nullable String cursor) {
    return new Page<>(container.get().versions(prefix), Optional.empty());
  }

  @Override
  public void deleteVersion(String key, String version) {
    container.get().deleteVersion(key, version);
  }

  @Override
  public Optional<BlobDriver.Bulk> bulk() {
    return Optional.of(this);
  }

  @Override
  public Optional<BlobDriver.Copier> copier() {
    return Optional.of(this);
  }

  @Override
  public Optional<BlobDriver.Sinks> sinks() {
    return Optional.empty();
  }

  @Override
  public Optional<BlobDriver.Parts> parts() {
    return Optional.of(this);
  }

  @Override
  public Optional<BlobDriver.Signer> signer() {
    return Optional.empty();
  }

  @Override
  public Optional<BlobDriver.Versions> versions() {
    return keepsVersions() ? Optional.of(this) : Optional.empty();
  }

  @Override
  public Optional<BlobDriver.Appender> appender() {
    return Optional.of(this);
  }

  @Override
  public <T> @Nullable T unwrap(Class<T> type) {
    return null;
  }

  @Override
  public void close() {
    // The blobs live as long as the process, or as somebody holds the store.
  }
}
