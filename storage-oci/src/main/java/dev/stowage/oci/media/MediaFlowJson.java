package dev.stowage.oci.media;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.media.JobInfo;
import dev.stowage.media.MediaBlob;
import dev.stowage.media.MediaFailure;
import dev.stowage.media.MediaOutput;
import dev.stowage.media.MediaRequest;
import dev.stowage.media.MediaState;
import dev.stowage.media.MediaTask;
import dev.stowage.media.RunSystemWorkflow;
import dev.stowage.media.RunWorkflow;
import dev.stowage.media.SubmitOptions;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Jobs as the service reads and writes them. */
final class MediaFlowJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private MediaFlowJson() {}

  /**
   * The body that makes a job. Its type says whether a workflow is named by id or by the name of
   * the system's, and there is no body without either.
   */
  static String job(String compartment, MediaRequest request, SubmitOptions options) {
    ObjectNode body = JSON.createObjectNode();
    if (request instanceof RunWorkflow workflow) {
      body.put("workflowIdentifierType", "ID");
      body.put("mediaWorkflowId", workflow.workflowId());
      fill(body, workflow.parameters(), workflow.configurations());
    } else if (request instanceof RunSystemWorkflow workflow) {
      body.put("workflowIdentifierType", "NAME");
      body.put("mediaWorkflowName", workflow.workflowName());
      fill(body, workflow.parameters(), workflow.configurations());
    } else {
      throw new IllegalStateException(request.kind() + " is not among the capabilities");
    }
    body.put("compartmentId", compartment);
    options.name().ifPresent(name -> body.put("displayName", name));
    return body.toString();
  }

  private static void fill(
      ObjectNode body, Map<String, Map<String, Object>> parameters, List<String> configurations) {
    if (!parameters.isEmpty()) {
      body.set("parameters", JSON.valueToTree(parameters));
    }
    if (!configurations.isEmpty()) {
      body.set("mediaWorkflowConfigurationIds", JSON.valueToTree(configurations));
    }
  }

  static String change(Optional<String> displayName, Map<String, String> tags) {
    ObjectNode body = JSON.createObjectNode();
    displayName.ifPresent(name -> body.put("displayName", name));
    if (!tags.isEmpty()) {
      body.set("freeformTags", JSON.valueToTree(tags));
    }
    return body.toString();
  }

  /**
   * Reads a job.
   *
   * @param bucket outputs in it are shown by their keys alone
   */
  static JobInfo info(JsonNode job, String bucket) {
    MediaState state = state(job.path("lifecycleState").asText());
    return JobInfo.builder(job.path("id").asText(), state)
        .name(job.path("displayName").asText(null))
        .created(time(job, "timeCreated"))
        .started(time(job, "timeStarted"))
        .ended(time(job, "timeEnded"))
        .outputs(outputs(job.path("outputs"), bucket))
        .tasks(tasks(job.path("taskLifecycleState")))
        .failure(failure(job, state))
        .build();
  }

  /** What is new to this version is neither success nor failure. */
  static MediaState state(String name) {
    return switch (name) {
      case "ACCEPTED" -> MediaState.QUEUED;
      case "IN_PROGRESS" -> MediaState.RUNNING;
      case "WAITING" -> MediaState.WAITING;
      case "CANCELING" -> MediaState.CANCELING;
      case "SUCCEEDED" -> MediaState.SUCCEEDED;
      case "FAILED" -> MediaState.FAILED;
      case "CANCELED" -> MediaState.CANCELED;
      case "REJECTED" -> MediaState.REJECTED;
      default -> MediaState.UNKNOWN;
    };
  }

  /** The service's name of a state, if it has one for it. */
  static Optional<String> name(MediaState state) {
    return switch (state) {
      case QUEUED -> Optional.of("ACCEPTED");
      case RUNNING -> Optional.of("IN_PROGRESS");
      case UNKNOWN -> Optional.empty();
      default -> Optional.of(state.name());
    };
  }

  private static @Nullable MediaFailure failure(JsonNode job, MediaState state) {
    if (state != MediaState.FAILED && state != MediaState.REJECTED) {
      return null;
    }
    String details = job.path("lifecycleDetails").asText("");
    return new MediaFailure(
        ErrorCode.UNKNOWN,
        job.path("lifecycleState").asText(),
        details.isEmpty() ? "the service gives no details" : details);
  }

  private static List<MediaTask> tasks(JsonNode tasks) {
    List<MediaTask> list = new ArrayList<>();
    for (JsonNode task : tasks) {
      list.add(
          new MediaTask(
              task.path("key").asText(),
              state(task.path("lifecycleState").asText()),
              Optional.ofNullable(task.path("lifecycleDetails").asText(null))));
    }
    return list;
  }

  private static List<MediaOutput> outputs(JsonNode outputs, String bucket) {
    List<MediaOutput> list = new ArrayList<>();
    for (JsonNode output : outputs) {
      String key = output.path("objectName").asText("");
      String container = output.path("bucketName").asText("");
      if (key.isEmpty()) {
        continue; // A job of another service, which has no object.
      }
      MediaBlob blob =
          container.isEmpty() || container.equals(bucket)
              ? MediaBlob.of(key)
              : MediaBlob.of(container, key);
      list.add(new MediaOutput(type(output.path("assetType").asText()), blob));
    }
    return list;
  }

  private static MediaOutput.Type type(String assetType) {
    return switch (assetType) {
      case "VIDEO" -> MediaOutput.Type.VIDEO;
      case "AUDIO" -> MediaOutput.Type.AUDIO;
      case "IMAGE" -> MediaOutput.Type.IMAGE;
      case "PLAYLIST" -> MediaOutput.Type.PLAYLIST;
      case "CAPTION_FILE" -> MediaOutput.Type.CAPTIONS;
      case "TRANSCRIPTION_JOB", "TEXT_ANALYSIS" -> MediaOutput.Type.TEXT;
      default -> MediaOutput.Type.OTHER;
    };
  }

  private static @Nullable Instant time(JsonNode job, String name) {
    if (!job.hasNonNull(name)) {
      return null;
    }
    try {
      return OffsetDateTime.parse(job.path(name).asText()).toInstant();
    } catch (DateTimeException e) {
      throw StorageException.builder(ErrorCode.UNKNOWN, "the service shows no time as " + name)
          .cause(e)
          .build();
    }
  }
}
