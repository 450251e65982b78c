package dev.stowage.config.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.kv.Document;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The documented routes, one by one. */
@Timeout(120)
class RoutesTest {
  private static final String CONFIGS = "/configs/storage";
  private static Service service;

  @BeforeAll
  static void start() {
    service = new Service();
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  /** The same server for another organisation, which has nothing yet. */
  private static Map<String, String> as(String organisation) {
    return Map.of(
        "Authorization",
        "Token " + service.token(organisation, java.util.EnumSet.allOf(Scope.class)));
  }

  private static String create(String url, Map<String, String> as) throws Exception {
    Wire.Reply made = service.post(CONFIGS, Service.body(url), as);
    assertEquals(201, made.status(), made.text());
    return made.json().string("id").orElseThrow();
  }

  private static List<String> ids(Document list) {
    return list.list("data").orElseThrow().stream()
        .map(one -> ((Document) one).string("id").orElseThrow())
        .toList();
  }

  @Test
  @DisplayName("CFG-OP-1 create")
  void create_isNewThenValid() throws Exception {
    String url = Service.place();
    Wire.Reply made = service.post(CONFIGS, Service.body(url));
    assertEquals(201, made.status(), made.text());
    Document config = made.json();
    String id = config.string("id").orElseThrow();
    assertEquals(CONFIGS + "/" + id, made.header("Location"));
    assertEquals("storage_config", config.string("resource").orElseThrow());
    assertEquals("acme", config.string("organisation").orElseThrow());
    assertEquals("mem", config.string("type").orElseThrow());
    assertEquals(url, config.string("url").orElseThrow());
    assertEquals("new", config.string("state").orElseThrow());
    assertEquals(false, config.bool("signed_urls_enabled").orElseThrow());
    assertTrue(
        config
            .string("date_created")
            .orElseThrow()
            .matches("\\d{4}(-\\d\\d){2}T\\d\\d(:\\d\\d){2}Z"));
    assertEquals("me", config.string("credentials.user_name").orElseThrow());
    assertEquals("****", config.string("credentials.token").orElseThrow());
    assertEquals("valid", service.tested(id).string("state").orElseThrow());
  }

  @Test
  @DisplayName("CFG-OP-1 create with signed URLs")
  void create_takesThePolicy() throws Exception {
    String body =
        Service.body(Service.place())
            .replaceFirst("\\{", "{\"signed_urls_enabled\":false,\"signed_urls_expiry\":3600.0,");
    Wire.Reply made = service.post(CONFIGS, body);
    assertEquals(201, made.status(), made.text());
    assertEquals(3600, made.json().integer("signed_urls_expiry").orElseThrow());
  }

  @Test
  @DisplayName("CFG-OP-2 retrieve, also deactivated")
  void retrieve_alsoDeactivated() throws Exception {
    String id = service.created(Service.place()).string("id").orElseThrow();
    Wire.Reply off = service.post(CONFIGS + "/" + id, "{\"state\":\"deactivated\"}");
    assertEquals(200, off.status(), off.text());
    Document config = service.get(CONFIGS + "/" + id).json();
    assertEquals("deactivated", config.string("state").orElseThrow());
    assertEquals(404, service.get(CONFIGS + "/00000000000000000000000000").status());
    Wire.Reply head = service.call("HEAD", CONFIGS + "/" + id, Map.of());
    assertEquals(200, head.status());
    assertTrue(Integer.parseInt(head.header("Content-Length")) > 100, head.toString());
  }

  @Test
  @DisplayName("CFG-OP-3, CFG-PAGE-1 list, filters, cursors, envelope")
  void list_pagesBothWays() throws Exception {
    Map<String, String> as = as("pages");
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      ids.add(create(Service.place(), as));
    }
    ids.sort(null);
    Document first = service.call("GET", CONFIGS + "?limit=2", as).json();
    assertEquals("list", first.string("resource").orElseThrow());
    assertEquals(CONFIGS, first.string("url").orElseThrow());
    assertEquals(5, first.integer("total_count").orElseThrow());
    assertTrue(first.bool("has_more").orElseThrow());
    assertEquals(ids.subList(0, 2), ids(first));
    String cursor = "&after_id=" + ids.get(1);
    Document second = service.call("GET", CONFIGS + "?limit=3" + cursor, as).json();
    assertEquals(ids.subList(2, 5), ids(second));
    assertFalse(second.bool("has_more").orElseThrow());
    cursor = "&before_id=" + ids.get(4);
    Document back = service.call("GET", CONFIGS + "?limit=2" + cursor, as).json();
    assertEquals(ids.subList(2, 4), ids(back));
    assertTrue(back.bool("has_more").orElseThrow());
  }

