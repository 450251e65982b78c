package dev.stowage.fakes.swift;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import wiremock.com.fasterxml.jackson.databind.JsonNode;

/** Containers and plain objects of the fake, by plain HTTP, as OpenStack documents them. */
class FakeSwiftObjectsTest {
  @RegisterExtension static final FakeSwift FAKE = FakeSwift.start();

  private SwiftHttp http;

  @BeforeEach
  void empty() {
    FAKE.reset();
    http = new SwiftHttp(FAKE);
    http.put("/c", "");
  }

  @Test
  void containers_comeAndGo() {
    assertEquals(201, http.put("/d", "", "X-Container-Meta-A", "1"));
    assertEquals(202, http.put("/d", ""));
    assertEquals(204, http.send("HEAD", "/d", "").statusCode());
    assertEquals("1", SwiftHttp.header(http.get("/d"), "X-Container-Meta-A"));
    assertEquals("gold", SwiftHttp.header(http.get("/d"), "X-Storage-Policy"));
    assertEquals(400, http.put("/e", "", "X-Storage-Policy", "nonsense"));
    assertEquals(409, http.put("/d", "", "X-Storage-Policy", "silver"));
    assertEquals(204, http.send("POST", "/d", "", "X-Remove-Container-Meta-A", "x").statusCode());
    assertEquals("", SwiftHttp.header(http.get("/d"), "X-Container-Meta-A"));
    http.put("/d/k", "x");
    assertEquals(409, http.send("DELETE", "/d", "").statusCode());
    http.send("DELETE", "/d/k", "");
    assertEquals(204, http.send("DELETE", "/d", "").statusCode());
    assertEquals(404, http.send("DELETE", "/d", "").statusCode());
    assertEquals(404, http.get("/d").statusCode());
    assertEquals(400, http.put("/" + "x".repeat(257), ""));
    assertEquals(404, http.put("/absent/k", "x"));
    assertEquals(412, http.get("?limit=10001").statusCode());
  }

  private List<String> list(String query) {
    List<String> names = new ArrayList<>();
    for (JsonNode entry : SwiftHttp.json(http.get("/c?format=json&" + query))) {
      names.add(
          entry.has("subdir") ? entry.path("subdir").asText() + "*" : entry.path("name").asText());
    }
    return names;
  }

  @Test
  void listings_inEveryWay() {
    for (String key : List.of("a", "dir/1", "dir/2", "dir/sub/3", "dir//4", "z%F0%9F%98%80")) {
      http.put("/c/" + key, "x");
    }
    assertEquals(List.of("a", "dir/*", "z😀"), list("delimiter=/"));
    assertEquals(List.of("dir//*", "dir/1", "dir/2", "dir/sub/*"), list("delimiter=/&prefix=dir/"));
    assertEquals(List.of("z😀"), list("delimiter=/&marker=dir/"));
    assertEquals(List.of("dir/*", "z😀"), list("delimiter=/&marker=dir/1"));
    assertEquals(List.of("a", "dir//4"), list("limit=2"));
    assertEquals(List.of("dir/1", "dir/2"), list("marker=dir//4&end_marker=dir/sub/3"));
    assertEquals(List.of("z😀", "dir/*", "a"), list("delimiter=/&reverse=on"));
    assertEquals(List.of("dir/*", "a"), list("delimiter=/&reverse=on&marker=z"));
    assertEquals(List.of("dir/1", "dir/2"), list("path=dir"));
    assertEquals(List.of("a", "z😀"), list("path="));
    assertEquals(
        List.of("a", "dir//*", "dir/1", "dir/2", "dir/sub/3", "z😀"), list("delimiter=//"));
    assertEquals(List.of(), list("prefix=nothing"));
    assertEquals("a\ndir//4\n", http.get("/c?limit=2").body());
    assertEquals(204, http.get("/c?prefix=nothing").statusCode());
    assertTrue(http.get("/c?format=xml&limit=1").body().contains("<name>a</name>"));
    JsonNode first = SwiftHttp.json(http.get("/c", "Accept", "application/json")).path(0);
    assertEquals("9dd4e461268c8034f5c8564e155c67a6", first.path("hash").asText());
    assertTrue(first.path("last_modified").asText().matches("[-0-9]+T[0-9:]+\\.[0-9]{6}"));
    assertEquals("6", SwiftHttp.header(http.get("/c"), "X-Container-Object-Count"));
    JsonNode account = SwiftHttp.json(http.get("?format=json")).path(0);
    assertEquals("c", account.path("name").asText());
    assertEquals(6, account.path("count").asInt());
  }

