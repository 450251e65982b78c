package dev.stowage.portable;

import dev.stowage.ErrorCode;
import dev.stowage.Pacer;
import dev.stowage.StorageException;
import dev.stowage.function.Deployment;
import dev.stowage.function.DeploymentInfo;
import dev.stowage.function.DeploymentProblem;
import dev.stowage.function.DeploymentState;
import dev.stowage.function.TriggerInfo;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A function, and what the service said of it last. */
final class PortableDeployment implements Deployment {
  private static final long FIRST_WAIT = Duration.ofSeconds(1).toNanos();
  private static final long LONGEST_WAIT = Duration.ofSeconds(10).toNanos();

  private final PortableFunctionDeployer deployer;
  private final List<TriggerInfo> triggers;
  private final List<DeploymentProblem> problems;
  private volatile DeploymentInfo info;

  PortableDeployment(
      PortableFunctionDeployer deployer,
      DeploymentInfo info,
      List<TriggerInfo> triggers,
      List<DeploymentProblem> problems) {
    this.deployer = deployer;
    this.info = info;
    this.triggers = List.copyOf(triggers);
    this.problems = List.copyOf(problems);
  }

  @Override
  public DeploymentState state() {
    DeploymentState state = info.state();
    return state == DeploymentState.ACTIVE && !problems.isEmpty() ? DeploymentState.PARTIAL : state;
  }

  @Override
  public DeploymentInfo info() {
    return info;
  }

  @Override
  public List<TriggerInfo> triggers() {
    return triggers;
  }

  @Override
  public List<DeploymentProblem> problems() {
    return problems;
  }

  @Override
  public DeploymentState refresh() {
    info = deployer.get(name());
    return state();
  }

  @Override
  public DeploymentState awaitActive(Duration timeout) {
    Call call = Call.idempotent("await function", name());
    Pacer pacer = deployer.calls().pacer();
    long end = pacer.nanoTime() + timeout.toNanos();
    long wait = FIRST_WAIT;
    StorageException outage = null;
    while (state() == DeploymentState.PENDING) {
      long left = end - pacer.nanoTime();
      if (left <= 0) {
        throw late(call, timeout, outage);
      }
      sleep(call, pacer, Math.min(wait, left));
      wait = Math.min(wait * 3 / 2, LONGEST_WAIT);
      try {
        refresh();
        outage = null;
      } catch (StorageException e) {
        if (!e.retryable()) {
          throw e;
        }
        outage = e;
      }
    }
    return state();
  }

  private StorageException late(Call call, Duration timeout, @Nullable StorageException outage) {
    return deployer
        .calls()
        .failure(call, ErrorCode.DEADLINE_EXCEEDED, "the function is not ready after " + timeout)
        .cause(outage)
        .build();
  }

  private void sleep(Call call, Pacer pacer, long nanos) {
    try {
      pacer.sleep(Duration.ofNanos(nanos));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw deployer
          .calls()
          .failure(call, ErrorCode.CANCELLED, "the calling thread was interrupted")
          .build();
    }
  }

  @Override
  public String toString() {
    return "Deployment[" + name() + ", " + state() + "]";
  }
}
