package dev.stowage.oss;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.ErrorCode;
import dev.stowage.OpenOptions;
import dev.stowage.StorageException;
import dev.stowage.conformance.driver.KitPacer;
import dev.stowage.fakes.oss.FakeOss;
import dev.stowage.function.Code;
import dev.stowage.function.DeploymentBuilder;
import dev.stowage.function.DeploymentRequest;
import dev.stowage.function.FunctionDeployer;
import dev.stowage.function.LayerRef;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.function.Executable;

/** FC-PARAM-*, FC-LIM-1: every parameter of the user's document, as it gets to the service. */
class FcParametersTest {
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

  /** What the service has of it in the end. */
  private static Map<String, Object> deployed(DeploymentRequest request) {
    try (FunctionDeployer deployer = open("")) {
      deployer.deploy(request);
    }
    return FAKE.function(request.name());
  }

  private static Map<String, Object> json(String more) {
    String zip = Base64.getEncoder().encodeToString(ZIP);
    return deployed(
        DeploymentRequest.fromJson(
            "{\"name\":\"json\",\"runtime\":\"python3.12\",\"handler\":\"index.main_handler\","
                + "\"code\":\""
                + zip
                + "\""
                + more
                + "}"));
  }

  private static void refused(String words, DeploymentBuilder request) {
    FAKE.journal().clear();
    try (FunctionDeployer deployer = open("")) {
      StorageException failure =
          fails(ErrorCode.INVALID_ARGUMENT, () -> deployer.deploy(request.build()));
      assertTrue(failure.toString().contains(words), failure.toString());
    }
    assertEquals(0, FAKE.journal().count(), "requests for what is refused");
  }

  @Test
  void fcParamName() {
    assertEquals("a_Name-1", deployed(request("a_Name-1").build()).get("functionName"));
    refused("1 to 64", request("1st"));
    refused("1 to 64", request("x".repeat(65)));
  }

  @Test
  void fcParamDesc() {
    assertEquals("words", json(",\"description\":\"words\"").get("description"));
  }

  @Test
  void fcParamRuntime() {
    assertEquals("python3.12", json("").get("runtime"));
    refused("python3.6", request("old").runtime("python3.6"));
    try (FunctionDeployer deployer = open("")) {
      // The service is asked, and is the one that refuses.
      StorageException failure =
          fails(
              ErrorCode.INVALID_ARGUMENT,
              () -> deployer.deploy(request("new").unknownRuntime("python9").build()));
      assertEquals(400, failure.httpStatus().orElseThrow());
    }
  }

  @Test
  void fcParamEntry() {
    String zip = ",\"code\":\"" + Base64.getEncoder().encodeToString(ZIP) + "\"}";
    Map<String, Object> code =
        deployed(
            DeploymentRequest.fromJson(
                "{\"name\":\"e1\",\"runtime\":\"python3.12\",\"entrypoint\":\"a.b\"" + zip));
    assertEquals("a.b", code.get("handler"));
    Map<String, Object> custom =
        deployed(
            DeploymentRequest.fromJson(
                "{\"name\":\"e2\",\"runtime\":\"custom.debian12\",\"entrypoint\":[\"./run\"]"
                    + zip));
    assertEquals(Map.of("command", List.of("./run")), custom.get("customRuntimeConfig"));
    Map<String, Object> image =
        deployed(
            DeploymentRequest.fromJson(
                "{\"name\":\"e3\",\"image_url\":\"r/n:1\",\"entrypoint\":[\"/run\"]}"));
    assertEquals(List.of("/run"), container(image).get("entrypoint"));
    refused("only a custom runtime", request("e4").command(List.of("./run")));
  }

  private static Map<?, ?> container(Map<String, Object> function) {
    return (Map<?, ?>) function.get("customContainerConfig");
  }

  @Test
  void fcParamCode() {
    json("");
    assertArrayEquals(ZIP, FAKE.functionCode("json"));
    refused(
        "not a ZIP",
        DeploymentRequest.builder("f")
            .code(Code.inline(new byte[] {1, 2, 3}))
            .runtime("python3.12")
            .handler("a.b"));
  }

  @Test
  void fcParamHandler() {
    assertEquals("index.main_handler", json("").get("handler"));
    fails(
        ErrorCode.INVALID_ARGUMENT,
        () -> DeploymentRequest.builder("f").code(Code.inline(ZIP)).runtime("python3.12").build());
  }

  @Test
  void fcParamMem() {
    assertEquals(128, json("").get("memorySize"));
    assertEquals(3072, json(",\"memory\":3072").get("memorySize"));
    refused("steps of 64", request("m").memory(130));
    refused("from 128 to 32768", request("m").memory(32_832));
    assertEquals(
        "1.5", deployed(request("cpu").memory(2048).cpu(1.5).build()).get("cpu").toString());
    refused("each core", request("m").memory(512).cpu(1));
    refused("each core", request("m").memory(8192).cpu(1));
    refused("steps of 0.05", request("m").memory(1024).cpu(0.33));
  }

