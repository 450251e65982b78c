package dev.stowage.fakes.s3;

import static dev.stowage.fakes.s3.AwsSdk.assertFails;
import static dev.stowage.fakes.s3.AwsSdk.text;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.fakes.ArmedFault;
import dev.stowage.fakes.Fault;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.ObjectLockMode;
import software.amazon.awssdk.services.s3.model.ObjectLockRetentionMode;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.s3.model.Tag;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** Objects, listings, versions and URLs, driven by Amazon's own client. */
class AwsSdkObjectsTest {

  @RegisterExtension static final FakeS3 s3 = FakeS3.start();

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
  void put_thenGet_givesBytesHeadersAndMetadata() {
    client.putObject(
        b ->
            b.bucket("bucket")
                .key("a/b c+d%é😀")
                .contentType("text/x-test")
                .metadata(Map.of("colour", "blue")),
        text("hello"));

    var got = client.getObjectAsBytes(b -> b.bucket("bucket").key("a/b c+d%é😀"));

    assertArrayEquals("hello".getBytes(StandardCharsets.UTF_8), got.asByteArray());
    assertEquals("text/x-test", got.response().contentType());
    assertEquals(Map.of("colour", "blue"), got.response().metadata());
    assertEquals("\"5d41402abc4b2a76b9719d911017c592\"", got.response().eTag());
  }

  @Test
  void get_missingKey_isNoSuchKey() {
    assertThrows(
        NoSuchKeyException.class, () -> client.getObject(b -> b.bucket("bucket").key("none")));
    assertThrows(
        NoSuchKeyException.class, () -> client.headObject(b -> b.bucket("bucket").key("none")));
  }

  @Test
  void list_inPagesOfTwo_givesAllKeysInByteOrder() {
    for (String key : List.of("\uffee", "😀", "a b", "a+b", "a\u0001b", "t/1", "t!x")) {
      client.putObject(b -> b.bucket("bucket").key(key), text(key));
    }
    List<String> keys =
        client
            .listObjectsV2Paginator(b -> b.bucket("bucket").maxKeys(2).encodingType("url"))
            .contents()
            .stream()
            .map(S3Object::key)
            .toList();
    assertEquals(List.of("a\u0001b", "a b", "a+b", "t!x", "t/1", "\uffee", "😀"), keys);
  }

  @Test
  void delete_manyKeys_reportsEach() {
    client.putObject(b -> b.bucket("bucket").key("one"), text("1"));
    var deleted =
        client.deleteObjects(
            b ->
                b.bucket("bucket")
                    .delete(
                        d ->
                            d.objects(
                                List.of(
                                    ObjectIdentifier.builder().key("one").build(),
                                    ObjectIdentifier.builder().key("<none> & \"more\"").build()))));
    assertEquals(2, deleted.deleted().size());
    assertEquals(List.of(), s3.keys("bucket"));
  }

  @Test
  void versions_areKeptListedReadAndRemoved() {
    client.putBucketVersioning(
        b -> b.bucket("bucket").versioningConfiguration(v -> v.status("Enabled")));
    String one = client.putObject(b -> b.bucket("bucket").key("k"), text("1")).versionId();
    String two = client.putObject(b -> b.bucket("bucket").key("k"), text("2")).versionId();
    var deleted = client.deleteObject(b -> b.bucket("bucket").key("k"));
    assertTrue(deleted.deleteMarker());
    S3Exception gone = assertThrows(S3Exception.class, () -> read("k"));
    assertEquals(404, gone.statusCode());
    assertEquals(
        "1",
        client.getObjectAsBytes(b -> b.bucket("bucket").key("k").versionId(one)).asUtf8String());

    List<String> ids = new ArrayList<>();
    var pages = client.listObjectVersionsPaginator(b -> b.bucket("bucket").maxKeys(1));
    pages.forEach(
        page -> {
          page.deleteMarkers().forEach(m -> ids.add(m.versionId()));
          page.versions().forEach(v -> ids.add(v.versionId()));
        });
    assertEquals(List.of(deleted.versionId(), two, one), ids);

    client.deleteObject(b -> b.bucket("bucket").key("k").versionId(deleted.versionId()));
    assertEquals("2", read("k"));
    assertFails(
        "NoSuchVersion",
        () -> client.getObjectAsBytes(b -> b.bucket("bucket").key("k").versionId("nope")));
  }

