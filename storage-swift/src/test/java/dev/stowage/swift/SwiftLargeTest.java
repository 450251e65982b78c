package dev.stowage.swift;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.blob.BlobBody;
import dev.stowage.blob.BlobStore;
import dev.stowage.blob.BlobWriter;
import dev.stowage.blob.MultipartUpload;
import dev.stowage.blob.PutOptions;
import dev.stowage.blob.UploadPart;
import dev.stowage.fakes.ArmedFault;
import dev.stowage.fakes.Fault;
import dev.stowage.fakes.swift.FakeSwift;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** SWIFT-SLO-1 to 12, and traps T9 to T11: large objects and the segments they leave, or do not. */
class SwiftLargeTest {
  @RegisterExtension static final FakeSwift FAKE = FakeSwift.start();
  private static final String SEGMENTS = "c_segments";

  private final FakeStores stores = new FakeStores(FAKE);
  private BlobStore store;
  private SwiftObjects objects;

  @BeforeEach
  void open() {
    store = stores.fresh("c");
    objects = store.unwrap(SwiftClient.class).orElseThrow().objects("c");
  }

  @AfterEach
  void close() {
    store.close();
  }

  private String manifestOf(String key) {
    return new String(FAKE.object("c", key).orElseThrow().content(), StandardCharsets.UTF_8);
  }

  /** T11: the container of segments is made when it is needed, in the same policy. */
  @Test
  void slo1_containerOfSegmentsIsAbsent_isCreated() {
    FAKE.createContainer("c").attributes().put("x-storage-policy", "silver");
    assertEquals(List.of("c"), FAKE.containers());
    byte[] content = FakeStores.large(store, "big", 2500);
    assertArrayEquals(content, FakeStores.read(store, "big"));
    assertEquals(3, FAKE.keys(SEGMENTS).size());
    assertEquals("silver", FAKE.createContainer(SEGMENTS).attributes().get("x-storage-policy"));
  }

  /** T11: no manifest over segments that are not all there, and none of them stays. */
  @Test
  void slo1_oneSegmentFails_noManifestAndNoSegments() {
    for (int failing = 0; failing < 4; failing++) {
      ArmedFault fault =
          FAKE.faults()
              .on("object.PUT")
              .when(head -> head.path().contains("/slo/") && !head.path().contains("uploads"))
              .after(failing)
              .arm(Fault.refusal(507, ""));
      assertThrows(StorageException.class, () -> FakeStores.large(store, "big", 3500));
      assertEquals(1, fault.fired());
      assertEquals(List.of(), FAKE.keys("c"));
      assertEquals(List.of(), FAKE.keys(SEGMENTS));
    }
    assertEquals(0, FAKE.journal().count("manifest.PUT"));
  }

  @Test
  void slo1_manifestIsRefused_noSegmentsStay() {
    FAKE.faults().on("manifest.PUT").arm(Fault.refusal(413, ""));
    assertThrows(StorageException.class, () -> FakeStores.large(store, "big", 3500));
    assertEquals(List.of(), FAKE.keys("c"));
    assertEquals(List.of(), FAKE.keys(SEGMENTS));
  }

  /** T9: whatever order the segments come in, the manifest has theirs. */
  @Test
  void slo3_segmentsInAnyOrder_manifestInOrder() throws IOException {
    MultipartUpload upload =
        store.multipartUploads().orElseThrow().start("big", PutOptions.defaults());
    List<UploadPart> parts = new ArrayList<>();
    for (int number : new int[] {3, 1, 4, 2}) {
      parts.add(upload.put(number, BlobBody.of("part" + number + "-")));
    }
    parts.sort(Comparator.comparingInt(UploadPart::number));
    upload.complete(parts);
    assertEquals("part1-part2-part3-part4-", FakeStores.text(store, "big"));
    assertEquals(
        List.of("00000000", "00000001", "00000002", "00000003"),
        objects.segments("big").stream()
            .map(s -> s.name().substring(s.name().lastIndexOf('/') + 1))
            .toList());
  }

