package dev.stowage.fakes.swift;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.fakes.Fault;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import wiremock.com.fasterxml.jackson.databind.JsonNode;

/** Large objects and bulk deletes of the fake, by plain HTTP, as OpenStack documents them. */
class FakeSwiftLargeTest {
  @RegisterExtension static final FakeSwift FAKE = FakeSwift.start();
  @RegisterExtension static final FakeSwift NAVER = FakeSwift.startNaver();
  private static final String JSON = "application/json";

  private SwiftHttp http;

  @BeforeEach
  void empty() {
    FAKE.reset();
    http = new SwiftHttp(FAKE);
    http.put("/c", "");
    http.put("/s", "");
    http.put("/s/1", "aaa");
    http.put("/s/2", "bbb");
    http.put("/s/3", "c");
  }

  private HttpResponse<String> manifest(Object... segments) {
    return http.send("PUT", "/c/m?multipart-manifest=put", SwiftHttp.json(List.of(segments)));
  }

  @Test
  void slo_isItsSegments() {
    HttpResponse<String> put =
        manifest(
            Map.of("path", "s/1", "etag", "47bce5c74f589f4867dbd57e9ca9f808", "size_bytes", 3),
            Map.of("path", "/s/2"),
            Map.of("path", "s/3", "size_bytes", "1"));
    assertEquals(201, put.statusCode());
    assertEquals("\"19b30e4dbf4d8b8763a865e4c3328eab\"", SwiftHttp.header(put, "Etag"));
    HttpResponse<String> get = http.get("/c/m");
    assertEquals("aaabbbc", get.body());
    assertEquals("True", SwiftHttp.header(get, "X-Static-Large-Object"));
    assertEquals("\"19b30e4dbf4d8b8763a865e4c3328eab\"", SwiftHttp.header(get, "Etag"));
    assertEquals("7", SwiftHttp.header(http.send("HEAD", "/c/m", ""), "Content-Length"));
    assertEquals("abb", http.get("/c/m", "Range", "bytes=2-4").body());
    assertEquals(
        304, http.get("/c/m", "If-None-Match", "19b30e4dbf4d8b8763a865e4c3328eab").statusCode());
    JsonNode listed = SwiftHttp.json(http.get("/c?format=json")).path(0);
    assertEquals(7, listed.path("bytes").asInt());
    assertEquals("\"19b30e4dbf4d8b8763a865e4c3328eab\"", listed.path("slo_etag").asText());
    HttpResponse<String> read = http.get("/c/m?multipart-manifest=get");
    assertEquals(SwiftHttp.header(get, "X-Manifest-Etag"), SwiftHttp.header(read, "Etag"));
    assertEquals("/s/1", SwiftHttp.json(read).path(0).path("name").asText());
    JsonNode raw = SwiftHttp.json(http.get("/c/m?multipart-manifest=get&format=raw"));
    assertEquals(3, raw.path(1).path("size_bytes").asInt());
    assertEquals(
        201, http.send("PUT", "/c/again?multipart-manifest=put", raw.toString()).statusCode());
    assertEquals("aaabbbc", http.get("/c/again").body());
  }

  @Test
  void slo_ofRangesDataAndOthers() {
    assertEquals(
        "\"ae4a58fe0756679190cc3f737e494f7d\"",
        SwiftHttp.header(
            manifest(Map.of("path", "s/1", "range", "0-1"), Map.of("path", "s/2", "range", "0-2")),
            "Etag"));
    assertEquals("aabbb", http.get("/c/m").body());
    String nested =
        SwiftHttp.json(
            List.of(Map.of("path", "c/m"), Map.of("data", "LS0="), Map.of("path", "s/3")));
    assertEquals(201, http.put("/c/nested?multipart-manifest=put", nested));
    assertEquals("aabbb--c", http.get("/c/nested").body());
    HttpResponse<String> deleted =
        http.send("DELETE", "/c/nested?multipart-manifest=delete", "", "Accept", JSON);
    assertEquals(5, SwiftHttp.json(deleted).path("Number Deleted").asInt(), deleted.body());
    assertEquals(List.of(), FAKE.keys("c"));
    assertEquals(List.of(), FAKE.keys("s"));
  }