  @Test
  @DisplayName("T13, CFG-OP-3 deactivated are hidden unless asked for")
  void list_hidesDeactivated() throws Exception {
    Map<String, String> as = as("hidden");
    String off = create(Service.place(), as);
    String on = create(Service.place(), as);
    service.post(CONFIGS + "/" + off, "{\"state\":\"deactivated\"}", as);
    assertEquals(List.of(on), ids(service.call("GET", CONFIGS, as).json()));
    Document hidden = service.call("GET", CONFIGS + "?state=deactivated", as).json();
    assertEquals(List.of(off), ids(hidden));
    assertEquals(1, hidden.integer("total_count").orElseThrow());
    assertEquals(
        List.of(), ids(service.call("GET", CONFIGS + "?state=deactivated&type=gs", as).json()));
    assertEquals(List.of(on), ids(service.call("GET", CONFIGS + "?type=mem", as).json()));
  }

  @Test
  @DisplayName("CFG-OP-3 date_created")
  void list_byDate() throws Exception {
    Map<String, String> as = as("dates");
    String id = create(Service.place(), as);
    Document config = service.call("GET", CONFIGS + "/" + id, as).json();
    Instant created = Instant.parse(config.string("date_created").orElseThrow());
    LocalDate day = created.atOffset(ZoneOffset.UTC).toLocalDate();
    for (String found :
        List.of(
            day.toString(),
            created.toString(),
            day + "/..",
            day + "/" + day.plusDays(1),
            "/" + created.plusSeconds(1),
            created + "/",
            "../..",
            created.atOffset(ZoneOffset.ofHours(9)).toString().replace("+", "%2B"))) {
      assertEquals(
          List.of(id),
          ids(service.call("GET", CONFIGS + "?date_created=" + found, as).json()),
          found);
    }
    for (String other :
        List.of(day.minusDays(1).toString(), "/" + created, created.plusSeconds(1) + "/..")) {
      assertEquals(
          List.of(),
          ids(service.call("GET", CONFIGS + "?date_created=" + other, as).json()),
          other);
    }
  }

  @Test
  @DisplayName("CFG-OP-4 update is a POST and tests again; the type stays")
  void update_testsAgain() throws Exception {
    String id = service.created(Service.place()).string("id").orElseThrow();
    String moved = Service.place();
    Wire.Reply changed = service.post(CONFIGS + "/" + id, "{\"url\":\"" + moved + "\"}");
    assertEquals(200, changed.status(), changed.text());
    assertEquals("new", changed.json().string("state").orElseThrow());
    assertEquals(moved, service.tested(id).string("url").orElseThrow());
    Wire.Reply type = service.post(CONFIGS + "/" + id, "{\"url\":\"s3://bucket/results\"}");
    assertEquals(400, type.status(), type.text());
    assertEquals("invalid-parameter", type.error());
    assertTrue(type.json().has("params.url"), type.text());
    for (String state : List.of("valid", "invalid", "NEW", "")) {
      Wire.Reply refused = service.post(CONFIGS + "/" + id, "{\"state\":\"" + state + "\"}");
      assertEquals(400, refused.status(), refused.text());
      assertTrue(refused.json().has("params.state"), refused.text());
    }
    Wire.Reply life = service.post(CONFIGS + "/" + id, "{\"signed_urls_expiry\":60}");
    assertEquals(60, life.json().integer("signed_urls_expiry").orElseThrow());
    Wire.Reply none = service.post(CONFIGS + "/" + id, "{\"signed_urls_expiry\":null}");
    assertTrue(none.json().value("signed_urls_expiry").isEmpty(), none.text());
  }