  @Test
  void puts_areChecked() {
    assertEquals(201, http.put("/c/k", "content", "ETag", "9a0364b9e99bb480dd25e1f0284c8555"));
    assertEquals(422, http.put("/c/k", "other", "ETag", "9a0364b9e99bb480dd25e1f0284c8555"));
    assertEquals("content", http.get("/c/k").body());
    assertEquals(412, http.put("/c/k", "x", "If-None-Match", "*"));
    assertEquals(400, http.put("/c/k", "x", "If-None-Match", "\"tag\""));
    assertEquals(201, http.put("/c/k", "if-match is ignored", "If-Match", "\"nothing\""));
    assertEquals(400, http.put("/c/" + "x".repeat(1025), "x"));
    assertEquals(201, http.put("/c/" + "x".repeat(1024), "x"));
    assertEquals(400, http.put("/c/k", "x", "X-Object-Meta-A", "v".repeat(257)));
    assertEquals(400, http.put("/c/k", "x", "X-Object-Meta-" + "n".repeat(129), "v"));
    assertEquals(400, http.put("/c/k", "x", "X-Delete-At", "1"));
    assertEquals(400, http.put("/c/k", "x", "X-Delete-After", "soon"));
    assertEquals(400, http.put("/c/k", "x", "X-Static-Large-Object", "true"));
    assertEquals(400, http.put("/c/k", "x", "X-Object-Manifest", "no-prefix"));
    assertEquals(412, http.put("/c/%FF", "x"));
    assertEquals(412, http.put("/c/a%00b", "x"));
  }

  @Test
  void reads_knowConditionsAndRanges() {
    http.put("/c/k", "0123456789");
    HttpResponse<String> whole = http.get("/c/k");
    String etag = SwiftHttp.header(whole, "Etag");
    assertEquals("781e5e245d69b566979b86e28d23f2c7", etag);
    String modified = SwiftHttp.header(whole, "Last-Modified");
    assertEquals(304, http.get("/c/k", "If-None-Match", '"' + etag + '"').statusCode());
    assertEquals(304, http.get("/c/k", "If-Modified-Since", modified).statusCode());
    assertEquals(200, http.get("/c/k", "If-Unmodified-Since", modified).statusCode());
    assertEquals(412, http.get("/c/k", "If-Match", "\"other\"").statusCode());
    assertEquals(412, http.get("/c/absent", "If-Match", "*").statusCode());
    assertEquals(200, http.get("/c/k", "If-Match", "\"other\", " + etag).statusCode());
    HttpResponse<String> part = http.get("/c/k", "Range", "bytes=2-4");
    assertEquals("234", part.body());
    assertEquals("bytes 2-4/10", SwiftHttp.header(part, "Content-Range"));
    assertEquals("89", http.get("/c/k", "Range", "bytes=-2").body());
    assertEquals("89", http.get("/c/k", "Range", "bytes=8-100").body());
    assertEquals("0123456789", http.get("/c/k", "Range", "bytes=4-2").body());
    HttpResponse<String> beyond = http.get("/c/k", "Range", "bytes=10-");
    assertEquals(416, beyond.statusCode());
    assertEquals("bytes */10", SwiftHttp.header(beyond, "Content-Range"));
    HttpResponse<String> several = http.get("/c/k", "Range", "bytes=0-1,8-9,20-30");
    assertEquals(206, several.statusCode());
    String boundary = SwiftHttp.header(several, "Content-Type").split("boundary=")[1];
    String type = "Content-Type: application/octet-stream\r\nContent-Range: bytes ";
    assertEquals(
        "--B\r\n" + type + "0-1/10\r\n\r\n01\r\n--B\r\n" + type + "8-9/10\r\n\r\n89\r\n--B--",
        several.body().replace(boundary, "B"));
    http.put("/c/empty", "");
    assertEquals(416, http.get("/c/empty", "Range", "bytes=0-").statusCode());
    assertEquals(200, http.get("/c/empty", "Range", "bytes=-5").statusCode());
  }

  @Test
  void posts_replaceWhatIsNotSentAgain() {
    http.put(
        "/c/k", "x", "Content-Type", "text/css", "X-Object-Meta-A", "1", "Content-Encoding", "br");
    assertEquals(202, http.send("POST", "/c/k", "", "X-Object-Meta-B", "2").statusCode());
    HttpResponse<String> head = http.send("HEAD", "/c/k", "");
    assertEquals("", SwiftHttp.header(head, "X-Object-Meta-A"));
    assertEquals("2", SwiftHttp.header(head, "X-Object-Meta-B"));
    assertEquals("", SwiftHttp.header(head, "Content-Encoding"));
    assertEquals("text/css", SwiftHttp.header(head, "Content-Type"));
    assertEquals("1", SwiftHttp.header(head, "Content-Length"));
    assertEquals(404, http.send("POST", "/c/absent", "").statusCode());
  }

