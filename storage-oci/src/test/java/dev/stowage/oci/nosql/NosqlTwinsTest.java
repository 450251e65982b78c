package dev.stowage.oci.nosql;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.oracle.bmc.model.BmcException;
import dev.stowage.OpenOptions;
import dev.stowage.fakes.oci.FakeOci;
import dev.stowage.fakes.oci.nosql.FakeNosql;
import dev.stowage.http.HttpResponse;
import dev.stowage.kv.Document;
import dev.stowage.oci.OciCall;
import dev.stowage.oci.OciConfig;
import dev.stowage.oci.OciService;
import dev.stowage.oci.OciWire;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The fake and Oracle's own server are asked the same, without our driver in between, and must
 * answer the same: status, code, and the document but for versions and costs.
 */
@Tag("server")
class NosqlTwinsTest {
  private static final String PEOPLE =
      "id string, name string, active boolean, age integer, big long, d double, n number, at"
          + " timestamp(3), raw binary, doc json, tags array(string), primary key(id)";
  private static final String JOBS =
      "owner string, id string, doc json, primary key(shard(owner), id)";

  private String compartment = "";
  private final List<String> answers = new ArrayList<>();

  private void send(OciWire wire, String what, OciCall call) throws IOException {
    String answer;
    try (HttpResponse response = wire.send(call)) {
      String body = new String(response.body().readAllBytes(), StandardCharsets.UTF_8);
      answer =
          response.status()
              + (response.headers().first("opc-next-page").isPresent() ? " more" : "")
              + (response.headers().first("etag").isPresent() ? " etag " : " ")
              + normal(Document.fromJson(NosqlAnswer.escaped(body)));
    } catch (BmcException e) {
      answer = e.getStatusCode() + " " + e.getServiceCode();
    }
    answers.add(what + " -> " + answer);
  }

  private static String normal(Document body) {
    Document rest = body.without("usage");
    for (String version : List.of("version", "existingVersion")) {
      rest = rest.has(version) ? rest.with(version, "some") : rest;
    }
    return sorted(rest);
  }

  private static String sorted(Object value) {
    if (value instanceof Document document) {
      TreeMap<String, String> members = new TreeMap<>();
      document.toMap().forEach((name, each) -> members.put(name, sorted(each)));
      return members.toString();
    }
    return value instanceof List<?> list
        ? list.stream().map(NosqlTwinsTest::sorted).collect(Collectors.toList()).toString()
        : String.valueOf(value);
  }

  private void put(OciWire wire, String table, String value, String more, String... header)
      throws IOException {
    OciCall call =
        OciCall.of("PUT", "/20190828/tables/" + table + "/rows")
            .json("{\"compartmentId\":\"" + compartment + "\",\"value\":" + value + more + "}");
    if (header.length == 2) {
      call.header(header[0], header[1]);
    }
    send(wire, "put " + table + value + more, call);
  }

  private void row(OciWire wire, String method, String table, String... keys) throws IOException {
    OciCall call =
        OciCall.of(method, "/20190828/tables/" + table + "/rows")
            .query("compartmentId", compartment);
    for (String key : keys) {
      call.query("key", key);
    }
    send(wire, method + " " + table + List.of(keys), call);
  }

  private void query(OciWire wire, String sql, String variables, String limit) throws IOException {
    OciCall call = OciCall.of("POST", "/20190828/query");
    if (!limit.isEmpty()) {
      call.query("limit", limit);
    }
    Document statement = Document.empty().with("s", sql);
    String quoted = statement.toJson().substring(5, statement.toJson().length() - 1);
    send(
        wire,
        sql + variables,
        call.json(
            "{\"compartmentId\":\""
                + compartment
                + "\",\"statement\":"
                + quoted
                + (variables.isEmpty() ? "" : ",\"variables\":" + variables)
                + "}"));
  }

  private List<String> ask(OciWire wire, String in) throws IOException {
    compartment = in;
    answers.clear();
    rows(wire);
    changes(wire);
    queries(wire);
    refusals(wire);
    return List.copyOf(answers);
  }

