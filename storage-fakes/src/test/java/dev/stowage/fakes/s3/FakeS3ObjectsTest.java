package dev.stowage.fakes.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.fakes.FakeBytes;
import dev.stowage.fakes.Fault;
import dev.stowage.fakes.RawClient;
import dev.stowage.fakes.RawClient.Answer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Objects and errors as Amazon documents them, by a client that only knows HTTP. */
class FakeS3ObjectsTest {

  @RegisterExtension static final FakeS3 s3 = FakeS3.builder().region("eu-west-1").start();

  private final SignedClient client = new SignedClient(s3);

  @BeforeEach
  void freshBucket() {
    s3.reset();
    s3.createBucket("bucket");
  }

  private static void assertError(int status, String code, Answer answer) {
    assertEquals(status, answer.status(), answer.text());
    assertTrue(answer.text().contains("<Code>" + code + "</Code>"), answer.text());
    String id = answer.header("x-amz-request-id");
    assertTrue(answer.text().contains("<RequestId>" + id + "</RequestId>"), answer.text());
  }

  private void put(String key, String content) {
    s3.putObject("bucket", key, content.getBytes(UTF_8));
  }

  @ParameterizedTest
  @CsvSource({
    "a+b, a+b",
    "a%2Bb, a+b",
    "a%20b, 'a b'",
    "a//b, a//b",
    "a/../b, a/../b",
    "./, ./",
    "%25, %",
    "%2F, /",
    "a%C3%A9, aé",
    "%F0%9F%98%80, \uD83D\uDE00",
    "a%01, 'a\u0001'"
  })
  void key_isDecodedExactly(String path, String key) throws IOException {
    assertEquals(200, client.call("PUT", "/bucket/" + path, "x").status());
    assertEquals(List.of(key), s3.keys("bucket"));
    assertEquals("x", client.call("GET", "/bucket/" + path).text());
  }

  @Test
  void key_tooLongOrNotUtf8_isRefused() throws IOException {
    assertEquals(200, client.call("PUT", "/bucket/" + "%C3%A9".repeat(512), "x").status());
    assertError(400, "KeyTooLongError", client.call("PUT", "/bucket/" + "a".repeat(1025), "x"));
    assertError(400, "InvalidURI", client.call("PUT", "/bucket/%FF", "x"));
  }

