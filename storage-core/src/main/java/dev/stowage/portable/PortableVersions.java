package dev.stowage.portable;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.blob.BlobBody;
import dev.stowage.blob.BlobInfo;
import dev.stowage.blob.BlobVersion;
import dev.stowage.blob.BlobVersions;
import dev.stowage.blob.CopyOptions;
import dev.stowage.blob.GetOptions;
import dev.stowage.blob.PutResult;
import dev.stowage.spi.BlobDriver;
import dev.stowage.spi.BlobDriver.Page;
import java.util.stream.Stream;

/** Old versions as one view of a store sees them. */
final class PortableVersions implements BlobVersions {
  private final BlobCore core;
  private final PortableBlobStore store;
  private final BlobDriver.Versions versions;

  PortableVersions(BlobCore core, PortableBlobStore store, BlobDriver.Versions versions) {
    this.core = core;
    this.store = store;
    this.versions = versions;
  }

  @Override
  public Stream<BlobVersion> list(String prefix) {
    String full = store.fullPrefix("list versions", prefix);
    return PageStream.of(
        cursor -> {
          Page<BlobVersion> page =
              core.calls()
                  .run(
                      Call.idempotent("list versions", null),
                      attempt -> versions.listVersions(full, cursor));
          return new PageStream.Slice<>(
              page.items().stream().map(this::visible).toList(), page.cursor());
        });
  }

  private BlobVersion visible(BlobVersion version) {
    BlobInfo info = store.relative(WriteId.hide(version.info()));
    return new BlobVersion(info, version.latest(), version.deleteMarker());
  }

  @Override
  public void delete(String key, String version) {
    String full = store.changing("delete version", key);
    core.calls()
        .<Boolean>run(
            Call.idempotent("delete version", full),
            attempt -> {
              try {
                versions.deleteVersion(full, version);
                return true;
              } catch (java.io.IOException | RuntimeException e) {
                if (core.calls().meaningOf(e).code() == ErrorCode.NOT_FOUND) {
                  return false;
                }
                throw e;
              }
            });
  }

  @Override
  public PutResult restore(String key, String version) {
    store.changing("restore", key);
    GetOptions old = GetOptions.defaults().withVersion(version);
    BlobInfo info =
        store
            .find(key, old)
            .orElseThrow(
                () ->
                    StorageException.builder(ErrorCode.NOT_FOUND, "no such version")
                        .operation("restore")
                        .key(key)
                        .build());
    BlobBody body = BlobBody.of(info.size(), () -> store.get(key, old));
    return store.put(key, body, CopyOptions.defaults().attributesOf(info));
  }
}
