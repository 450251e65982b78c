package dev.stowage.fakes.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.fakes.RawClient;
import dev.stowage.fakes.RawClient.Answer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The worked examples of Amazon's Signature Version 4 documentation, sent to the fake byte for
 * byte. Every signature in this file is Amazon's.
 */
class AmazonExamplesTest {

  @RegisterExtension
  static final FakeS3 s3 = FakeS3.builder().virtualHostDomain("s3.amazonaws.com").start();

  private static final String KEY = "AKIAIOSFODNN7EXAMPLE";
  private static final String SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
  private static final String SCOPE = KEY + "/20130524/us-east-1/s3/aws4_request";
  private static final String EMPTY =
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

  @BeforeEach
  void lateInMay() {
    s3.reset();
    s3.addCredentials(KEY, SECRET);
    s3.clock().stopAt(Instant.parse("2013-05-24T00:00:00Z"));
    s3.createBucket("examplebucket");
    s3.putObject("examplebucket", "test.txt", new byte[100]);
  }

  private static Answer send(String head, byte[] body) throws IOException {
    try (RawClient client = new RawClient(s3.port())) {
      return client.exchange(head, body);
    }
  }

  private static String authorization(String headers, String signature) {
    return "Authorization: AWS4-HMAC-SHA256 Credential="
        + SCOPE
        + ",SignedHeaders="
        + headers
        + ",Signature="
        + signature
        + "\n";
  }

  /** The signature as published is taken; with one digit changed it is not. */
  private static void both(String head, String signature, byte[] body, int status)
      throws IOException {
    assertTrue(head.contains(signature));
    String wrong = (signature.startsWith("0") ? "1" : "0") + signature.substring(1);
    Answer refused = send(head.replace(signature, wrong), body);
    assertEquals(403, refused.status(), refused.text());
    assertTrue(refused.text().contains("<Code>SignatureDoesNotMatch</Code>"), refused.text());
    Answer taken = send(head, body);
    assertEquals(status, taken.status(), taken.text());
  }

  @Test
  void getObject_withRange() throws IOException {
    String signature = "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41";
    both(
        "GET /test.txt HTTP/1.1\n"
            + "Host: examplebucket.s3.amazonaws.com\n"
            + authorization("host;range;x-amz-content-sha256;x-amz-date", signature)
            + "Range: bytes=0-9\n"
            + "x-amz-content-sha256: "
            + EMPTY
            + "\nx-amz-date: 20130524T000000Z\n",
        signature,
        new byte[0],
        206);
  }

  @Test
  void putObject_withOddPath() throws IOException {
    String signature = "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd";
    both(
        "PUT /test$file.text HTTP/1.1\n"
            + "Host: examplebucket.s3.amazonaws.com\n"
            + "Content-Length: 21\n"
            + authorization(
                "date;host;x-amz-content-sha256;x-amz-date;x-amz-storage-class", signature)
            + "Date: Fri, 24 May 2013 00:00:00 GMT\n"
            + "x-amz-date: 20130524T000000Z\n"
            + "x-amz-storage-class: REDUCED_REDUNDANCY\n"
            + "x-amz-content-sha256:"
            + " 44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072\n",
        signature,
        "Welcome to Amazon S3.".getBytes(StandardCharsets.UTF_8),
        200);
  }

  @Test
  void listObjects_withQuery() throws IOException {
    String signature = "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7";
    both(
        "GET /?max-keys=2&prefix=J HTTP/1.1\n"
            + "Host: examplebucket.s3.amazonaws.com\n"
            + authorization("host;x-amz-content-sha256;x-amz-date", signature)
            + "x-amz-date: 20130524T000000Z\n"
            + "x-amz-content-sha256: "
            + EMPTY
            + "\n",
        signature,
        new byte[0],
        200);
  }

  @Test
  void subresourceThatTheFakeLacks_isVerifiedAndThenNotImplemented() throws IOException {
    String signature = "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543";
    both(
        "GET /?lifecycle HTTP/1.1\n"
            + "Host: examplebucket.s3.amazonaws.com\n"
            + authorization("host;x-amz-content-sha256;x-amz-date", signature)
            + "x-amz-date: 20130524T000000Z\n"
            + "x-amz-content-sha256: "
            + EMPTY
            + "\n",
        signature,
        new byte[0],
        501);
  }

  @Test
  void presignedGet() throws IOException {
    String signature = "aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404";
    String head =
        "GET /test.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256"
            + "&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request"
            + "&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host"
            + "&X-Amz-Signature="
            + signature
            + " HTTP/1.1\nHost: examplebucket.s3.amazonaws.com\n";
    both(head, signature, new byte[0], 200);

    s3.clock().stopAt(Instant.parse("2013-05-25T00:00:00Z"));
    assertEquals(200, send(head, new byte[0]).status());
    s3.clock().stopAt(Instant.parse("2013-05-25T00:00:01Z"));
    Answer expired = send(head, new byte[0]);
    assertEquals(403, expired.status());
    assertTrue(expired.text().contains("Request has expired"), expired.text());
    assertEquals(403, send(head.replace("GET", "DELETE"), new byte[0]).status());
  }

