package dev.stowage.examples.shelf;

import dev.stowage.OpenOptions;
import dev.stowage.StorageUrl;
import dev.stowage.spi.BlobProvider;
import dev.stowage.spi.BlobServiceDriver;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Found by ServiceLoader; opens {@code shelf://name/prefix}. */
public final class ShelfProvider implements BlobProvider {
  private static final Map<String, Shelf> SHELVES = new ConcurrentHashMap<>();

  @Override
  public Set<String> schemes() {
    return Set.of("shelf");
  }

  @Override
  public OpenedBlobs open(StorageUrl url, OpenOptions options) {
    url.allowParams("create");
    String name = url.container();
    if (url.choice("create", "true", "true", "false").equals("true")) {
      SHELVES.computeIfAbsent(name, n -> new Shelf());
    }
    ShelfDriver driver =
        new ShelfDriver(name, () -> Optional.ofNullable(SHELVES.get(name)), options.pacer());
    return new OpenedBlobs(driver, url.path());
  }

  @Override
  public Optional<BlobServiceDriver> openService(StorageUrl url, OpenOptions options) {
    return Optional.empty();
  }
}
