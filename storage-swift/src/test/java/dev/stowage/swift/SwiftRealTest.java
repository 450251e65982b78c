package dev.stowage.swift;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.Credentials;
import dev.stowage.ErrorCode;
import dev.stowage.OpenOptions;
import dev.stowage.StorageException;
import dev.stowage.blob.BlobBody;
import dev.stowage.blob.BlobInfo;
import dev.stowage.blob.BlobReader;
import dev.stowage.blob.BlobService;
import dev.stowage.blob.BlobStore;
import dev.stowage.blob.MultipartUpload;
import dev.stowage.blob.PutOptions;
import dev.stowage.blob.SignRequest;
import dev.stowage.blob.SignedUrl;
import dev.stowage.blob.Verification;
import dev.stowage.blob.WriteCondition;
import dev.stowage.http.HttpRequest;
import dev.stowage.http.HttpResponse;
import dev.stowage.http.HttpTransport;
import dev.stowage.http.TransportOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only Swift has, against Swift. */
@Tag("server")
class SwiftRealTest {
  private static final PutOptions SMALL_PARTS = PutOptions.defaults().withPartSize(1000);

  @TempDir Path directory;

  private final OpenOptions options =
      OpenOptions.defaults().withEnvironment(SwiftServer.tokenEnvironment());
  private final String container = "real-" + UUID.randomUUID();
  private final SwiftClient client = SwiftClient.open("swift:", options);
  private final BlobService service = BlobService.open("swift:", options);
  private final SwiftObjects objects = client.objects(container);
  private BlobStore store;

  @BeforeEach
  void create() {
    assertTrue(service.create(container));
    assertFalse(service.create(container), "Swift says 202 for what is there");
    store = client.store(container);
  }

  @AfterEach
  void delete() {
    for (String name : List.of(container, container + "_segments")) {
      if (service.exists(name)) {
        try (BlobStore all = BlobStore.open("swift://" + name + "?segments=keep", options)) {
          all.deleteAll(all.list("").map(BlobInfo::key).toList());
        }
        service.delete(name);
      }
    }
    client.close();
    service.close();
  }

  private static byte[] bytes(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }

  private byte[] large(String key, int size) {
    byte[] bytes = bytes(size);
    store.put(key, BlobBody.once(new ByteArrayInputStream(bytes)), SMALL_PARTS);
    return bytes;
  }

  private List<String> segments() {
    if (!service.exists(container + "_segments")) {
      return List.of();
    }
    try (BlobStore all = client.store(container + "_segments")) {
      return all.list("").map(BlobInfo::key).toList();
    }
  }

  private static byte[] read(BlobStore from, String key) {
    try (BlobReader reader = from.get(key)) {
      return reader.bytes();
    }
  }

  private static String url(String container, String params) {
    return "swift://" + container + "?" + params;
  }

  private void works(String params, Map<String, String> environment) {
    try (BlobStore other =
        BlobStore.open(
            url(container, params), OpenOptions.defaults().withEnvironment(environment))) {
      other.put("by", BlobBody.of(params));
      assertEquals(params, new String(read(other, "by"), StandardCharsets.UTF_8));
    }
  }

  @Test
  void everyWayToLogIn() throws IOException {
    Map<String, String> environment = SwiftServer.environment();
    works("interface=public", environment);
    works("interface=internal", environment);
    works("region=RegionTwo", environment);
    String keystone = environment.get("OS_AUTH_URL");
    works(
        "auth=application&endpoint=" + keystone.replace("/v3", ""),
        Map.of(
            "OS_APPLICATION_CREDENTIAL_ID",
            SwiftServer.variable("STOWAGE_SWIFT_APPLICATION_ID"),
            "OS_APPLICATION_CREDENTIAL_SECRET",
            SwiftServer.variable("STOWAGE_SWIFT_APPLICATION_SECRET")));
    Map<String, String> given = SwiftServer.tokenEnvironment();
    works("auth=token", given);
    works("region=RegionTwo", Map.of("OS_AUTH_URL", keystone, "OS_TOKEN", given.get("OS_TOKEN")));
    Path clouds = directory.resolve("clouds.yaml");
    Files.writeString(
        clouds,
        "clouds:\n  test:\n    region_name: RegionOne\n    auth:\n      auth_url: "
            + keystone
            + "\n      username: demo\n      password: demo-password\n      project_id: "
            + SwiftServer.variable("STOWAGE_SWIFT_PROJECT_ID")
            + "\n      user_domain_id: default\n");
    works("cloud=test", Map.of("OS_CLIENT_CONFIG_FILE", clouds.toString()));
    works("credential=profile:test", Map.of("OS_CLIENT_CONFIG_FILE", clouds.toString()));
    Path openrc = directory.resolve("openrc");
    List<String> lines = new ArrayList<>();
    environment.forEach((name, value) -> lines.add("export " + name + "=\"" + value + "\""));
    Files.write(openrc, lines);
    works("credential=file:" + openrc, Map.of());
  }

