package dev.stowage.transfer;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.blob.BlobFeature;
import dev.stowage.blob.BlobInfo;
import dev.stowage.blob.BlobReader;
import dev.stowage.blob.BlobStore;
import dev.stowage.blob.ChecksumAlgorithm;
import dev.stowage.blob.CopyOptions;
import dev.stowage.blob.GetOptions;
import dev.stowage.blob.PutResult;
import dev.stowage.blob.Verification;
import dev.stowage.portable.StoreFacts;
import java.io.InputStream;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Copies one blob between two stores: at the service where both ends are one, else through this
 * process, in parts that are read while they are written. Nothing touches the disk.
 */
final class StoreCopy {
  private final Engine engine;
  private final BlobStore source;
  private final String from;
  private final BlobStore target;
  private final String to;
  private final CopyOptions options;

  StoreCopy(Engine engine, TransferEnd source, TransferEnd target, CopyOptions options) {
    this.engine = engine;
    this.source = source.store();
    this.from = source.key();
    this.target = target.store();
    this.to = target.key();
    this.options = options;
  }

  /** One end of a copy. */
  record TransferEnd(BlobStore store, String key) {}

  /**
   * @param size as a listing says, or -1
   */
  Moved run(long size) {
    if (StoreFacts.copiesAtService(source, target)) {
      return atService(size);
    }
    BlobInfo large = size > partSize() ? find() : null;
    if (large != null) {
      engine.meter().started(to, large.size());
      return inParts(large);
    }
    AtomicReference<@Nullable BlobInfo> found = new AtomicReference<>();
    Optional<Moved> moved = engine.request(() -> piped(found));
    return moved.isPresent() ? moved.get() : inParts(Objects.requireNonNull(found.get()));
  }

  private Moved atService(long size) {
    engine.meter().started(to, size);
    PutResult result = engine.request(() -> target.copyFrom(source, from, to, options));
    engine.meter().moved(to, result.size());
    return new Moved(result.size(), 0, true);
  }

  private long partSize() {
    return engine.options().partSize();
  }

  private GetOptions pinned() {
    boolean can = source.capabilities().has(BlobFeature.CONDITIONAL_READ);
    return can && options.sourceIfMatch().isPresent()
        ? GetOptions.defaults().withIfMatch(options.sourceIfMatch().get())
        : GetOptions.defaults();
  }

  private BlobInfo find() {
    BlobInfo info =
        engine
            .request(() -> source.find(from, pinned()))
            .orElseThrow(
                () ->
                    StorageException.builder(ErrorCode.NOT_FOUND, "no such blob")
                        .operation("copy")
                        .key(from)
                        .build());
    checkPinned(info);
    return info;
  }

  private void checkPinned(BlobInfo info) {
    if (options.sourceIfMatch().isPresent() && !options.sourceIfMatch().get().equals(info.etag())) {
      throw StorageException.builder(ErrorCode.PRECONDITION_FAILED, "the source has another etag")
          .operation("copy")
          .key(from)
          .build();
    }
  }

  private UploadTarget targetOf(BlobInfo info) {
    return new UploadTarget(
        target, to, StoreFacts.copied(info, options, target).withCondition(options.condition()));
  }

  /** One read that is one write; what turns out to be large is left for the parts. */
  private Optional<Moved> piped(AtomicReference<@Nullable BlobInfo> found)
      throws java.io.IOException {
    try (BlobReader reader = source.get(from, pinned())) {
      BlobInfo info = reader.info();
      found.set(info);
      checkPinned(info);
      engine.meter().started(to, info.size());
      UploadTarget write = targetOf(info);
      if (write.inParts(info.size(), partSize())) {
        return Optional.empty();
      }
      return Optional.of(put(reader, info, write));
    }
  }

  private Moved put(BlobReader reader, BlobInfo info, UploadTarget write) {
    BlobSource again = new BlobSource(source, from, info);
    AtomicReference<@Nullable BlobReader> first = new AtomicReference<>(reader);
    MeasuredBody body =
        new MeasuredBody(
            engine,
            to,
            info.size(),
            () -> {
              InputStream opened = first.getAndSet(null);
              return opened == null ? again.open(0, info.size()) : opened;
            });
    boolean arrived = false;
    try {
      PutResult result = target.put(to, body.body(), write.options());
      arrived = true;
      boolean read =
          reader.verification() == Verification.VERIFIED
              || again.crc().isPresent() && again.crc().getAsInt() == body.crc();
      boolean written =
          result.checksums().containsKey(ChecksumAlgorithm.CRC32C) || !result.checksums().isEmpty();
      return new Moved(info.size(), 0, read && written);
    } finally {
      if (!arrived) {
        body.takeBack();
      }
    }
  }

  private Moved inParts(BlobInfo info) {
    BlobSource version = new BlobSource(source, from, info);
    UploadTarget write = targetOf(info);
    if (!write.inParts(info.size(), partSize())) {
      return engine.request(
          () -> {
            try (BlobReader reader = version.open(0, info.size())) {
              return put(reader, info, write);
            }
          });
    }
    String identity =
        "copy\n"
            + new UploadTarget(source, from, write.options()).identity()
            + "\n"
            + write.identity();
    try (Journal journal = engine.journals().open(identity)) {
      Moved moved = new PartedUpload(engine, TransferKind.COPY, version, write, journal).run();
      boolean known = version.crc().isPresent() || version.wideCrc().isPresent();
      return new Moved(moved.bytes(), moved.resumedBytes(), moved.verified() && known);
    }
  }
}