  private void rows(OciWire wire) throws IOException {
    put(
        wire,
        "people",
        "{\"id\":\"a\",\"name\":\"Ann\",\"age\":20,\"n\":12345678901234567890.5}",
        "");
    put(wire, "people", "{\"id\":\"a\"}", ",\"option\":\"IF_ABSENT\",\"isGetReturnRow\":true");
    put(wire, "people", "{\"id\":\"b\"}", ",\"option\":\"IF_PRESENT\"");
    put(wire, "people", "{\"id\":\"a\",\"nope\":1}", "");
    put(wire, "people", "{\"id\":\"a\",\"nope\":1}", ",\"isExactMatch\":true");
    put(wire, "people", "{\"id\":\"a\"}", ",\"isExactMatch\":true");
    put(wire, "people", "{\"name\":\"x\"}", "");
    put(wire, "people", "{\"id\":\"a\",\"age\":\"x\"}", "");
    put(wire, "people", "{\"id\":\"a\",\"age\":2.5}", "");
    put(wire, "people", "{\"id\":\"a\"}", ",\"option\":\"MAYBE\"");
    put(wire, "people", "{\"id\":\"a\"}", "", "if-match", "AAAA");
    put(wire, "people", "{\"id\":\"a\"}", "", "if-match", "!!");
    put(wire, "people", "{\"id\":\"a\"}", ",\"ttl\":-1");
    put(wire, "nosuch", "{\"id\":\"a\"}", "");
    put(
        wire,
        "people",
        "{\"id\":\"a\",\"raw\":\"AQI=\",\"at\":\"2026-01-01T00:00:00.1239Z\",\"tags\":[\"x\"],"
            + "\"doc\":{\"x\":[null,1.5,{}],\"z\":-0.0,\"e\":1e100}}",
        "");
    row(wire, "GET", "people", "id:a");
    row(wire, "GET", "people", "id:none");
    row(wire, "GET", "people", "a");
    row(wire, "GET", "people", "name:a");
    row(wire, "GET", "jobs", "owner:a");
    row(wire, "GET", "nosuch", "id:a");
    row(wire, "DELETE", "people", "id:none");
    row(wire, "DELETE", "people", "id:a");
  }

  private void changes(OciWire wire) throws IOException {
    query(wire, "insert into people (id, name) values (\"u\", \"Ann\")", "", "");
    query(wire, "insert into people (id, name) values (\"u\", \"Bob\")", "", "");
    query(wire, "upsert into people (id, age) values (\"u\", 3) returning id, name, age", "", "");
    query(wire, "insert into people (name) values (\"u\")", "", "");
    String update = "update people set active = $a where id = $id";
    query(wire, update, "{\"$a\":true,\"$id\":\"u\"}", "");
    query(wire, "declare $a boolean; " + update, "{\"$a\":true,\"$id\":\"u\"}", "");
    query(wire, "declare $a boolean; $id string; " + update, "{\"$a\":true,\"$id\":\"u\"}", "");
    query(wire, "declare $a boolean; $id string; " + update, "{\"$a\":1,\"$id\":\"u\"}", "");
    query(wire, "declare $a boolean; $id string; " + update, "{\"$id\":\"u\"}", "");
    query(wire, "declare $a boolean; $a string; " + update, "{\"$id\":\"u\"}", "");
    query(
        wire,
        "declare $a long; update people set age = $a, d = $a, n = $a where id = \"u\" returning age, d, n",
        "{\"$a\":5}",
        "");
    query(
        wire,
        "declare $a string; update people set age = $a where id = \"u\"",
        "{\"$a\":\"x\"}",
        "");
    query(
        wire,
        "declare $a timestamp(9); update people set at = $a where id = \"u\" returning at",
        "{\"$a\":\"2026-01-01T00:00:00.5Z\"}",
        "");
    query(
        wire,
        "declare $a array(json); update people set tags = $a where id = \"u\" returning tags",
        "{\"$a\":[\"x\"]}",
        "");
    query(
        wire,
        "declare $a json; update people set age = $a, doc = $a where id = \"u\" returning age, doc",
        "{\"$a\":null}",
        "");
    query(
        wire,
        "update people set doc = {\"x\":1, \"y\":{\"z\":2}} where id = \"u\" returning doc",
        "",
        "");
    query(
        wire,
        "declare $a binary; update people p set p.doc.x = $a where id = \"u\"",
        "{\"$a\":\"AQID\"}",
        "");
    query(
        wire,
        "update people p set p.doc.y.z = 7, p.doc.w = \"n\" where id = \"u\" returning doc",
        "",
        "");
    query(
        wire,
        "update people p put p.doc.y {\"q\":[1]} , remove p.doc.x where id = \"u\" returning doc",
        "",
        "");
    query(wire, "update people set age = 20 where id = \"u\"", "", "");
    query(wire, "update people set age = age + 1 where id = \"u\" returning age", "", "");
    query(wire, "update people set age = 1 where age = 21", "", "");
    query(wire, "update people set age = 1 where id = \"none\"", "", "");
    query(wire, "update people set nope = 1 where id = \"u\"", "", "");
    query(wire, "delete from people where name = \"x\"", "", "");
    query(wire, "delete from people where id = \"u\"", "", "");
  }

