package dev.stowage.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stowage.ErrorCode;
import dev.stowage.media.JobInfo;
import dev.stowage.media.MediaBlob;
import dev.stowage.media.MediaFailure;
import dev.stowage.media.MediaOutput;
import dev.stowage.media.MediaState;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is on disk of a job.
 *
 * @param info what is told of it
 * @param owner the process that runs it
 * @param storing whether its outputs were being stored, so that some of them may be there
 * @param pid of ffmpeg; 0 for none
 * @param started of that process, in milliseconds; 0 when not known
 */
record JobRecord(JobInfo info, String owner, boolean storing, long pid, long started) {
  JobRecord with(JobInfo news) {
    return new JobRecord(news, owner, storing, pid, started);
  }

  byte[] toJson() {
    ObjectNode json = BlobJson.object();
    json.put("id", info.id()).put("state", info.state().name());
    info.name().ifPresent(name -> json.put("name", name));
    info.created().ifPresent(time -> json.put("created", time.toString()));
    info.started().ifPresent(time -> json.put("started", time.toString()));
    info.ended().ifPresent(time -> json.put("ended", time.toString()));
    info.progress().ifPresent(progress -> json.put("progress", progress));
    info.failure()
        .ifPresent(
            failure ->
                json.putObject("failure")
                    .put("code", failure.code().name())
                    .put("provider", failure.providerCode())
                    .put("reason", failure.reason()));
    ArrayNode outputs = json.putArray("outputs");
    for (MediaOutput output : info.outputs()) {
      outputs.addObject().put("type", output.type().name()).put("key", output.blob().key());
    }
    json.put("owner", owner).put("storing", storing);
    json.put("pid", pid).put("pidStarted", started);
    return BlobJson.bytes(json);
  }

  static JobRecord parse(byte[] bytes) throws IOException {
    JsonNode json = BlobJson.parse(bytes);
    JobInfo.Builder info =
        JobInfo.builder(json.path("id").asText(), state(json.path("state").asText()))
            .name(json.hasNonNull("name") ? json.get("name").asText() : null)
            .created(time(json, "created"))
            .started(time(json, "started"))
            .ended(time(json, "ended"))
            .progress(json.path("progress").asInt(-1));
    if (json.has("failure")) {
      JsonNode failure = json.get("failure");
      info.failure(
          new MediaFailure(
              code(failure.path("code").asText()),
              failure.path("provider").asText(),
              failure.path("reason").asText()));
    }
    List<MediaOutput> outputs = new ArrayList<>();
    for (JsonNode output : json.path("outputs")) {
      outputs.add(
          new MediaOutput(
              MediaOutput.Type.valueOf(output.path("type").asText()),
              new MediaBlob(Optional.empty(), output.path("key").asText())));
    }
    info.outputs(outputs);
    return new JobRecord(
        info.build(),
        json.path("owner").asText(),
        json.path("storing").asBoolean(),
        json.path("pid").asLong(),
        json.path("pidStarted").asLong());
  }

  private static @Nullable Instant time(JsonNode json, String field) {
    return json.hasNonNull(field) ? Instant.parse(json.get(field).asText()) : null;
  }

  /** A later version may know more. */
  private static MediaState state(String name) {
    for (MediaState state : MediaState.values()) {
      if (state.name().equals(name)) {
        return state;
      }
    }
    return MediaState.UNKNOWN;
  }

  private static ErrorCode code(String name) {
    for (ErrorCode code : ErrorCode.values()) {
      if (code.name().equals(name)) {
        return code;
      }
    }
    return ErrorCode.UNKNOWN;
  }
}
