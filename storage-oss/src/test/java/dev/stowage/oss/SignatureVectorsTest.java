package dev.stowage.oss;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.aliyun.sdk.service.oss2.credentials.Credentials;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** OSSA-2 and FC-SIGN-1: signatures byte for byte. */
class SignatureVectorsTest {
  private static final String SCOPE = "/cn-hangzhou/oss/aliyun_v4_request";

  private static Map<String, String> query() {
    Map<String, String> query = new TreeMap<>();
    query.put("param1", "value1");
    query.put("+param1", "value3");
    query.put("|param1", "value4");
    query.put("+param2", "");
    query.put("|param2", "");
    query.put("param2", "");
    return query;
  }

  private static String sign(Credentials credentials, long at) {
    Map<String, String> headers = new TreeMap<>();
    headers.put("x-oss-head1", "value");
    headers.put("abc", "value");
    headers.put("zabc", "value");
    headers.put("xyz", "value");
    headers.put("content-type", "text/plain");
    headers.put("x-oss-content-sha256", "UNSIGNED-PAYLOAD");
    OssRequest request =
        new OssRequest("PUT", "bucket", "1234+-/123/1.txt", query(), headers, null);
    OssEndpoint endpoint =
        OssEndpoint.of(OssConfig.builder("bucket").region("cn-hangzhou").build());
    URI uri = endpoint.uri("bucket", "1234+-/123/1.txt", query());
    return new OssSigning("cn-hangzhou")
        .sign(request, uri, credentials, Instant.ofEpochSecond(at)).entrySet().stream()
            .filter(header -> header.getKey().equalsIgnoreCase("authorization"))
            .findFirst()
            .orElseThrow()
            .getValue();
  }

  @Test
  void ossa2_v4_vectorOfTheSdk() {
    assertEquals(
        "OSS4-HMAC-SHA256 Credential=ak/20231216"
            + SCOPE
            + ",Signature=e21d18daa82167720f9b1047ae7e7f1ce7cb77a31e8203a7d5f4624fa0284afe",
        sign(new Credentials("ak", "sk"), 1_702_743_657L));
  }

  @Test
  void ossa2_v4_withAToken() {
    assertEquals(
        "OSS4-HMAC-SHA256 Credential=ak/20231217"
            + SCOPE
            + ",Signature=b94a3f999cf85bcdc00d332fbd3734ba03e48382c36fa4d5af5df817395bd9ea",
        sign(new Credentials("ak", "sk", "token"), 1_702_784_856L));
  }

  @Test
  void t16_subResourceWithoutAValue_hasNoEqualsSign() {
    OssEndpoint endpoint = OssEndpoint.of(OssConfig.builder("b").region("cn-hangzhou").build());
    assertEquals(
        "https://b.oss-cn-hangzhou.aliyuncs.com/k?x-oss-async-process",
        endpoint.uri("b", "k", Map.of("x-oss-async-process", "")).toString());
  }

  private static Acs3Signer.Call acs() {
    TreeMap<String, String> headers = new TreeMap<>();
    headers.put("host", "ecs.cn-shanghai.aliyuncs.com");
    headers.put("x-acs-action", "RunInstances");
    headers.put("x-acs-version", "2014-05-26");
    headers.put("x-acs-date", "2023-10-26T10:22:32Z");
    headers.put("x-acs-signature-nonce", "3156853299f313e23d1673dc12e1703d");
    headers.put("x-acs-content-sha256", Acs3Signer.sha256(new byte[0]));
    Map<String, String> query =
        Map.of(
            "ImageId", "win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd",
            "RegionId", "cn-shanghai");
    return new Acs3Signer.Call("POST", "/", query, headers);
  }

  @Test
  void fcSign1_t20_acs3_publishedVector() {
    assertEquals(
        "ACS3-HMAC-SHA256\n7ea06492da5221eba5297e897ce16e55f964061054b7695beedaac1145b1e259",
        Acs3Signer.stringToSign(acs()));
    assertEquals(
        "ACS3-HMAC-SHA256 Credential=YourAccessKeyId,SignedHeaders=host;x-acs-action;"
            + "x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version,"
            + "Signature=06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0",
        Acs3Signer.authorization(acs(), "YourAccessKeyId", "YourAccessKeySecret"));
  }

  @Test
  void fcSign1_query_isSortedAndEncoded() {
    assertEquals("a=%2F%20%2A~&b=%2B", Acs3Signer.query(Map.of("b", "+", "a", "/ *~")));
  }
}
