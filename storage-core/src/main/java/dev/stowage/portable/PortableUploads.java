package dev.stowage.portable;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.blob.BlobFeature;
import dev.stowage.blob.MultipartUpload;
import dev.stowage.blob.MultipartUploads;
import dev.stowage.blob.PendingUpload;
import dev.stowage.blob.PutOptions;
import dev.stowage.spi.BlobDriver;
import dev.stowage.spi.BlobDriver.Page;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** Multipart uploads of one view of a store. */
final class PortableUploads implements MultipartUploads {
  private final BlobCore core;
  private final PortableBlobStore store;
  private final BlobDriver.Parts parts;

  PortableUploads(BlobCore core, PortableBlobStore store, BlobDriver.Parts parts) {
    this.core = core;
    this.store = store;
    this.parts = parts;
  }

  @Override
  public MultipartUpload start(String key, PutOptions options) {
    String full = store.changing("start upload", key);
    PutOptions checked = checked(full, options);
    return PortableUpload.start(core, parts, full, checked).withKey(key);
  }

  @Override
  public MultipartUpload resume(String key, String id, PutOptions options) {
    String full = store.changing("resume upload", key);
    if (id.isEmpty()) {
      throw StorageException.invalidArgument("the id of the upload is empty");
    }
    return new PortableUpload(core, parts, full, key, id, checked(full, options));
  }

  private PutOptions checked(String full, PutOptions options) {
    if (!options.condition().isNone()) {
      core.need(
          Call.once("start upload", full),
          BlobFeature.CONDITIONAL_MULTIPART,
          "conditions on uploads in parts");
    }
    return store.checked("start upload", full, options);
  }

  @Override
  public Stream<PendingUpload> list(String prefix) {
    String full = store.fullPrefix("list uploads", prefix);
    return PageStream.of(
        cursor -> {
          Page<PendingUpload> page =
              core.calls()
                  .run(
                      Call.idempotent("list uploads", null),
                      attempt -> parts.uploads(full, cursor));
          List<PendingUpload> own = page.items().stream().map(this::relative).toList();
          return new PageStream.Slice<>(own, page.cursor());
        });
  }

  private PendingUpload relative(PendingUpload upload) {
    return new PendingUpload(
        upload.key().substring(store.prefix().length()), upload.id(), upload.started());
  }

  @Override
  public int abortOlderThan(String prefix, Duration age) {
    if (age.isNegative()) {
      throw StorageException.invalidArgument("age is negative: " + age);
    }
    store.checkMayChange("abort uploads", null);
    Instant limit = core.calls().pacer().now().minus(age);
    List<PendingUpload> stale;
    try (Stream<PendingUpload> all = list(prefix)) {
      stale = all.filter(upload -> !upload.started().isAfter(limit)).toList();
    }
    for (PendingUpload upload : stale) {
      try {
        resume(upload.key(), upload.id(), PutOptions.defaults()).abort();
      } catch (StorageException e) {
        if (e.code() != ErrorCode.NOT_FOUND) {
          throw e;
        }
      }
    }
    return stale.size();
  }
}
