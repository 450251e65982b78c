package dev.stowage.conformance.function;

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

class ForwardingFunctionDriver implements FunctionDriver {
  final FunctionDriver driver;

  ForwardingFunctionDriver(FunctionDriver driver) {
    this.driver = driver;
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
    return driver.classify(thrown);
  }

  @Override
  public Optional<String> problem(DeploymentRequest request) {
    return driver.problem(request);
  }

  @Override
  public DeploymentInfo create(DeploymentRequest request) throws Exception {
    return driver.create(request);
  }

  @Override
  public DeploymentInfo update(DeploymentRequest request) throws Exception {
    return driver.update(request);
  }

  @Override
  public DeploymentInfo get(String name) throws Exception {
    return driver.get(name);
  }

  @Override
  public void delete(String name) throws Exception {
    driver.delete(name);
  }

  @Override
  public Page<DeploymentInfo> list(String prefix, @Nullable String cursor) throws Exception {
    return driver.list(prefix, cursor);
  }

  @Override
  public TriggerInfo createTrigger(String function, TriggerSpec trigger) throws Exception {
    return driver.createTrigger(function, trigger);
  }

  @Override
  public TriggerInfo updateTrigger(String function, TriggerSpec trigger) throws Exception {
    return driver.updateTrigger(function, trigger);
  }

  @Override
  public void deleteTrigger(String function, String trigger) throws Exception {
    driver.deleteTrigger(function, trigger);
  }

  @Override
  public List<TriggerInfo> triggers(String function) throws Exception {
    return driver.triggers(function);
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
