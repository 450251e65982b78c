package dev.stowage.conformance.function;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.conformance.Case;
import dev.stowage.conformance.driver.Expect;
import dev.stowage.function.Code;
import dev.stowage.function.CodeKind;
import dev.stowage.function.DeploymentBuilder;
import dev.stowage.function.DeploymentRequest;
import dev.stowage.function.FunctionFeature;
import dev.stowage.function.FunctionLimits;
import dev.stowage.function.LayerRef;
import dev.stowage.function.NetworkConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;

/** What the service does not take is refused before any request. */
public interface FunctionLimitContract extends FunctionContract {
  private static void refused(
      FunctionBench bench, ErrorCode code, UnaryOperator<DeploymentBuilder> wrong) {
    DeploymentRequest request = wrong.apply(bench.request(bench.name("limit"))).build();
    Expect.failsAtOnce(code, bench.log(), () -> bench.deployer.deploy(request));
  }

  @Case("F004")
  default void limits() {
    try (FunctionBench bench = new FunctionBench(this)) {
      FunctionLimits limits = bench.deployer.capabilities().limits();
      refused(bench, ErrorCode.INVALID_ARGUMENT, r -> r.memory(limits.maxMemory() * 2));
      refused(
          bench, ErrorCode.INVALID_ARGUMENT, r -> r.timeout(limits.maxTimeout().plusSeconds(1)));
      if (limits.memoryStep() > 1) {
        refused(bench, ErrorCode.INVALID_ARGUMENT, r -> r.memory(limits.minMemory() + 1));
      }
      if (limits.minMemory() > 1) {
        refused(bench, ErrorCode.INVALID_ARGUMENT, r -> r.memory(limits.minMemory() - 1));
      }
      refused(
          bench,
          ErrorCode.TOO_LARGE,
          r -> r.environment("BIG", "x".repeat(limits.maxEnvironmentBytes())));
      if (!limits.runtimes().isEmpty()) {
        DeploymentRequest old = bench.request(bench.name("old")).runtime("python3.6").build();
        StorageException failure =
            Expect.failsAtOnce(
                ErrorCode.INVALID_ARGUMENT, bench.log(), () -> bench.deployer.deploy(old));
        assertTrue(failure.toString().contains(bench.harness.runtime()), failure.toString());
      }
    }
  }

  @Case("F004")
  default void names() {
    try (FunctionBench bench = new FunctionBench(this)) {
      for (String name : List.of("with space", "ä", "a/b", "x".repeat(300), "-first")) {
        DeploymentRequest request = bench.request(name).build();
        Expect.failsAtOnce(
            ErrorCode.INVALID_ARGUMENT, bench.log(), () -> bench.deployer.deploy(request));
        Expect.failsAtOnce(
            ErrorCode.INVALID_ARGUMENT, bench.log(), () -> bench.deployer.find(name));
        Expect.failsAtOnce(
            ErrorCode.INVALID_ARGUMENT, bench.log(), () -> bench.deployer.delete(name));
      }
    }
  }

  @Case("F004")
  default void archives() {
    try (FunctionBench bench = new FunctionBench(this)) {
      byte[] noZip = "no archive".getBytes(java.nio.charset.StandardCharsets.UTF_8);
      if (bench.deployer.capabilities().takes(CodeKind.INLINE)) {
        wrongCode(bench, Code.inline(noZip));
        wrongCode(bench, Code.inline(new byte[0]));
      }
      if (bench.deployer.capabilities().takes(CodeKind.FILE)) {
        wrongCode(bench, Code.file(bench.file(noZip)));
        wrongCode(bench, Code.file(Path.of("/nonexistent/function.zip")));
      }
    }
  }

  private static void wrongCode(FunctionBench bench, Code code) {
    DeploymentRequest request =
        DeploymentRequest.builder(bench.name("code"))
            .runtime(bench.harness.runtime())
            .handler("index.handler")
            .code(code)
            .build();
    Expect.failsAtOnce(
        ErrorCode.INVALID_ARGUMENT, bench.log(), () -> bench.deployer.deploy(request));
  }

  @Case("F005")
  default void undeclared_isRefused() {
    try (FunctionBench bench = new FunctionBench(this)) {
      undeclared(bench, FunctionFeature.ROLE, r -> r.role("role"));
      undeclared(bench, FunctionFeature.CPU, r -> r.cpu(0.5));
      undeclared(bench, FunctionFeature.DISK, r -> r.disk(512));
      undeclared(
          bench,
          FunctionFeature.NETWORK,
          r -> r.network(new NetworkConfig("net", List.of("subnet"), "group")));
      if (bench.deployer.capabilities().code().stream().anyMatch(k -> k != CodeKind.IMAGE)) {
        undeclared(bench, FunctionFeature.LAYERS, r -> r.layer(new LayerRef("layer", "1")));
      }
      undeclared(bench, FunctionFeature.TRIGGERS, r -> r.trigger(bench.harness.trigger("trigger")));
    }
  }

  private static void undeclared(
      FunctionBench bench, FunctionFeature feature, UnaryOperator<DeploymentBuilder> use) {
    DeploymentRequest request = use.apply(bench.request(bench.name("feature"))).build();
    bench.lacks(feature, () -> bench.deployer.deploy(request));
  }
}
