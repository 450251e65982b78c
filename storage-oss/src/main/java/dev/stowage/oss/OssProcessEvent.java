package dev.stowage.oss;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.media.MediaFailure;
import dev.stowage.media.MediaState;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The message that a job sends to its topic when it is over. Whoever receives messages hands them
 * to {@link #parse}; jobs are told apart by {@link OssTask#taskId()} or {@link OssTask#eventId()}.
 *
 * @param type such as {@code imm:Task:MediaConvert}
 * @param taskId the same as of the job
 * @param eventId the same as of the job
 * @param outcome how it ended
 * @param targets the URIs of what it made, such as {@code oss://bucket/key}
 * @param text what it read, if it reads
 */
public record OssProcessEvent(
    String type,
    String taskId,
    String eventId,
    Outcome outcome,
    List<String> targets,
    Optional<String> text) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * How a task stands.
   *
   * @param state RUNNING, SUCCEEDED, FAILED, or UNKNOWN for a word that is not known here
   * @param failure why it failed
   * @param started when it began
   * @param ended when it was over
   */
  public record Outcome(
      MediaState state,
      Optional<MediaFailure> failure,
      Optional<Instant> started,
      Optional<Instant> ended) {
    static Outcome of(JsonNode task) {
      MediaState state =
          switch (task.path("Status").asText()) {
            case "Running" -> MediaState.RUNNING;
            case "Succeeded" -> MediaState.SUCCEEDED;
            case "Failed" -> MediaState.FAILED;
            default -> MediaState.UNKNOWN;
          };
      Optional<MediaFailure> failure =
          state == MediaState.FAILED
              ? Optional.of(failure(task.path("Code").asText(), task.path("Message").asText()))
              : Optional.empty();
      return new Outcome(state, failure, time(task.path("StartTime")), time(task.path("EndTime")));
    }

    private static MediaFailure failure(String code, String message) {
      ErrorCode known = OssFailures.known(code);
      return new MediaFailure(
          known == null ? ErrorCode.UNKNOWN : known,
          code,
          message.isEmpty() ? "the service does not say why" : message);
    }

    private static Optional<Instant> time(JsonNode text) {
      try {
        return Optional.of(DateTimeFormatter.ISO_DATE_TIME.parse(text.asText(), Instant::from));
      } catch (DateTimeException e) {
        return Optional.empty();
      }
    }
  }

  public OssProcessEvent {
    targets = List.copyOf(targets);
  }

  /**
   * Reads a message. Fields that are not known are passed over.
   *
   * @throws StorageException INVALID_ARGUMENT when it is not the message of a task
   */
  public static OssProcessEvent parse(String json) {
    JsonNode message = read(json);
    JsonNode content = read(message.path("content").asText());
    if (content.path("TaskId").asText().isEmpty() && content.path("EventId").asText().isEmpty()) {
      throw StorageException.invalidArgument("the message names no task");
    }
    List<String> targets = new ArrayList<>();
    for (JsonNode target : content.path("Targets")) {
      targets.add(target.path("URI").asText());
    }
    return new OssProcessEvent(
        message.path("type").asText(),
        content.path("TaskId").asText(),
        content.path("EventId").asText(),
        Outcome.of(content),
        targets,
        Optional.of(content.path("Content").asText()).filter(text -> !text.isEmpty()));
  }

  private static JsonNode read(String json) {
    try {
      JsonNode node = JSON.readTree(json);
      if (node != null && node.isObject()) {
        return node;
      }
    } catch (JsonProcessingException e) {
      throw notOne();
    }
    throw notOne();
  }

  private static StorageException notOne() {
    return StorageException.invalidArgument(
        "the message is not a JSON object with a JSON object as its content");
  }
}