  @Test
  @DisplayName("CFG-OP-4 masked credentials do not replace the credentials")
  void update_refusesMasks() throws Exception {
    Document config = service.created(Service.place());
    String id = config.string("id").orElseThrow();
    String shown = config.document("credentials").orElseThrow().toJson();
    Wire.Reply refused = service.post(CONFIGS + "/" + id, "{\"credentials\":" + shown + "}");
    assertEquals(400, refused.status(), refused.text());
    assertTrue(refused.json().has("params.credentials"), refused.text());
  }

  @Test
  @DisplayName("CFG-OP-5 delete, once")
  void delete_once() throws Exception {
    String url = Service.place();
    String id = service.created(url).string("id").orElseThrow();
    Wire.Reply gone = service.call("DELETE", CONFIGS + "/" + id, Map.of());
    assertEquals(200, gone.status());
    assertEquals(true, gone.json().bool("deleted").orElseThrow());
    assertEquals(404, service.call("DELETE", CONFIGS + "/" + id, Map.of()).status());
    assertEquals(404, service.get(CONFIGS + "/" + id).status());
    assertEquals(201, service.post(CONFIGS, Service.body(url)).status(), "the url is free again");
  }

  @Test
  @DisplayName("T15, CFG-OP-6, CFG-TASK-1 test is a POST and gives a task")
  void test_givesATask() throws Exception {
    String id = service.created(Service.place()).string("id").orElseThrow();
    Wire.Reply get = service.get(CONFIGS + "/" + id + "/test");
    assertEquals(405, get.status());
    assertEquals("POST", get.header("Allow"));
    Wire.Reply reply =
        service.call("POST", CONFIGS + "/" + id + "/test", Map.of("Ricloud-Await", "10"));
    assertEquals(200, reply.status(), reply.text());
    Document task = reply.json();
    assertEquals("task", task.string("resource").orElseThrow());
    assertEquals("storage_config.test", task.string("type").orElseThrow());
    assertEquals(id, task.string("target").orElseThrow());
    assertEquals("acme", task.string("organisation").orElseThrow());
    assertEquals("succeeded", task.string("state").orElseThrow());
    for (String field : List.of("key", "results", "error", "date_started", "date_completed")) {
      assertTrue(task.has(field), field);
    }
    Wire.Reply read = service.get("/tasks/" + task.string("id").orElseThrow());
    assertEquals(task, read.json());
    assertEquals(404, service.get("/tasks/" + id).status());
  }

  @Test
  @DisplayName("CFG-OP-6 a failed task is no HTTP error, and says why")
  void test_failedTask() throws Exception {
    String body =
        Service.body(Service.place()).replaceFirst("\\{", "{\"settings\":{\"create\":\"false\"},");
    String id = service.post(CONFIGS, body).json().string("id").orElseThrow();
    Document config = service.tested(id);
    assertEquals("invalid", config.string("state").orElseThrow());
    assertEquals("no-such-bucket", config.string("error.code").orElseThrow());
    Wire.Reply reply =
        service.call("POST", CONFIGS + "/" + id + "/test", Map.of("Ricloud-Await", "10"));
    assertEquals(200, reply.status());
    assertEquals("failed", reply.json().string("state").orElseThrow());
    assertEquals("no-such-bucket", reply.json().string("error.code").orElseThrow());
  }