  private void queries(OciWire wire) throws IOException {
    for (String id : List.of("b", "a", "a/2", "a/10", "\uff5e", "😀", "B")) {
      put(
          wire,
          "jobs",
          "{\"owner\":\"o\",\"id\":\"" + id + "\",\"doc\":{\"n\":" + id.length() + "}}",
          "");
    }
    query(wire, "select id from jobs where owner = \"o\" order by id", "", "");
    query(wire, "select id from jobs where owner = \"o\" order by owner, id desc", "", "");
    query(wire, "select id from jobs where owner = \"o\" order by id desc limit 2", "", "");
    query(wire, "select id from jobs where owner = \"o\" order by id limit 2 offset 1", "", "");
    query(wire, "select id from jobs where owner = \"o\" order by id", "", "3");
    query(wire, "select id from jobs order by id", "", "");
    query(wire, "select id from jobs where owner = \"o\" order by doc", "", "");
    query(wire, "select id from jobs limit 1", "", "");
    query(wire, "select count(*) from jobs", "", "");
    query(wire, "select distinct owner from jobs", "", "");
    query(
        wire,
        "select j.doc.n as n, 1 + 1, j.id from jobs j where owner = \"o\" and id = \"a\"",
        "",
        "");
    query(wire, "select * from jobs $j where $j.doc.n = 2 and owner = \"o\"", "", "");
    query(wire, "select id from jobs where owner = \"o\" and id in (\"a\", \"b\", \"c\")", "", "");
    query(wire, "select id from jobs where owner = \"o\" and starts_with(id, \"a/\")", "", "");
    query(wire, "select id from jobs j where owner = \"o\" and exists j.doc.nope", "", "");
    query(
        wire,
        "select id from jobs j where owner = \"o\" and j.doc.nope is null and id < \"a/2\"",
        "",
        "");
    query(
        wire,
        "select id from jobs where owner = \"o\" and (id = \"a\" or not id <= \"b\")",
        "",
        "");
    query(
        wire,
        "select expiration_time_millis($j) as e from jobs $j where owner = \"o\" and id = \"a\"",
        "",
        "");
    query(
        wire,
        "declare $o string; select id from jobs where owner = $o and id > \"b\"",
        "{\"$o\":\"o\"}",
        "");
    query(wire, "select id from jobs where owner = $o", "{\"$o\":\"o\"}", "");
    query(
        wire,
        "declare $o string; select id from jobs where owner = $o",
        "{\"$o\":\"o\",\"$x\":1}",
        "");
    query(
        wire,
        "select j.doc.nope, [j.doc.nope] as x, {\"k\":j.doc.nope} as y from jobs j where owner = \"o\" and id = \"a\"",
        "",
        "");
    query(
        wire,
        "select id from jobs j where owner = \"o\" and j.doc.nope != 1 and id = \"a\"",
        "",
        "");
    query(
        wire,
        "select id from jobs j where owner = \"o\" and not exists j.doc.nope and id = \"a\"",
        "",
        "");
    query(wire, "delete from jobs where owner = \"o\"", "", "");
    query(wire, "/* note */ select id from jobs where owner = \"none\" # end", "", "");
  }

  private void refusals(OciWire wire) throws IOException {
    for (String sql :
        List.of(
            "selec * from jobs",
            "select from jobs",
            "select * from nosuch",
            "select nope from jobs",
            "select * from jobs where id = ",
            "update jobs where owner = \"o\"",
            "delete jobs",
            "declare $a nonsense; select * from jobs",
            "declare select * from jobs")) {
      query(wire, sql, "", "");
    }
    query(wire, "select * from jobs", "", "-1");
    send(
        wire,
        "an unreadable prepared statement",
        OciCall.of("POST", "/20190828/query")
            .json(
                "{\"compartmentId\":\""
                    + compartment
                    + "\",\"statement\":\"AAAA\",\"isPrepared\":true}"));
    send(
        wire,
        "an unreadable page",
        OciCall.of("POST", "/20190828/query")
            .query("page", "!!")
            .json(
                "{\"compartmentId\":\""
                    + compartment
                    + "\",\"statement\":\"select * from jobs\"}"));
  }

  @Test
  void fakeAnswersAsTheServerDoes() throws IOException {
    NosqlServer.table("people", PEOPLE);
    NosqlServer.table("jobs", JOBS);
    List<String> real;
    try (OciWire wire =
        OciWire.open(OciService.NOSQL, NosqlServer.connection(), NosqlServer.options())) {
      real = ask(wire, NosqlServer.COMPARTMENT);
    }
    try (FakeOci oci = FakeOci.start()) {
      FakeNosql fake = oci.service(FakeNosql.class);
      fake.createTable("create table people (" + PEOPLE + ")");
      fake.createTable("create table jobs (" + JOBS + ")");
      try (OciWire wire =
          OciWire.open(
              OciService.NOSQL,
              OciConfig.defaults().withEndpoint(oci.endpoint()),
              OpenOptions.defaults().withEnvironment(oci.environment()))) {
        assertEquals(String.join("\n", real), String.join("\n", ask(wire, oci.compartment())));
      }
    }
  }
}
