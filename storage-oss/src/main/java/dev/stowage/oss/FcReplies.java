package dev.stowage.oss;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stowage.function.DeploymentInfo;
import dev.stowage.function.DeploymentState;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** What Function Compute says of a function. */
final class FcReplies {
  private FcReplies() {}

  static DeploymentInfo info(JsonNode function) {
    DeploymentState state = state(function);
    return DeploymentInfo.builder(function.path("functionName").asText(), state)
        .id(text(function, "functionId"))
        .arn(text(function, "functionArn"))
        .runtime(text(function, "runtime"))
        .checksum(text(function, "codeChecksum"))
        .reason(state == DeploymentState.ACTIVE ? null : reason(function))
        .modified(time(function.path("lastModifiedTime").asText()))
        .build();
  }

  /** A change that has failed counts as failed, though the function still is what it was. */
  private static DeploymentState state(JsonNode function) {
    String state = function.path("state").asText();
    String update = function.path("lastUpdateStatus").asText();
    if (state.equals("Failed") || update.equals("Failed")) {
      return DeploymentState.FAILED;
    }
    boolean ready = state.isEmpty() || state.equals("Active");
    return ready && !update.equals("InProgress") ? DeploymentState.ACTIVE : DeploymentState.PENDING;
  }

  private static @Nullable String reason(JsonNode function) {
    String code = function.path("stateReasonCode").asText();
    String words = function.path("stateReason").asText();
    if (code.isEmpty() && words.isEmpty()) {
      code = function.path("lastUpdateStatusReasonCode").asText();
      words = function.path("lastUpdateStatusReason").asText();
    }
    String reason = code + (code.isEmpty() || words.isEmpty() ? "" : ": ") + words;
    return reason.isEmpty() ? null : reason;
  }

  static @Nullable String text(JsonNode object, String name) {
    String text = object.path(name).asText("");
    return text.isEmpty() ? null : text;
  }

  private static @Nullable Instant time(String text) {
    try {
      return DateTimeFormatter.ISO_DATE_TIME.parse(text, Instant::from);
    } catch (DateTimeException e) {
      return null;
    }
  }
}
