package dev.stowage.portable;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.function.CodeKind;
import dev.stowage.function.DeploymentRequest;
import dev.stowage.function.FunctionCapabilities;
import dev.stowage.function.FunctionFeature;
import dev.stowage.function.FunctionLimits;
import dev.stowage.function.TriggerSpec;
import dev.stowage.spi.FunctionDriver;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What is wrong with a deployment, before any request. */
final class FunctionArguments {
  private static final byte[] ZIP = {'P', 'K'};

  private final FunctionDriver driver;
  private final Calls calls;

  FunctionArguments(FunctionDriver driver, Calls calls) {
    this.driver = driver;
    this.calls = calls;
  }

  void name(Call call, String name) {
    calls.checkOpen(call);
    FunctionLimits limits = driver.capabilities().limits();
    if (!limits.admitsName(name)) {
      throw invalid(call, "the name of a function has " + limits.nameRule());
    }
  }

  void request(Call call, DeploymentRequest request) {
    name(call, request.name());
    features(call, request);
    limits(call, request);
    triggers(call, request);
    archive(call, request);
    driver
        .problem(request)
        .ifPresent(
            problem -> {
              throw invalid(call, problem);
            });
  }

  private void features(Call call, DeploymentRequest request) {
    FunctionCapabilities can = driver.capabilities();
    CodeKind kind = request.code().kind();
    if (!can.takes(kind)) {
      throw unsupported(
          call,
          "take code of the kind " + kind.name().toLowerCase(Locale.ROOT) + "; " + can.code());
    }
    feature(call, FunctionFeature.ROLE, request.role().isPresent(), "give a function a role");
    feature(call, FunctionFeature.CPU, request.cpu().isPresent(), "set the number of cores");
    feature(call, FunctionFeature.DISK, request.disk().isPresent(), "set the size of the disk");
    feature(call, FunctionFeature.NETWORK, request.network().isPresent(), "join a network");
    feature(call, FunctionFeature.LAYERS, !request.layers().isEmpty(), "add layers");
    feature(call, FunctionFeature.TRIGGERS, !request.triggers().isEmpty(), "add triggers");
  }

  private void feature(Call call, FunctionFeature feature, boolean wanted, String what) {
    if (wanted) {
      feature(call, feature, what);
    }
  }

  void feature(Call call, FunctionFeature feature, String what) {
    if (!driver.capabilities().has(feature)) {
      throw unsupported(call, what);
    }
  }

  private void limits(Call call, DeploymentRequest request) {
    FunctionLimits limits = driver.capabilities().limits();
    int memory = request.memory();
    if (memory < limits.minMemory()
        || memory > limits.maxMemory()
        || memory % limits.memoryStep() != 0) {
      throw invalid(
          call,
          String.format(
              Locale.ROOT,
              "memory is %d MB; it goes from %d to %d in steps of %d",
              memory,
              limits.minMemory(),
              limits.maxMemory(),
              limits.memoryStep()));
    }
    if (request.timeout().compareTo(limits.maxTimeout()) > 0) {
      throw invalid(
          call, "the timeout is " + request.timeout() + "; at most " + limits.maxTimeout());
    }
    int environment = 0;
    for (Map.Entry<String, String> each : request.environment().entrySet()) {
      environment += utf8(each.getKey()) + utf8(each.getValue());
    }
    if (environment > limits.maxEnvironmentBytes()) {
      throw tooLarge(call, "the environment", environment, limits.maxEnvironmentBytes());
    }
    Set<String> runtimes = limits.runtimes();
    String runtime = request.runtime().orElse("");
    if (!runtime.isEmpty()
        && !request.anyRuntime()
        && !runtimes.isEmpty()
        && !runtimes.contains(runtime)) {
      throw invalid(
          call,
          "the service has no runtime "
              + runtime
              + "; it has "
              + String.join(", ", runtimes)
              + "; newer ones go through unknownRuntime");
    }
  }

  private static int utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private void triggers(Call call, DeploymentRequest request) {
    FunctionLimits limits = driver.capabilities().limits();
    if (request.triggers().size() > limits.maxTriggers()) {
      throw invalid(call, request.triggers().size() + " triggers; at most " + limits.maxTriggers());
    }
    Set<String> types = limits.triggerTypes();
    for (TriggerSpec trigger : request.triggers()) {
      if (!types.isEmpty() && !types.contains(trigger.type())) {
        throw unsupported(
            call,
            "add triggers of the type " + trigger.type() + "; it has " + String.join(", ", types));
      }
    }
  }

  private void archive(Call call, DeploymentRequest request) {
    if (request.code().kind() == CodeKind.INLINE) {
      byte[] zip = request.code().inline();
      archive(call, zip.length, Arrays.copyOf(zip, ZIP.length));
    } else if (request.code().kind() == CodeKind.FILE) {
      Path file = request.code().file();
      try (InputStream in = Files.newInputStream(file)) {
        archive(call, Files.size(file), in.readNBytes(ZIP.length));
      } catch (IOException e) {
        throw calls
            .failure(call, ErrorCode.INVALID_ARGUMENT, "the code cannot be read: " + file)
            .cause(e)
            .build();
      }
    }
  }

  private void archive(Call call, long size, byte[] start) {
    if (!Arrays.equals(start, ZIP)) {
      throw invalid(call, "the code is not a ZIP archive");
    }
    long max = driver.capabilities().limits().maxArchiveBytes();
    if (size > max) {
      throw tooLarge(call, "the code", size, max);
    }
  }

  private StorageException tooLarge(Call call, String what, long size, long max) {
    return calls
        .failure(call, ErrorCode.TOO_LARGE, what + " has " + size + " bytes; at most " + max)
        .build();
  }

  private StorageException unsupported(Call call, String what) {
    return calls.failure(call, ErrorCode.UNSUPPORTED, driver.scheme() + ": cannot " + what).build();
  }

  private StorageException invalid(Call call, String reason) {
    return calls.failure(call, ErrorCode.INVALID_ARGUMENT, reason).build();
  }
}