  @Test
  @DisplayName("CFG-OP-6 without waiting, and bodies that say nothing")
  void test_takesNoBody() throws Exception {
    String id = service.created(Service.place()).string("id").orElseThrow();
    String path = CONFIGS + "/" + id + "/test";
    for (String body : List.of("", "null", "{}", " {} ")) {
      assertEquals(200, service.post(path, body).status(), body);
    }
    for (String body : List.of("{\"a\":1}", "[]", "0", "nul", "{")) {
      assertEquals("invalid-body", service.post(path, body).error(), body);
    }
    for (String await : List.of("11", "-1", "1.5", "soon", "1, 2")) {
      Wire.Reply refused = service.call("POST", path, Map.of("Ricloud-Await", await));
      assertEquals(400, refused.status(), await);
      assertTrue(refused.json().has("params.Ricloud-Await"), refused.text());
    }
    service.post(CONFIGS + "/" + id, "{\"state\":\"deactivated\"}");
    Wire.Reply off = service.post(path, "");
    assertEquals(409, off.status(), off.text());
    assertEquals("wrong-state", off.error());
  }

  @Test
  @DisplayName("T13, CFG-MODEL-3 organisation: the first valid one is the default")
  void organisation_hasADefault() throws Exception {
    Map<String, String> as = as("fresh");
    Document empty = service.call("GET", "/organisation", as).json();
    assertEquals("organisation", empty.string("resource").orElseThrow());
    assertEquals("fresh", empty.string("id").orElseThrow());
    assertEquals("unconfigured", empty.string("state").orElseThrow());
    assertEquals(List.of(), empty.list("storage_configs").orElseThrow());
    assertTrue(empty.has("storage_config_default"));
    String first = create(Service.place(), as);
    service.call("POST", CONFIGS + "/" + first + "/test", with(as, "Ricloud-Await", "10"));
    String second = create(Service.place(), as);
    service.call("POST", CONFIGS + "/" + second + "/test", with(as, "Ricloud-Await", "10"));
    Document active = service.call("GET", "/organisation", as).json();
    assertEquals("active", active.string("state").orElseThrow());
    assertEquals(first, active.string("storage_config_default").orElseThrow());
    assertEquals(2, active.list("storage_configs").orElseThrow().size());
  }

  @Test
  void tenants_seeOnlyTheirOwn() throws Exception {
    String id = service.created(Service.place()).string("id").orElseThrow();
    String task = service.get(CONFIGS + "/" + id).json().string("task").orElseThrow();
    Map<String, String> other = as("other");
    for (String path : List.of(CONFIGS + "/" + id, "/tasks/" + task)) {
      assertEquals(404, service.call("GET", path, other).status(), path);
    }
    assertEquals(404, service.call("DELETE", CONFIGS + "/" + id, other).status());
    assertEquals(404, service.post(CONFIGS + "/" + id, "{\"state\":\"new\"}", other).status());
    assertEquals(
        0, service.call("GET", CONFIGS, other).json().integer("total_count").orElseThrow());
  }

  @Test
  @DisplayName("T13, CFG-URL-2 a second configuration of a url is refused and names the first")
  void duplicate_isAConflict() throws Exception {
    String url = Service.place();
    String id = service.created(url).string("id").orElseThrow();
    Wire.Reply twice = service.post(CONFIGS, Service.body(url + "/"));
    assertEquals(409, twice.status(), twice.text());
    assertEquals("already-exists", twice.error());
    assertEquals(id, twice.json().string("params.id").orElseThrow());
    assertTrue(twice.json().has("params.url"));
  }

  @Test
  void connection_takesManyRequests() throws Exception {
    try (Wire wire = service.wire()) {
      for (int i = 0; i < 20; i++) {
        wire.write(service.request("GET", CONFIGS, Map.of(), Optional.empty()));
        assertEquals(200, wire.read().status());
        wire.write(service.request("POST", CONFIGS, Map.of(), Optional.of("{")));
        assertEquals(400, wire.read().status());
      }
    }
  }

  private static Map<String, String> with(Map<String, String> map, String name, String value) {
    Map<String, String> more = new java.util.LinkedHashMap<>(map);
    more.put(name, value);
    return more;
  }
}
