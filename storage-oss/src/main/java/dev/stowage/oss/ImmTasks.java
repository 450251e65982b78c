package dev.stowage.oss;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stowage.wire.MalformedReplyException;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What Intelligent Media Management says of tasks. Thread-safe. */
final class ImmTasks {
  static final String VERSION = "2020-09-30";

  private final AcsClient client;
  private final @Nullable String givenProject;
  private final Map<String, String> projects = new ConcurrentHashMap<>();

  /**
   * @param givenProject the project of all buckets, or null to ask
   */
  ImmTasks(AcsClient client, @Nullable String givenProject) {
    this.client = client;
    this.givenProject = givenProject;
  }

  private JsonNode call(String action, Map<String, String> query) throws IOException {
    return client.call(new AcsClient.Request(action, "POST", "/", query, null));
  }

  String projectOf(String bucket) throws IOException {
    if (givenProject != null) {
      return givenProject;
    }
    String known = projects.get(bucket);
    if (known != null) {
      return known;
    }
    String found =
        call("GetOSSBucketAttachment", Map.of("OSSBucket", bucket)).path("ProjectName").asText();
    if (found.isEmpty()) {
      throw new MalformedReplyException("the bucket is bound to a project without a name");
    }
    projects.put(bucket, found);
    return found;
  }

  /** The type of a task is what its id begins with. */
  private static Map<String, String> query(String project, String taskId) {
    int dash = taskId.indexOf('-');
    return Map.of(
        "ProjectName",
        project,
        "TaskType",
        dash < 0 ? taskId : taskId.substring(0, dash),
        "TaskId",
        taskId);
  }

  JsonNode task(String bucket, String taskId) throws IOException {
    return call("GetTask", query(projectOf(bucket), taskId));
  }

  /** The text that a task has read from a picture. */
  String watermark(String bucket, String taskId) throws IOException {
    return call("GetDecodeBlindWatermarkResult", query(projectOf(bucket), taskId))
        .path("Content")
        .asText();
  }

  void close() {
    client.close();
  }
}