  /** T9: a thousand segments are the most, so parts grow. */
  @Test
  void slo4_moreSegmentsThanAllowed_areLarger() throws IOException {
    byte[] content = FakeStores.bytes(1001);
    store.put("big", BlobBody.of(content), PutOptions.defaults().withPartSize(1));
    assertArrayEquals(content, FakeStores.read(store, "big"));
    assertTrue(objects.segments("big").size() <= 1000);
    List<Segment> many = new ArrayList<>();
    FAKE.putObject("c", "s", new byte[1]);
    for (int i = 0; i < 1001; i++) {
      many.add(new Segment("c", "s", 1, "93b885adfe0da089cdf634904fd59f71"));
    }
    StorageException e =
        assertThrows(
            StorageException.class, () -> objects.putManifest("m", many, PutOptions.defaults()));
    assertEquals(ErrorCode.INVALID_ARGUMENT, e.code());
    objects.putManifest("m", many.subList(0, 1000), PutOptions.defaults());
    assertEquals(1000, store.find("m").orElseThrow().size());
  }

  @Test
  void slo5_manifestThatDoesNotFit_isRefusedWithReasons() {
    store.put("s", BlobBody.of("12345"));
    List<Segment> wrong =
        List.of(
            new Segment("c", "s", 5, "0".repeat(32)),
            new Segment("c", "s", 6, "827ccb0eea8a706c4c34a16891f84e7b"),
            new Segment("c", "absent é", 1, "1".repeat(32)));
    SloValidationException e =
        assertThrows(
            SloValidationException.class,
            () -> objects.putManifest("m", wrong, PutOptions.defaults()));
    assertEquals(
        List.of(
            new SloValidationException.Problem("c/s", "Etag Mismatch"),
            new SloValidationException.Problem("c/s", "Size Mismatch"),
            new SloValidationException.Problem("c/absent%20%C3%A9", "404 Not Found")),
        e.problems());
    assertFalse(store.exists("m"));
  }

  /** T9: in quotes on the wire, without them here, and the same wherever it is read. */
  @Test
  void slo6_etag_isThatOfTheSegments() throws IOException {
    FakeStores.large(store, "big", 2500);
    String expected = Manifests.etagOf(objects.segments("big"));
    assertEquals(expected, store.find("big").orElseThrow().etag());
    assertEquals(expected, store.list("").toList().get(0).etag());
    store.put("a", BlobBody.of("aaa"));
    store.put("b", BlobBody.of("bbb"));
    String ranged =
        objects.putManifest(
            "r",
            List.of(
                new Segment("c", "a", 3, "47bce5c74f589f4867dbd57e9ca9f808", "0-1"),
                new Segment("c", "b", 3, "08f8e0260c64418510cefb2b06eee5cd")),
            PutOptions.defaults());
    assertEquals("ae4a58fe0756679190cc3f737e494f7d", ranged);
    assertEquals("aabbb", FakeStores.text(store, "r"));
  }

  /** T10: what is read of a manifest can be put again. */
  @Test
  void slo7_manifestRead_isTheManifestPut() throws IOException {
    byte[] content = FakeStores.large(store, "big", 2500);
    List<Segment> segments = objects.segments("big");
    assertEquals(List.of(1000L, 1000L, 500L), segments.stream().map(Segment::size).toList());
    objects.putManifest("again", segments, PutOptions.defaults());
    assertArrayEquals(content, FakeStores.read(store, "again"));
    assertEquals(segments, objects.segments("again"));
    assertTrue(manifestOf("again").contains("\"hash\""));
    store.put("plain", BlobBody.of("x"));
    assertEquals(List.of(), objects.segments("plain"));
  }

  /** T10: the status is 200 whatever happens, and blanks come before the body. */
  @Test
  void slo8_deleteWithSegments_tellsTheTruth() throws IOException {
    FakeStores.large(store, "big", 2500);
    assertEquals(4, objects.deleteWithSegments("big"));
    assertEquals(List.of(), FAKE.keys(SEGMENTS));
    assertFailure("404", () -> objects.deleteWithSegments("big"));
    store.put("plain", BlobBody.of("x"));
    assertFailure("Not an SLO manifest", () -> objects.deleteWithSegments("plain"));
    assertTrue(store.exists("plain"));
    FakeStores.large(store, "big", 2500);
    FAKE.faults().on("manifest.DELETE").arm(Fault.errorInside200());
    IOException e = assertThrows(IOException.class, () -> objects.deleteWithSegments("big"));
    assertTrue(SwiftFailures.classify(e).retryable(), e.toString());
    assertTrue(store.exists("big"), "it had no effect");
    FAKE.faults().on("manifest.DELETE").arm(Fault.errorInside200("403"));
    String segment = objects.segments("big").get(0).name();
    assertFailure(segment, () -> objects.deleteWithSegments("big"));
    assertFalse(store.exists("big"), "the manifest goes all the same");
  }