  @Test
  void tempAuth() {
    Map<String, String> environment =
        Map.of(
            "ST_AUTH", SwiftServer.variable("STOWAGE_SWIFT_TEMPAUTH"),
            "ST_USER", "test:tester",
            "ST_KEY", "testing");
    OpenOptions v1 = OpenOptions.defaults().withEnvironment(environment);
    try (BlobService account = BlobService.open("swift:", v1)) {
      account.create(container);
      works("auth=v1", environment);
      account.store(container).delete("by");
      account.delete(container);
    }
  }

  @Test
  void wrongRegion_saysWhatThereIs() {
    OpenOptions password = SwiftServer.options();
    try (BlobStore other = BlobStore.open(url(container, "region=Mars"), password)) {
      StorageException e = assertThrows(StorageException.class, () -> other.exists("k"));
      assertTrue(e.getMessage().contains("RegionTwo"), e.getMessage());
    }
  }

  @Test
  void otherProject_isDenied_andUnknownUserIsNobody() {
    store.put("k", BlobBody.of("x"));
    OpenOptions defaults = OpenOptions.defaults();
    try (BlobStore other = BlobStore.open("swift://" + container, SwiftServer.stranger(defaults))) {
      assertEquals(
          ErrorCode.PERMISSION_DENIED,
          assertThrows(StorageException.class, () -> other.exists("k")).code());
    }
    try (BlobStore other = BlobStore.open("swift://" + container, SwiftServer.nobody(defaults))) {
      StorageException e = assertThrows(StorageException.class, () -> other.exists("k"));
      assertEquals(ErrorCode.UNAUTHENTICATED, e.code());
      assertFalse(e.getMessage().contains("wrong"), e.getMessage());
    }
  }

