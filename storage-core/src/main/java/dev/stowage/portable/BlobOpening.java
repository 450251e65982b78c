package dev.stowage.portable;

import dev.stowage.ErrorCode;
import dev.stowage.OpenOptions;
import dev.stowage.StorageException;
import dev.stowage.StorageUrl;
import dev.stowage.blob.BlobLocation;
import dev.stowage.blob.BlobService;
import dev.stowage.blob.BlobStore;
import dev.stowage.portable.PortableBlobStore.View;
import dev.stowage.spi.BlobDriver;
import dev.stowage.spi.BlobProvider;
import dev.stowage.spi.BlobProvider.OpenedBlobs;

/** Opens blob stores: the bridge from the interfaces that users see to this layer. */
public final class BlobOpening {
  private BlobOpening() {}

  public static BlobStore store(String url, OpenOptions options) {
    StorageUrl parsed = StorageUrl.parse(url);
    OpenedBlobs opened = provider(parsed).open(parsed, options);
    String prefix =
        opened.path().isEmpty() || opened.path().endsWith("/")
            ? opened.path()
            : opened.path() + "/";
    return new PortableBlobStore(
        new BlobCore(opened.driver(), options),
        new View(prefix, false, true, new StoreOrigin(url, false), prefix));
  }

  public static BlobLocation location(String url, OpenOptions options) {
    StorageUrl parsed = StorageUrl.parse(url);
    OpenedBlobs opened = provider(parsed).locate(parsed, options);
    BlobStore store =
        new PortableBlobStore(
            new BlobCore(opened.driver(), options),
            new View("", false, true, new StoreOrigin(url, true), ""));
    return new BlobLocation(store, opened.path());
  }

  public static BlobStore over(BlobDriver driver, OpenOptions options) {
    return new PortableBlobStore(
        new BlobCore(driver, options), new View("", false, true, null, ""));
  }

  public static BlobService service(String url, OpenOptions options) {
    StorageUrl parsed = StorageUrl.parse(url);
    return provider(parsed)
        .openService(parsed, options)
        .map(driver -> new PortableBlobService(driver, options))
        .orElseThrow(
            () ->
                StorageException.of(
                    ErrorCode.UNSUPPORTED,
                    parsed.scheme() + ": has no account level; open a container"));
  }

  private static BlobProvider provider(StorageUrl url) {
    return Providers.find(BlobProvider.class, "blob", url);
  }
}
