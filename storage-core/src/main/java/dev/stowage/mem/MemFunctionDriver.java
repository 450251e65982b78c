package dev.stowage.mem;

import dev.stowage.ErrorCode;
import dev.stowage.Pacer;
import dev.stowage.StorageException;
import dev.stowage.function.CodeKind;
import dev.stowage.function.DeploymentInfo;
import dev.stowage.function.DeploymentRequest;
import dev.stowage.function.FunctionCapabilities;
import dev.stowage.function.FunctionFeature;
import dev.stowage.function.FunctionLimits;
import dev.stowage.function.TriggerInfo;
import dev.stowage.function.TriggerSpec;
import dev.stowage.spi.BlobDriver.Page;
import dev.stowage.spi.Failure;
import dev.stowage.spi.FunctionDriver;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** Functions in memory, which never run. An image takes two looks to become ready. */
final class MemFunctionDriver implements FunctionDriver {
  private static final int PAGE = 20;
  private static final FunctionCapabilities CAPABILITIES =
      new FunctionCapabilities(
          EnumSet.allOf(FunctionFeature.class),
          EnumSet.allOf(CodeKind.class),
          FunctionLimits.defaults()
              .withMemory(128, 32_768, 64)
              .withRuntimes(Set.of("python3.12", "nodejs20", "java17", "custom"))
              .withTriggerTypes(Set.of("http", "timer", "blob")));

  private final String name;
  private final ConcurrentSkipListMap<String, MemFunction> functions;
  private final Pacer pacer;

  MemFunctionDriver(
      String name, ConcurrentSkipListMap<String, MemFunction> functions, Pacer pacer) {
    this.name = name;
    this.functions = functions;
    this.pacer = pacer;
  }

  @Override
  public String scheme() {
    return "mem";
  }

  @Override
  public String container() {
    return name;
  }

  @Override
  public FunctionCapabilities capabilities() {
    return CAPABILITIES;
  }

  @Override
  public Failure classify(Throwable thrown) {
    return Failure.of(ErrorCode.UNKNOWN, String.valueOf(thrown.getMessage()));
  }

  @Override
  public Optional<String> problem(DeploymentRequest request) {
    return Optional.empty();
  }

  @Override
  public DeploymentInfo create(DeploymentRequest request) {
    MemFunction made = new MemFunction(name, request, pacer.now());
    if (functions.putIfAbsent(request.name(), made) != null) {
      throw StorageException.of(ErrorCode.ALREADY_EXISTS, "there is a function of this name");
    }
    return made.describe();
  }

  @Override
  public DeploymentInfo update(DeploymentRequest request) {
    MemFunction function = require(request.name());
    function.change(request, pacer.now());
    return function.describe();
  }

  @Override
  public DeploymentInfo get(String function) {
    return require(function).look();
  }

  @Override
  public void delete(String function) {
    synchronized (require(function)) {
      if (!require(function).triggers().isEmpty()) {
        throw StorageException.builder(ErrorCode.CONFLICT, "the function has triggers")
            .retryable(false)
            .build();
      }
      functions.remove(function);
    }
  }

  @Override
  public Page<DeploymentInfo> list(String prefix, @Nullable String cursor) {
    List<DeploymentInfo> page = new ArrayList<>();
    String from = cursor == null ? prefix : cursor;
    for (Map.Entry<String, MemFunction> each : functions.tailMap(from, true).entrySet()) {
      if (!each.getKey().startsWith(prefix)) {
        break;
      }
      if (page.size() == PAGE) {
        return new Page<>(page, Optional.of(each.getKey()));
      }
      page.add(each.getValue().describe());
    }
    return new Page<>(page, Optional.empty());
  }

  @Override
  public TriggerInfo createTrigger(String function, TriggerSpec trigger) {
    MemFunction found = require(function);
    synchronized (found) {
      if (found.triggers().putIfAbsent(trigger.name(), trigger) != null) {
        throw StorageException.of(ErrorCode.ALREADY_EXISTS, "there is a trigger of this name");
      }
    }
    return info(function, trigger);
  }

  @Override
  public TriggerInfo updateTrigger(String function, TriggerSpec trigger) {
    MemFunction found = require(function);
    synchronized (found) {
      if (found.triggers().replace(trigger.name(), trigger) == null) {
        throw StorageException.of(ErrorCode.NOT_FOUND, "there is no trigger of this name");
      }
    }
    return info(function, trigger);
  }

  @Override
  public void deleteTrigger(String function, String trigger) {
    MemFunction found = require(function);
    synchronized (found) {
      found.triggers().remove(trigger);
    }
  }

  @Override
  public List<TriggerInfo> triggers(String function) {
    MemFunction found = require(function);
    synchronized (found) {
      return found.triggers().values().stream().map(each -> info(function, each)).toList();
    }
  }

  private TriggerInfo info(String function, TriggerSpec trigger) {
    Optional<String> url =
        trigger.type().equals("http")
            ? Optional.of("https://" + function + ".invalid/" + trigger.name())
            : Optional.empty();
    return new TriggerInfo(trigger.name(), trigger.type(), url);
  }

  private MemFunction require(String function) {
    MemFunction found = functions.get(function);
    if (found == null) {
      throw StorageException.of(ErrorCode.NOT_FOUND, "there is no such function");
    }
    return found;
  }

  @Override
  public <T> @Nullable T unwrap(Class<T> type) {
    return null;
  }

  @Override
  public void close() {
    // The functions belong to the process.
  }
}