  @Test
  void slo_thatDoesNotFit_isRefused() {
    HttpResponse<String> wrong =
        http.send(
            "PUT",
            "/c/m?multipart-manifest=put",
            SwiftHttp.json(
                List.of(
                    Map.of("path", "s/1", "etag", "x"),
                    Map.of("path", "s/2", "size_bytes", 4),
                    Map.of("path", "s/absent"),
                    Map.of("path", "s/3", "range", "5-6"))),
            "Accept",
            JSON);
    assertEquals(400, wrong.statusCode());
    assertEquals(
        "[[\"s/1\",\"Etag Mismatch\"],[\"s/2\",\"Size Mismatch\"],[\"s/absent\",\"404 Not"
            + " Found\"],[\"s/3\",\"Unsatisfiable Range\"]]",
        SwiftHttp.json(wrong).path("Errors").toString());
    for (Object bad :
        List.of(
            Map.of("path", "s/1", "color", "red"),
            Map.of("etag", "x"),
            Map.of("path", "s"),
            Map.of("path", "c/m"),
            Map.of("path", "s/1", "range", "0-1,1-2"),
            Map.of("path", "s/1", "size_bytes", "many"),
            "text",
            Map.of("data", "LS0="))) {
      assertEquals(400, manifest(bad).statusCode(), bad.toString());
    }
    assertEquals(400, http.put("/c/m?multipart-manifest=put", "not json"));
    assertEquals(422, http.put("/c/m?multipart-manifest=put", "[{\"path\":\"s/1\"}]", "ETag", "x"));
    assertEquals(405, http.put("/c/m?multipart-manifest=put", "", "X-Copy-From", "s/1"));
    assertEquals(404, http.get("/c/m").statusCode());
    String many = SwiftHttp.json(java.util.Collections.nCopies(1001, Map.of("path", "s/1")));
    assertEquals(413, http.put("/c/m?multipart-manifest=put", many));
  }

  @Test
  void slo_whoseSegmentIsLost_isNeverShorter() {
    manifest(Map.of("path", "s/1"), Map.of("path", "s/2"), Map.of("path", "s/3"));
    FAKE.removeObject("s", "2");
    assertThrows(AssertionError.class, () -> http.get("/c/m"), "the connection drops");
    FAKE.removeObject("s", "1");
    assertEquals(409, http.get("/c/m").statusCode());
  }

  @Test
  void slo_deleted_tellsInTheBody() {
    http.put("/c/plain", "x");
    String query = "?multipart-manifest=delete";
    HttpResponse<String> plain = http.send("DELETE", "/c/plain" + query, "", "Accept", JSON);
    assertEquals(200, plain.statusCode());
    assertEquals("400 Bad Request", SwiftHttp.json(plain).path("Response Status").asText());
    assertTrue(plain.body().contains("Not an SLO manifest"));
    assertTrue(plain.body().startsWith(" "), "blanks keep the connection alive");
    assertEquals(200, http.get("/c/plain").statusCode());
    HttpResponse<String> absent = http.send("DELETE", "/c/absent" + query, "", "Accept", JSON);
    assertEquals("200 OK", SwiftHttp.json(absent).path("Response Status").asText());
    assertEquals(1, SwiftHttp.json(absent).path("Number Not Found").asInt());
    manifest(Map.of("path", "s/1"));
    assertEquals(204, http.send("DELETE", "/c/m", "").statusCode(), "only the manifest");
    assertEquals(List.of("1", "2", "3"), FAKE.keys("s"));
  }

  @Test
  void slo_heartbeat_accepts_andTellsLater() {
    String body = SwiftHttp.json(List.of(Map.of("path", "s/1")));
    String path = "/c/m?multipart-manifest=put&heartbeat=on";
    HttpResponse<String> good = http.send("PUT", path, body, "Accept", JSON);
    assertEquals(202, good.statusCode());
    assertEquals("201 Created", SwiftHttp.json(good).path("Response Status").asText());
    HttpResponse<String> bad = http.send("PUT", path, body.replace("s/1", "s/9"), "Accept", JSON);
    assertEquals(202, bad.statusCode());
    assertEquals("400 Bad Request", SwiftHttp.json(bad).path("Response Status").asText());
    FAKE.faults().on("manifest.PUT").arm(Fault.errorInside200());
    HttpResponse<String> broken = http.send("PUT", path, body, "Accept", JSON);
    assertEquals(
        "503 Service Unavailable", SwiftHttp.json(broken).path("Response Status").asText());
  }