  @Test
  void fcParamTimeout_t20_isAlwaysSent() {
    assertEquals(60, json("").get("timeout"));
    assertEquals(86_400, json(",\"timeout\":86400").get("timeout"));
    refused("the timeout", request("t").timeout(Duration.ofSeconds(86_401)));
    assertEquals(
        2, deployed(request("half").timeout(Duration.ofMillis(1500)).build()).get("timeout"));
  }

  @Test
  void fcParamEnv() {
    assertEquals(
        Map.of("A", "1"), json(",\"environment\":{\"A\":\"1\"}").get("environmentVariables"));
  }

  @Test
  void fcParamRole() {
    String role = "acs:ram::123:role/fc";
    assertEquals(role, json(",\"role\":\"" + role + "\"").get("role"));
    refused("acs:ram::", request("r").role("arn:aws:iam::1:role/x"));
  }

  @Test
  void fcParamVpc() {
    Map<String, Object> function =
        json(
            ",\"vpc_config\":{\"vpc_id\":\"v\",\"vswitch_ids\":[\"s\"],"
                + "\"security_group_id\":\"g\"}");
    assertEquals(
        Map.of("vpcId", "v", "vSwitchIds", List.of("s"), "securityGroupId", "g"),
        function.get("vpcConfig"));
    fails(ErrorCode.INVALID_ARGUMENT, () -> json(",\"vpc_config\":{\"vpc_id\":\"v\"}"));
  }

  @Test
  void fcParamTrig_t20_urlIsOutput() {
    DeploymentRequest request =
        DeploymentRequest.fromJson(
            "{\"name\":\"trig\",\"image_url\":\"r/n:1\",\"triggers\":[{\"type\":\"http\","
                + "\"config\":{\"url\":\"https://example.com\"}}]}");
    assertEquals(1, request.warnings().size());
    deployed(request);
    String config = String.valueOf(FAKE.triggers("trig").get("http-1").get("triggerConfig"));
    assertTrue(config.contains("\"authType\":\"function\""), config);
    assertTrue(!config.contains("example.com"), config);
  }

  @Test
  void fcParamLayers() {
    DeploymentRequest request =
        request("layers")
            .layer(new LayerRef("mine", "3"))
            .layer(new LayerRef("official/Python310", "2"))
            .build();
    assertEquals(
        List.of(
            "acs:fc:" + FAKE.region() + ":" + FAKE.account() + ":layers/mine/versions/3",
            "acs:fc:" + FAKE.region() + ":official:layers/Python310/versions/2"),
        deployed(request).get("layers"));
  }

  @Test
  void fcParamZipurl() {
    String bucket = bucket();
    deployed(
        DeploymentRequest.fromJson(
            "{\"name\":\"zip\",\"runtime\":\"python3.12\",\"handler\":\"a.b\",\"zip_file\":\"oss://"
                + bucket
                + "/f.zip\"}"));
    assertArrayEquals(ZIP, FAKE.functionCode("zip"));
  }

  @Test
  void fcParamImg() {
    Map<String, Object> image =
        deployed(
            DeploymentRequest.fromJson(
                "{\"name\":\"img\",\"image_url\":\"r/n\",\"image_tag\":\"2\"}"));
    assertEquals("custom-container", image.get("runtime"));
    assertEquals("r/n:2", container(image).get("image"));
    assertEquals(9000, container(image).get("port"));
  }

  @Test
  void fcParamCcc() {
    Map<String, Object> image =
        deployed(
            DeploymentRequest.fromJson(
                "{\"name\":\"ccc\",\"custom_container_config\":{\"image\":\"r/n:1\",\"port\":8080,"
                    + "\"command\":[\"-v\"],\"acr_instance_id\":\"cri-1\","
                    + "\"health_check_config\":{\"http_get_url\":\"/ok\"}}}"));
    assertEquals(8080, container(image).get("port"));
    assertEquals(List.of("-v"), container(image).get("command"));
    assertEquals("cri-1", container(image).get("acrInstanceId"));
    assertEquals(Map.of("httpGetUrl", "/ok"), container(image).get("healthCheckConfig"));
    fails(
        ErrorCode.INVALID_ARGUMENT,
        () ->
            DeploymentRequest.fromJson(
                "{\"name\":\"c\",\"custom_container_config\":{\"image\":\"r/n\",\"odd\":1}}"));
  }

  @Test
  void fcParamOss() {
    String bucket = bucket();
    String start = "{\"name\":\"oss\",\"runtime\":\"python3.12\",\"handler\":\"a.b\",";
    deployed(
        DeploymentRequest.fromJson(
            start + "\"oss_bucket\":\"" + bucket + "\",\"oss_object_key\":\"f.zip\"}"));
    assertArrayEquals(ZIP, FAKE.functionCode("oss"));
    fails(
        ErrorCode.INVALID_ARGUMENT,
        () -> DeploymentRequest.fromJson(start + "\"oss_bucket\":\"b\"}"));
  }

  @Test
  void fcLim1() {
    DeploymentBuilder many = request("many");
    for (int i = 0; i < 51; i++) {
      many.trigger(dev.stowage.function.TriggerSpec.http("t" + i));
    }
    refused("51 triggers; at most 50", many);
    refused("512 or 10240", request("disk").disk(1024));
    assertEquals(512, deployed(request("disk").disk(512).build()).get("diskSize"));
  }
}
