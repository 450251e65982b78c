package dev.stowage.conformance.function;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.CallEvent;
import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.conformance.Case;
import dev.stowage.conformance.driver.Expect;
import dev.stowage.conformance.driver.Fault;
import dev.stowage.function.DeploymentRequest;
import dev.stowage.function.FunctionFeature;
import java.util.Optional;

/** Failures, retry, secrecy, the native client, closing. */
public interface FunctionErrorContract extends FunctionContract {
  @Case("F012")
  default void refusals_areToldApart() {
    try (FunctionBench bench = new FunctionBench(this)) {
      String name = bench.name("denied");
      DeploymentRequest request = bench.request(name).build();
      bench.harness.faults().always(Fault.DENIED, "*");
      StorageException denied =
          Expect.fails(ErrorCode.PERMISSION_DENIED, () -> bench.deployer.deploy(request));
      assertEquals(name, denied.key().orElseThrow());
      assertEquals(provider(), denied.provider().orElseThrow());
      Expect.fails(ErrorCode.PERMISSION_DENIED, () -> bench.deployer.find(name));
      Expect.fails(ErrorCode.PERMISSION_DENIED, () -> bench.deployer.delete(name));
      bench.harness.faults().clear();
      bench.harness.faults().always(Fault.UNAUTHENTICATED, "*");
      Expect.fails(ErrorCode.UNAUTHENTICATED, () -> bench.deployer.deploy(request));
      bench.harness.faults().clear();
      assertEquals(Optional.empty(), bench.deployer.find(name));
    }
  }

  @Case("F011")
  default void throttled_isTriedAgain() {
    try (FunctionBench bench = new FunctionBench(this)) {
      String name = bench.name("slow");
      bench.harness.faults().next(Fault.THROTTLED, "create");
      bench.harness.faults().next(Fault.REFUSED, "update");
      bench.deployer.deploy(bench.request(name).build());
      assertTrue(bench.deployer.find(name).isPresent());
    }
  }

  @Case("F013")
  default void nothingLeaks() {
    try (FunctionBench bench = new FunctionBench(this)) {
      String name = bench.name("leak");
      DeploymentRequest request = bench.request(name).environment("TOKEN", "hunter2").build();
      assertFalse(request.toString().contains("hunter2"), "the request prints its environment");
      bench.harness.faults().always(Fault.DENIED, "create");
      StorageException failure =
          Expect.fails(ErrorCode.PERMISSION_DENIED, () -> bench.deployer.deploy(request));
      assertFalse(failure.toString().contains("hunter2"), "the failure has the environment");
      bench.harness.faults().clear();
      var deployed = bench.deployer.deploy(request);
      assertFalse(deployed.toString().contains("hunter2"));
      assertFalse(deployed.info().toString().contains("hunter2"));
      for (CallEvent event : bench.events) {
        assertEquals("function", event.service());
        assertFalse(event.toString().contains(name), "an event has the name");
      }
    }
  }

  @Case("F012")
  default void nativeClient() {
    try (FunctionBench bench = new FunctionBench(this)) {
      assertEquals(Optional.empty(), bench.deployer.unwrap(Thread.class));
      bench
          .harness
          .nativeType()
          .ifPresent(type -> assertTrue(bench.deployer.unwrap(type).isPresent(), type.getName()));
    }
  }

  @Case("F012")
  default void closed_refusesEverything() {
    try (FunctionBench bench = new FunctionBench(this)) {
      String name = bench.name("closed");
      DeploymentRequest request = bench.request(name).build();
      var deployed = bench.deployer.deploy(request);
      bench.deployer.close();
      bench.deployer.close();
      Expect.failsAtOnce(ErrorCode.CLOSED, bench.log(), () -> bench.deployer.deploy(request));
      Expect.failsAtOnce(ErrorCode.CLOSED, bench.log(), () -> bench.deployer.find(name));
      Expect.failsAtOnce(ErrorCode.CLOSED, bench.log(), () -> bench.deployer.delete(name));
      Expect.failsAtOnce(ErrorCode.CLOSED, bench.log(), deployed::refresh);
      if (bench.has(FunctionFeature.LIST)) {
        Expect.failsAtOnce(ErrorCode.CLOSED, bench.log(), () -> bench.deployer.list("").count());
      }
    }
  }
}
