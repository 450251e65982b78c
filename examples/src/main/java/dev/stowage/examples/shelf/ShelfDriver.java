package dev.stowage.examples.shelf;

import dev.stowage.ErrorCode;
import dev.stowage.Pacer;
import dev.stowage.blob.BlobCapabilities;
import dev.stowage.blob.BlobFeature;
import dev.stowage.blob.BlobInfo;
import dev.stowage.blob.BlobLimits;
import dev.stowage.blob.ByteRange;
import dev.stowage.blob.Checksum;
import dev.stowage.blob.ChecksumAlgorithm;
import dev.stowage.blob.GetOptions;
import dev.stowage.blob.ListPage;
import dev.stowage.blob.ListRequest;
import dev.stowage.blob.PutOptions;
import dev.stowage.blob.PutResult;
import dev.stowage.spi.BlobContent;
import dev.stowage.spi.BlobDriver;
import dev.stowage.spi.Failure;
import dev.stowage.spi.KeyOrder;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** Translates the portable layer's calls into the "service", and nothing else. */
final class ShelfDriver implements BlobDriver, BlobDriver.Sinks {
  /** What the service answers when something is not there. */
  private static final class Missing extends IOException {
    private static final long serialVersionUID = 1L;
    private final ErrorCode code;

    Missing(ErrorCode code, String what) {
      super(what);
      this.code = code;
    }
  }

  private final String name;
  private final Supplier<Optional<Shelf>> shelves;
  private final Pacer pacer;

  ShelfDriver(String name, Supplier<Optional<Shelf>> shelves, Pacer pacer) {
    this.name = name;
    this.shelves = shelves;
    this.pacer = pacer;
  }

  @Override
  public String scheme() {
    return "shelf";
  }

  @Override
  public String container() {
    return name;
  }

  @Override
  public BlobCapabilities capabilities() {
    return new BlobCapabilities(
        Set.of(BlobFeature.HEADERS, BlobFeature.METADATA),
        BlobLimits.defaults().withMaxPutSize(1 << 30).withMaxBulkDelete(1));
  }

  @Override
  public Failure classify(Throwable thrown) {
    return thrown instanceof Missing missing
        ? Failure.of(missing.code, String.valueOf(missing.getMessage()))
        : Failure.of(ErrorCode.UNKNOWN, String.valueOf(thrown.getMessage()));
  }

  private Shelf shelf() throws Missing {
    return shelves
        .get()
        .orElseThrow(() -> new Missing(ErrorCode.CONTAINER_NOT_FOUND, "no shelf " + name));
  }

  private Shelf.Item item(String key) throws Missing {
    Shelf.Item item = shelf().items.get(key);
    if (item == null) {
      throw new Missing(ErrorCode.NOT_FOUND, "no such blob");
    }
    return item;
  }

  @Override
  public void checkContainer() throws IOException {
    shelf();
  }

  @Override
  public PutResult put(String key, BlobContent content, PutOptions options) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream((int) content.size());
    content.writeTo(bytes);
    return store(key, bytes.toByteArray(), options);
  }

  private PutResult store(String key, byte[] bytes, PutOptions options) throws IOException {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    BlobInfo info =
        BlobInfo.builder(key, bytes.length)
            .etag(UUID.randomUUID().toString())
            .modified(pacer.now())
            .headers(options.headers())
            .metadata(options.metadata())
            .checksums(Map.of(ChecksumAlgorithm.CRC32C, Checksum.crc32c((int) crc.getValue())))
            .build();
    shelf().items.put(key, new Shelf.Item(info, bytes));
    return PutResult.of(info);
  }

  /** Takes bytes without knowing how many will come; a service without this offers parts. */
  @Override
  public Sink open(String key, PutOptions options) throws IOException {
    shelf();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    return new Sink() {
      @Override
      public OutputStream stream() {
        return bytes;
      }

      @Override
      public PutResult commit() throws IOException {
        return store(key, bytes.toByteArray(), options);
      }

      @Override
      public void close() {
        bytes.reset();
      }
    };
  }

  @Override
  public BlobReply get(String key, GetOptions options) throws IOException {
    Shelf.Item item = item(key);
    ByteRange served = options.range().within(item.info().size());
    int length = (int) served.length().orElseThrow();
    return new BlobReply(
        item.info(), served, new ByteArrayInputStream(item.bytes(), (int) served.offset(), length));
  }

  @Override
  public BlobInfo head(String key, GetOptions options) throws IOException {
    return item(key).info();
  }

  @Override
  public void delete(String key, @Nullable String ifMatch) throws IOException {
    shelf().items.remove(key);
  }

  /** The cursor is the last key, or the last common prefix, of the page before. */
  @Override
  public ListPage list(ListRequest request) throws IOException {
    List<BlobInfo> blobs = new ArrayList<>();
    List<String> prefixes = new ArrayList<>();
    String start = request.prefix();
    String last = request.cursor().orElse("");
    for (var entry : shelf().items.tailMap(start, true).entrySet()) {
      String key = entry.getKey();
      if (!key.startsWith(start)) {
        break;
      }
      int slash = request.delimiter().isPresent() ? key.indexOf('/', start.length()) : -1;
      String name = slash < 0 ? key : key.substring(0, slash + 1);
      if (!last.isEmpty() && KeyOrder.UTF8.compare(name, last) <= 0) {
        continue;
      }
      if (blobs.size() + prefixes.size() == request.pageSize()) {
        return new ListPage(blobs, prefixes, Optional.of(last));
      }
      if (slash < 0) {
        blobs.add(entry.getValue().info());
      } else {
        prefixes.add(name);
      }
      last = name;
    }
    return new ListPage(blobs, prefixes, Optional.empty());
  }

  @Override
  public Optional<BlobDriver.Bulk> bulk() {
    return Optional.empty();
  }

  @Override
  public Optional<BlobDriver.Copier> copier() {
    return Optional.empty();
  }

  @Override
  public Optional<BlobDriver.Sinks> sinks() {
    return Optional.of(this);
  }

  @Override
  public Optional<BlobDriver.Parts> parts() {
    return Optional.empty();
  }

  @Override
  public Optional<BlobDriver.Signer> signer() {
    return Optional.empty();
  }

  @Override
  public Optional<BlobDriver.Versions> versions() {
    return Optional.empty();
  }

  @Override
  public Optional<BlobDriver.Appender> appender() {
    return Optional.empty();
  }

  @Override
  public <T> @Nullable T unwrap(Class<T> type) {
    return null;
  }

  @Override
  public void close() {
    // A shelf outlives who looks at it.
  }
}
