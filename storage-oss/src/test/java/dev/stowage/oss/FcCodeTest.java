package dev.stowage.oss;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.ErrorCode;
import dev.stowage.OpenOptions;
import dev.stowage.StorageException;
import dev.stowage.conformance.driver.KitPacer;
import dev.stowage.fakes.Fault;
import dev.stowage.fakes.oss.FakeOss;
import dev.stowage.function.Code;
import dev.stowage.function.CodeKind;
import dev.stowage.function.ContainerImage;
import dev.stowage.function.DeploymentBuilder;
import dev.stowage.function.DeploymentRequest;
import dev.stowage.function.DeploymentState;
import dev.stowage.function.FunctionDeployer;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** FC-CODE-1 to 5: where code comes from, and what becomes of it on the way. */
class FcCodeTest {
  @RegisterExtension static final FakeOss FAKE = FakeOss.start();

  private static final byte[] ZIP = {'P', 'K', 5, 6, 0, 0, 0, 0, 0, 0};

  private static FunctionDeployer open(String parameters) {
    return FunctionDeployer.open(
        FcHarness.url(FAKE) + parameters,
        OpenOptions.defaults().withPacer(new KitPacer()).withEnvironment(Map.of()));
  }

  private static String bucket() {
    String bucket = "code-" + UUID.randomUUID();
    FAKE.createBucket(bucket);
    FAKE.putObject(bucket, "f.zip", ZIP);
    return bucket;
  }

  private static DeploymentBuilder request(String name) {
    return DeploymentRequest.builder(name)
        .code(Code.inline(ZIP))
        .runtime("python3.12")
        .handler("index.handler");
  }

  private static StorageException fails(ErrorCode code, Executable call) {
    StorageException failure = assertThrows(StorageException.class, call);
    assertEquals(code, failure.code(), failure::toString);
    return failure;
  }

  private static DeploymentRequest of(String name, Code code) {
    return DeploymentRequest.builder(name)
        .code(code)
        .runtime("python3.12")
        .handler("index.handler")
        .build();
  }

  @Test
  void fcCode1_t20_twoSourcesContradictEachOther_codeGivesWay() {
    String image = "\"image_url\":\"r/n:1\"";
    String oss = "\"oss_bucket\":\"b\",\"oss_object_key\":\"k\"";
    String zip = "\"zip_file\":\"https://example.com/f.zip\"";
    String code = "\"code\":\"UEsFBg==\"";
    for (String two : List.of(image + "," + oss, image + "," + zip, oss + "," + zip)) {
      fails(ErrorCode.INVALID_ARGUMENT, () -> DeploymentRequest.fromJson(json(two)));
    }
    fails(ErrorCode.INVALID_ARGUMENT, () -> DeploymentRequest.fromJson(json("\"memory\":128")));
    for (String one : List.of(image, oss, zip)) {
      DeploymentRequest request = DeploymentRequest.fromJson(json(one + "," + code));
      assertEquals(1, request.warnings().size(), one);
      assertTrue(request.code().kind() != CodeKind.INLINE, one);
    }
  }

  private static String json(String source) {
    String runtime = source.contains("image") ? "" : "\"runtime\":\"python3.12\",";
    return "{\"name\":\"f\"," + runtime + "\"handler\":\"a.b\"," + source + "}";
  }

  @Test
  void fcCode2_object_isLookedAtFirst() {
    String bucket = bucket();
    try (FunctionDeployer deployer = open("")) {
      deployer.deploy(of("object", Code.blob(bucket, "f.zip")));
      assertArrayEquals(ZIP, FAKE.functionCode("object"));
      assertEquals(
          deployer.find("object").orElseThrow().info().checksum().orElseThrow(),
          String.valueOf(FAKE.function("object").get("codeChecksum")));
      FAKE.journal().clear();
      StorageException missing =
          fails(
              ErrorCode.NOT_FOUND,
              () -> deployer.deploy(of("object2", Code.blob(bucket, "missing.zip"))));
      assertTrue(missing.toString().contains(bucket + "/missing.zip"), missing.toString());
      assertEquals(0, FAKE.journal().count("CreateFunction"), "made without code");
    }
  }

  @Test
  void fcCode2_objectThatChangesInBetween_isNoticed() {
    String bucket = bucket();
    try (FunctionDeployer deployer = open("")) {
      deployer.deploy(request("changing").build());
      FAKE.faults()
          .on("UpdateFunction")
          .when(
              head -> {
                FAKE.putObject(bucket, "f.zip", new byte[] {'P', 'K', 9, 9});
                return false;
              })
          .arm(Fault.unavailable());
      StorageException failure =
          fails(
              ErrorCode.INVALID_ARGUMENT,
              () -> deployer.deploy(of("changing", Code.blob(bucket, "f.zip"))));
      assertTrue(failure.toString().contains("checksum"), failure.toString());
    } finally {
      FAKE.faults().clear();
    }
  }

  @Test
  void fcCode2_objectInAnotherRegion_isTold() {
    String bucket = "far-" + UUID.randomUUID();
    FAKE.createBucket(bucket, "cn-beijing");
    FAKE.putObject(bucket, "f.zip", ZIP);
    try (FunctionDeployer deployer = open("")) {
      StorageException failure =
          assertThrows(
              StorageException.class, () -> deployer.deploy(of("far", Code.blob(bucket, "f.zip"))));
      assertTrue(failure.toString().contains(bucket), failure.toString());
    }
  }