  private static void assertFailure(String words, org.junit.jupiter.api.function.Executable call) {
    IOException e = assertThrows(IOException.class, call);
    assertTrue(String.valueOf(e.getMessage()).contains(words), e.getMessage());
  }

  @Test
  void slo9_segmentLostOrChanged_isAnErrorAndNeverAShorterObject() throws IOException {
    FakeStores.large(store, "big", 3500);
    String second = objects.segments("big").get(1).name();
    FAKE.removeObject(SEGMENTS, second);
    assertThrows(StorageException.class, () -> FakeStores.read(store, "big"));
    FAKE.putObject(SEGMENTS, second, FakeStores.bytes(1000));
    assertThrows(StorageException.class, () -> FakeStores.read(store, "big"));
    String first = objects.segments("big").get(0).name();
    FAKE.removeObject(SEGMENTS, first);
    StorageException e = assertThrows(StorageException.class, () -> FakeStores.read(store, "big"));
    assertEquals(409, e.httpStatus().orElseThrow());
  }

  @Test
  void slo9_segmentsBytesChangedAtRest_areFound() throws IOException {
    FakeStores.large(store, "big", 3500);
    FAKE.corrupt(SEGMENTS, objects.segments("big").get(2).name(), 17);
    StorageException e = assertThrows(StorageException.class, () -> FakeStores.read(store, "big"));
    assertEquals(ErrorCode.INTEGRITY_FAILURE, e.code());
  }

  @Test
  void slo11_overwrittenAndDeletedFiftyTimes_leavesNoSegment() {
    for (int i = 0; i < 50; i++) {
      FakeStores.large(store, "big", 1500 + i);
      assertEquals(2, FAKE.keys(SEGMENTS).size(), "only those of the newest");
      if (i % 5 == 4) {
        store.delete("big");
        assertEquals(List.of(), FAKE.keys(SEGMENTS));
      }
      if (i % 7 == 3) {
        store.put("big", BlobBody.of("small"));
        assertEquals(List.of(), FAKE.keys(SEGMENTS));
      }
    }
    store.delete("big");
    FakeStores.large(store, "one", 2500);
    FakeStores.large(store, "two", 2500);
    assertTrue(
        store.deleteAll(List.of("one", "two", "absent")).stream().allMatch(r -> r.deleted()));
    FakeStores.large(store, "moved", 2500);
    store.move("moved", "target");
    store.copy("target", "flat");
    store.delete("target");
    assertEquals(List.of(), FAKE.keys(SEGMENTS));
    assertEquals(List.of("flat"), FAKE.keys("c"));
  }

  @Test
  void slo11_segmentsOfAnotherManifest_survive() throws IOException {
    byte[] content = FakeStores.large(store, "original", 3500);
    copyManifest("original", "twin");
    store.delete("twin");
    assertArrayEquals(content, FakeStores.read(store, "original"));
    copyManifest("original", "twin");
    store.put("original", BlobBody.of("replaced"));
    assertArrayEquals(content, FakeStores.read(store, "twin"));
    copyManifest("twin", "third");
    assertTrue(store.deleteAll(List.of("third")).get(0).deleted());
    assertArrayEquals(content, FakeStores.read(store, "twin"));
  }

  /** As {@code swift copy} or curl would. */
  private void copyManifest(String from, String to) throws IOException {
    store
        .unwrap(SwiftClient.class)
        .orElseThrow()
        .wire()
        .expect(
            SwiftCall.object("COPY", "c", from)
                .query("multipart-manifest=get")
                .header("Destination", SwiftCall.pathOf("c", to).substring(1)))
        .close();
  }

  @Test
  void slo11_keep_leavesSegmentsToTheCaller() {
    try (BlobStore keeping = BlobStore.open("swift://c?segments=keep", stores.options())) {
      FakeStores.large(keeping, "big", 2500);
      keeping.delete("big");
    }
    assertEquals(3, FAKE.keys(SEGMENTS).size());
  }

