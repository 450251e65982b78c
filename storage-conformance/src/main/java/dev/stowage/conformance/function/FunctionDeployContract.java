package dev.stowage.conformance.function;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.conformance.Case;
import dev.stowage.conformance.driver.Expect;
import dev.stowage.conformance.driver.Fault;
import dev.stowage.function.CodeKind;
import dev.stowage.function.Deployment;
import dev.stowage.function.DeploymentInfo;
import dev.stowage.function.DeploymentRequest;
import dev.stowage.function.DeploymentState;
import dev.stowage.function.FunctionFeature;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Functions come, change, are found, and go. */
public interface FunctionDeployContract extends FunctionContract {
  @Case("F001")
  default void deploy_thenFind() {
    try (FunctionBench bench = new FunctionBench(this)) {
      String name = bench.name("f");
      assertEquals(Optional.empty(), bench.deployer.find(name));
      Deployment deployed = bench.deployer.deploy(bench.request(name).build());
      assertEquals(name, deployed.name());
      assertEquals(List.of(), deployed.problems());
      assertEquals(DeploymentState.ACTIVE, deployed.awaitActive(FunctionBench.PATIENCE));
      Deployment found = bench.deployer.find(name).orElseThrow();
      assertEquals(name, found.name());
      assertEquals(DeploymentState.ACTIVE, found.state());
      assertTrue(
          found.info().id().isPresent() || found.info().arn().isPresent(),
          "the function has neither an id nor an arn");
      assertEquals(found.info().id(), deployed.info().id());
    }
  }

  @Case("F002")
  default void deploy_again_changesTheSame() {
    try (FunctionBench bench = new FunctionBench(this)) {
      String name = bench.name("again");
      DeploymentRequest first = bench.request(name).description("one").build();
      Deployment one = bench.deployer.deploy(first);
      Deployment two = bench.deployer.deploy(first);
      Deployment three = bench.deployer.deploy(bench.request(name).description("two").build());
      assertEquals(one.info().id(), two.info().id(), "the same request made another function");
      assertEquals(one.info().id(), three.info().id(), "a change made another function");
      if (bench.has(FunctionFeature.LIST)) {
        assertEquals(1, bench.deployer.list(name).count());
      }
    }
  }

  @Case("F003")
  default void everyKindOfCode_worksOrIsRefused() {
    try (FunctionBench bench = new FunctionBench(this)) {
      for (CodeKind kind : CodeKind.values()) {
        String name = bench.name("code_" + kind.name().toLowerCase(java.util.Locale.ROOT));
        DeploymentRequest request = bench.request(name, kind).build();
        if (!bench.deployer.capabilities().takes(kind)) {
          Expect.refused(kind.name(), bench.log(), () -> bench.deployer.deploy(request));
          continue;
        }
        Deployment deployed = bench.deployer.deploy(request);
        assertEquals(
            DeploymentState.ACTIVE, deployed.awaitActive(FunctionBench.PATIENCE), kind.name());
      }
    }
  }

  @Case("F009")
  default void delete_thenGone_andAgain() {
    try (FunctionBench bench = new FunctionBench(this)) {
      String name = bench.name("gone");
      var request = bench.request(name);
      if (bench.has(FunctionFeature.TRIGGERS)) {
        request.trigger(bench.harness.trigger("web"));
      }
      bench.deployer.deploy(request.build());
      bench.deployer.delete(name);
      assertEquals(Optional.empty(), bench.deployer.find(name));
      bench.deployer.delete(name);
      bench.deployer.delete(bench.name("never"));
      Deployment again = bench.deployer.deploy(bench.request(name).build());
      assertEquals(DeploymentState.ACTIVE, again.awaitActive(FunctionBench.PATIENCE));
      if (bench.has(FunctionFeature.TRIGGERS)) {
        assertEquals(
            List.of(),
            bench.deployer.find(name).orElseThrow().triggers(),
            "triggers of the deleted function");
      }
    }
  }

  @Case("F010")
  default void list_byPrefix_overPages() {
    try (FunctionBench bench = new FunctionBench(this)) {
      if (bench.lacks(FunctionFeature.LIST, () -> bench.deployer.list("").count())) {
        return;
      }
      Set<String> expected = new HashSet<>();
      for (int i = 0; i < 25; i++) {
        String name = bench.name("list_" + i);
        bench.deployer.deploy(bench.request(name).build());
        expected.add(name);
      }
      bench.deployer.deploy(bench.request(bench.name("other")).build());
      String prefix = bench.name("list_");
      bench.log().clear();
      List<String> listed;
      try (Stream<DeploymentInfo> all = bench.deployer.list(prefix)) {
        listed = all.map(DeploymentInfo::name).toList();
      }
      assertEquals(expected, new HashSet<>(listed));
      assertEquals(expected.size(), listed.size(), "a function is listed twice");
      assertEquals(bench.log().size(), bench.log().count("list"), "requests beside the listing");
    }
  }

  @Case("F011")
  default void responseLost_isNotAnotherFunction() {
    try (FunctionBench bench = new FunctionBench(this)) {
      String name = bench.name("lost");
      bench.harness.faults().next(Fault.LOST_RESPONSE, "create");
      Deployment deployed = bench.deployer.deploy(bench.request(name).build());
      assertEquals(DeploymentState.ACTIVE, deployed.awaitActive(FunctionBench.PATIENCE));
      bench.harness.faults().next(Fault.LOST_RESPONSE, "delete");
      bench.deployer.delete(name);
      assertFalse(bench.deployer.find(name).isPresent(), "the function is still there");
    }
  }
}
