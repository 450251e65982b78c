package dev.stowage.mem;

import dev.stowage.function.CodeKind;
import dev.stowage.function.DeploymentInfo;
import dev.stowage.function.DeploymentRequest;
import dev.stowage.function.DeploymentState;
import dev.stowage.function.TriggerSpec;
import java.time.Instant;
import java.util.TreeMap;

/** A function that never runs. Guarded by itself. */
final class MemFunction {
  /** Looks that it takes until an image is pulled. */
  private static final int PULL = 2;

  private final String account;
  private final TreeMap<String, TriggerSpec> triggers = new TreeMap<>();
  private DeploymentRequest request;
  private Instant modified;
  private int pulling;

  MemFunction(String account, DeploymentRequest request, Instant now) {
    this.account = account;
    this.request = request;
    this.modified = now;
    pull();
  }

  synchronized void change(DeploymentRequest to, Instant now) {
    request = to;
    modified = now;
    pull();
  }

  private void pull() {
    pulling = request.code().kind() == CodeKind.IMAGE ? PULL : 0;
  }

  TreeMap<String, TriggerSpec> triggers() {
    return triggers;
  }

  /** As it is, one step further if it is being made ready. */
  synchronized DeploymentInfo look() {
    if (pulling > 0) {
      pulling--;
      return pulling == 0 ? pulled() : describe(DeploymentState.PENDING).build();
    }
    return pulled();
  }

  private DeploymentInfo pulled() {
    boolean image = request.code().kind() == CodeKind.IMAGE;
    if (image && request.code().image().reference().contains("missing")) {
      return describe(DeploymentState.FAILED)
          .reason("ImageNotFound: there is no image " + request.code().image())
          .build();
    }
    return describe(DeploymentState.ACTIVE).build();
  }

  synchronized DeploymentInfo describe() {
    return pulling > 0 ? describe(DeploymentState.PENDING).build() : pulled();
  }

  private DeploymentInfo.Builder describe(DeploymentState state) {
    return DeploymentInfo.builder(request.name(), state)
        .id("fn-" + request.name())
        .arn("mem:" + account + ":function/" + request.name())
        .runtime(request.runtime().orElse("custom-container"))
        .modified(modified);
  }
}
