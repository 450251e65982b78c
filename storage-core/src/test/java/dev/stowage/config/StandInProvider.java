package dev.stowage.config;

import dev.stowage.ErrorCode;
import dev.stowage.OpenOptions;
import dev.stowage.StorageException;
import dev.stowage.StorageUrl;
import dev.stowage.mem.MemBlobProvider;
import dev.stowage.spi.BlobProvider;
import dev.stowage.spi.BlobServiceDriver;
import java.util.Optional;
import java.util.Set;

/**
 * Stands in for the providers of {@code s3:} and {@code gs:}, which core's tests do not have: takes
 * the credentials and parameters that they take, and keeps blobs in memory.
 */
public final class StandInProvider implements BlobProvider {
  private final MemBlobProvider memory = new MemBlobProvider();

  @Override
  public Set<String> schemes() {
    return Set.of("s3", "gs");
  }

  @Override
  public OpenedBlobs open(StorageUrl url, OpenOptions options) {
    url.allowParams("region", "endpoint");
    String needed = url.scheme().equals("s3") ? "access_key_id" : "private_key";
    options
        .credentials()
        .filter(credentials -> !credentials.isAnonymous())
        .orElseThrow(
            () -> StorageException.of(ErrorCode.UNAUTHENTICATED, "no credentials were given"))
        .require(needed);
    String name = url.scheme() + "-" + url.container();
    return memory.open(StorageUrl.parse("mem://" + name).withPath(url.path()), options);
  }

  @Override
  public Optional<BlobServiceDriver> openService(StorageUrl url, OpenOptions options) {
    return Optional.empty();
  }
}
