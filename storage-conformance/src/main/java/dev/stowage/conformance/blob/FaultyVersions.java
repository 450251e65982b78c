package dev.stowage.conformance.blob;

import dev.stowage.blob.BlobVersion;
import dev.stowage.spi.BlobDriver.Page;
import dev.stowage.spi.BlobDriver.Versions;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Versions, written down and disturbed. */
final class FaultyVersions implements Versions {
  private final Versions inner;
  private final FaultyRequests requests;

  FaultyVersions(Versions inner, FaultyRequests requests) {
    this.inner = inner;
    this.requests = requests;
  }

  @Override
  public Page<BlobVersion> listVersions(String prefix, @Nullable String cursor) throws IOException {
    return requests.run(Operation.LIST_VERSIONS, null, 0, () -> inner.listVersions(prefix, cursor));
  }

  @Override
  public void deleteVersion(String key, String version) throws IOException {
    requests.<Object>run(
        Operation.DELETE_VERSION,
        key,
        0,
        () -> {
          inner.deleteVersion(key, version);
          return key;
        });
  }
}
