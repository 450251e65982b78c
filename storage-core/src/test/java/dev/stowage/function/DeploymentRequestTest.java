package dev.stowage.function;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeploymentRequestTest {
  private static final String ZIP_FIELD = "\"zip_file\":\"https://example.com/a.zip\"";
  private static final String IMAGE_FIELD = "\"image_url\":\"r.example.com/a/b\"";
  private static final String OSS_FIELDS = "\"oss_bucket\":\"b\",\"oss_object_key\":\"k.zip\"";
  private static final String CODE_FIELD = "\"code\":\"UEsDBA==\"";

  private static DeploymentRequest read(String fields) {
    return DeploymentRequest.fromJson(
        "{\"name\":\"f\",\"handler\":\"index.main_handler\"" + fields + "}");
  }

  private static DeploymentRequest readArchive(String fields) {
    return read(",\"runtime\":\"python3.12\"" + fields);
  }

  private static StorageException refused(String words, String json) {
    StorageException failure =
        assertThrows(StorageException.class, () -> DeploymentRequest.fromJson(json));
    assertEquals(ErrorCode.INVALID_ARGUMENT, failure.code());
    assertTrue(failure.reason().contains(words), failure.reason());
    return failure;
  }

  @Test
  void document_asAWhole() {
    DeploymentRequest request =
        DeploymentRequest.fromJson(
            """
            {"name": "sd", "description": "d", "runtime": "python3.12",
             "entrypoint": "index.main_handler", "handler": "index.main_handler",
             "memory": 512, "timeout": 30, "environment": {"A": "hunter2"},
             "role": "acs:ram::1:role/r", "oss_bucket": "b", "oss_object_key": "k.zip",
             "vpc_config": {"vpc_id": "v", "vswitch_ids": ["s"], "security_group_id": "g"},
             "layers": [{"name": "l", "version": 2}],
             "triggers": [{"type": "http", "config": {"url": "https://x"}},
                          {"type": "timer", "name": "t", "config": {"cron": "0 0 4 * * *"}}]}
            """);
    assertEquals(512, request.memory());
    assertEquals(Duration.ofSeconds(30), request.timeout());
    assertEquals(Map.of("A", "hunter2"), request.environment());
    assertEquals("b", request.code().blob().container());
    assertEquals(List.of("s"), request.network().orElseThrow().subnetIds());
    assertEquals(List.of(new LayerRef("l", "2")), request.layers());
    assertEquals(List.of("http-1", "t"), request.triggers().stream().map(t -> t.name()).toList());
    assertEquals("function", request.triggers().get(0).config().get("auth_type"));
    assertEquals(1, request.warnings().size());
    assertFalse(request.toString().contains("hunter2"), request.toString());
  }

  @Test
  void defaults_areThoseOfTheDocument() {
    DeploymentRequest request = readArchive("," + ZIP_FIELD);
    assertEquals(128, request.memory());
    assertEquals(Duration.ofSeconds(60), request.timeout());
  }

  @Test
  void code_precedence() {
    assertEquals(CodeKind.INLINE, readArchive("," + CODE_FIELD).code().kind());
    assertEquals(CodeKind.URL, readArchive(",\"code\":\"https://x.example/a\"").code().kind());
    assertEquals(CodeKind.URL, readArchive("," + CODE_FIELD + "," + ZIP_FIELD).code().kind());
    assertEquals(CodeKind.BLOB, readArchive("," + CODE_FIELD + "," + OSS_FIELDS).code().kind());
    assertEquals(CodeKind.IMAGE, read("," + CODE_FIELD + "," + IMAGE_FIELD).code().kind());
    assertArrayEquals(new byte[] {'P', 'K', 3, 4}, readArchive("," + CODE_FIELD).code().inline());
    for (String two :
        List.of(
            ZIP_FIELD + "," + OSS_FIELDS,
            ZIP_FIELD + "," + IMAGE_FIELD,
            OSS_FIELDS + "," + IMAGE_FIELD)) {
      refused("two places", "{\"name\":\"f\"," + two + "}");
    }
    refused("no code", "{\"name\":\"f\",\"runtime\":\"python3.12\",\"handler\":\"h\"}");
    refused("go together", "{\"name\":\"f\",\"oss_bucket\":\"b\"}");
  }

  @ParameterizedTest
  @CsvSource({
    "r/a, , , r/a",
    "r/a, v1, , r/a:v1",
    "r/a:v1, v1, , r/a:v1",
    "r:5000/a, v1, , r:5000/a:v1",
    "r/a:v1, , abc, r/a@sha256:abc",
    "r/a, v1, sha256:abc, r/a@sha256:abc",
    "r/a@sha256:abc, , , r/a@sha256:abc"
  })
  void image_isComposed(String url, String tag, String digest, String expected) {
    String json =
        ",\"image_url\":\""
            + url
            + "\""
            + (tag == null ? "" : ",\"image_tag\":\"" + tag + "\"")
            + (digest == null ? "" : ",\"image_digest_value\":\"" + digest + "\"");
    assertEquals(expected, read(json).code().image().reference());
  }

  @Test
  void image_contradictions() {
    refused("different tags", "{\"name\":\"f\",\"image_url\":\"r/a:latest\",\"image_tag\":\"v1\"}");
    refused("need image_url", "{\"name\":\"f\",\"image_tag\":\"v1\"}");
    refused("no image", "{\"name\":\"f\",\"custom_container_config\":{\"port\":80}}");
    refused(
        "unknown field porz",
        "{\"name\":\"f\",\"custom_container_config\":{\"image\":\"r/a\",\"porz\":80}}");
    refused(
        "cannot run an image", "{\"name\":\"f\",\"runtime\":\"python3.12\"," + IMAGE_FIELD + "}");
  }

  @Test
  void containerConfig_winsOverTheImageFields() {
    DeploymentRequest request =
        read(
            ","
                + IMAGE_FIELD
                + ",\"custom_container_config\":{\"image\":\"r/other\",\"port\":9000,"
                + "\"command\":[\"run\"],\"registry_config\":{\"password\":\"hunter2\"}}");
    ContainerImage image = request.code().image();
    assertEquals("r/other", image.reference());
    assertEquals(9000, image.port().orElseThrow());
    assertEquals(List.of("run"), image.command());
    assertFalse(request.toString().contains("hunter2"), request.toString());
  }

  @Test
  void unknownFields_areNamed() {
    StorageException failure =
        refused("unknown fields bar, foo", "{\"name\":\"f\",\"foo\":1,\"bar\":\"hunter2\"}");
    assertFalse(failure.toString().contains("hunter2"), failure.toString());
    refused(
        "unknown field id",
        "{\"name\":\"f\",\"vpc_config\":{\"id\":1},"
            + ZIP_FIELD
            + ",\"runtime\":\"x\",\"handler\":\"h\"}");
  }

  @Test
  void wrongTypes_areNamed_withoutTheirValue() {
    refused("memory", "{\"name\":\"f\",\"memory\":\"hunter2\"}");
    refused("timeout", "{\"name\":\"f\",\"timeout\":1.5}");
    refused("environment", "{\"name\":\"f\",\"environment\":[]}");
    refused("name is missing", "{}");
    assertFalse(refused("not JSON", "{hunter2").toString().contains("hunter2"));
    refused("not a JSON object", "[]");
  }

  @Test
  void entrypoint_ofAnImage_startsIt() {
    String image = "{\"name\":\"f\",\"image_url\":\"r/n:1\",\"entrypoint\":[\"/run\",\"-v\"]";
    assertEquals(
        List.of("/run", "-v"), DeploymentRequest.fromJson(image + "}").code().image().entrypoint());
    assertEquals(List.of(), DeploymentRequest.fromJson(image + "}").warnings());
    refused("differ", image + ",\"custom_container_config\":{\"entrypoint\":[\"/other\"]}}");
  }

  @Test
  void entrypoint_meansTheHandler_orTheCommand() {
    String runtime = "{\"name\":\"f\",\"runtime\":\"python3.12\"," + ZIP_FIELD;
    assertEquals(
        "a.b",
        DeploymentRequest.fromJson(runtime + ",\"entrypoint\":\"a.b\"}").handler().orElseThrow());
    refused("differ", runtime + ",\"entrypoint\":\"a.b\",\"handler\":\"c.d\"}");
    DeploymentRequest custom =
        DeploymentRequest.fromJson(
            "{\"name\":\"f\",\"runtime\":\"custom\","
                + ZIP_FIELD
                + ",\"entrypoint\":[\"./bootstrap\",\"-v\"]}");
    assertEquals(List.of("./bootstrap", "-v"), custom.command());
  }

  @Test
  void builder_refusesWhatMakesNoSense() {
    byte[] zip = "PK".getBytes(StandardCharsets.UTF_8);
    DeploymentBuilder builder = DeploymentRequest.builder("f").code(Code.inline(zip));
    assertThrows(StorageException.class, () -> builder.code(Code.blob("b", "k")));
    assertThrows(StorageException.class, builder::build);
    builder.runtime("java17");
    assertThrows(StorageException.class, builder::build);
    builder.handler("a.B::c").build();
    assertThrows(StorageException.class, builder.memory(0)::build);
    assertThrows(StorageException.class, builder.memory(128).timeout(Duration.ZERO)::build);
    builder.timeout(Duration.ofSeconds(1)).trigger(TriggerSpec.http("t"));
    assertThrows(StorageException.class, () -> builder.trigger(TriggerSpec.timer("t", "x")));
    assertThrows(StorageException.class, () -> builder.environment("A=B", "x"));
    assertThrows(StorageException.class, () -> new NetworkConfig("n", List.of(), "g"));
  }
}