  /** Sixteen threads are writing when the token is revoked: streams that can be read only once. */
  @Test
  void revokedToken_inMidTransfer_costsNobodyAnything() throws Exception {
    try (SwiftClient own = SwiftClient.open("swift:", SwiftServer.options());
        BlobStore ours = own.store(container)) {
      ours.put("warm", BlobBody.of("x"));
      Session before = own.wire().sessions().current();
      ExecutorService threads = Executors.newFixedThreadPool(16);
      List<Future<?>> writers = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        String key = "k" + i;
        writers.add(
            threads.submit(
                () -> {
                  for (int round = 0; round < 12; round++) {
                    byte[] content = bytes(1000 + round);
                    ours.put(key, BlobBody.once(new ByteArrayInputStream(content), content.length));
                  }
                }));
      }
      revoke(before);
      for (Future<?> writer : writers) {
        Object unused = writer.get();
      }
      // Swift's own cache of tokens lives for a second.
      long until = System.nanoTime() + Duration.ofSeconds(20).toNanos();
      while (own.wire().sessions().current() == before && System.nanoTime() < until) {
        ours.put("late", BlobBody.once(new ByteArrayInputStream(new byte[5]), 5));
      }
      assertFalse(own.wire().sessions().current() == before, "the token was never refused");
      for (int i = 0; i < 16; i++) {
        assertArrayEquals(bytes(1011), read(ours, "k" + i));
      }
      threads.shutdown();
    }
  }

  private static void revoke(Session session) throws IOException {
    String token = String.valueOf(session.token());
    URI uri = URI.create(SwiftServer.variable("OS_AUTH_URL") + "/auth/tokens");
    try (HttpTransport transport = HttpTransport.create(TransportOptions.defaults());
        HttpResponse response =
            transport.send(
                HttpRequest.builder("DELETE", uri)
                    .header("X-Auth-Token", token)
                    .header("X-Subject-Token", token)
                    .build())) {
      assertEquals(204, response.status());
    }
  }

  @Test
  void largeObject_isSegmentsAndVerified() throws IOException {
    byte[] content = large("dir/big", 5500);
    List<Segment> segments = objects.segments("dir/big");
    assertEquals(6, segments.size());
    assertTrue(segments.get(0).name().startsWith("dir/big/slo/"), segments.toString());
    assertEquals(Manifests.etagOf(segments), store.find("dir/big").orElseThrow().etag());
    try (BlobReader reader = store.get("dir/big")) {
      assertArrayEquals(content, reader.readAllBytes());
      assertEquals(Verification.VERIFIED, reader.verification());
    }
    BlobInfo listed = store.list("dir/").toList().get(0);
    assertEquals(5500, listed.size());
    assertEquals(store.find("dir/big").orElseThrow().etag(), listed.etag());
    assertEquals(6, segments().size());
  }

  @Test
  void documentNaming_isThatOfTheDocument() throws IOException {
    try (BlobStore other =
        BlobStore.open(
            url(container, "naming=document&segments=" + container + "_segments"), options)) {
      other.put("v.mp4", BlobBody.once(new ByteArrayInputStream(bytes(2500))), SMALL_PARTS);
      String name = objects.segments("v.mp4").get(2).name();
      assertTrue(name.matches("segments-for-v\\.mp4/.*/segment-3"), name);
      other.delete("v.mp4");
      assertEquals(List.of(), segments());
    }
  }

  @Test
  void overwrittenAndDeletedFiftyTimes_leavesNoSegment() {
    for (int i = 0; i < 50; i++) {
      large("big", 1500 + i);
      if (i % 5 == 4) {
        store.delete("big");
      }
      if (i % 7 == 3) {
        store.put("big", BlobBody.of("small"));
      }
    }
    store.delete("big");
    large("one", 2500);
    large("two", 2500);
    assertTrue(
        store.deleteAll(List.of("one", "two", "absent")).stream().allMatch(r -> r.deleted()));
    assertEquals(List.of(), segments());
  }

  /** Encoded as in a URL, the longest keys are longer than a line that Swift takes. */
  @Test
  void longestKeys_areDeletedInBulk() {
    List<String> keys = new ArrayList<>();
    for (String one : List.of("é", "世", "😀", "%", "\n", " ")) {
      int bytes = one.getBytes(StandardCharsets.UTF_8).length;
      for (int shorter = 0; shorter < 4; shorter++) {
        keys.add("k" + one.repeat(1023 / bytes - shorter));
      }
    }
    keys.forEach(key -> store.put(key, BlobBody.of("x")));
    assertEquals(
        List.of(), store.deleteAll(keys).stream().filter(result -> !result.deleted()).toList());
    assertEquals(List.of(), store.list("").toList());
  }

  @Test
  void segmentsOfAnotherManifest_areSpared() throws IOException {
    byte[] content = large("original", 3500);
    copyManifest("original", "twin");
    store.delete("twin");
    assertArrayEquals(content, read(store, "original"));
    copyManifest("original", "twin");
    store.put("original", BlobBody.of("replaced"));
    assertArrayEquals(content, read(store, "twin"));
    store.copy("twin", "flat");
    assertArrayEquals(content, read(store, "flat"));
    assertEquals(List.of(), objects.segments("flat"));
  }

  /** As {@code swift copy} or curl would. */
  private void copyManifest(String from, String to) throws IOException {
    client
        .wire()
        .expect(
            SwiftCall.object("COPY", container, from)
                .query("multipart-manifest=get")
                .header("Destination", SwiftCall.pathOf(container, to).substring(1)))
        .close();
  }

  @Test
  void crashedUpload_resumesAndPublishedOnesAreNotAborted() throws IOException {
    MultipartUpload upload =
        store.multipartUploads().orElseThrow().start("big", PutOptions.defaults());
    upload.put(2, BlobBody.of(bytes(700)));
    upload.put(1, BlobBody.of(bytes(600)));
    upload.put(9, BlobBody.of("never part of it"));
    try (BlobStore other = BlobStore.open("swift://" + container, options)) {
      MultipartUpload resumed =
          other.multipartUploads().orElseThrow().resume("big", upload.id(), PutOptions.defaults());
      resumed.complete(resumed.parts().subList(0, 2));
      assertEquals(2, segments().size(), "the part that was left out is gone");
      // The process died between publishing and removing the note.
      String note = SegmentNames.note("big", upload.id());
      client.store(container + "_segments").put(note, BlobBody.of("big"));
      assertEquals(1, other.multipartUploads().orElseThrow().abortOlderThan("", Duration.ZERO));
      assertEquals(1300, read(other, "big").length);
      assertEquals(2, segments().size());
    }
  }

  @Test
  void createOnly_isRefusedUnlessAskedFor_andThenFindsWhatIsThere() {
    byte[] big = bytes(2500);
    PutOptions create = SMALL_PARTS.withCondition(WriteCondition.ifAbsent());
    assertEquals(
        ErrorCode.UNSUPPORTED,
        assertThrows(StorageException.class, () -> store.put("k", BlobBody.of("x"), create))
            .code());
    try (BlobStore checking = BlobStore.open(url(container, "create-only=check"), options)) {
      checking.put("k", BlobBody.of("first"), create);
      checking.put("big", BlobBody.once(new ByteArrayInputStream(big)), create);
      for (String key : List.of("k", "big")) {
        for (BlobBody body :
            List.of(BlobBody.of("second"), BlobBody.once(new ByteArrayInputStream(bytes(3000))))) {
          assertEquals(
              ErrorCode.ALREADY_EXISTS,
              assertThrows(StorageException.class, () -> checking.put(key, body, create)).code());
        }
      }
      assertArrayEquals(big, read(checking, "big"));
      assertEquals(3, segments().size(), "the refused uploads left nothing");
    }
  }

  @Test
  void manifestThatDoesNotFit_isRefusedWithReasons() {
    store.put("s", BlobBody.of("12345"));
    SloValidationException e =
        assertThrows(
            SloValidationException.class,
            () ->
                objects.putManifest(
                    "m",
                    List.of(
                        new Segment(container, "s", 5, "0".repeat(32)),
                        new Segment(container, "absent", 1, "1".repeat(32))),
                    PutOptions.defaults()));
    // In the order in which Swift looked at them.
    String all = e.problems().toString();
    assertEquals(2, e.problems().size());
    assertTrue(all.contains("/s: Etag Mismatch") && all.contains("/absent: 404"), all);
  }

  @Test
  void deleteWithSegments_tellsTheTruth() throws IOException {
    large("big", 2500);
    assertEquals(4, objects.deleteWithSegments("big"));
    assertEquals(List.of(), segments());
    assertTrue(
        assertThrows(IOException.class, () -> objects.deleteWithSegments("big"))
            .getMessage()
            .contains("404"));
    store.put("plain", BlobBody.of("x"));
    assertTrue(
        assertThrows(IOException.class, () -> objects.deleteWithSegments("plain"))
            .getMessage()
            .contains("Not an SLO manifest"));
    assertTrue(store.exists("plain"));
  }

  @Test
  void dynamicLargeObject_writtenReadAndDeleted() throws IOException {
    for (int i = 0; i < 3; i++) {
      store.put("parts/é 0" + i, BlobBody.of("part" + i));
    }
    objects.putDynamic("whole", container, "parts/é ", PutOptions.defaults());
    assertEquals("part0part1part2", new String(read(store, "whole"), StandardCharsets.UTF_8));
    assertEquals(
        Optional.of(new SwiftObjects.Dynamic(container, "parts/é ")), objects.dynamic("whole"));
    objects.setMetadata("whole", Map.of("a", "1"));
    assertTrue(objects.dynamic("whole").isPresent(), "a change of metadata must not lose it");
    objects.deleteDynamic("whole");
    assertEquals(List.of(), store.list("").toList());
  }

  @Test
  void directories_expiry_metadata_quota() throws IOException {
    objects.putDirectory("a/b");
    assertEquals("application/directory", store.find("a/b").orElseThrow().contentType());
    store.put("k", BlobBody.of("x"), PutOptions.defaults().withMetadata(Map.of("old", "1")));
    Instant at = Instant.ofEpochSecond(Instant.now().getEpochSecond() + 3600);
    objects.setExpiry("k", Optional.of(at));
    assertEquals(Optional.of(at), store.find("k").orElseThrow().expires());
    objects.setMetadata("k", Map.of("new", "ü"));
    assertEquals(Map.of("new", "ü"), store.find("k").orElseThrow().metadata());
    assertEquals(Optional.of(at), store.find("k").orElseThrow().expires());
    objects.setExpiry("k", Optional.empty());
    assertEquals(Optional.empty(), store.find("k").orElseThrow().expires());
    assertEquals(Map.of("new", "ü"), store.find("k").orElseThrow().metadata());
    objects.setQuota(10, 0);
    StorageException e =
        assertThrows(StorageException.class, () -> store.put("q", BlobBody.of(new byte[100])));
    assertEquals(ErrorCode.QUOTA_EXCEEDED, e.code());
    objects.setQuota(0, 0);
    assertEquals("2.30", client.info().version().orElseThrow().substring(0, 4));
    assertTrue(client.info().policies().contains("silver"));
  }

  @Test
  void containers_listedAndDeletedWhenEmpty() {
    store.put("k", BlobBody.of("x"));
    assertTrue(service.list().anyMatch(one -> one.name().equals(container)));
    assertEquals(
        ErrorCode.CONFLICT,
        assertThrows(StorageException.class, () -> service.delete(container)).code());
    service.delete("no-such-container-" + container);
    assertThrows(StorageException.class, () -> service.create("a/b"));
  }

  @Test
  void temporaryUrls_serveAwkwardNamesWithTheAccountsOrTheCallersKey() throws Exception {
    Map<String, String> withKey = new HashMap<>(SwiftServer.environment());
    withKey.put("STOWAGE_SWIFT_TEMP_URL_KEY", "a key that the container has");
    objects.setContainerMetadata(Map.of("Temp-URL-Key", "a key that the container has"));
    HttpClient plain = HttpClient.newHttpClient();
    OpenOptions keyed = OpenOptions.defaults().withEnvironment(withKey);
    try (BlobStore other = BlobStore.open("swift://" + container, keyed)) {
      for (String key : List.of("a b+c", "%46", "é/世界 😀", "a?b=c&d#e", "//x", "../y", "a\nb")) {
        store.put(key, BlobBody.of("content of " + key));
        for (BlobStore signing : List.of(store, other)) {
          SignedUrl url =
              signing
                  .urlSigner()
                  .orElseThrow()
                  .sign(
                      SignRequest.get(key, Duration.ofMinutes(1))
                          .withResponseDisposition("attachment; filename=\"ü.txt\""));
          var answer =
              plain.send(
                  java.net.http.HttpRequest.newBuilder(url.uri()).build(),
                  java.net.http.HttpResponse.BodyHandlers.ofString());
          assertEquals("content of " + key, answer.body(), key);
          String disposition = answer.headers().firstValue("Content-Disposition").orElse("");
          assertTrue(disposition.startsWith("attachment;"), disposition);
          assertTrue(disposition.contains("%C3%BC.txt"), disposition);
        }
      }
    }
    String prefixed = objects.temporaryUrls("GET", "a", Instant.now().plusSeconds(60)).toString();
    URI one = URI.create(prefixed.replace("/a?", "/a%20b+c?"));
    assertEquals(
        200,
        plain
            .send(
                java.net.http.HttpRequest.newBuilder(one).build(),
                java.net.http.HttpResponse.BodyHandlers.discarding())
            .statusCode());
  }

  @Test
  void credentialsAsAnAccessKeyPair_nameUserAndPassword() {
    OpenOptions pair =
        OpenOptions.defaults()
            .withEnvironment(Map.of("OS_AUTH_URL", SwiftServer.variable("OS_AUTH_URL")))
            .withCredentials(Credentials.keys("demo", "demo-password"));
    String params = "project-id=" + SwiftServer.variable("STOWAGE_SWIFT_PROJECT_ID");
    try (BlobStore other =
        BlobStore.open(url(container, params + "&user-domain-id=default"), pair)) {
      assertTrue(other.isAccessible());
    }
  }
}
