package dev.stowage.mem;

import dev.stowage.OpenOptions;
import dev.stowage.StorageException;
import dev.stowage.StorageUrl;
import dev.stowage.spi.FunctionDriver;
import dev.stowage.spi.FunctionProvider;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** Finds the {@code mem:} function service. */
public final class MemFunctionProvider implements FunctionProvider {
  private static final Map<String, ConcurrentSkipListMap<String, MemFunction>> SERVICES =
      new ConcurrentHashMap<>();

  @Override
  public Set<String> schemes() {
    return Set.of("mem");
  }

  @Override
  public FunctionDriver open(StorageUrl url, OpenOptions options) {
    url.allowParams();
    if (!url.path().isEmpty()) {
      throw StorageException.invalidArgument(
          "mem: functions are named by deploy; the URL has no path, as in mem://name");
    }
    String name = url.container();
    ConcurrentSkipListMap<String, MemFunction> functions =
        name.isEmpty()
            ? new ConcurrentSkipListMap<>()
            : SERVICES.computeIfAbsent(name, n -> new ConcurrentSkipListMap<>());
    return new MemFunctionDriver(name, functions, options.pacer());
  }
}
