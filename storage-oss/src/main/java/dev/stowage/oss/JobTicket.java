package dev.stowage.oss;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.media.MediaBlob;
import dev.stowage.media.MediaOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * The id of a job: all that has to be known to find out how it went, also from another process. OSS
 * itself remembers nothing of a job once it took it.
 *
 * @param task what OSS answered
 * @param input the bucket that was read, which decides who is asked
 * @param output where the outputs are; empty when there are none
 * @param beginning of their keys, when there may be several
 * @param count how many there will be, or -1
 * @param type what is in them
 * @param before what was there already
 * @param done whether the answer came with the result
 */
record JobTicket(
    OssTask task,
    String input,
    Optional<MediaBlob> output,
    Optional<String> beginning,
    int count,
    MediaOutput.Type type,
    Before before,
    boolean done) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String START = "oss.";

  /**
   * The newest of the targets that were there before the job.
   *
   * @param modified EPOCH for none
   * @param etag empty for none, or several
   */
  record Before(Instant modified, String etag) {
    static final Before NOTHING = new Before(Instant.EPOCH, "");
  }

  String id() {
    ObjectNode json = JSON.createObjectNode();
    json.put("s", task.statusCode()).put("r", task.requestId());
    task.eventId().ifPresent(v -> json.put("e", v));
    task.taskId().ifPresent(v -> json.put("t", v));
    task.processRequestId().ifPresent(v -> json.put("p", v));
    json.put("i", input).put("n", count).put("y", type.name()).put("d", done);
    output.ifPresent(blob -> json.put("b", blob.container().orElse(input)).put("o", blob.key()));
    beginning.ifPresent(v -> json.put("g", v));
    json.put("m", before.modified().getEpochSecond()).put("x", before.etag());
    byte[] bytes = json.toString().getBytes(StandardCharsets.UTF_8);
    return START + ProcessString.base64(json.toString()) + "." + check(bytes);
  }

  private static String check(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    return HexFormat.of().toHexDigits((int) crc.getValue());
  }

  static boolean isTicket(String id) {
    return id.startsWith(START);
  }

  /**
   * @throws StorageException NOT_FOUND for what is no id of ours, or was cut
   */
  static JobTicket parse(String id) {
    int dot = id.lastIndexOf('.');
    if (isTicket(id) && dot > START.length()) {
      try {
        byte[] bytes = Base64.getUrlDecoder().decode(id.substring(START.length(), dot));
        if (check(bytes).equals(id.substring(dot + 1))) {
          return of(JSON.readTree(bytes));
        }
      } catch (IllegalArgumentException | IOException e) {
        throw unknown();
      }
    }
    throw unknown();
  }

  private static StorageException unknown() {
    return StorageException.of(ErrorCode.NOT_FOUND, "this is no id of a job of OSS");
  }

  private static JobTicket of(JsonNode json) {
    OssTask task =
        new OssTask(
            json.path("s").asInt(),
            json.path("r").asText(),
            text(json, "e"),
            text(json, "t"),
            text(json, "p"));
    Optional<MediaBlob> output =
        text(json, "o").map(key -> MediaBlob.of(json.path("b").asText(), key));
    return new JobTicket(
        task,
        json.path("i").asText(),
        output,
        text(json, "g"),
        json.path("n").asInt(-1),
        MediaOutput.Type.valueOf(json.path("y").asText()),
        new Before(Instant.ofEpochSecond(json.path("m").asLong()), json.path("x").asText()),
        json.path("d").asBoolean());
  }

  private static Optional<String> text(JsonNode json, String name) {
    return json.has(name) ? Optional.of(json.path(name).asText()) : Optional.empty();
  }
}