  @Test
  void expiry_hidesAndThenRemoves() {
    http.put("/c/k", "x", "X-Delete-After", "60");
    FAKE.clock().advance(Duration.ofSeconds(59));
    assertEquals(200, http.get("/c/k").statusCode());
    FAKE.clock().advance(Duration.ofSeconds(2));
    assertEquals(404, http.get("/c/k").statusCode());
    assertEquals(404, http.send("DELETE", "/c/k", "").statusCode());
    http.put("/c/j", "x", "X-Delete-After", "60");
    FAKE.clock().advance(Duration.ofSeconds(61));
    assertEquals(List.of("j"), list(""));
    FAKE.expire();
    assertEquals(List.of(), list(""));
  }

  @Test
  void copies_inBothSpellings() {
    http.put("/d", "");
    http.put("/c/a%20b", "content", "Content-Type", "text/css", "X-Object-Meta-A", "1");
    HttpResponse<String> copy =
        http.send("COPY", "/c/a%20b", "", "Destination", "d/x%20y", "X-Object-Meta-B", "2");
    assertEquals(201, copy.statusCode());
    assertEquals("c/a%20b", SwiftHttp.header(copy, "X-Copied-From"));
    HttpResponse<String> read = http.get("/d/x%20y");
    assertEquals("content", read.body());
    assertEquals("1", SwiftHttp.header(read, "X-Object-Meta-A"));
    assertEquals("2", SwiftHttp.header(read, "X-Object-Meta-B"));
    assertEquals("text/css", SwiftHttp.header(read, "Content-Type"));
    assertEquals(
        201, http.put("/c/fresh", "", "X-Copy-From", "/d/x%20y", "X-Fresh-Metadata", "true"));
    assertEquals("", SwiftHttp.header(http.get("/c/fresh"), "X-Object-Meta-A"));
    assertEquals(201, http.put("/c/some", "", "X-Copy-From", "c/fresh", "Range", "bytes=1-3"));
    assertEquals("ont", http.get("/c/some").body());
    assertEquals(404, http.send("COPY", "/c/absent", "", "Destination", "c/x").statusCode());
    assertEquals(412, http.send("COPY", "/c/some", "", "Destination", "c").statusCode());
    assertEquals(412, http.send("COPY", "/c/some", "").statusCode());
    assertEquals(404, http.send("COPY", "/c/some", "", "Destination", "absent/x").statusCode());
    assertEquals(
        412,
        http.send("COPY", "/c/some", "", "Destination", "c/x", "If-Match", "other").statusCode());
    assertEquals(400, http.put("/c/x", "a body", "X-Copy-From", "c/some"));
  }

  @Test
  void quotas_areHeeded() {
    assertEquals(
        400, http.send("POST", "/c", "", "X-Container-Meta-Quota-Bytes", "x").statusCode());
    http.send("POST", "/c", "", "X-Container-Meta-Quota-Bytes", "5");
    assertEquals(201, http.put("/c/a", "12345"));
    HttpResponse<String> over = http.send("PUT", "/c/b", "1");
    assertEquals(413, over.statusCode());
    assertTrue(over.body().contains("quota"));
  }

  /** A deletion that began after an upload wins, even if the upload ends later. */
  @Test
  void lateUpload_isOlderThanTheDeletion() throws IOException {
    try (Socket socket = new Socket("127.0.0.1", FAKE.port())) {
      OutputStream out = socket.getOutputStream();
      String head =
          "PUT /v1/"
              + FAKE.account()
              + "/c/k HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nConnection: close\r\n"
              + "X-Auth-Token: "
              + FAKE.issueToken()
              + "\r\nExpect: 100-continue\r\n\r\n";
      out.write(head.getBytes(StandardCharsets.US_ASCII));
      out.flush();
      // What comes now says that the upload has begun.
      assertEquals('H', socket.getInputStream().read());
      assertEquals(404, http.send("DELETE", "/c/k", "").statusCode());
      out.write("abcd".getBytes(StandardCharsets.US_ASCII));
      out.flush();
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      assertTrue(answer.contains("HTTP/1.1 201"), answer);
    }
    assertEquals(404, http.get("/c/k").statusCode());
    assertEquals(List.of(), FAKE.keys("c"));
  }
}