  @Test
  void locks_refuseRemovalOfAVersion() {
    client.createBucket(b -> b.bucket("locked").objectLockEnabledForBucket(true));
    String version =
        client
            .putObject(
                b ->
                    b.bucket("locked")
                        .key("k")
                        .objectLockMode(ObjectLockMode.COMPLIANCE)
                        .objectLockRetainUntilDate(Instant.now().plusSeconds(86_400)),
                text("worm"))
            .versionId();
    assertFails(
        "AccessDenied",
        () -> client.deleteObject(b -> b.bucket("locked").key("k").versionId(version)));
    client.deleteObject(b -> b.bucket("locked").key("k"));
    assertEquals(
        ObjectLockRetentionMode.COMPLIANCE,
        client
            .getObjectRetention(b -> b.bucket("locked").key("k").versionId(version))
            .retention()
            .mode());

    client.putObject(b -> b.bucket("locked").key("held"), text("x"));
    client.putObjectLegalHold(b -> b.bucket("locked").key("held").legalHold(h -> h.status("ON")));
    String held = client.headObject(b -> b.bucket("locked").key("held")).versionId();
    assertFails(
        "AccessDenied",
        () -> client.deleteObject(b -> b.bucket("locked").key("held").versionId(held)));
    client.putObjectLegalHold(b -> b.bucket("locked").key("held").legalHold(h -> h.status("OFF")));
    client.deleteObject(b -> b.bucket("locked").key("held").versionId(held));
    assertFails(
        "InvalidRequest",
        () ->
            client.putObject(
                b -> b.bucket("bucket").key("k").objectLockLegalHoldStatus("ON"), text("x")));
  }

  @Test
  void defaultRetention_holds_andGovernanceCanBePassed() {
    client.createBucket(b -> b.bucket("locked").objectLockEnabledForBucket(true));
    client.putObjectLockConfiguration(
        b ->
            b.bucket("locked")
                .objectLockConfiguration(
                    c ->
                        c.objectLockEnabled("Enabled")
                            .rule(r -> r.defaultRetention(d -> d.mode("GOVERNANCE").days(1)))));
    String version = client.putObject(b -> b.bucket("locked").key("k"), text("x")).versionId();
    assertFails(
        "AccessDenied",
        () -> client.deleteObject(b -> b.bucket("locked").key("k").versionId(version)));
    client.deleteObject(
        b -> b.bucket("locked").key("k").versionId(version).bypassGovernanceRetention(true));
  }

  @Test
  void tags_areReplacedAndRemoved() {
    client.putObject(b -> b.bucket("bucket").key("k").tagging("a=1"), text("x"));
    client.putObjectTagging(
        b ->
            b.bucket("bucket")
                .key("k")
                .tagging(t -> t.tagSet(Tag.builder().key("b").value("ü & <").build())));
    var tags = client.getObjectTagging(b -> b.bucket("bucket").key("k")).tagSet();
    assertEquals(List.of(Tag.builder().key("b").value("ü & <").build()), tags);
    client.deleteObjectTagging(b -> b.bucket("bucket").key("k"));
    assertEquals(0, client.getObjectTagging(b -> b.bucket("bucket").key("k")).tagSet().size());
  }

  @Test
  void listing_withDelimiter_atEveryPageSize() {
    List<String> keys = List.of("a", "d/", "d/1", "d/2", "d0", "e/1", "e/2/3", "f");
    keys.forEach(key -> s3.putObject("bucket", key, new byte[0]));
    for (int size = 1; size <= keys.size(); size++) {
      int max = size;
      List<String> seen = new ArrayList<>();
      client
          .listObjectsV2Paginator(b -> b.bucket("bucket").delimiter("/").maxKeys(max))
          .forEach(
              page -> {
                assertTrue(page.keyCount() <= max);
                page.contents().forEach(o -> seen.add(o.key()));
                page.commonPrefixes().forEach(p -> seen.add(p.prefix()));
              });
      assertEquals(List.of("a", "d/", "d0", "e/", "f"), seen.stream().sorted().toList());
    }
    var later = client.listObjectsV2(b -> b.bucket("bucket").startAfter("d/1").prefix("d"));
    assertEquals(List.of("d/2", "d0"), later.contents().stream().map(S3Object::key).toList());
    var old = client.listObjects(b -> b.bucket("bucket").marker("e/2/3"));
    assertEquals(List.of("f"), old.contents().stream().map(S3Object::key).toList());
  }

  @Test
  void shortPages_loseNothing() {
    List<String> keys = List.of("a", "b", "c", "d");
    keys.forEach(key -> s3.putObject("bucket", key, new byte[0]));
    ArmedFault empty = s3.faults().on("ListObjectsV2").arm(Fault.shortPage(0));
    ArmedFault one = s3.faults().on("ListObjectsV2").times(2).arm(Fault.shortPage(1));
    List<String> seen =
        client.listObjectsV2Paginator(b -> b.bucket("bucket")).contents().stream()
            .map(S3Object::key)
            .toList();
    assertEquals(keys, seen);
    assertEquals(1, empty.fired());
    assertEquals(2, one.fired());
    assertEquals(4, s3.journal().count("ListObjectsV2"));
  }

