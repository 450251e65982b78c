package dev.stowage.oss;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.ErrorCode;
import dev.stowage.OpenOptions;
import dev.stowage.StorageException;
import dev.stowage.StorageUrl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** OSSA-6: how a URL and the environment become a configuration. */
class OssConfigTest {
  @TempDir Path temp;

  private static OssConfig config(String url, Map<String, String> env) {
    return OssRegion.fill(
        OssConfig.of(StorageUrl.parse(url)), OpenOptions.defaults().withEnvironment(env));
  }

  private static String uri(String url) {
    OssConfig config = config(url, Map.of());
    return OssEndpoint.of(config).uri(config.bucket(), "a b/ü", Map.of()).toString();
  }

  private static StorageException invalid(Executable call) {
    StorageException failure = assertThrows(StorageException.class, call);
    assertEquals(ErrorCode.INVALID_ARGUMENT, failure.code(), failure::toString);
    return failure;
  }

  @Test
  void ossa6_endpoint_fromTheRegion_internal_orItsOwn() {
    String key = "/a%20b/%C3%BC";
    assertEquals("https://b.oss-cn-hangzhou.aliyuncs.com" + key, uri("oss://b?region=cn-hangzhou"));
    assertEquals(
        "https://b.oss-cn-hangzhou-internal.aliyuncs.com" + key,
        uri("oss://b?region=cn-hangzhou&internal=true"));
    assertEquals(
        "https://b.oss.example.com" + key,
        uri("oss://b?region=cn-hangzhou&internal=true&endpoint=oss.example.com"),
        "a given endpoint wins");
    assertEquals(
        "http://127.0.0.1:9000/b" + key,
        uri("oss://b?region=cn-hangzhou&endpoint=http://127.0.0.1:9000"));
    assertEquals(
        "https://img.example.com" + key,
        uri("oss://b?region=cn-hangzhou&style=cname&endpoint=img.example.com"));
  }

  @Test
  void ossa6_region_isMandatory_andFound() {
    assertTrue(invalid(() -> config("oss://b", Map.of())).toString().contains("region="));
    assertEquals(
        "cn-beijing",
        config("oss://b?endpoint=oss-cn-beijing-internal.aliyuncs.com", Map.of())
            .region()
            .orElseThrow());
    assertEquals(
        "eu-central-1",
        config("oss://b", Map.of("OSS_REGION", "eu-central-1")).region().orElseThrow());
    invalid(() -> config("oss://b?region=cn_hangzhou", Map.of()));
    invalid(() -> config("oss://b?region=cn-hangzhou&colour=red", Map.of()));
    invalid(() -> config("oss://b?region=cn-hangzhou&endpoint=ftp://x", Map.of()));
  }

  private static OssCredentials credentials(String parameters, Map<String, String> env) {
    return OssCredentials.of(
        OssConfig.of(StorageUrl.parse("oss://b?region=cn-hangzhou" + parameters)),
        OpenOptions.defaults().withEnvironment(env));
  }

  @Test
  void ossa6_environment_missingVariable_isNamed() {
    StorageException none =
        assertThrows(StorageException.class, () -> credentials("", Map.of()).resolve());
    assertEquals(ErrorCode.UNAUTHENTICATED, none.code());
    assertTrue(none.toString().contains("OSS_ACCESS_KEY_ID is not set"), none.toString());
    StorageException half =
        assertThrows(
            StorageException.class,
            () -> credentials("&credential=env", Map.of("OSS_ACCESS_KEY_ID", "ak")).resolve());
    assertTrue(half.toString().contains("OSS_ACCESS_KEY_SECRET is not set"), half.toString());
  }

  @Test
  void ossa6_environment_withAndWithoutAToken() {
    Map<String, String> env =
        Map.of("OSS_ACCESS_KEY_ID", "ak", "OSS_ACCESS_KEY_SECRET", "sk", "OSS_SESSION_TOKEN", "st");
    assertEquals("st", credentials("", env).resolve().securityToken());
    Map<String, String> other =
        Map.of("ALIBABA_CLOUD_ACCESS_KEY_ID", "ak2", "ALIBABA_CLOUD_ACCESS_KEY_SECRET", "sk2");
    assertEquals("ak2", credentials("", other).resolve().accessKeyId());
  }

  @Test
  void credentialFiles_jsonAndCsv() throws IOException {
    Path json =
        Files.writeString(
            temp.resolve("a.json"), "{\"AccessKeyId\":\"ak\",\"AccessKeySecret\":\"sk\"}");
    assertEquals("ak", credentials("&credential=file:" + json, Map.of()).resolve().accessKeyId());
    Path csv =
        Files.writeString(
            temp.resolve("a.csv"), "\uFEFFAccessKey ID,AccessKey Secret\r\nak3,sk3\r\n");
    assertEquals("ak3", credentials("&credential=file:" + csv, Map.of()).resolve().accessKeyId());
    Path broken = Files.writeString(temp.resolve("b.json"), "{\"secret\":\"hunter2\"");
    StorageException failure =
        assertThrows(
            StorageException.class,
            () -> credentials("&credential=file:" + broken, Map.of()).resolve());
    assertTrue(!failure.toString().contains("hunter2"), failure.toString());
  }
}
