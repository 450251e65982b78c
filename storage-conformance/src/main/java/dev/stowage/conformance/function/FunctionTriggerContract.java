package dev.stowage.conformance.function;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.ErrorCode;
import dev.stowage.conformance.Case;
import dev.stowage.conformance.driver.Expect;
import dev.stowage.conformance.driver.Fault;
import dev.stowage.function.Deployment;
import dev.stowage.function.DeploymentProblem;
import dev.stowage.function.DeploymentRequest;
import dev.stowage.function.DeploymentState;
import dev.stowage.function.FunctionFeature;
import dev.stowage.function.TriggerInfo;
import dev.stowage.function.TriggerSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Triggers, and what happens when one of them fails. */
public interface FunctionTriggerContract extends FunctionContract {
  private static DeploymentRequest withTriggers(FunctionBench bench, String name, String... all) {
    var request = bench.request(name);
    for (String trigger : all) {
      request.trigger(bench.harness.trigger(trigger));
    }
    return request.build();
  }

  private static Set<String> names(List<TriggerInfo> triggers) {
    return triggers.stream().map(TriggerInfo::name).collect(Collectors.toSet());
  }

  private static boolean hasNone(FunctionBench bench) {
    return bench.lacks(
        FunctionFeature.TRIGGERS,
        () -> bench.deployer.deploy(withTriggers(bench, bench.name("none"), "one")));
  }

  @Case("F005")
  default void triggers_areMadeOnce() {
    try (FunctionBench bench = new FunctionBench(this)) {
      if (hasNone(bench)) {
        return;
      }
      String name = bench.name("triggers");
      Deployment deployed = bench.deployer.deploy(withTriggers(bench, name, "one", "two"));
      assertEquals(Set.of("one", "two"), names(deployed.triggers()));
      bench.deployer.deploy(withTriggers(bench, name, "one", "two"));
      Deployment found = bench.deployer.find(name).orElseThrow();
      assertEquals(Set.of("one", "two"), names(found.triggers()));
      assertEquals(2, found.triggers().size(), "a trigger was made twice");
      for (TriggerInfo trigger : found.triggers()) {
        assertEquals(trigger.type().equals("http"), trigger.url().isPresent(), trigger.toString());
      }
      bench.deployer.deploy(withTriggers(bench, name, "three"));
      assertEquals(
          Set.of("one", "two", "three"),
          names(bench.deployer.find(name).orElseThrow().triggers()),
          "triggers that are not asked for stay");
    }
  }

  @Case("F005")
  default void triggerType_unknown_refusedAtOnce() {
    try (FunctionBench bench = new FunctionBench(this)) {
      if (hasNone(bench) || bench.deployer.capabilities().limits().triggerTypes().isEmpty()) {
        return;
      }
      DeploymentRequest request =
          bench
              .request(bench.name("type"))
              .trigger(TriggerSpec.of("odd", "no-such-type", Map.of()))
              .build();
      Expect.failsAtOnce(ErrorCode.UNSUPPORTED, bench.log(), () -> bench.deployer.deploy(request));
    }
  }

  @Case("F006")
  default void triggerFails_isPartial_andHeals() {
    try (FunctionBench bench = new FunctionBench(this)) {
      if (hasNone(bench)) {
        return;
      }
      String name = bench.name("partial");
      bench.harness.faults().next(Fault.DENIED, "createTrigger");
      Deployment deployed = bench.deployer.deploy(withTriggers(bench, name, "one", "two"));
      assertEquals(DeploymentState.PARTIAL, deployed.awaitActive(FunctionBench.PATIENCE));
      assertEquals(DeploymentState.PARTIAL, deployed.state());
      assertEquals(1, deployed.problems().size());
      DeploymentProblem problem = deployed.problems().get(0);
      assertTrue(problem.what().contains("one"), problem.what());
      assertEquals(ErrorCode.PERMISSION_DENIED, problem.failure().code());
      assertEquals(Set.of("two"), names(deployed.triggers()));
      assertEquals(
          DeploymentState.ACTIVE, bench.deployer.find(name).orElseThrow().state(), "found anew");
      Deployment again = bench.deployer.deploy(withTriggers(bench, name, "one", "two"));
      assertEquals(DeploymentState.ACTIVE, again.awaitActive(FunctionBench.PATIENCE));
      assertEquals(Set.of("one", "two"), names(bench.deployer.find(name).orElseThrow().triggers()));
    }
  }

  @Case("F007")
  default void rollback_ofANewFunction() {
    try (FunctionBench bench = new FunctionBench(this)) {
      if (hasNone(bench)) {
        return;
      }
      String name = bench.name("rollback");
      DeploymentRequest request =
          bench
              .request(name)
              .trigger(bench.harness.trigger("one"))
              .trigger(bench.harness.trigger("two"))
              .rollback(true)
              .build();
      bench.harness.faults().always(Fault.DENIED, "createTrigger");
      var failure = Expect.fails(ErrorCode.PERMISSION_DENIED, () -> bench.deployer.deploy(request));
      assertEquals(name, failure.key().orElseThrow());
      bench.harness.faults().clear();
      assertEquals(Optional.empty(), bench.deployer.find(name), "what was made is still there");
    }
  }

  @Case("F007")
  default void rollback_keepsWhatWasThere() {
    try (FunctionBench bench = new FunctionBench(this)) {
      if (hasNone(bench)) {
        return;
      }
      String name = bench.name("keep");
      bench.deployer.deploy(withTriggers(bench, name, "one"));
      DeploymentRequest request =
          bench
              .request(name)
              .trigger(bench.harness.trigger("two"))
              .trigger(bench.harness.trigger("three"))
              .rollback(true)
              .build();
      bench.harness.faults().next(Fault.DENIED, "createTrigger");
      Expect.fails(ErrorCode.PERMISSION_DENIED, () -> bench.deployer.deploy(request));
      Deployment found = bench.deployer.find(name).orElseThrow();
      assertEquals(Set.of("one"), names(found.triggers()));
      assertFalse(found.triggers().isEmpty(), "a trigger that was there before is gone");
    }
  }
}