  @Test
  void bulkDelete_errorInside200_isReportedPerKey() {
    s3.putObject("bucket", "k", new byte[0]);
    s3.faults().on("DeleteObjects").arm(Fault.errorInside200());
    var answer =
        client.deleteObjects(
            b ->
                b.bucket("bucket")
                    .delete(d -> d.objects(List.of(ObjectIdentifier.builder().key("k").build()))));
    assertEquals(1, answer.errors().size());
    assertEquals("InternalError", answer.errors().get(0).code());
    assertEquals(List.of("k"), s3.keys("bucket"));
  }

  @Test
  void buckets_areCreatedListedAndDeleted() {
    client.createBucket(b -> b.bucket("another"));
    assertEquals(2, client.listBuckets().buckets().size());
    client.headBucket(b -> b.bucket("another"));
    s3.putObject("another", "k", new byte[0]);
    assertFails("BucketNotEmpty", () -> client.deleteBucket(b -> b.bucket("another")));
    client.deleteObject(b -> b.bucket("another").key("k"));
    client.deleteBucket(b -> b.bucket("another"));
    assertThrows(S3Exception.class, () -> client.headBucket(b -> b.bucket("another")));
    assertFails(
        "IllegalLocationConstraintException",
        () ->
            client.createBucket(
                b ->
                    b.bucket("far")
                        .createBucketConfiguration(c -> c.locationConstraint("eu-west-1"))));
  }

  @Test
  void presigned_putAndGet_work_andExpire() throws IOException {
    try (S3Presigner presigner =
        S3Presigner.builder()
            .endpointOverride(s3.endpoint())
            .region(Region.of(s3.region()))
            .serviceConfiguration(S3Configuration.builder().pathStyleAccessEnabled(true).build())
            .credentialsProvider(AwsSdk.credentials(s3))
            .build()) {
      URL put =
          presigner
              .presignPutObject(
                  p ->
                      p.signatureDuration(Duration.ofMinutes(1))
                          .putObjectRequest(
                              b -> b.bucket("bucket").key("p é").contentType("text/p")))
              .url();
      assertEquals(403, send("PUT", put, "text/other"));
      assertEquals(200, send("PUT", put, "text/p"));
      assertEquals(403, send("GET", put, null));
      URL get =
          presigner
              .presignGetObject(
                  p ->
                      p.signatureDuration(Duration.ofMinutes(1))
                          .getObjectRequest(b -> b.bucket("bucket").key("p é")))
              .url();
      assertEquals(200, send("GET", get, null));
      s3.clock().advance(Duration.ofSeconds(62));
      assertEquals(403, send("GET", get, null));
    }
  }

  @Test
  void compatible_refusesTrailers_andStoresNoChecksum() {
    try (FakeS3 old = FakeS3.builder().compatible().start();
        S3Client modern = AwsSdk.connect(old)) {
      old.createBucket("bucket");
      S3Exception e =
          assertThrows(
              S3Exception.class,
              () -> modern.putObject(b -> b.bucket("bucket").key("k"), text("x")));
      assertEquals(400, e.statusCode());
      old.putObject("bucket", "k", new byte[1]);
      var got =
          modern.headObject(b -> b.bucket("bucket").key("k").checksumMode(ChecksumMode.ENABLED));
      assertNull(got.checksumCRC64NVME());
    }
  }

  @Test
  void flippedBit_isCaughtByTheSdkInChecksumMode() {
    client.putObject(b -> b.bucket("bucket").key("k"), text("hello"));
    s3.faults().on("GetObject").arm(Fault.flippedResponseBit(1));
    assertThrows(
        SdkClientException.class,
        () ->
            client.getObjectAsBytes(
                b -> b.bucket("bucket").key("k").checksumMode(ChecksumMode.ENABLED)));
    s3.faults().assertAllFired();
    assertEquals("hello", read("k"));
  }

  private static int send(String method, URL url, String contentType) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) url.openConnection();
    connection.setRequestMethod(method);
    if (contentType != null) {
      connection.setRequestProperty("Content-Type", contentType);
      connection.setDoOutput(true);
      connection.getOutputStream().write("data".getBytes(StandardCharsets.UTF_8));
    }
    return connection.getResponseCode();
  }

  private static String read(String key) {
    return client.getObjectAsBytes(b -> b.bucket("bucket").key(key)).asUtf8String();
  }
}