  @Test
  void slo_copied_isBytesOrItsManifest() {
    manifest(Map.of("path", "s/1"), Map.of("path", "s/2"));
    http.send("COPY", "/c/m", "", "Destination", "c/flat");
    assertEquals("aaabbb", http.get("/c/flat").body());
    assertEquals("", SwiftHttp.header(http.get("/c/flat"), "X-Static-Large-Object"));
    http.send("COPY", "/c/m?multipart-manifest=get", "", "Destination", "c/twin");
    assertEquals("True", SwiftHttp.header(http.get("/c/twin"), "X-Static-Large-Object"));
    assertEquals("aaabbb", http.get("/c/twin").body());
  }

  @Test
  void dlo_isWhatIsThereNow() {
    assertEquals(201, http.put("/c/d", "", "X-Object-Manifest", "s/" + "%31"));
    assertEquals("aaa", http.get("/c/d").body());
    http.put("/c/d", "", "X-Object-Manifest", "c/part");
    http.put("/c/part2", "two");
    http.put("/c/part1", "one ");
    HttpResponse<String> get = http.get("/c/d");
    assertEquals("one two", get.body());
    assertTrue(SwiftHttp.header(get, "Etag").startsWith("\""));
    assertEquals("c/part", SwiftHttp.header(get, "X-Object-Manifest"));
    assertEquals("e t", http.get("/c/d", "Range", "bytes=2-4").body());
    assertEquals("", http.get("/c/d?multipart-manifest=get").body());
    http.send("POST", "/c/d", "", "X-Object-Meta-A", "1");
    assertEquals("", http.get("/c/d").body(), "a POST without it takes the manifest away");
  }

  @Test
  void bulk_deletesAndReports() {
    http.put("/c/a%20b", "x");
    HttpResponse<String> answer =
        http.send(
            "POST",
            "?bulk-delete",
            "/c/a%20b\n/s/1\n s/2 \n/s/absent\n/s\n",
            "Content-Type",
            "text/plain",
            "Accept",
            JSON);
    JsonNode told = SwiftHttp.json(answer);
    assertEquals(200, answer.statusCode());
    assertEquals(3, told.path("Number Deleted").asInt(), answer.body());
    assertEquals(1, told.path("Number Not Found").asInt());
    assertEquals("[[\"/s\",\"409 Conflict\"]]", told.path("Errors").toString());
    assertEquals("400 Bad Request", told.path("Response Status").asText());
    assertEquals(List.of("3"), FAKE.keys("s"));
    assertEquals(
        "400 Bad Request",
        SwiftHttp.json(http.send("POST", "?bulk-delete", "\n", "Accept", JSON))
            .path("Response Status")
            .asText());
    String tooMany = "/s/x\n".repeat(10_001);
    assertTrue(http.send("POST", "?bulk-delete", tooMany, "Accept", JSON).body().contains("413"));
    String tooLong = "/s/" + "x".repeat(4000) + "\n";
    assertTrue(
        http.send("POST", "?bulk-delete", tooLong, "Accept", JSON)
            .body()
            .contains("Invalid File Name"));
  }

  @Test
  void naver_hasNothingNewer() {
    NAVER.reset();
    SwiftHttp old = new SwiftHttp(NAVER);
    assertEquals(400, old.put("/ab", ""));
    assertEquals(400, old.put("/" + "x".repeat(31), ""));
    assertEquals(201, old.put("/abc", ""));
    old.put("/abc/k", "x", "Cache-Control", "no-store", "Content-Encoding", "br");
    assertEquals("", SwiftHttp.header(old.get("/abc/k"), "Cache-Control"));
    assertEquals("br", SwiftHttp.header(old.get("/abc/k"), "Content-Encoding"));
    assertEquals(412, old.get("/abc?delimiter=ab").statusCode());
    String body = SwiftHttp.json(List.of(Map.of("path", "abc/k")));
    assertEquals(201, old.put("/abc/m?multipart-manifest=put&heartbeat=on", body));
    assertEquals(
        400,
        old.put("/abc/n?multipart-manifest=put", "[{\"data\":\"LS0=\"},{\"path\":\"abc/k\"}]"));
    assertTrue(
        SwiftHttp.json(old.get("/abc?format=json")).path(1).path("slo_etag").isMissingNode());
    assertEquals(
        "2.15.1",
        SwiftHttp.json(old.as("").to(java.net.URI.create(NAVER.endpoint() + "/info"), "GET", ""))
            .path("swift")
            .path("version")
            .asText());
  }
}