  @Test
  void fcCode3_ossUrls_areReferences() {
    String bucket = bucket();
    try (FunctionDeployer deployer = open("")) {
      FAKE.journal().clear();
      deployer.deploy(of("url", Code.url(URI.create("oss://" + bucket + "/f.zip"))));
      String host = "https://" + bucket + ".oss-" + FAKE.region() + ".aliyuncs.com/f.zip";
      deployer.deploy(of("url", Code.url(URI.create(host))));
      assertEquals(0, FAKE.journal().count("GetObject"), "fetched what the service reads itself");
      assertArrayEquals(ZIP, FAKE.functionCode("url"));
    }
  }

  @Test
  void fcCode3_otherUrls_areFetched_staged_andCleanedUp() {
    String bucket = bucket();
    try (Recorder web = new Recorder(200, ZIP)) {
      URI url = URI.create(web.url() + "/f.zip?token=hunter2");
      try (FunctionDeployer deployer = open("&staging=" + bucket + "/staging")) {
        FAKE.journal().clear();
        deployer.deploy(of("fetched", Code.url(url)));
        assertArrayEquals(ZIP, FAKE.functionCode("fetched"));
        assertEquals(1, FAKE.journal().count("PutObject"));
        assertEquals(List.of("f.zip"), FAKE.keys(bucket), "left behind");
        assertEquals(1, web.seen().size(), "fetched once");
      }
      try (FunctionDeployer deployer = open("&keep-staged=true&staging=" + bucket + "/staging")) {
        deployer.deploy(of("kept", Code.url(url)));
        assertEquals(2, FAKE.keys(bucket).size(), "is to be kept");
      }
      try (FunctionDeployer deployer = open("")) {
        deployer.deploy(of("direct", Code.url(url)));
        assertArrayEquals(ZIP, FAKE.functionCode("direct"));
      }
    }
  }

  @Test
  void fcCode3_urlThatGivesNothing_isTold_withoutTheUrl() {
    try (Recorder web = new Recorder(404, "gone");
        FunctionDeployer deployer = open("")) {
      URI url = URI.create(web.url() + "/f.zip?token=hunter2");
      StorageException failure =
          fails(ErrorCode.INVALID_ARGUMENT, () -> deployer.deploy(of("none", Code.url(url))));
      assertTrue(failure.toString().contains("HTTP 404"), failure.toString());
      assertFalse(failure.toString().contains("hunter2"), failure.toString());
    }
    try (Recorder web = new Recorder(200, "<html>");
        FunctionDeployer deployer = open("")) {
      URI url = URI.create(web.url() + "/f.zip");
      fails(ErrorCode.INVALID_ARGUMENT, () -> deployer.deploy(of("none", Code.url(url))));
      fails(
          ErrorCode.INVALID_ARGUMENT,
          () -> deployer.deploy(of("none", Code.url(URI.create("ftp://x/f.zip")))));
    }
  }

  @Test
  void fcCode4_smallZip_inTheRequest_largeOne_staged(@TempDir Path directory) throws IOException {
    String bucket = bucket();
    Path file = directory.resolve("large.zip");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.setLevel(0);
      zip.putNextEntry(new ZipEntry("data"));
      zip.write(new byte[(int) FcLimits.COMFORTABLE + 1]);
    }
    try (FunctionDeployer deployer = open("&staging=" + bucket + "/staging/")) {
      FAKE.journal().clear();
      deployer.deploy(of("small", Code.file(Files.write(directory.resolve("s.zip"), ZIP))));
      assertEquals(0, FAKE.journal().count("PutObject"));
      deployer.deploy(of("large", Code.file(file)));
      assertEquals(1, FAKE.journal().count("PutObject"), "staged once, though it is new");
      assertEquals(List.of("f.zip"), FAKE.keys(bucket), "left behind");
      assertArrayEquals(Files.readAllBytes(file), FAKE.functionCode("large"));
    }
    try (FunctionDeployer deployer = open("")) {
      deployer.deploy(of("inline", Code.file(file)));
      assertArrayEquals(Files.readAllBytes(file), FAKE.functionCode("inline"));
    }
  }

  @Test
  void fcCode4_tooLargeWithoutABucket_isRefusedAtOnce(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("huge.zip");
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.write(ZIP);
      sparse.setLength(FcLimits.MAX_INLINE + 1);
    }
    try (FunctionDeployer deployer = open("")) {
      FAKE.journal().clear();
      StorageException failure =
          fails(ErrorCode.INVALID_ARGUMENT, () -> deployer.deploy(of("huge", Code.file(file))));
      assertTrue(failure.toString().contains("staging="), failure.toString());
      assertEquals(0, FAKE.journal().count());
    }
  }

  @Test
  void fcCode5_image_hasNoCode() {
    try (FunctionDeployer deployer = open("")) {
      var deployment =
          deployer.deploy(
              DeploymentRequest.builder("image")
                  .code(Code.image(ContainerImage.of("registry.cn-hangzhou.aliyuncs.com/a/b:1")))
                  .build());
      assertEquals(DeploymentState.PENDING, deployment.state());
      assertFalse(FAKE.function("image").containsKey("code"));
      assertEquals(DeploymentState.ACTIVE, deployment.awaitActive(Duration.ofMinutes(1)));
    }
    fails(
        ErrorCode.INVALID_ARGUMENT,
        () -> of("container", Code.inline(ZIP)).toString().concat(custom().toString()));
  }

  private static DeploymentRequest custom() {
    return DeploymentRequest.builder("c")
        .code(Code.inline(ZIP))
        .runtime("custom-container")
        .build();
  }
}
