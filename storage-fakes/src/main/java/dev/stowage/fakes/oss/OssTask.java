package dev.stowage.fakes.oss;

import dev.stowage.fakes.FakeBucket;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A task that advances by one step whenever somebody looks. Guarded by the store's lock. */
final class OssTask {
  private final String id;
  private final String eventId;
  private final String requestId;
  private final String project;
  private final ProcessText process;
  private final FakeBucket target;
  private final Instant started;
  private int steps;
  private String status = "Running";
  private String code = "";
  private String message = "";
  private String text = "";
  private Instant ended = Instant.EPOCH;

  /** Names that a task goes by, in the order id, event, request, project. */
  OssTask(List<String> names, ProcessText process, FakeBucket target, Instant started, int steps) {
    id = names.get(0);
    eventId = names.get(1);
    requestId = names.get(2);
    project = names.get(3);
    this.process = process;
    this.target = target;
    this.started = started;
    this.steps = steps;
  }

  String id() {
    return id;
  }

  String eventId() {
    return eventId;
  }

  String requestId() {
    return requestId;
  }

  String project() {
    return project;
  }

  ProcessText process() {
    return process;
  }

  FakeBucket target() {
    return target;
  }

  String status() {
    return status;
  }

  String text() {
    return text;
  }

  boolean running() {
    return status.equals("Running");
  }

  /** Whether this look is the one that ends it. */
  boolean step() {
    steps--;
    return running() && steps <= 0;
  }

  void succeed(String result, Instant now) {
    status = "Succeeded";
    text = result;
    ended = now;
  }

  void fail(String errorCode, String words, Instant now) {
    status = "Failed";
    code = errorCode;
    message = words;
    ended = now;
  }

  /** What GetTask and notifications say of it. */
  Map<String, Object> description() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("ProjectName", project);
    all.put("TaskType", process.taskType());
    all.put("TaskId", id);
    all.put("EventId", eventId);
    all.put("Status", status);
    all.put("Code", code);
    all.put("Message", message);
    all.put("StartTime", OssText.isoDate(started));
    all.put("EndTime", running() ? "" : OssText.isoDate(ended));
    all.put("UserData", "");
    return all;
  }
}