  private static String chunk(String data, String signature) {
    return Integer.toHexString(data.length())
        + ";chunk-signature="
        + signature
        + "\r\n"
        + data
        + "\r\n";
  }

  @Test
  void putObject_inSignedChunks() throws IOException {
    String seed = "4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9";
    String last = "b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9";
    String body =
        chunk("a".repeat(65536), "ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648")
            + chunk(
                "a".repeat(1024),
                "0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497")
            + chunk("", last);
    String head =
        "PUT /examplebucket/chunkObject.txt HTTP/1.1\n"
            + "Host: s3.amazonaws.com\n"
            + "x-amz-date: 20130524T000000Z\n"
            + "x-amz-storage-class: REDUCED_REDUNDANCY\n"
            + authorization(
                "content-encoding;content-length;host;x-amz-content-sha256;x-amz-date;"
                    + "x-amz-decoded-content-length;x-amz-storage-class",
                seed)
            + "x-amz-content-sha256: STREAMING-AWS4-HMAC-SHA256-PAYLOAD\n"
            + "Content-Encoding: aws-chunked\n"
            + "x-amz-decoded-content-length: 66560\n"
            + "Content-Length: 66824\n";
    assertEquals(66824, body.length());
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    both(head, seed, bytes, 200);
    assertEquals(66560, s3.object("examplebucket", "chunkObject.txt").orElseThrow().size());

    byte[] tampered = bytes.clone();
    tampered[70_000 - 4000] ^= 1;
    assertEquals(403, send(head, tampered).status());
    byte[] lastWrong = body.replace(last, last.replace('b', 'c')).getBytes(StandardCharsets.UTF_8);
    assertEquals(403, send(head, lastWrong).status());
  }

  @Test
  void putObject_inSignedChunksWithTrailer() throws IOException {
    String seed = "106e2a8a18243abcf37539882f36619c00e2dfc72633413f02d3b74544bfeb8e";
    String trailer = "d81f82fc3505edab99d459891051a732e8730629a2e4a59689829ca17fe2e435";
    String last = "2ca2aba2005185cf7159c6277faf83795951dd77a3a99e6e65d5c9f85863f992";
    String body =
        chunk("a".repeat(65536), "b474d8862b1487a5145d686f57f013e54db672cee1c953b3010fb58501ef5aa2")
            + chunk(
                "a".repeat(1024),
                "1c1344b170168f8e65b41376b44b20fe354e373826ccbbe2c1d40a8cae51e5c7")
            + "0;chunk-signature="
            + last
            + "\r\n"
            + "x-amz-checksum-crc32c:sOO8/Q==\r\n"
            + "x-amz-trailer-signature:"
            + trailer
            + "\r\n\r\n";
    String head =
        "PUT /examplebucket/chunkObject.txt HTTP/1.1\n"
            + "Host: s3.amazonaws.com\n"
            + "x-amz-date: 20130524T000000Z\n"
            + "x-amz-storage-class: REDUCED_REDUNDANCY\n"
            + authorization(
                "content-encoding;host;x-amz-content-sha256;x-amz-date;"
                    + "x-amz-decoded-content-length;x-amz-storage-class;x-amz-trailer",
                seed)
            + "x-amz-content-sha256: STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER\n"
            + "Content-Encoding: aws-chunked\n"
            + "x-amz-decoded-content-length: 66560\n"
            + "x-amz-trailer: x-amz-checksum-crc32c\n"
            + "Content-Length: "
            + body.length()
            + "\n";
    both(head, seed, body.getBytes(StandardCharsets.UTF_8), 200);
    assertEquals(
        "sOO8/Q==",
        s3.object("examplebucket", "chunkObject.txt")
            .orElseThrow()
            .attributes()
            .get("x-amz-checksum-crc32c"));

    String badTrailer = body.replace(trailer, trailer.replace('d', 'e'));
    assertEquals(403, send(head, badTrailer.getBytes(StandardCharsets.UTF_8)).status());
  }

  @Test
  void ourOwnSigner_agreesWithAmazon() {
    TestSigner signer = new TestSigner(KEY, SECRET, "us-east-1", "20130524T000000Z");
    Map<String, String> headers =
        new TreeMap<>(
            Map.of(
                "host", "examplebucket.s3.amazonaws.com",
                "range", "bytes=0-9",
                "x-amz-content-sha256", EMPTY,
                "x-amz-date", "20130524T000000Z"));
    assertEquals(
        "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41",
        signer.signature("GET", "/test.txt", "", headers, EMPTY));
    headers.remove("range");
    assertEquals(
        "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7",
        signer.signature("GET", "/", "max-keys=2&prefix=J", headers, EMPTY));
  }
}
