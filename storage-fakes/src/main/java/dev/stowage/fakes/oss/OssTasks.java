package dev.stowage.fakes.oss;

import com.github.tomakehurst.wiremock.common.Json;
import dev.stowage.fakes.FakeBlob;
import dev.stowage.fakes.FakeBucket;
import dev.stowage.fakes.FakeBytes;
import dev.stowage.fakes.FakeHeaders;
import dev.stowage.fakes.FakeResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tasks of asynchronous processing, and the messages they send. Under the store's lock. */
final class OssTasks {
  /** How the next task is to end. */
  record Verdict(String code, String message) {}

  private final OssAccount account;
  private final Map<String, OssTask> tasks = new LinkedHashMap<>();
  private final Map<String, List<String>> messages = new LinkedHashMap<>();
  private final List<Verdict> verdicts = new ArrayList<>();

  /** How tasks will end, and what they will have read, by id. */
  private final Map<String, Verdict> fates = new LinkedHashMap<>();

  private final Map<String, String> texts = new LinkedHashMap<>();
  private boolean anonymous;

  OssTasks(OssAccount account) {
    this.account = account;
  }

  void clear() {
    tasks.clear();
    messages.clear();
    verdicts.clear();
    fates.clear();
    texts.clear();
    anonymous = false;
  }

  /** Lets the tasks that come be without an id, as some are. */
  void withoutIds(boolean value) {
    anonymous = value;
  }

  void failNext(String code, String message) {
    verdicts.add(new Verdict(code, message));
  }

  /** What happens after seven days. */
  void forget() {
    tasks.clear();
  }

  List<String> messages(String topic) {
    return List.copyOf(messages.getOrDefault(topic, List.of()));
  }

  FakeResponse submit(OssCall call) {
    FakeBucket bucket = account.bucket(call);
    String project = bucket.attributes().get(OssAccount.PROJECT);
    if (project == null) {
      throw new OssError(
          404, "Imm Client", "ResourceNotFound, The specified resource Attachment is not found.");
    }
    FakeBlob source = OssVersions.required(bucket, call);
    ProcessText process = ProcessText.parse(new String(call.body(), StandardCharsets.UTF_8), true);
    boolean reads = process.style().equals("image/deblindwatermark");
    if (process.target().isEmpty() && !reads) {
      throw OssError.invalidArgument("sys/saveas is required.");
    }
    if (process.style().equals("doc/convert") && !process.parameters().containsKey("target")) {
      throw OssError.invalidArgument("doc/convert needs target_.");
    }
    FakeBucket target = process.bucket().map(account::bucket).orElse(bucket);
    String id = account.newId();
    List<String> names =
        List.of(process.taskType() + "-" + id, "0A2-" + id, account.newId(), project);
    OssTask task = new OssTask(names, process, target, account.now(), account.settings().steps());
    tasks.put(task.id(), task);
    judge(task, bucket, source);
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("EventId", task.eventId());
    answer.put("RequestId", task.requestId());
    answer.put("TaskId", anonymous ? null : task.id());
    return json(answer);
  }

  /** A task that is bound to fail does so when it ends. */
  private void judge(OssTask task, FakeBucket bucket, FakeBlob source) {
    if (!verdicts.isEmpty()) {
      fates.put(task.id(), verdicts.remove(0));
      return;
    }
    for (String segment : task.process().segments()) {
      if (bucket.current(segment).isEmpty()) {
        fates.put(task.id(), new Verdict("NoSuchKey", "There is no object " + segment));
      }
    }
    if (task.process().style().equals("image/deblindwatermark")) {
      String hidden = source.attributes().get(OssAttributes.WATERMARK);
      if (hidden == null) {
        fates.put(task.id(), new Verdict("InvalidImage", "The image has no watermark."));
      } else {
        texts.put(task.id(), hidden);
      }
    }
  }

  static FakeResponse json(Object value) {
    return FakeResponse.of(200)
        .with("Content-Type", "application/json")
        .withBody(Json.write(value).getBytes(StandardCharsets.UTF_8));
  }

  /** Somebody looks at a bucket: what works for it gets on. */
  void lookAt(FakeBucket bucket) {
    tasks.values().stream().filter(task -> task.target().equals(bucket)).forEach(this::advance);
  }

  /** Somebody asks for a task. */
  OssTask look(String id) {
    OssTask task = tasks.get(id);
    if (task == null) {
      throw new OssError(404, "ResourceNotFound", "The specified resource task is not found.");
    }
    advance(task);
    return task;
  }

  private void advance(OssTask task) {
    if (!task.step()) {
      return;
    }
    Verdict fate = fates.get(task.id());
    if (fate != null) {
      task.fail(fate.code(), fate.message(), account.now());
    } else {
      FakeBytes made =
          FakeBytes.of(("made by " + task.process().style()).getBytes(StandardCharsets.UTF_8));
      if (!task.process().target().isEmpty()) {
        for (String key : task.process().outputs()) {
          account.store(
              task.target(),
              OssAttributes.filled(OssAttributes.template(key, FakeHeaders.NONE), made));
        }
      }
      task.succeed(texts.getOrDefault(task.id(), ""), account.now());
    }
    task.process().topic().ifPresent(topic -> tell(topic, task));
  }

  /** The content of a message is JSON in a JSON string. */
  private void tell(String topic, OssTask task) {
    Map<String, Object> content = new LinkedHashMap<>(task.description());
    content.put("DatasetName", "");
    content.put("RequestId", task.requestId());
    content.put("Sources", List.of());
    if (!task.text().isEmpty()) {
      content.put("Content", task.text());
    }
    content.put(
        "Targets",
        task.process().target().isEmpty()
            ? List.of()
            : task.process().outputs().stream()
                .map(key -> Map.of("URI", "oss://" + task.target().name() + "/" + key))
                .toList());
    Map<String, Object> message = new LinkedHashMap<>();
    message.put("id", account.newId());
    message.put("source", "acs.imm");
    message.put("type", "imm:Task:" + task.process().taskType());
    message.put("subject", task.project());
    message.put("time", OssText.isoDate(account.now()));
    message.put("content", Json.write(content));
    messages.computeIfAbsent(topic, t -> new ArrayList<>()).add(Json.write(message));
  }

  /** The synchronous kind: hides a text in a picture. */
  FakeResponse process(OssCall call) {
    FakeBucket bucket = account.bucket(call);
    FakeBlob source = OssVersions.required(bucket, call);
    ProcessText process = ProcessText.parse(new String(call.body(), StandardCharsets.UTF_8), false);
    String hidden = ProcessText.decoded(process.parameters().getOrDefault("content", ""));
    if (process.target().isEmpty() || hidden.length() > 256) {
      throw OssError.invalidArgument("blindwatermark needs content_ and sys/saveas.");
    }
    FakeBucket target = process.bucket().map(account::bucket).orElse(bucket);
    FakeBlob bare =
        OssAttributes.filled(
                OssAttributes.template(process.target(), FakeHeaders.NONE), source.bytes())
            .build();
    Map<String, String> attributes = new LinkedHashMap<>(bare.attributes());
    attributes.put(OssAttributes.WATERMARK, hidden);
    FakeBlob made = account.store(target, bare.toBuilder().attributes(attributes));
    return json(
        Map.of(
            "bucket", target.name(),
            "fileSize", made.size(),
            "object", made.key(),
            "status", "OK"));
  }
}
