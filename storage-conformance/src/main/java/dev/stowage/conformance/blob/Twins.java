package dev.stowage.conformance.blob;

import dev.stowage.ErrorCode;
import dev.stowage.OpenOptions;
import dev.stowage.StorageException;
import dev.stowage.StorageUrl;
import dev.stowage.spi.BlobProvider;
import dev.stowage.spi.BlobServiceDriver;
import java.util.Optional;
import java.util.Set;

/** Two providers that claim one scheme; installed by a case, never by the kit itself. */
public final class Twins {
  private Twins() {}

  private abstract static class Twin implements BlobProvider {
    @Override
    public Set<String> schemes() {
      return Set.of("kit-twin");
    }

    @Override
    public OpenedBlobs open(StorageUrl url, OpenOptions options) {
      throw StorageException.of(ErrorCode.UNSUPPORTED, "a twin cannot be opened");
    }

    @Override
    public Optional<BlobServiceDriver> openService(StorageUrl url, OpenOptions options) {
      return Optional.empty();
    }
  }

  /** The first. */
  public static final class One extends Twin {}

  /** The second. */
  public static final class Two extends Twin {}
}
