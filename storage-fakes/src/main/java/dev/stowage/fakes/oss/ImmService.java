package dev.stowage.fakes.oss;

import dev.stowage.fakes.FakeRequest;
import dev.stowage.fakes.FakeResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What Intelligent Media Management says of tasks. Called under the store's lock. */
final class ImmService {
  private static final String VERSION = "2020-09-30";

  private final OssAccount account;
  private final OssTasks tasks;
  private boolean denied;

  ImmService(OssAccount account, OssTasks tasks) {
    this.account = account;
    this.tasks = tasks;
  }

  void deny(boolean value) {
    denied = value;
  }

  static AcsOperation operation(FakeRequest head) {
    return AcsOperation.named(head.header("x-acs-action").orElse(""));
  }

  FakeResponse answer(FakeRequest request, AcsOperation operation) {
    if (!request.header("x-acs-version").equals(Optional.of(VERSION))) {
      throw new OssError(400, "InvalidVersion", "The specified version is not valid.");
    }
    if (denied) {
      throw new OssError(403, "NoPermission", "You are not authorized to do this action.");
    }
    Map<String, String> params = OssCall.params(request.query());
    return switch (operation) {
      case GET_OSS_BUCKET_ATTACHMENT -> attachment(required(params, "OSSBucket"));
      case GET_TASK -> task(params);
      case GET_DECODE_BLIND_WATERMARK_RESULT -> watermark(params);
      default ->
          throw new OssError(404, "InvalidAction.NotFound", "The specified action is not found.");
    };
  }

  private static String required(Map<String, String> params, String name) {
    String value = params.getOrDefault(name, "");
    if (value.isEmpty()) {
      throw new OssError(400, "Missing" + name, name + " is mandatory for this action.");
    }
    return value;
  }

  private FakeResponse attachment(String bucket) {
    String project =
        account
            .blobs()
            .bucket(bucket)
            .map(b -> b.attributes().get(OssAccount.PROJECT))
            .orElseThrow(
                () ->
                    new OssError(
                        404,
                        "ResourceNotFound",
                        "The specified resource Attachment is not found."));
    return OssTasks.json(
        Map.of("RequestId", account.newId(), "ProjectName", project, "OSSBucket", bucket));
  }

  private OssTask found(Map<String, String> params) {
    String project = required(params, "ProjectName");
    String type = required(params, "TaskType");
    OssTask task = tasks.look(required(params, "TaskId"));
    if (!task.project().equals(project)) {
      throw new OssError(404, "ResourceNotFound", "The specified resource project is not found.");
    }
    if (!task.process().taskType().equals(type)) {
      throw new OssError(404, "ResourceNotFound", "The specified resource task is not found.");
    }
    return task;
  }

  private FakeResponse task(Map<String, String> params) {
    Map<String, Object> answer = new LinkedHashMap<>(found(params).description());
    answer.put("RequestId", account.newId());
    return OssTasks.json(answer);
  }

  private FakeResponse watermark(Map<String, String> params) {
    OssTask task = found(params);
    Map<String, Object> answer = new LinkedHashMap<>(task.description());
    answer.put("Content", task.text());
    answer.put("RequestId", account.newId());
    return OssTasks.json(answer);
  }
}
