package dev.stowage.mem;

import dev.stowage.OpenOptions;
import dev.stowage.StorageException;
import dev.stowage.StorageUrl;
import dev.stowage.spi.BlobProvider;
import dev.stowage.spi.BlobServiceDriver;
import java.util.Optional;
import java.util.Set;

/** Finds {@code mem:} stores. */
public final class MemBlobProvider implements BlobProvider {
  private static final MemAccount ACCOUNT = new MemAccount();

  @Override
  public Set<String> schemes() {
    return Set.of("mem");
  }

  @Override
  public OpenedBlobs open(StorageUrl url, OpenOptions options) {
    url.allowParams("create", "versions");
    boolean create = url.choice("create", "true", "true", "false").equals("true");
    boolean versions = url.choice("versions", "false", "true", "false").equals("true");
    String name = url.container();
    if (name.isEmpty()) {
      if (!url.path().isEmpty()) {
        throw StorageException.invalidArgument(
            "mem: has a path but no name; write mem://name/prefix");
      }
      MemContainer fresh = new MemContainer(versions);
      return new OpenedBlobs(new MemBlobDriver("mem", () -> fresh, options.pacer()), "");
    }
    if (create) {
      ACCOUNT.create(name, versions);
    }
    return new OpenedBlobs(
        new MemBlobDriver(name, () -> ACCOUNT.require(name), options.pacer()), url.path());
  }

  @Override
  public Optional<BlobServiceDriver> openService(StorageUrl url, OpenOptions options) {
    url.allowParams();
    return Optional.of(new MemServiceDriver(ACCOUNT, options.pacer()));
  }
}
