package dev.stowage.portable;

import dev.stowage.ErrorCode;
import dev.stowage.OpenOptions;
import dev.stowage.StorageException;
import dev.stowage.function.Deployment;
import dev.stowage.function.DeploymentInfo;
import dev.stowage.function.DeploymentRequest;
import dev.stowage.function.FunctionCapabilities;
import dev.stowage.function.FunctionDeployer;
import dev.stowage.function.FunctionFeature;
import dev.stowage.function.TriggerInfo;
import dev.stowage.spi.BlobDriver;
import dev.stowage.spi.FunctionDriver;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Deployments over any driver. */
final class PortableFunctionDeployer implements FunctionDeployer {
  private final FunctionDriver driver;
  private final Calls calls;
  private final FunctionArguments check;

  PortableFunctionDeployer(FunctionDriver driver, OpenOptions options) {
    this.driver = driver;
    this.calls =
        new Calls("function", driver.scheme(), driver.container(), driver::classify, options);
    this.check = new FunctionArguments(driver, calls);
  }

  Calls calls() {
    return calls;
  }

  @Override
  public Deployment deploy(DeploymentRequest request) {
    check.request(Call.idempotent("deploy", request.name()), request);
    return new Rollout(driver, calls, request).run(this);
  }

  @Override
  public Optional<Deployment> find(String name) {
    Call call = Call.idempotent("find", name);
    check.name(call, name);
    DeploymentInfo info;
    try {
      info = calls.run(call, n -> driver.get(name));
    } catch (StorageException e) {
      if (e.code() == ErrorCode.NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
    return Optional.of(new PortableDeployment(this, info, triggers(name), List.of()));
  }

  private List<TriggerInfo> triggers(String name) {
    return driver.capabilities().has(FunctionFeature.TRIGGERS)
        ? calls.run(Call.idempotent("triggers", name), n -> driver.triggers(name))
        : List.of();
  }

  DeploymentInfo get(String name) {
    return calls.run(Call.idempotent("find", name), n -> driver.get(name));
  }

  @Override
  public void delete(String name) {
    Call call = Call.idempotent("delete", name);
    check.name(call, name);
    try {
      for (TriggerInfo trigger : triggers(name)) {
        deleteTrigger(name, trigger.name());
      }
      calls.run(
          call,
          n -> {
            driver.delete(name);
            return true;
          });
    } catch (StorageException e) {
      if (e.code() != ErrorCode.NOT_FOUND) {
        throw e;
      }
    }
  }

  private void deleteTrigger(String function, String trigger) {
    try {
      calls.run(
          Call.idempotent("delete trigger", function),
          n -> {
            driver.deleteTrigger(function, trigger);
            return true;
          });
    } catch (StorageException e) {
      if (e.code() != ErrorCode.NOT_FOUND) {
        throw e;
      }
    }
  }

  @Override
  public Stream<DeploymentInfo> list(String prefix) {
    Call call = Call.idempotent("list", prefix.isEmpty() ? null : prefix);
    calls.checkOpen(call);
    check.feature(call, FunctionFeature.LIST, "list functions");
    return PageStream.of(cursor -> slice(calls.run(call, n -> driver.list(prefix, cursor))))
        .filter(info -> info.name().startsWith(prefix));
  }

  private static PageStream.Slice<DeploymentInfo> slice(BlobDriver.Page<DeploymentInfo> page) {
    return new PageStream.Slice<>(page.items(), page.cursor());
  }

  @Override
  public FunctionCapabilities capabilities() {
    return driver.capabilities();
  }

  @Override
  public <T> Optional<T> unwrap(Class<T> type) {
    return Optional.ofNullable(driver.unwrap(type));
  }

  @Override
  public void close() {
    if (calls.close()) {
      driver.close();
    }
  }

  @Override
  public String toString() {
    return "FunctionDeployer[" + driver.scheme() + "://" + driver.container() + "]";
  }
}
