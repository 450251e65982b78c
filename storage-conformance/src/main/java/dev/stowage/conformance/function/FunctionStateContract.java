package dev.stowage.conformance.function;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.ErrorCode;
import dev.stowage.conformance.Case;
import dev.stowage.conformance.ConformanceReport;
import dev.stowage.conformance.driver.Expect;
import dev.stowage.conformance.driver.Fault;
import dev.stowage.function.CodeKind;
import dev.stowage.function.Deployment;
import dev.stowage.function.DeploymentRequest;
import dev.stowage.function.DeploymentState;
import java.time.Duration;

/** Waiting until a function is ready; an image makes it wait. */
public interface FunctionStateContract extends FunctionContract {
  private static boolean hasNoImages(FunctionBench bench) {
    boolean none = !bench.deployer.capabilities().takes(CodeKind.IMAGE);
    if (none) {
      ConformanceReport.refused("IMAGE: code of this kind is not taken");
    }
    return none;
  }

  private static Deployment pending(FunctionBench bench, String name) {
    return bench.deployer.deploy(bench.request(name, CodeKind.IMAGE).build());
  }

  @Case("F008")
  default void await_untilActive() {
    try (FunctionBench bench = new FunctionBench(this)) {
      if (hasNoImages(bench)) {
        return;
      }
      Deployment deployed = pending(bench, bench.name("image"));
      assertEquals(DeploymentState.PENDING, deployed.state(), "accepted is not ready");
      Expect.fails(ErrorCode.DEADLINE_EXCEEDED, () -> deployed.awaitActive(Duration.ZERO));
      assertEquals(DeploymentState.ACTIVE, deployed.awaitActive(FunctionBench.PATIENCE));
      bench.log().clear();
      assertEquals(DeploymentState.ACTIVE, deployed.awaitActive(Duration.ZERO));
      assertEquals(0, bench.log().size(), "requests about a function that is ready");
    }
  }

  @Case("F008")
  default void await_failed_hasTheReason() {
    try (FunctionBench bench = new FunctionBench(this)) {
      if (hasNoImages(bench)) {
        return;
      }
      DeploymentRequest request =
          DeploymentRequest.builder(bench.name("broken"))
              .code(bench.harness.missingImage())
              .build();
      Deployment deployed = bench.deployer.deploy(request);
      assertEquals(DeploymentState.FAILED, deployed.awaitActive(FunctionBench.PATIENCE));
      assertTrue(deployed.info().reason().isPresent(), "the service says why");
    }
  }

  @Case("F008")
  default void await_outlivesAnOutage_andAnInterrupt() {
    try (FunctionBench bench = new FunctionBench(this)) {
      if (hasNoImages(bench)) {
        return;
      }
      Deployment deployed = pending(bench, bench.name("outage"));
      Thread.currentThread().interrupt();
      Expect.fails(ErrorCode.CANCELLED, () -> deployed.awaitActive(FunctionBench.PATIENCE));
      assertTrue(Thread.interrupted(), "the interrupt was swallowed");
      bench.harness.faults().always(Fault.UNAVAILABLE, "get");
      bench.log().clear();
      Expect.fails(ErrorCode.DEADLINE_EXCEEDED, () -> deployed.awaitActive(Duration.ofSeconds(30)));
      assertTrue(bench.log().size() <= 90, () -> bench.log().size() + " requests in 30 s");
      bench.harness.faults().clear();
      assertEquals(DeploymentState.ACTIVE, deployed.awaitActive(FunctionBench.PATIENCE));
    }
  }
}
