package dev.stowage.conformance.function;

import dev.stowage.CallEvent;
import dev.stowage.CallListener;
import dev.stowage.OpenOptions;
import dev.stowage.Pacer;
import dev.stowage.RetryPolicy;
import dev.stowage.conformance.driver.Expect;
import dev.stowage.conformance.driver.RequestLog;
import dev.stowage.function.Code;
import dev.stowage.function.CodeKind;
import dev.stowage.function.DeploymentBuilder;
import dev.stowage.function.DeploymentRequest;
import dev.stowage.function.FunctionDeployer;
import dev.stowage.function.FunctionFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.function.Executable;

/** One test's service, with everything around it. */
final class FunctionBench implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofMinutes(10);

  final FunctionHarness harness;
  final Pacer pacer;
  final List<CallEvent> events = Collections.synchronizedList(new ArrayList<>());
  final FunctionDeployer deployer;
  private final String word = "kit" + UUID.randomUUID().toString().substring(0, 8);
  private final Set<String> names = new LinkedHashSet<>();
  private final List<Path> files = new ArrayList<>();

  FunctionBench(FunctionContract contract) {
    harness = contract.newHarness();
    pacer = harness.pacer();
    deployer = harness.open(options());
  }

  OpenOptions options() {
    CallListener listener =
        new CallListener() {
          @Override
          public void onCall(CallEvent event) {
            events.add(event);
          }
        };
    return OpenOptions.defaults()
        .withPacer(pacer)
        .withListener(listener)
        .withRetry(
            RetryPolicy.defaults()
                .withMaxAttempts(3)
                .withBackoff(Duration.ofMillis(100), Duration.ofSeconds(1)));
  }

  /** A name that no other test uses; its function is deleted in the end. */
  String name(String suffix) {
    String name = word + "_" + suffix;
    names.add(name);
    return name;
  }

  RequestLog log() {
    return harness.log();
  }

  boolean has(FunctionFeature feature) {
    return deployer.capabilities().has(feature);
  }

  /** Tests that the call is refused when the feature is not declared. */
  boolean lacks(FunctionFeature feature, Executable call) {
    if (has(feature)) {
      return false;
    }
    Expect.refused(feature.name(), log(), call);
    return true;
  }

  /** A request with code of a kind that the service takes. */
  DeploymentBuilder request(String name) {
    for (CodeKind kind : CodeKind.values()) {
      if (deployer.capabilities().takes(kind) && kind != CodeKind.IMAGE) {
        return request(name, kind);
      }
    }
    return request(name, CodeKind.IMAGE);
  }

  DeploymentBuilder request(String name, CodeKind kind) {
    DeploymentBuilder request = DeploymentRequest.builder(name).code(code(kind));
    return kind == CodeKind.IMAGE
        ? request
        : request.runtime(harness.runtime()).handler("index.handler");
  }

  private Code code(CodeKind kind) {
    return switch (kind) {
      case FILE -> Code.file(file(zip()));
      case INLINE -> Code.inline(zip());
      case BLOB, URL, IMAGE -> harness.code(kind);
    };
  }

  /** A file of these bytes that is gone after the test. */
  Path file(byte[] bytes) {
    try {
      Path file = Files.createTempFile("function", ".zip");
      files.add(file);
      return Files.write(file, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An archive with one file. */
  static byte[] zip() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("index.py"));
      zip.write("def handler(e, c): return 1".getBytes(StandardCharsets.UTF_8));
      zip.closeEntry();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  @Override
  public void close() {
    harness.faults().clear();
    try (FunctionDeployer cleaning = harness.open(options())) {
      names.forEach(cleaning::delete);
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      deployer.close();
      harness.close();
    }
  }
}