  /** A response to the manifest that is lost must not cost the old segments, or the new. */
  @Test
  void slo11_answerToTheManifestIsLost_newestIsWholeAndAlone() {
    try (BlobStore patient =
        BlobStore.open(
            "swift://c", stores.options().withRetry(dev.stowage.RetryPolicy.defaults()))) {
      FakeStores.large(patient, "big", 2500);
      FAKE.faults().on("manifest.PUT").arm(Fault.lostResponse());
      byte[] content = FakeStores.large(patient, "big", 3500);
      assertArrayEquals(content, FakeStores.read(patient, "big"));
      assertEquals(4, FAKE.keys(SEGMENTS).size());
    }
  }

  @Test
  void slo12_streams_shortOnesArePlain() {
    for (int size : new int[] {0, 1, 999}) {
      byte[] content = FakeStores.large(store, "k", size);
      assertArrayEquals(content, FakeStores.read(store, "k"));
      assertTrue(FAKE.object("c", "k").orElseThrow().attributes().isEmpty(), "" + size);
    }
    assertEquals(0, FAKE.journal().count("manifest.PUT"));
  }

  @Test
  void slo2_naming_ofTheDocument() throws IOException {
    String url = "swift://c?naming=document&segments=segment-container";
    try (BlobStore other = BlobStore.open(url, stores.options())) {
      other.put(
          "v.mp4",
          BlobBody.once(new ByteArrayInputStream(FakeStores.bytes(2500))),
          FakeStores.SMALL_PARTS);
      String name = objects.segments("v.mp4").get(2).name();
      assertTrue(name.matches("segments-for-v\\.mp4/.*/segment-3"), name);
      other.delete("v.mp4");
      assertEquals(List.of(), FAKE.keys("segment-container"));
    }
  }

  @Test
  void crashedUpload_resumesAndIsNotAbortedOncePublished() throws IOException {
    MultipartUpload upload =
        store.multipartUploads().orElseThrow().start("big", PutOptions.defaults());
    upload.put(2, BlobBody.of(FakeStores.bytes(700)));
    upload.put(1, BlobBody.of(FakeStores.bytes(600)));
    upload.put(9, BlobBody.of("never part of it"));
    try (BlobStore other = BlobStore.open("swift://c", stores.options())) {
      MultipartUpload resumed =
          other.multipartUploads().orElseThrow().resume("big", upload.id(), PutOptions.defaults());
      resumed.complete(resumed.parts().subList(0, 2));
      assertEquals(2, FAKE.keys(SEGMENTS).size(), "the part that was left out is gone");
      FAKE.putObject(
          SEGMENTS,
          SegmentNames.note("big", upload.id()),
          "big".getBytes(StandardCharsets.US_ASCII));
      assertEquals(1, other.multipartUploads().orElseThrow().abortOlderThan("", Duration.ZERO));
      assertEquals(1300, FakeStores.read(other, "big").length);
      assertEquals(2, FAKE.keys(SEGMENTS).size());
    }
  }

  @Test
  void obj6_copyAboveTheLimitOfOneObject_isSegmentBySegment() throws IOException {
    try (FakeSwift small = FakeSwift.builder().maxFileSize(2000).start()) {
      small.createContainer("c");
      FakeStores of = new FakeStores(small);
      try (BlobStore other = BlobStore.open("swift://c", of.options())) {
        byte[] content = FakeStores.large(other, "big", 3500);
        other.copy("big", "copy");
        assertArrayEquals(content, FakeStores.read(other, "copy"));
        other.delete("big");
        assertArrayEquals(content, FakeStores.read(other, "copy"));
        other.delete("copy");
        assertEquals(List.of(), small.keys(SEGMENTS));
      }
    }
  }

  @Test
  void writer_abandoned_leavesNothing() throws IOException {
    try (BlobWriter writer = store.openWriter("big", FakeStores.SMALL_PARTS)) {
      writer.write(FakeStores.bytes(5500));
    }
    assertEquals(List.of(), FAKE.keys("c"));
    assertEquals(List.of(), FAKE.keys(SEGMENTS));
  }
}
