package dev.stowage.conformance.function;

import dev.stowage.conformance.driver.FaultPlan;
import dev.stowage.conformance.driver.InjectedFailure;
import dev.stowage.function.DeploymentInfo;
import dev.stowage.function.DeploymentRequest;
import dev.stowage.function.FunctionCapabilities;
import dev.stowage.function.TriggerInfo;
import dev.stowage.function.TriggerSpec;
import dev.stowage.spi.BlobDriver.Page;
import dev.stowage.spi.Failure;
import dev.stowage.spi.FunctionDriver;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Goes between the portable layer and a driver: logs, and goes wrong. */
final class FaultyFunctionDriver implements FunctionDriver {
  private final FunctionDriver driver;
  private final FaultPlan plan;

  FaultyFunctionDriver(FunctionDriver driver, FaultPlan plan) {
    this.driver = driver;
    this.plan = plan;
  }

  @Override
  public String scheme() {
    return driver.scheme();
  }

  @Override
  public String container() {
    return driver.container();
  }

  @Override
  public FunctionCapabilities capabilities() {
    return driver.capabilities();
  }

  @Override
  public Failure classify(Throwable thrown) {
    return InjectedFailure.classify(thrown, driver::classify);
  }

  @Override
  public Optional<String> problem(DeploymentRequest request) {
    return driver.problem(request);
  }

  @Override
  public DeploymentInfo create(DeploymentRequest request) throws Exception {
    return plan.run("create", request.name(), () -> driver.create(request));
  }

  @Override
  public DeploymentInfo update(DeploymentRequest request) throws Exception {
    return plan.run("update", request.name(), () -> driver.update(request));
  }

  @Override
  public DeploymentInfo get(String name) throws Exception {
    return plan.run("get", name, () -> driver.get(name));
  }

  @Override
  public void delete(String name) throws Exception {
    plan.perform("delete", name, () -> driver.delete(name));
  }

  @Override
  public Page<DeploymentInfo> list(String prefix, @Nullable String cursor) throws Exception {
    return plan.run("list", prefix, () -> driver.list(prefix, cursor));
  }

  @Override
  public TriggerInfo createTrigger(String function, TriggerSpec trigger) throws Exception {
    return plan.run("createTrigger", function, () -> driver.createTrigger(function, trigger));
  }

  @Override
  public TriggerInfo updateTrigger(String function, TriggerSpec trigger) throws Exception {
    return plan.run("updateTrigger", function, () -> driver.updateTrigger(function, trigger));
  }

  @Override
  public void deleteTrigger(String function, String trigger) throws Exception {
    plan.perform("deleteTrigger", function, () -> driver.deleteTrigger(function, trigger));
  }

  @Override
  public List<TriggerInfo> triggers(String function) throws Exception {
    return plan.run("triggers", function, () -> driver.triggers(function));
  }

  @Override
  public <T> @Nullable T unwrap(Class<T> type) {
    return driver.unwrap(type);
  }

  @Override
  public void close() {
    driver.close();
  }
}
