package dev.stowage.config.server;

import dev.stowage.config.ConfigPage;
import dev.stowage.config.ConfigTask;
import dev.stowage.config.StorageConfig;
import dev.stowage.config.StorageConfigs;
import dev.stowage.kv.Document;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** What the routes do, for a caller who may. */
final class Operations {
  private final StorageConfigs configs;
  private final Call call;

  /**
   * A request that was understood.
   *
   * @param await how long the caller waits for a task to end
   */
  record Call(Route.Match match, String method, String query, String body, Duration await) {
    String id() {
      return match.id();
    }
  }

  private Operations(StorageConfigs configs, Call call) {
    this.configs = configs;
    this.call = call;
  }

  static Answer answer(StorageConfigs configs, Call call) {
    return new Operations(configs, call).answer();
  }

  private Answer answer() {
    if (call.match().route() != Route.CONFIGS && call.match().route() != Route.PAGE) {
      Query.parse(call.query(), Set.of());
    }
    return switch (call.match().route()) {
      case PAGE -> StatusPage.answer(configs, Query.parse(call.query(), StatusPage.PARAMETERS));
      case CONFIGS -> call.method().equals("POST") ? create() : list();
      case CONFIG ->
          switch (call.method()) {
            case "POST" -> update();
            case "DELETE" -> delete();
            default -> Answer.json(200, configs.retrieve(call.id()).toDocument());
          };
      case TEST -> test();
      case TASK -> Answer.json(200, task(configs.task(call.id())).toDocument());
      case ORGANISATION -> Answer.json(200, configs.organisation().toDocument());
    };
  }

  private Answer create() {
    Query.parse(call.query(), Set.of());
    StorageConfig made = configs.create(ConfigBody.parse(call.body(), true).request());
    return Answer.json(201, made.toDocument())
        .withHeader("Location", "/configs/storage/" + made.id());
  }

  private Answer list() {
    ConfigPage page =
        configs.listPage(ListFilters.of(Query.parse(call.query(), ListFilters.NAMES)));
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("resource", "list");
    fields.put("data", page.configs().stream().map(StorageConfig::toDocument).toList());
    fields.put("has_more", page.hasMore());
    fields.put("total_count", page.totalCount());
    fields.put("url", Route.CONFIGS.toString());
    return Answer.json(200, Document.of(fields));
  }

  private Answer update() {
    ConfigBody body = ConfigBody.parse(call.body(), false);
    StorageConfig before = configs.retrieve(call.id());
    return Answer.json(200, configs.update(call.id(), body.update(before)).toDocument());
  }

  /** With a body, since ricloud's client reads one. */
  private Answer delete() {
    configs.delete(call.id());
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("id", call.id());
    fields.put("resource", StorageConfig.RESOURCE);
    fields.put("deleted", true);
    return Answer.json(200, Document.of(fields));
  }

  private Answer test() {
    JsonBody.checkNone(call.body());
    return Answer.json(200, task(configs.test(call.id())).toDocument());
  }

  private ConfigTask task(ConfigTask task) {
    return call.await().isZero() || task.state().isOver()
        ? task
        : configs.awaitTask(task.id(), call.await());
  }
}
