package dev.stowage.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.Credentials;
import dev.stowage.OpenOptions;
import dev.stowage.blob.BlobBody;
import dev.stowage.blob.BlobStore;
import dev.stowage.blob.ByteRange;
import dev.stowage.blob.GetOptions;
import dev.stowage.blob.PutOptions;
import dev.stowage.blob.SignRequest;
import dev.stowage.blob.SignedForm;
import dev.stowage.blob.SignedUrl;
import dev.stowage.http.HttpTransport;
import dev.stowage.http.TransportOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/** The bytes on the wire, of which the contract knows nothing. */
class S3WireTest {
  private static final String SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";

  private WireServer server;

  @BeforeEach
  void start() throws IOException {
    server = new WireServer();
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  private BlobStore open(String parameters) {
    return open("b", "", parameters);
  }

  private BlobStore open(String bucket, String path, String parameters) {
    return BlobStore.open(
        "s3://" + bucket + "?region=us-east-1&endpoint=" + server.endpoint() + path + parameters,
        OpenOptions.defaults().withCredentials(Credentials.keys("AKIAIOSFODNN7EXAMPLE", SECRET)));
  }

  private static String crc32c(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    return dev.stowage.blob.Checksum.crc32c((int) crc.getValue()).base64();
  }

  @Test
  void put_inMemory_hasItsChecksumInAHeader() {
    byte[] bytes = "content".getBytes(StandardCharsets.UTF_8);
    try (BlobStore store = open("&profile=aws")) {
      store.put("k", BlobBody.of(bytes));
    }
    WireServer.Seen put = server.only();
    assertEquals("PUT /b/k HTTP/1.1", put.line());
    assertEquals("UNSIGNED-PAYLOAD", put.header("x-amz-content-sha256"));
    assertEquals(crc32c(bytes), put.header("x-amz-checksum-crc32c"));
    assertEquals("application/octet-stream", put.header("content-type"));
    assertEquals("content", put.text());
    assertFalse(put.headers().containsKey("expect"));
    assertSigned(put);
  }

  @Test
  void put_stream_hasItsChecksumInATrailer() {
    for (int size : new int[] {0, 1, ContentBody.CHUNK, ContentBody.CHUNK + 1, 300_000}) {
      byte[] bytes = new byte[size];
      Arrays.fill(bytes, (byte) 'x');
      try (WireServer fresh = new WireServer()) {
        server = fresh;
        try (BlobStore store = open("&profile=aws")) {
          store.put("k", BlobBody.of(size, () -> new ByteArrayInputStream(bytes)));
        }
        WireServer.Seen put = fresh.only();
        assertEquals("STREAMING-UNSIGNED-PAYLOAD-TRAILER", put.header("x-amz-content-sha256"));
        assertEquals("aws-chunked", put.header("content-encoding"));
        assertEquals(Integer.toString(size), put.header("x-amz-decoded-content-length"));
        assertEquals("x-amz-checksum-crc32c", put.header("x-amz-trailer"));
        assertEquals(framed(bytes), put.text());
        assertSigned(put);
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }
  }

  private static String framed(byte[] bytes) {
    StringBuilder text = new StringBuilder();
    for (int at = 0; at < bytes.length; at += ContentBody.CHUNK) {
      int n = Math.min(ContentBody.CHUNK, bytes.length - at);
      text.append(Integer.toHexString(n)).append("\r\n");
      text.append(new String(bytes, at, n, StandardCharsets.ISO_8859_1)).append("\r\n");
    }
    return text + "0\r\nx-amz-checksum-crc32c:" + crc32c(bytes) + "\r\n\r\n";
  }

  @Test
  void put_encodedStream_keepsItsOwnEncoding() {
    try (BlobStore store = open("&profile=aws")) {
      store.put(
          "k",
          BlobBody.of(1, () -> new ByteArrayInputStream(new byte[1])),
          PutOptions.defaults()
              .withHeaders(dev.stowage.blob.BlobHeaders.none().withContentEncoding("gzip")));
    }
    assertEquals("gzip,aws-chunked", server.only().header("content-encoding").replace(" ", ""));
    assertSigned(server.only());
  }

  @Test
  void put_compatible_isPlain() {
    try (BlobStore store = open("")) {
      store.put("k", BlobBody.of(3, () -> new ByteArrayInputStream(new byte[3])));
    }
    WireServer.Seen put = server.only();
    assertEquals("3", put.header("content-length"));
    assertTrue(put.headers().keySet().stream().noneMatch(h -> h.contains("checksum")), put.line());
    assertFalse(put.headers().containsKey("content-encoding"));
    assertSigned(put);
  }

  @Test
  void put_onceOnlyBody_asksBeforeItIsSpent() {
    try (BlobStore store = open("")) {
      store.put("k", BlobBody.once(new ByteArrayInputStream(new byte[3]), 3));
    }
    assertEquals("100-continue", server.only().header("expect"));
  }

  @Test
  void key_goesOutExactly_andTheSignatureCoversIt() {
    String key = "/a b/../ü+%41?&#=//'\"(x)*~:@$,;[]";
    try (BlobStore store = open("&profile=aws")) {
      store.put(key, BlobBody.of("x"));
    }
    assertEquals(
        "PUT /b//a%20b/../%C3%BC%2B%2541%3F%26%23%3D//%27%22%28x%29%2A~%3A%40%24%2C%3B%5B%5D"
            + " HTTP/1.1",
        server.only().line());
    assertSigned(server.only());
  }

  @Test
  void metadata_headersAndTags_areSigned() {
    try (BlobStore store = open("&sse=aws:kms&sse-kms-key=K&bucket-key=true&requester-pays=true")) {
      store.put(
          "k",
          BlobBody.of("x"),
          PutOptions.defaults()
              .withMetadata(Map.of("Two", "a  b", "u", "é"))
              .withTags(Map.of("k 1", "v&=é"))
              .withStorageClass("STANDARD_IA"));
    }
    WireServer.Seen put = server.only();
    assertEquals("a  b", put.header("x-amz-meta-two"));
    assertEquals("=?UTF-8?B?w6k=?=", put.header("x-amz-meta-u"));
    assertEquals("k%201=v%26%3D%C3%A9", put.header("x-amz-tagging"));
    assertEquals("STANDARD_IA", put.header("x-amz-storage-class"));
    assertEquals("aws:kms", put.header("x-amz-server-side-encryption"));
    assertEquals("K", put.header("x-amz-server-side-encryption-aws-kms-key-id"));
    assertEquals("true", put.header("x-amz-server-side-encryption-bucket-key-enabled"));
    assertEquals("requester", put.header("x-amz-request-payer"));
    assertSigned(put);
  }

  @Test
  void put_locked_saysUntilWhen() {
    try (BlobStore store = open("&lock=GOVERNANCE&lock-days=2&legal-hold=true")) {
      store.put("k", BlobBody.of("x"));
    }
    WireServer.Seen put = server.only();
    assertEquals("GOVERNANCE", put.header("x-amz-object-lock-mode"));
    Instant until = Instant.parse(put.header("x-amz-object-lock-retain-until-date"));
    assertTrue(until.isAfter(Instant.now().plus(Duration.ofHours(47))), until.toString());
    assertEquals("ON", put.header("x-amz-object-lock-legal-hold"));
  }

  @Test
  void get_range_asksForNoChecksumOfTheWhole() {
    server.answer("206 Partial\r\nETag: \"e\"\r\nContent-Range: bytes 1-2/9", "xy");
    try (BlobStore store = open("&profile=aws")) {
      store.get("k", GetOptions.defaults().withRange(ByteRange.of(1, 2))).bytes();
    }
    assertEquals("bytes=1-2", server.only().header("range"));
    assertFalse(server.only().headers().containsKey("x-amz-checksum-mode"));
  }

  @Test
  void get_whole_asksForTheChecksum() {
    server.answer("200 OK\r\nETag: \"e\"", "xy");
    try (BlobStore store = open("&profile=aws")) {
      assertEquals("xy", store.get("k").text());
    }
    assertEquals("ENABLED", server.only().header("x-amz-checksum-mode"));
  }

  @Test
  void deleteAll_hasAnMd5_andEscapesWhatXmlWouldChange() throws Exception {
    server.answer("200 OK", "<DeleteResult/>");
    try (BlobStore store = open("")) {
      store.deleteAll(List.of("a&<>\"'", "line\r\nend"));
    }
    WireServer.Seen delete = server.only();
    assertEquals("POST /b?delete HTTP/1.1", delete.line());
    assertTrue(delete.text().contains("<Key>a&amp;&lt;&gt;&quot;'</Key>"), delete.text());
    assertTrue(delete.text().contains("<Key>line&#13;&#10;end</Key>"), delete.text());
    byte[] md5 = MessageDigest.getInstance("MD5").digest(delete.body());
    assertEquals(java.util.Base64.getEncoder().encodeToString(md5), delete.header("content-md5"));
    assertSigned(delete);
  }

  @Test
  void endpoint_withAPath_keepsIt() {
    try (BlobStore store = open("b", "/s3/api", "")) {
      store.delete("k");
    }
    assertEquals("DELETE /s3/api/b/k HTTP/1.1", server.only().line());
    assertSigned(server.only());
  }

  @Test
  void session_tokenIsSigned() {
    try (BlobStore store =
        BlobStore.open(
            "s3://b?region=us-east-1&endpoint=" + server.endpoint(),
            OpenOptions.defaults()
                .withCredentials(Credentials.session("AKIAIOSFODNN7EXAMPLE", SECRET, "TOKEN")))) {
      store.delete("k");
    }
    assertEquals("TOKEN", server.only().header("x-amz-security-token"));
    assertSigned(server.only());
  }

  @Test
  void anonymous_isNotSigned() {
    try (BlobStore store =
        BlobStore.open(
            "s3://b?region=us-east-1&credential=anonymous&endpoint=" + server.endpoint())) {
      store.delete("k");
    }
    assertFalse(server.only().headers().containsKey("authorization"));
  }

  /** The example of Amazon's documentation of query authentication. */
  @Test
  void presign_amazonsExample_hasItsSignature() throws Exception {
    S3Config config =
        S3Config.builder("examplebucket").endpoint(URI.create("https://s3.amazonaws.com")).build();
    try (HttpTransport transport = HttpTransport.create(TransportOptions.defaults())) {
      Credentials keys = Credentials.keys("AKIAIOSFODNN7EXAMPLE", SECRET);
      S3Wire wire =
          new S3Wire(
              transport,
              S3Endpoint.of(config, "us-east-1"),
              "us-east-1",
              S3Credentials.of(keys),
              new S3Wire.Skew());
      URI uri =
          wire.presign(
              new S3Wire.Unsigned("GET", "/test.txt", Map.of(), Map.of()),
              AwsCredentialsIdentity.create("AKIAIOSFODNN7EXAMPLE", SECRET),
              Duration.ofDays(1),
              Clock.fixed(Instant.parse("2013-05-24T00:00:00Z"), ZoneOffset.UTC));
      assertEquals("examplebucket.s3.amazonaws.com", uri.getHost());
      assertTrue(
          uri.getQuery()
              .contains(
                  "X-Amz-Signature="
                      + "aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404"),
          uri.toString());
    }
  }

  @Test
  void sign_bindsWhatItSays_andHonoursTheEndpoint() {
    try (BlobStore store = open("b", "/s3", "")) {
      SignedUrl url =
          store
              .urlSigner()
              .orElseThrow()
              .sign(
                  SignRequest.put("k", Duration.ofMinutes(1))
                      .withContentType("text/css")
                      .withCreateOnly());
      assertEquals("/s3/b/k", url.uri().getPath());
      assertTrue(
          url.uri().getQuery().contains("X-Amz-SignedHeaders=content-type;host;if-none-match"),
          url.uri().getQuery());
      assertEquals(Map.of("content-type", "text/css", "if-none-match", "*"), url.headers());
      SignedForm form =
          store
              .urlSigner()
              .orElseThrow()
              .signForm(
                  new dev.stowage.blob.FormRequest("k", Duration.ofMinutes(1), 1, 10, "image/png"));
      assertEquals(server.endpoint() + "/s3/b", form.uri().toString());
      assertTrue(form.fields().containsKey("x-amz-signature"));
    }
  }

  /** Signature Version 4 once more, written after its specification and not after our code. */
  private static void assertSigned(WireServer.Seen request) {
    String authorization = request.header("authorization");
    String signedHeaders = between(authorization, "SignedHeaders=", ",");
    String scope = between(authorization, "Credential=AKIAIOSFODNN7EXAMPLE/", ",");
    String[] line = request.line().split(" ");
    String path = line[1].split("\\?", 2)[0];
    String query = line[1].contains("?") ? line[1].split("\\?", 2)[1] : "";
    StringBuilder canonical = new StringBuilder(line[0] + "\n" + path + "\n");
    canonical.append(
        Arrays.stream(query.split("&"))
            .filter(p -> !p.isEmpty())
            .map(p -> p.contains("=") ? p : p + "=")
            .sorted()
            .collect(java.util.stream.Collectors.joining("&")));
    canonical.append('\n');
    for (String name : signedHeaders.split(";")) {
      canonical.append(name).append(':');
      canonical.append(request.header(name).strip().replaceAll(" +", " ")).append('\n');
    }
    canonical.append('\n').append(signedHeaders).append('\n');
    canonical.append(request.header("x-amz-content-sha256"));
    for (String needed : List.of("host", "x-amz-date", "x-amz-content-sha256")) {
      assertTrue(List.of(signedHeaders.split(";")).contains(needed), signedHeaders);
    }
    String toSign =
        "AWS4-HMAC-SHA256\n"
            + request.header("x-amz-date")
            + "\n"
            + scope
            + "\n"
            + HexFormat.of().formatHex(sha256(canonical.toString()));
    byte[] key = ("AWS4" + SECRET).getBytes(StandardCharsets.UTF_8);
    for (String step : scope.split("/")) {
      key = hmac(key, step);
    }
    assertEquals(
        HexFormat.of().formatHex(hmac(key, toSign)),
        authorization.substring(authorization.indexOf("Signature=") + 10));
  }

  private static String between(String text, String start, String end) {
    int from = text.indexOf(start) + start.length();
    return text.substring(from, text.indexOf(end, from));
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (java.security.GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (java.security.GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}
