package dev.stowage.mem;

import dev.stowage.OpenOptions;
import dev.stowage.StorageException;
import dev.stowage.StorageUrl;
import dev.stowage.spi.MediaDriver;
import dev.stowage.spi.MediaFiles;
import dev.stowage.spi.MediaProvider;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Finds the {@code mem:} media service. */
public final class MemMediaProvider implements MediaProvider {
  private static final Map<String, MemJobs> SERVICES = new ConcurrentHashMap<>();

  @Override
  public Set<String> schemes() {
    return Set.of("mem");
  }

  @Override
  public MediaDriver open(StorageUrl url, OpenOptions options) {
    url.allowParams();
    if (!url.path().isEmpty()) {
      throw StorageException.invalidArgument(
          "mem: inputs are named by the job; the URL has no path, as in mem://name");
    }
    String name = url.container();
    MemJobs jobs =
        name.isEmpty()
            ? new MemJobs(filesOf(name))
            : SERVICES.computeIfAbsent(name, n -> new MemJobs(filesOf(n)));
    return new MemMediaDriver(name, jobs, options.pacer());
  }

  /** The one place that says where inputs come from and outputs go. */
  private static MediaFiles filesOf(String name) {
    return new MemMediaFiles(name);
  }
}
