package dev.stowage.fakes.s3;

import static dev.stowage.fakes.s3.AwsSdk.assertFails;
import static dev.stowage.fakes.s3.AwsSdk.data;
import static dev.stowage.fakes.s3.AwsSdk.text;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.fakes.FakeBytes;
import dev.stowage.fakes.Fault;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.ChecksumType;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.MetadataDirective;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Uploads in parts and copies, driven by Amazon's own client. */
class AwsSdkMultipartTest {

  @RegisterExtension static final FakeS3 s3 = FakeS3.builder().minPartSize(1024).start();

  private static S3Client client;

  @BeforeAll
  static void connect() {
    client = AwsSdk.connect(s3);
  }

  @AfterAll
  static void disconnect() {
    client.close();
  }

  @BeforeEach
  void emptyBucket() {
    s3.reset();
    client.createBucket(b -> b.bucket("bucket"));
  }

  @Test
  void multipart_givesEtagPartsAndFullChecksum() {
    byte[] data = data(2500);
    String id =
        client
            .createMultipartUpload(
                b ->
                    b.bucket("bucket")
                        .key("big")
                        .contentType("text/big")
                        .checksumAlgorithm(ChecksumAlgorithm.CRC32_C)
                        .checksumType(ChecksumType.FULL_OBJECT))
            .uploadId();
    List<CompletedPart> parts = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      int number = i + 1;
      byte[] part = Arrays.copyOfRange(data, i * 1024, Math.min(data.length, (i + 1) * 1024));
      var sent =
          client.uploadPart(
              b ->
                  b.bucket("bucket")
                      .key("big")
                      .uploadId(id)
                      .partNumber(number)
                      .checksumAlgorithm(ChecksumAlgorithm.CRC32_C),
              RequestBody.fromBytes(part));
      parts.add(
          CompletedPart.builder()
              .partNumber(number)
              .eTag(sent.eTag())
              .checksumCRC32C(sent.checksumCRC32C())
              .build());
    }
    assertEquals(
        3, client.listParts(b -> b.bucket("bucket").key("big").uploadId(id)).parts().size());
    assertEquals(1, client.listMultipartUploads(b -> b.bucket("bucket")).uploads().size());

    var done =
        client.completeMultipartUpload(
            b ->
                b.bucket("bucket")
                    .key("big")
                    .uploadId(id)
                    .mpuObjectSize(2500L)
                    .multipartUpload(m -> m.parts(parts)));

