package dev.stowage.fakes.gcs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.fakes.Fault;
import dev.stowage.fakes.RawClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What Google documents, asked of the fake byte by byte: no client of anybody's is between. */
class FakeGcsTest {
  @RegisterExtension static final FakeGcs GCS = FakeGcs.start();

  private String bucket;
  private String token;
  private RawClient client;

  @BeforeEach
  void open() throws IOException {
    bucket = "b-" + UUID.randomUUID();
    GCS.createBucket(bucket);
    token = GCS.accessToken();
    client = new RawClient(GCS.port());
  }

  @AfterEach
  void close() throws IOException {
    client.close();
    GCS.clock().reset();
  }

  private RawClient.Answer ask(String line, String headers, byte[] body) throws IOException {
    String more = headers.isEmpty() ? "" : headers + "\n";
    String length =
        body.length == 0 && line.startsWith("GET") ? "" : "Content-Length: " + body.length + "\n";
    return client.exchange(
        line + " HTTP/1.1\nHost: 127.0.0.1:" + GCS.port() + "\n" + more + length, body);
  }

  private RawClient.Answer authorized(String line, String headers, String body) throws IOException {
    String all = "Authorization: Bearer " + token + (headers.isEmpty() ? "" : "\n" + headers);
    return ask(line, all, body.getBytes(StandardCharsets.UTF_8));
  }

  private String json(String rest) {
    return "/storage/v1/b/" + bucket + "/o" + rest;
  }

  @Test
  void withoutCredentials_isRefused_inBothForms() throws IOException {
    RawClient.Answer json = ask("GET " + json("/k"), "", new byte[0]);
    assertEquals(401, json.status());
    assertTrue(json.text().contains("\"reason\""), json.text());
    RawClient.Answer xml = ask("GET /" + bucket + "/k", "", new byte[0]);
    assertEquals(401, xml.status());
    assertTrue(xml.text().contains("<Code>AccessDenied</Code>"), xml.text());
  }

  @Test
  void unknownToken_saysThatItIsInvalid() throws IOException {
    RawClient.Answer answer = ask("GET " + json("/k"), "Authorization: Bearer nope", new byte[0]);
    assertEquals(401, answer.status());
    assertTrue(answer.header("www-authenticate").contains("error=\"invalid_token\""));
  }

  @Test
  void tokens_end() throws IOException {
    GCS.clock().advance(Duration.ofMinutes(61));
    assertEquals(401, authorized("GET " + json(""), "", "").status());
  }

