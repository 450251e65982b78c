package dev.stowage.oss;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stowage.function.CodeKind;
import dev.stowage.function.DeploymentInfo;
import dev.stowage.function.DeploymentRequest;
import dev.stowage.function.FunctionCapabilities;
import dev.stowage.function.FunctionFeature;
import dev.stowage.function.TriggerInfo;
import dev.stowage.function.TriggerSpec;
import dev.stowage.spi.BlobDriver.Page;
import dev.stowage.spi.Failure;
import dev.stowage.spi.FunctionDriver;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Functions of one account in Function Compute 3.0. */
final class FcDriver implements FunctionDriver {
  private static final FunctionCapabilities CAPABILITIES =
      new FunctionCapabilities(
          EnumSet.allOf(FunctionFeature.class), EnumSet.allOf(CodeKind.class), FcLimits.LIMITS);

  private final FcConfig config;
  private final FcService service;
  private final FcCode code;
  private final FcRequests requests;
  private final FcTriggers triggers;

  FcDriver(FcConfig config, FcService service, FcCode code) {
    this.config = config;
    this.service = service;
    this.code = code;
    this.requests = new FcRequests(config);
    this.triggers = new FcTriggers(config);
  }

  @Override
  public String scheme() {
    return "alibaba-fc";
  }

  @Override
  public String container() {
    return config.account();
  }

  @Override
  public FunctionCapabilities capabilities() {
    return CAPABILITIES;
  }

  @Override
  public Failure classify(Throwable thrown) {
    return OssFailures.classify(thrown);
  }

  @Override
  public Optional<String> problem(DeploymentRequest request) {
    return FcLimits.problem(request, config);
  }

  @Override
  public DeploymentInfo create(DeploymentRequest request) throws IOException {
    try (FcCode.Placed placed = code.place(request.name(), request.code())) {
      return FcReplies.info(service.create(requests.function(request, placed.code(), false)));
    }
  }

  /** Code that is work to get there is not put there for a function that is not. */
  @Override
  public DeploymentInfo update(DeploymentRequest request) throws IOException {
    if (code.isWork(request.code())) {
      service.get(request.name());
    }
    try (FcCode.Placed placed = code.place(request.name(), request.code())) {
      JsonNode body = requests.function(request, placed.code(), true);
      return FcReplies.info(service.update(request.name(), body));
    }
  }

  @Override
  public DeploymentInfo get(String name) throws IOException {
    return FcReplies.info(service.get(name));
  }

  @Override
  public void delete(String name) throws IOException {
    service.delete(name);
  }

  @Override
  public Page<DeploymentInfo> list(String prefix, @Nullable String cursor) throws IOException {
    JsonNode page = service.list(prefix, cursor);
    List<DeploymentInfo> functions = new ArrayList<>();
    page.path("functions").forEach(function -> functions.add(FcReplies.info(function)));
    return new Page<>(functions, next(page));
  }

  static Optional<String> next(JsonNode page) {
    return Optional.ofNullable(FcReplies.text(page, "nextToken"));
  }

  @Override
  public TriggerInfo createTrigger(String function, TriggerSpec trigger) throws IOException {
    return FcTriggers.info(service.createTrigger(function, triggers.create(trigger)));
  }

  @Override
  public TriggerInfo updateTrigger(String function, TriggerSpec trigger) throws IOException {
    return FcTriggers.info(
        service.updateTrigger(function, trigger.name(), triggers.update(trigger)));
  }

  @Override
  public void deleteTrigger(String function, String trigger) throws IOException {
    service.deleteTrigger(function, trigger);
  }

  @Override
  public List<TriggerInfo> triggers(String function) throws IOException {
    List<TriggerInfo> all = new ArrayList<>();
    Optional<String> cursor = Optional.empty();
    do {
      JsonNode page = service.triggers(function, cursor.orElse(null));
      page.path("triggers").forEach(trigger -> all.add(FcTriggers.info(trigger)));
      cursor = next(page);
    } while (cursor.isPresent());
    return all;
  }

  @Override
  public <T> @Nullable T unwrap(Class<T> type) {
    return type == FcVersions.class
        ? type.cast(new FcVersions(service))
        : code.oss().wire().unwrap(type);
  }

  @Override
  public void close() {
    service.close();
    code.close();
  }
}