  @ParameterizedTest
  @CsvSource({
    "bytes=0-3, 206, 0123, bytes 0-3/10",
    "bytes=7-, 206, 789, bytes 7-9/10",
    "bytes=7-99, 206, 789, bytes 7-9/10",
    "bytes=-3, 206, 789, bytes 7-9/10",
    "bytes=-99, 206, 0123456789, bytes 0-9/10",
    "bytes=3-1, 200, 0123456789, ''",
    "'bytes=0-1,3-4', 200, 0123456789, ''",
    "lines=0-1, 200, 0123456789, ''"
  })
  void range_isServed(String range, int status, String body, String contentRange)
      throws IOException {
    put("k", "0123456789");
    Answer answer = client.call("GET", "/bucket/k", "", "Range", range);
    assertEquals(status, answer.status());
    assertEquals(body, answer.text());
    assertEquals(contentRange, answer.header("content-range"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=10-", "bytes=10-20", "bytes=-0"})
  void range_pastTheEnd_is416(String range) throws IOException {
    put("k", "0123456789");
    Answer answer = client.call("GET", "/bucket/k", "", "Range", range);
    assertError(416, "InvalidRange", answer);
    assertTrue(answer.text().contains("<ActualObjectSize>10</ActualObjectSize>"));
  }

  @Test
  void readConditions_are304And412() throws IOException {
    put("k", "x");
    String etag = client.call("HEAD", "/bucket/k").header("etag");
    Answer unchanged = client.call("GET", "/bucket/k", "", "If-None-Match", etag);
    assertEquals(304, unchanged.status());
    assertEquals(etag, unchanged.header("etag"));
    assertError(
        412, "PreconditionFailed", client.call("GET", "/bucket/k", "", "If-Match", "\"no\""));
    String later = S3Text.httpDate(Instant.now().plusSeconds(3600));
    String earlier = S3Text.httpDate(Instant.now().minusSeconds(3600));
    assertEquals(304, client.call("GET", "/bucket/k", "", "If-Modified-Since", later).status());
    assertEquals(200, client.call("GET", "/bucket/k", "", "If-Modified-Since", earlier).status());
    assertEquals(412, client.call("GET", "/bucket/k", "", "If-Unmodified-Since", earlier).status());
  }

  @Test
  void writeConditions_createOnlyAndReplaceOnly() throws IOException {
    assertEquals(200, client.call("PUT", "/bucket/k", "1", "If-None-Match", "*").status());
    assertError(
        412, "PreconditionFailed", client.call("PUT", "/bucket/k", "2", "If-None-Match", "*"));
    assertError(
        501, "NotImplemented", client.call("PUT", "/bucket/k", "2", "If-None-Match", "\"x\""));
    String etag = client.call("HEAD", "/bucket/k").header("etag");
    assertEquals(200, client.call("PUT", "/bucket/k", "3", "If-Match", etag).status());
    assertError(412, "PreconditionFailed", client.call("PUT", "/bucket/k", "4", "If-Match", etag));
    assertError(404, "NoSuchKey", client.call("PUT", "/bucket/none", "4", "If-Match", etag));
    assertError(
        412, "PreconditionFailed", client.call("DELETE", "/bucket/k", "", "If-Match", etag));
    assertEquals("3", client.call("GET", "/bucket/k").text());
    assertEquals(204, client.call("DELETE", "/bucket/k", "", "If-Match", "*").status());
    assertEquals(204, client.call("DELETE", "/bucket/k").status());
  }

  @Test
  void sixteenCreators_haveOneWinner() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(16);
    try {
      List<Callable<Integer>> calls = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        String content = "content " + i;
        calls.add(() -> client.call("PUT", "/bucket/k", content, "If-None-Match", "*").status());
      }
      List<Integer> statuses = new ArrayList<>();
      for (Future<Integer> status : threads.invokeAll(calls)) {
        statuses.add(status.get());
      }
      assertEquals(1, statuses.stream().filter(s -> s == 200).count());
      assertEquals(15, statuses.stream().filter(s -> s == 412).count());
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void checksums_areVerifiedStoredAndGivenBack() throws IOException {
    for (S3Checksum algorithm : S3Checksum.values()) {
      String value = algorithm.of(FakeBytes.of("data".getBytes(UTF_8)));
      Answer put = client.call("PUT", "/bucket/k", "data", algorithm.header(), value);
      assertEquals(200, put.status(), put.text());
      assertEquals(value, put.header(algorithm.header()));
      assertEquals("FULL_OBJECT", put.header("x-amz-checksum-type"));
      Answer got = client.call("GET", "/bucket/k", "", "x-amz-checksum-mode", "ENABLED");
      assertEquals(value, got.header(algorithm.header()));
      assertEquals("", client.call("GET", "/bucket/k").header(algorithm.header()));
      assertError(
          400, "BadDigest", client.call("PUT", "/bucket/k", "Data", algorithm.header(), value));
    }
    Answer plain = client.call("PUT", "/bucket/k", "123456789");
    assertEquals("rosUhgp5mIg=", plain.header("x-amz-checksum-crc64nvme"));
    assertError(
        400,
        "InvalidRequest",
        client.call("PUT", "/bucket/k", "x", "x-amz-checksum-crc32", "AAAA"));
    assertError(
        400,
        "InvalidRequest",
        client.call("PUT", "/bucket/k", "x", "x-amz-sdk-checksum-algorithm", "CRC32"));
  }

  @Test
  void contentMd5_isVerified() throws IOException {
    String md5 = Base64.getEncoder().encodeToString(S3Text.digest("MD5", "x".getBytes(UTF_8)));
    assertEquals(200, client.call("PUT", "/bucket/k", "x", "Content-MD5", md5).status());
    assertError(400, "BadDigest", client.call("PUT", "/bucket/k", "y", "Content-MD5", md5));
    assertError(400, "InvalidDigest", client.call("PUT", "/bucket/k", "y", "Content-MD5", "abc"));
  }

  @Test
  void metadata_asciiStays_otherIsEncoded_tooMuchIsRefused() throws IOException {
    client.call(
        "PUT",
        "/bucket/k",
        "x",
        "x-amz-meta-A",
        "b  c",
        "x-amz-meta-percent",
        "100%25",
        "x-amz-meta-word",
        "=?UTF-8?Q?caf=C3=A9?=",
        "x-amz-meta-empty",
        "");
    Answer head = client.call("HEAD", "/bucket/k");
    assertEquals("b  c", head.header("x-amz-meta-a"));
    assertEquals("100%25", head.header("x-amz-meta-percent"));
    assertEquals("=?UTF-8?B?Y2Fmw6k=?=", head.header("x-amz-meta-word"));
    assertEquals("café", s3.object("bucket", "k").orElseThrow().metadata().get("word"));
    assertTrue(head.headers().containsKey("x-amz-meta-empty"));
    assertEquals(
        200, client.call("PUT", "/bucket/k", "x", "x-amz-meta-a", "b".repeat(2047)).status());
    assertError(
        400,
        "MetadataTooLarge",
        client.call("PUT", "/bucket/k", "x", "x-amz-meta-a", "b".repeat(2048)));
  }

  @Test
  void rawUtf8Metadata_isReadAsUtf8() throws IOException {
    client.call("PUT", "/bucket/k", "x", "x-amz-meta-a", "é");
    assertEquals("é", s3.object("bucket", "k").orElseThrow().metadata().get("a"));
  }

  @Test
  void headers_comeBack_andCanBeOverridden() throws IOException {
    Map<String, String> headers =
        Map.of(
            "content-type", "text/plain",
            "cache-control", "no-store",
            "content-disposition", "attachment; filename=\"a\"",
            "content-encoding", "gzip",
            "content-language", "de",
            "expires", "Thu, 01 Dec 1994 16:00:00 GMT",
            "x-amz-storage-class", "STANDARD_IA",
            "x-amz-tagging", "a=b&c=d");
    byte[] body = {31, -117, 8, 0};
    assertEquals(200, client.call("PUT", "/bucket/k", headers, body).status());
    Answer got = client.call("GET", "/bucket/k");
    assertArrayEquals(body, got.body());
    headers.forEach(
        (name, value) ->
            assertEquals(name.equals("x-amz-tagging") ? "" : value, got.header(name), name));
    assertEquals("2", got.header("x-amz-tagging-count"));
    Answer other = client.call("GET", "/bucket/k?response-content-type=text%2Fcsv");
    assertEquals("text/csv", other.header("content-type"));
    assertError(
        400,
        "InvalidStorageClass",
        client.call("PUT", "/bucket/k", "x", "x-amz-storage-class", "FAST"));
  }

  @Test
  void head_ofWhatIsMissing_hasNoBody() throws IOException {
    try (RawClient raw = new RawClient(s3.port())) {
      raw.send(client.head("HEAD", "/bucket/none", Map.of(), new byte[0]), new byte[0]);
      Answer missing = raw.read(true);
      assertEquals(404, missing.status());
      assertFalse(missing.header("x-amz-request-id").isEmpty());
      put("k", "12345");
      raw.send(client.head("HEAD", "/bucket/k", Map.of(), new byte[0]), new byte[0]);
      assertEquals("5", raw.read(true).header("content-length"));
    }
  }

  @Test
  void signature_isChecked() throws IOException {
    String wrong = client.head("GET", "/bucket?list-type=2", Map.of(), new byte[0]);
    assertSent(403, "SignatureDoesNotMatch", wrong.replace("list-type=2", "list-type=1"));
    assertSent(403, "InvalidAccessKeyId", wrong.replace(s3.accessKey(), "AKIANOBODY"));
    assertSent(400, "AuthorizationHeaderMalformed", wrong.replace("/eu-west-1/", "/us-east-1/"));
    assertSent(403, "AccessDenied", wrong.replaceAll("(?m)^authorization.*\n", ""));
    assertSent(403, "AccessDenied", wrong + "x-amz-extra: 1\n");
    assertSent(400, "InvalidRequest", wrong.replace("AWS4-HMAC-SHA256", "AWS"));
    assertSent(
        400,
        "InvalidRequest",
        "GET /bucket/k?AWSAccessKeyId=A&Expires=1&Signature=x HTTP/1.1\nHost: h\n");
    String other = client.head("PUT", "/bucket/k", Map.of(), "x".getBytes(UTF_8));
    assertSent(400, "XAmzContentSHA256Mismatch", other, "y");
    assertEquals(
        200,
        client.call("PUT", "/bucket/k", "z", "x-amz-content-sha256", "UNSIGNED-PAYLOAD").status());
  }

  private static void assertSent(int status, String code, String head) throws IOException {
    assertSent(status, code, head, "");
  }

  private static void assertSent(int status, String code, String head, String body)
      throws IOException {
    try (RawClient raw = new RawClient(s3.port())) {
      assertError(status, code, raw.exchange(head, body.getBytes(UTF_8)));
    }
  }

  @Test
  void clock_fifteenMinutesApart_isTooMuch() throws IOException {
    String head = client.head("GET", "/bucket", Map.of(), new byte[0]);
    s3.clock().advance(Duration.ofMinutes(14));
    try (RawClient raw = new RawClient(s3.port())) {
      assertEquals(200, raw.exchange(head, new byte[0]).status());
    }
    s3.clock().advance(Duration.ofMinutes(2));
    assertSent(403, "RequestTimeTooSkewed", head);
  }

  @Test
  void session_needsItsToken_andEnds() throws IOException {
    s3.addSession(s3.accessKey(), s3.secretKey(), "token", Instant.now().plusSeconds(60));
    assertError(400, "InvalidToken", client.call("GET", "/bucket"));
    assertEquals(200, client.call("GET", "/bucket", "", "x-amz-security-token", "token").status());
    s3.clock().advance(Duration.ofMinutes(2));
    assertError(
        400, "ExpiredToken", client.call("GET", "/bucket", "", "x-amz-security-token", "token"));
  }

  @Test
  void anonymous_readsOnlyWhatIsOpen() throws IOException {
    put("k", "x");
    String get = "GET /bucket/k HTTP/1.1\nHost: h\n";
    assertSent(403, "AccessDenied", get);
    s3.allowAnonymousReads("bucket");
    try (RawClient raw = new RawClient(s3.port())) {
      assertEquals("x", raw.exchange(get, new byte[0]).text());
    }
    assertSent(403, "AccessDenied", get.replace("GET", "DELETE"));
  }

  @Test
  void virtualHost_namesTheBucket() throws IOException {
    String host = "bucket.s3.localhost:" + s3.port();
    Map<String, String> headers = Map.of("host", host);
    assertEquals(200, client.call("PUT", "/a/b", headers, "x".getBytes(UTF_8)).status());
    assertEquals(List.of("a/b"), s3.keys("bucket"));
  }

  @Test
  void bucketOfAnotherRegion_redirects() throws IOException {
    s3.createBucket("elsewhere", "ap-south-1");
    Answer answer = client.call("GET", "/elsewhere");
    assertError(301, "PermanentRedirect", answer);
    assertEquals("ap-south-1", answer.header("x-amz-bucket-region"));
    assertError(404, "NoSuchBucket", client.call("GET", "/nowhere"));
  }

  @Test
  void bucketNames_andSubresources_areChecked() throws IOException {
    assertError(400, "InvalidBucketName", client.call("PUT", "/No_Good"));
    assertError(501, "NotImplemented", client.call("GET", "/bucket?acl"));
    assertError(501, "NotImplemented", client.call("PUT", "/bucket/k?acl"));
    assertEquals(List.of("CreateBucket", "Unknown", "Unknown"), s3.journal().operations());
  }

  @Test
  void requesterPays_orIsRefused() throws IOException {
    s3.makeRequesterPay("bucket");
    assertError(403, "AccessDenied", client.call("GET", "/bucket"));
    Answer paid = client.call("GET", "/bucket", "", "x-amz-request-payer", "requester");
    assertEquals(200, paid.status());
    assertEquals("requester", paid.header("x-amz-request-charged"));
  }

  @Test
  void earlyRefusal_takesNoBody() throws IOException {
    byte[] body = new byte[1000];
    String head = client.head("PUT", "/nowhere/k", Map.of("expect", "100-continue"), body);
    try (RawClient raw = new RawClient(s3.port())) {
      raw.send(head, new byte[0]);
      assertError(404, "NoSuchBucket", raw.read(false));
      assertEquals(0, s3.journal().requests().get(0).requestBytes());
    }
  }

  @Test
  void storedBitFlipped_isAcknowledgedAsItIs() throws IOException {
    s3.faults().on("PutObject").arm(Fault.flippedStoredBit(0));
    Answer put = client.call("PUT", "/bucket/k", "data");
    assertEquals(200, put.status());
    assertFalse(
        put.header("etag").contains(S3Text.hex(S3Text.digest("MD5", "data".getBytes(UTF_8)))));
    s3.faults().assertAllFired();
  }

  @Test
  void requestBitFlipped_isCaughtByTheHash() throws IOException {
    s3.faults().on("PutObject").arm(Fault.flippedRequestBit(0));
    assertError(400, "XAmzContentSHA256Mismatch", client.call("PUT", "/bucket/k", "data"));
    assertEquals(List.of(), s3.keys("bucket"));
  }

  @Test
  void corrupt_keepsEtagAndChecksum() throws IOException {
    put("k", "data");
    Answer before = client.call("GET", "/bucket/k", "", "x-amz-checksum-mode", "ENABLED");
    s3.corrupt("bucket", "k", 2);
    Answer after = client.call("GET", "/bucket/k", "", "x-amz-checksum-mode", "ENABLED");
    assertFalse(before.text().equals(after.text()));
    assertEquals(before.header("etag"), after.header("etag"));
    assertEquals(
        before.header("x-amz-checksum-crc64nvme"), after.header("x-amz-checksum-crc64nvme"));
  }

  @Test
  void conflict409_hasS3sCode() throws IOException {
    s3.faults().on("PutObject").arm(Fault.conflictInProgress());
    assertError(
        409,
        "ConditionalRequestConflict",
        client.call("PUT", "/bucket/k", "1", "If-None-Match", "*"));
    s3.faults().onAny().arm(Fault.unavailable());
    assertError(503, "SlowDown", client.call("GET", "/bucket/k"));
  }

  @Test
  void customersKey_mustComeAgain() throws IOException {
    byte[] key = "0123456789abcdef0123456789abcdef".getBytes(UTF_8);
    String base64 = Base64.getEncoder().encodeToString(key);
    String md5 = Base64.getEncoder().encodeToString(S3Text.digest("MD5", key));
    String prefix = "x-amz-server-side-encryption-customer-";
    String[] headers = {
      prefix + "algorithm", "AES256", prefix + "key", base64, prefix + "key-md5", md5
    };
    Answer put = client.call("PUT", "/bucket/k", "x", headers);
    assertEquals(200, put.status(), put.text());
    assertEquals(md5, put.header(prefix + "key-md5"));
    assertError(400, "InvalidRequest", client.call("GET", "/bucket/k"));
    assertEquals("x", client.call("GET", "/bucket/k", "", headers).text());
    Answer kms = client.call("PUT", "/bucket/m", "x", "x-amz-server-side-encryption", "aws:kms");
    assertFalse(kms.header("etag").contains(S3Text.hex(S3Text.digest("MD5", "x".getBytes(UTF_8)))));
  }

  @Test
  void unsignedChunksWithTrailer_areChecked() throws IOException {
    String body = "4\r\ndata\r\n0\r\nx-amz-checksum-crc32:rfPwtQ==\r\n\r\n";
    String[] headers = {
      "x-amz-content-sha256", "STREAMING-UNSIGNED-PAYLOAD-TRAILER",
      "x-amz-decoded-content-length", "4",
      "x-amz-trailer", "x-amz-checksum-crc32",
      "content-encoding", "aws-chunked"
    };
    String right = S3Checksum.CRC32.of(FakeBytes.of("data".getBytes(StandardCharsets.UTF_8)));
    Answer put = client.call("PUT", "/bucket/k", body.replace("rfPwtQ==", right), headers);
    assertEquals(200, put.status(), put.text());
    assertEquals("data", client.call("GET", "/bucket/k").text());
    assertEquals("", client.call("GET", "/bucket/k").header("content-encoding"));
    assertError(400, "BadDigest", client.call("PUT", "/bucket/k", body, headers));
    assertError(
        400,
        "MalformedTrailerError",
        client.call("PUT", "/bucket/k", "4\r\ndata\r\n0\r\n\r\n", headers));
    assertError(
        400,
        "IncompleteBody",
        client.call("PUT", "/bucket/k", body.replace("4\r\ndata", "3\r\ndat"), headers));
  }
}