  private RawClient.Answer assertion(String header, String claims, boolean sign)
      throws IOException {
    Base64.Encoder url = Base64.getUrlEncoder().withoutPadding();
    String signed =
        url.encodeToString(header.getBytes(StandardCharsets.UTF_8))
            + "."
            + url.encodeToString(claims.getBytes(StandardCharsets.UTF_8));
    byte[] signature =
        sign ? GcsIdentity.sign(signed.getBytes(StandardCharsets.US_ASCII)) : new byte[256];
    String form =
        "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion="
            + signed
            + "."
            + url.encodeToString(signature);
    return ask(
        "POST /token",
        "Content-Type: application/x-www-form-urlencoded",
        form.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void assertion_mustBeSignedAndFresh() throws IOException {
    String header = "{\"alg\":\"RS256\"}";
    long now = Instant.now().getEpochSecond();
    String claims = "{\"iss\":\"%s\",\"scope\":\"s\",\"aud\":\"a\",\"iat\":%d,\"exp\":%d}";
    String good = claims.formatted(GCS.account(), now, now + 3600);
    assertEquals(200, assertion(header, good, true).status());
    assertEquals(400, assertion(header, good, false).status());
    assertEquals(400, assertion(header, claims.formatted("x", now, now + 3600), true).status());
    assertEquals(
        400, assertion(header, claims.formatted(GCS.account(), now, now - 1), true).status());
    assertEquals(
        400, assertion(header, claims.formatted(GCS.account(), now, now + 7200), true).status());
    RawClient.Answer none = assertion("{\"alg\":\"none\"}", good, true);
    assertTrue(none.text().contains("invalid_grant"), none.text());
  }

  @Test
  void wrongChecksum_isRefused_inHeaderAndResource() throws IOException {
    String put = "PUT /" + bucket + "/k";
    assertEquals(400, authorized(put, "x-goog-hash: crc32c=AAAAAA==", "x").status());
    assertEquals(400, authorized(put, "Content-MD5: AAAAAAAAAAAAAAAAAAAAAA==", "x").status());
    String related =
        "--b\r\nContent-Type: application/json\r\n\r\n{\"crc32c\":\"AAAAAA==\"}\r\n--b\r\n"
            + "Content-Type: text/plain\r\n\r\nx\r\n--b--";
    RawClient.Answer answer =
        authorized(
            "POST /upload/storage/v1/b/" + bucket + "/o?uploadType=multipart&name=k",
            "Content-Type: multipart/related; boundary=b",
            related);
    assertEquals(400, answer.status(), answer.text());
    assertTrue(answer.text().contains("doesn't match calculated"), answer.text());
    assertTrue(GCS.object(bucket, "k").isEmpty());
  }

  @Test
  void generations_areConditions() throws IOException {
    String put = "PUT /" + bucket + "/k";
    RawClient.Answer first = authorized(put, "x-goog-if-generation-match: 0", "x");
    assertEquals(200, first.status());
    assertEquals(412, authorized(put, "x-goog-if-generation-match: 0", "y").status());
    String generation = first.header("x-goog-generation");
    assertEquals(
        304, authorized("GET " + json("/k?ifGenerationNotMatch=" + generation), "", "").status());
    assertEquals(412, authorized("GET " + json("/k?ifGenerationMatch=1"), "", "").status());
    assertEquals(412, authorized("DELETE " + json("/k?ifMetagenerationMatch=7"), "", "").status());
    assertEquals(
        204, authorized("DELETE " + json("/k?ifGenerationMatch=" + generation), "", "").status());
    assertEquals(404, authorized("DELETE " + json("/k"), "", "").status());
  }

  @Test
  void uploadsInParts_knowNoPreconditions() throws IOException {
    String start = "POST /" + bucket + "/k?uploads";
    RawClient.Answer refused = authorized(start, "x-goog-if-generation-match: 0", "");
    assertEquals(400, refused.status());
    assertEquals(200, authorized(start, "", "").status());
    String id = GCS.uploads(bucket).get(0).id();
    String part = "PUT /" + bucket + "/k?partNumber=%d&uploadId=" + id;
    String one = authorized(part.formatted(1), "", "small").header("etag");
    String two = authorized(part.formatted(2), "", "last").header("etag");
    String xml = "<CompleteMultipartUpload>";
    xml += "<Part><PartNumber>1</PartNumber><ETag>" + one + "</ETag></Part>";
    xml += "<Part><PartNumber>2</PartNumber><ETag>" + two + "</ETag></Part>";
    RawClient.Answer small =
        authorized("POST /" + bucket + "/k?uploadId=" + id, "", xml + "</CompleteMultipartUpload>");
    assertEquals(400, small.status());
    assertTrue(small.text().contains("EntityTooSmall"), small.text());
  }

  private String session(String more) throws IOException {
    RawClient.Answer start =
        authorized(
            "POST /upload/storage/v1/b/" + bucket + "/o?uploadType=resumable&name=k" + more,
            "Content-Type: application/json",
            "{}");
    String location = start.header("location");
    return location.substring(location.indexOf("/upload"));
  }

  @Test
  void resumable_piecesAreMultiplesOf256KiB() throws IOException {
    String session = session("");
    String piece = "x".repeat(1000);
    assertEquals(400, authorized("PUT " + session, "Content-Range: bytes 0-999/*", piece).status());
    RawClient.Answer status = authorized("PUT " + session, "Content-Range: bytes */*", "");
    assertEquals(308, status.status());
    assertEquals("", status.header("range"));
    String whole = "x".repeat(256 << 10);
    RawClient.Answer kept = authorized("PUT " + session, "Content-Range: bytes 0-262143/*", whole);
    assertEquals(308, kept.status());
    assertEquals("bytes=0-262143", kept.header("range"));
    RawClient.Answer done =
        authorized("PUT " + session, "Content-Range: bytes 262144-262145/262146", "yz");
    assertEquals(200, done.status());
    assertEquals(262_146, GCS.object(bucket, "k").orElseThrow().size());
    assertEquals(200, authorized("PUT " + session, "Content-Range: bytes */262146", "").status());
  }

  @Test
  void resumable_skipsWhatItHas_keepsWhatCameBeforeARefusal_andEndsAfterAWeek() throws IOException {
    String session = session("&ifGenerationMatch=0");
    String whole = "ab".repeat(256 << 10);
    GCS.faults().on("storage.resumable.upload").arm(Fault.refusalAfter(503, 300_000));
    String range = "Content-Range: bytes 0-524287/524288";
    assertEquals(503, authorized("PUT " + session, range, whole).status());
    assertEquals(List.of(300_000L), GCS.resumable(bucket, "k"));
    assertEquals(200, authorized("PUT " + session, range, whole).status());
    assertEquals(
        whole,
        new String(GCS.object(bucket, "k").orElseThrow().content(), StandardCharsets.US_ASCII));
    String late = session("");
    GCS.clock().advance(Duration.ofDays(8));
    token = GCS.accessToken();
    assertEquals(410, authorized("PUT " + late, "Content-Range: bytes */*", "").status());
    String cancelled = session("");
    assertEquals(499, authorized("DELETE " + cancelled, "", "").status());
    assertEquals(404, authorized("PUT " + cancelled, "Content-Range: bytes */*", "").status());
  }

  @Test
  void batch_takesAHundredCalls_andAnswersEach() throws IOException {
    GCS.putObject(bucket, "a", new byte[1]);
    RawClient.Answer two = batch(2);
    assertEquals(200, two.status());
    assertTrue(two.text().contains("HTTP/1.1 204"), two.text());
    assertTrue(two.text().contains("HTTP/1.1 404"), two.text());
    assertTrue(two.text().contains("Content-ID: <response-1>"), two.text());
    assertEquals(400, batch(101).status());
  }

  private RawClient.Answer batch(int calls) throws IOException {
    StringBuilder body = new StringBuilder();
    for (int i = 0; i < calls; i++) {
      body.append("--x\r\nContent-Type: application/http\r\nContent-ID: <").append(i);
      body.append(">\r\n\r\nDELETE ").append(json(i == 0 ? "/a" : "/none")).append(" HTTP/1.1\r\n");
      body.append("\r\n\r\n");
    }
    return authorized(
        "POST /batch/storage/v1", "Content-Type: multipart/mixed; boundary=x", body + "--x--");
  }

  @Test
  void fields_leaveOutWhatWasNotAskedFor() throws IOException {
    GCS.putObject(bucket, "a", new byte[1]);
    String text = authorized("GET " + json("?fields=items(name,size)"), "", "").text();
    assertTrue(text.contains("\"name\"") && text.contains("\"size\""), text);
    assertFalse(text.contains("generation") || text.contains("kind"), text);
  }

  @Test
  void listing_isOrderedByUtf8_inPages_withGenerationsOldToNew() throws IOException {
    GCS.enableVersioning(bucket);
    for (String key : List.of("a", "b/1", "b/2", "\uffee", "\ud83d\ude00", "a")) {
      GCS.putObject(bucket, key, new byte[1]);
    }
    String prefixes =
        authorized("GET " + json("?delimiter=/&fields=items(name),prefixes"), "", "").text();
    assertTrue(prefixes.indexOf("\uffee") < prefixes.indexOf("\ud83d\ude00"), prefixes);
    assertTrue(prefixes.contains("\"b/\"") && !prefixes.contains("b/1"), prefixes);
    String versions =
        authorized("GET " + json("?versions=true&prefix=a&fields=items(generation)"), "", "")
            .text();
    List<String> generations =
        versions
            .lines()
            .filter(l -> l.contains("generation"))
            .map(l -> l.replaceAll("\\D", ""))
            .toList();
    assertEquals(2, generations.size());
    assertTrue(Long.parseLong(generations.get(0)) < Long.parseLong(generations.get(1)));
    assertTrue(authorized("GET " + json("?maxResults=1"), "", "").text().contains("nextPageToken"));
    assertEquals(400, authorized("GET " + json("?pageToken=%21"), "", "").status());
  }

  @Test
  void gzip_isNotUnpackedOnlyForWhoTakesIt() throws IOException {
    authorized("PUT /" + bucket + "/k", "Content-Encoding: gzip", "stored");
    RawClient.Answer taken = authorized("GET /" + bucket + "/k", "Accept-Encoding: gzip", "");
    assertEquals("stored", taken.text());
    assertEquals("gzip", taken.header("x-goog-stored-content-encoding"));
    assertEquals(503, authorized("GET /" + bucket + "/k", "", "").status());
  }

  @Test
  void metadataServer_wantsItsFlavour() throws IOException {
    String path = "GET /computeMetadata/v1/instance/service-accounts/default/token";
    assertEquals(403, ask(path, "", new byte[0]).status());
    assertEquals(200, ask(path, "Metadata-Flavor: Google", new byte[0]).status());
  }
}
