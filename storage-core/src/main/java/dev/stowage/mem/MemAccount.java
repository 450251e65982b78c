package dev.stowage.mem;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** The named containers of this process. */
final class MemAccount {
  private final ConcurrentSkipListMap<String, MemContainer> containers =
      new ConcurrentSkipListMap<>();

  boolean create(String name, boolean versions) {
    return containers.putIfAbsent(name, new MemContainer(versions)) == null;
  }

  @Nullable MemContainer find(String name) {
    return containers.get(name);
  }

  MemContainer require(String name) {
    MemContainer container = containers.get(name);
    if (container == null) {
      throw StorageException.of(
          ErrorCode.CONTAINER_NOT_FOUND, "there is no container mem://" + name);
    }
    return container;
  }

  boolean delete(String name) {
    MemContainer container = containers.get(name);
    if (container == null) {
      return false;
    }
    if (!container.isEmpty()) {
      throw StorageException.builder(ErrorCode.CONFLICT, "the container is not empty")
          .retryable(false)
          .build();
    }
    return containers.remove(name, container);
  }

  List<String> names() {
    return List.copyOf(containers.keySet());
  }
}
