package dev.stowage.swift;

import dev.stowage.OpenOptions;
import dev.stowage.StorageException;
import dev.stowage.StorageUrl;
import dev.stowage.spi.BlobProvider;
import dev.stowage.spi.BlobServiceDriver;
import java.util.Optional;
import java.util.Set;

/** Finds {@code swift:} and {@code naver:} stores. */
public final class SwiftBlobProvider implements BlobProvider {
  @Override
  public Set<String> schemes() {
    return Set.of("swift", NaverPreset.SCHEME);
  }

  @Override
  public OpenedBlobs open(StorageUrl url, OpenOptions options) {
    if (url.container().isEmpty()) {
      throw StorageException.invalidArgument(
          "the URL names no container; write " + url.scheme() + "://container/prefix");
    }
    SwiftSettings settings = new SwiftSettings(url, options);
    String problem = settings.nameProblem(url.container());
    if (problem != null) {
      throw StorageException.invalidArgument(problem);
    }
    SwiftClient client = new SwiftClient(settings, options);
    return new OpenedBlobs(new SwiftBlobDriver(client, url.container(), true), url.path());
  }

  @Override
  public Optional<BlobServiceDriver> openService(StorageUrl url, OpenOptions options) {
    SwiftClient client = new SwiftClient(new SwiftSettings(url, options), options);
    return Optional.of(new SwiftServiceDriver(client));
  }
}