    assertTrue(done.eTag().endsWith("-3\""), done.eTag());
    assertEquals(S3Checksum.CRC32C.of(FakeBytes.of(data)), done.checksumCRC32C());
    assertEquals(ChecksumType.FULL_OBJECT, done.checksumType());
    var got =
        client.getObjectAsBytes(
            b -> b.bucket("bucket").key("big").checksumMode(ChecksumMode.ENABLED));
    assertArrayEquals(data, got.asByteArray());
    assertEquals("text/big", got.response().contentType());
    var second = client.getObjectAsBytes(b -> b.bucket("bucket").key("big").partNumber(2));
    assertArrayEquals(Arrays.copyOfRange(data, 1024, 2048), second.asByteArray());
    assertEquals(3, second.response().partsCount());
    assertEquals(List.of(), s3.uploads("bucket"));
  }

  @Test
  void multipart_compositeChecksum_endsInTheCount() {
    String id = begin("k", ChecksumAlgorithm.SHA256);
    var sent =
        client.uploadPart(
            b ->
                b.bucket("bucket")
                    .key("k")
                    .uploadId(id)
                    .partNumber(7)
                    .checksumAlgorithm(ChecksumAlgorithm.SHA256),
            text("data"));
    CompletedPart bare = CompletedPart.builder().partNumber(7).eTag(sent.eTag()).build();
    assertFails("InvalidRequest", () -> complete("k", id, bare));
    var done = complete("k", id, bare.toBuilder().checksumSHA256(sent.checksumSHA256()).build());
    assertEquals(
        S3Checksum.SHA256.composite(List.of(sent.checksumSHA256())), done.checksumSHA256());
    assertTrue(done.checksumSHA256().endsWith("-1"));
  }

  @Test
  void multipart_mistakes_haveTheirCodes() {
    String id = begin("k", null);
    CompletedPart small = part("k", id, 1, "small");
    CompletedPart last = part("k", id, 2, "last");
    assertFails("EntityTooSmall", () -> complete("k", id, small, last));
    assertFails("InvalidPartOrder", () -> complete("k", id, last, small));
    assertFails("InvalidPart", () -> complete("k", id, small.toBuilder().eTag("\"no\"").build()));
    assertFails("InvalidPart", () -> complete("k", id, small.toBuilder().partNumber(3).build()));
    assertFails("InvalidArgument", () -> part("k", id, 10_001, "x"));
    client.abortMultipartUpload(b -> b.bucket("bucket").key("k").uploadId(id));
    assertFails("NoSuchUpload", () -> part("k", id, 1, "x"));
    assertFails("NoSuchUpload", () -> complete("k", id, last));
  }

  @Test
  void multipart_createOnly_failsAtTheEnd_andKeepsTheUpload() {
    String id = begin("k", null);
    CompletedPart one = part("k", id, 1, "one");
    client.putObject(b -> b.bucket("bucket").key("k"), text("first"));
    S3Exception e =
        assertThrows(
            S3Exception.class,
            () ->
                client.completeMultipartUpload(
                    b ->
                        b.bucket("bucket")
                            .key("k")
                            .uploadId(id)
                            .ifNoneMatch("*")
                            .multipartUpload(m -> m.parts(one))));
    assertEquals(412, e.statusCode());
    assertEquals(1, s3.uploads("bucket").size());
    s3.faults().on("CompleteMultipartUpload").arm(Fault.errorInside200());
    assertFails("InternalError", () -> complete("k", id, one));
    s3.faults().assertAllFired();
    assertEquals("first", read("k"));
    complete("k", id, one);
    assertEquals("one", read("k"));
  }

  @Test
  void uploads_areListedInPages_byKeyAndDelimiter() {
    for (String key : List.of("b", "a", "a", "d/1", "d/2")) {
      begin(key, null);
    }
    List<String> keys = new ArrayList<>();
    client
        .listMultipartUploadsPaginator(b -> b.bucket("bucket").maxUploads(1))
        .uploads()
        .forEach(upload -> keys.add(upload.key()));
    assertEquals(List.of("a", "a", "b", "d/1", "d/2"), keys);
    var top = client.listMultipartUploads(b -> b.bucket("bucket").delimiter("/"));
    assertEquals(3, top.uploads().size());
    assertEquals("d/", top.commonPrefixes().get(0).prefix());
  }

  @Test
  void parts_areListedInPages_andAttributesShowThem() {
    String id = begin("k", null);
    CompletedPart[] parts = new CompletedPart[3];
    for (int i = 0; i < 3; i++) {
      parts[i] = part("k", id, 2 * i + 1, "x".repeat(1024));
    }
    List<Integer> numbers = new ArrayList<>();
    client
        .listPartsPaginator(b -> b.bucket("bucket").key("k").uploadId(id).maxParts(2))
        .parts()
        .forEach(part -> numbers.add(part.partNumber()));
    assertEquals(List.of(1, 3, 5), numbers);
    complete("k", id, parts);
    var attributes =
        client.getObjectAttributes(
            b ->
                b.bucket("bucket")
                    .key("k")
                    .objectAttributesWithStrings("ETag", "ObjectSize", "ObjectParts", "Checksum"));
    assertEquals(3072, attributes.objectSize());
    assertEquals(3, attributes.objectParts().totalPartsCount());
    assertEquals(
        S3Checksum.CRC64NVME.of(FakeBytes.of("x".repeat(3072).getBytes(StandardCharsets.UTF_8))),
        attributes.checksum().checksumCRC64NVME());
  }

  @Test
  void partCopy_takesARange() {
    client.putObject(b -> b.bucket("bucket").key("source +é"), RequestBody.fromBytes(data(3000)));
    String id = begin("copy", null);
    var copied =
        client.uploadPartCopy(
            b ->
                b.sourceBucket("bucket")
                    .sourceKey("source +é")
                    .destinationBucket("bucket")
                    .destinationKey("copy")
                    .uploadId(id)
                    .partNumber(1)
                    .copySourceRange("bytes=10-2009"));
    complete(
        "copy",
        id,
        CompletedPart.builder().partNumber(1).eTag(copied.copyPartResult().eTag()).build());
    assertArrayEquals(
        Arrays.copyOfRange(data(3000), 10, 2010),
        s3.object("bucket", "copy").orElseThrow().content());
  }

  @Test
  void copy_keepsOrReplaces_andChecksConditions() {
    client.putObject(
        b ->
            b.bucket("bucket")
                .key("a")
                .contentType("text/a")
                .metadata(Map.of("m", "1"))
                .tagging("t=1"),
        text("data"));
    client.copyObject(
        b ->
            b.sourceBucket("bucket")
                .sourceKey("a")
                .destinationBucket("bucket")
                .destinationKey("b"));
    var b1 = client.headObject(b -> b.bucket("bucket").key("b"));
    assertEquals("text/a", b1.contentType());
    assertEquals(Map.of("m", "1"), b1.metadata());
    assertEquals(1, b1.tagCount());
    client.copyObject(
        b ->
            b.sourceBucket("bucket")
                .sourceKey("a")
                .destinationBucket("bucket")
                .destinationKey("c")
                .metadataDirective(MetadataDirective.REPLACE)
                .metadata(Map.of("n", "2")));
    var c = client.headObject(b -> b.bucket("bucket").key("c"));
    assertEquals(Map.of("n", "2"), c.metadata());
    assertEquals("binary/octet-stream", c.contentType());
    assertFails(
        "PreconditionFailed",
        () ->
            client.copyObject(
                b ->
                    b.sourceBucket("bucket")
                        .sourceKey("a")
                        .destinationBucket("bucket")
                        .destinationKey("d")
                        .copySourceIfMatch("\"no\"")));
    assertFails(
        "InvalidRequest",
        () ->
            client.copyObject(
                b ->
                    b.sourceBucket("bucket")
                        .sourceKey("a")
                        .destinationBucket("bucket")
                        .destinationKey("a")));
    assertFails(
        "NoSuchKey",
        () ->
            client.copyObject(
                b ->
                    b.sourceBucket("bucket")
                        .sourceKey("none")
                        .destinationBucket("bucket")
                        .destinationKey("d")));
    s3.faults().on("CopyObject").arm(Fault.errorInside200("SlowDown"));
    assertFails(
        "SlowDown",
        () ->
            client.copyObject(
                b ->
                    b.sourceBucket("bucket")
                        .sourceKey("a")
                        .destinationBucket("bucket")
                        .destinationKey("d")));
    assertEquals(List.of("a", "b", "c"), s3.keys("bucket"));
  }

  private static String read(String key) {
    return client.getObjectAsBytes(b -> b.bucket("bucket").key(key)).asUtf8String();
  }

  private static String begin(String key, ChecksumAlgorithm algorithm) {
    return client
        .createMultipartUpload(b -> b.bucket("bucket").key(key).checksumAlgorithm(algorithm))
        .uploadId();
  }

  private static CompletedPart part(String key, String id, int number, String content) {
    var sent =
        client.uploadPart(
            b -> b.bucket("bucket").key(key).uploadId(id).partNumber(number), text(content));
    return CompletedPart.builder().partNumber(number).eTag(sent.eTag()).build();
  }

  private static CompleteMultipartUploadResponse complete(
      String key, String id, CompletedPart... parts) {
    return client.completeMultipartUpload(
        b -> b.bucket("bucket").key(key).uploadId(id).multipartUpload(m -> m.parts(parts)));
  }
}
