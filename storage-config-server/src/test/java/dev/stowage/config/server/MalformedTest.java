package dev.stowage.config.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many bad bodies, urls, credentials and tokens: refused with the right code, nothing stored. */
@Timeout(300)
class MalformedTest {
  private static final String CONFIGS = "/configs/storage";
  private static final String SECRET = Service.secret("bad-S3CR3T-" + System.nanoTime());
  private static final String S3 =
      "{\"user_name\":\"u\",\"access_key_id\":\"AKIAIOSFODNN7EXAMPLE\",\"secret_access_key\":\""
          + SECRET
          + "\"}";
  private static Service service;

  @BeforeAll
  static void start() {
    service = new Service();
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  private static String create(String url, String credentials) {
    return "{\"url\":" + url + ",\"credentials\":" + credentials + "}";
  }

  /** The answer says which parameter it was, and nothing was stored. */
  private static void refused(String code, String parameter, String body) throws Exception {
    Wire.Reply reply = service.post(CONFIGS, body);
    String shown = body.length() > 200 ? body.substring(0, 200) : body;
    assertEquals(400, reply.status(), shown + reply);
    assertEquals(code, reply.error(), shown + reply);
    if (!parameter.isEmpty()) {
      assertTrue(
          reply.json().document("params").orElseThrow().names().contains(parameter), shown + reply);
    }
    assertFalse(reply.text().contains(SECRET), reply.text());
    assertFalse(reply.text().contains("Exception"), reply.text());
    assertFalse(reply.text().contains("dev.stowage"), reply.text());
  }

  private static void nothingStored() throws Exception {
    assertEquals(0, service.get(CONFIGS).json().integer("total_count").orElseThrow());
    assertEquals(
        0, service.get(CONFIGS + "?state=deactivated").json().integer("total_count").orElseThrow());
  }

  @Test
  @DisplayName("CFG-ERR-1 bodies that are no JSON object")
  void bodies() throws Exception {
    String good = create("\"s3://bucket/results\"", S3);
    List<String> bad =
        new ArrayList<>(List.of("", " ", "null", "[]", "0", "\"text\"", "true", "nul"));
    for (int cut = 1; cut < good.length(); cut += 4) {
      bad.add(good.substring(0, cut));
    }
    bad.add(good + good);
    bad.add(good + "x");
    bad.add(good + ",");
    bad.add("[" + good + "]");
    bad.add(good.replace("\"url\"", "url"));
    bad.add(good.replace('"', '\''));
    bad.add(good.replace(":", "="));
    bad.add("{\"url\":\"s3://a/b\"," + good.substring(1));
    bad.add(good.replace("{\"user_name\"", "{\"user_name\":\"x\",\"user_name\""));
    bad.add("{" + "\"a\":{".repeat(5000));
    bad.add("{\"url\":" + "[".repeat(50_000));
    bad.add("{\"credentials\":" + "{\"a\":".repeat(20) + "1" + "}".repeat(21));
    bad.add(good.replace("AKIA", "\u0000"));
    bad.add(good.replace("AKIA", "\\q"));
    bad.add(good.replace("AKIA", "\\ud8"));
    bad.add(good.replace("AKIA", "\\ud800"));
    bad.add(good.replace("results", "\\udc00"));
    bad.add("{\"" + "n".repeat(300) + "\":1}");
    bad.add("{\"signed_urls_expiry\":" + "9".repeat(200) + "}");
    bad.add("{\"signed_urls_expiry\":NaN}");
    bad.add("{\"signed_urls_expiry\":+1}");
    bad.add("{\"signed_urls_expiry\":01}");
    bad.add("/* c */" + good);
    bad.add("\uFEFF\uFEFF" + good);
    for (String body : bad) {
      refused("invalid-body", "", body);
    }
    byte[] latin =
        create("\"s3://b\u00fccket\"", S3).getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
    assertBytesRefused(latin);
    assertBytesRefused(good.getBytes(java.nio.charset.StandardCharsets.UTF_16LE));
    assertTrue(bad.size() > 60, "so many: " + bad.size());
    nothingStored();
  }

  private static void assertBytesRefused(byte[] body) throws Exception {
    String head =
        "POST /configs/storage HTTP/1.1\r\nHost: h\r\nAuthorization: Token "
            + service.token
            + "\r\nContent-Length: "
            + body.length
            + "\r\n\r\n";
    try (Wire wire = service.wire()) {
      wire.write(head);
      wire.write(body);
      Wire.Reply reply = wire.read();
      assertEquals(400, reply.status(), reply.toString());
      assertEquals("invalid-body", reply.error(), reply.toString());
    }
  }

  @Test
  @DisplayName("CFG-URL-1, CFG-CRED-4 urls")
  void urls() throws Exception {
    List<String> bad =
        List.of(
            "null",
            "1",
            "true",
            "[]",
            "{}",
            "\"\"",
            "\" \"",
            "\"s3\"",
            "\"s3:\"",
            "\"s3:/\"",
            "\"s3://\"",
            "\"s3:///results\"",
            "\"s3:bucket\"",
            "\"s3:/bucket\"",
            "\"S3://bucket/results\"",
            "\"Gs://bucket/results\"",
            "\"s4://bucket\"",
            "\"gcs://bucket\"",
            "\"file:///etc\"",
            "\"file:///tmp/results\"",
            "\"http://example.com\"",
            "\"https://example.com/bucket\"",
            "\"oci://bucket\"",
            "\"swift://bucket\"",
            "\"ftp://bucket\"",
            "\"javascript:alert(1)\"",
            "\"bucket/results\"",
            "\"//bucket/results\"",
            "\"s3://bucket/results?region=eu-west-1\"",
            "\"s3://bucket?endpoint=http://evil\"",
            "\"s3://bucket/results#part\"",
            "\"s3://user@bucket/results\"",
            "\"s3://user:pass@bucket/results\"",
            "\"s3://bucket/%zz\"",
            "\"s3://bucket/%\"",
            "\"s3://bucket/%ff\"",
            "\"s3://buck et/x\"",
            "\"s3://bucket/\\u0000\"",
            "\" s3://bucket\"",
            "\"s3://bucket\\n\"",
            "\"s3://" + "a".repeat(5000) + "\"");
    for (String url : bad) {
      refused("invalid-parameter", "url", create(url, S3));
    }
    refused("invalid-parameter", "url", "{\"credentials\":" + S3 + "}");
    refused("invalid-parameter", "credentials", "{\"url\":\"s3://bucket/results\"}");
    nothingStored();
  }

  @Test
  @DisplayName("CFG-CRED-1, CFG-CRED-2, CFG-CRED-4 credentials")
  void credentials() throws Exception {
    List<String> bad =
        new ArrayList<>(
            List.of(
                "null",
                "1",
                "\"text\"",
                "[]",
                "{}",
                "{\"user_name\":\"u\"}",
                "{\"user_name\":\"u\",\"access_key_id\":\"AKIAIOSFODNN7EXAMPLE\"}",
                "{\"access_key_id\":\"\",\"secret_access_key\":\"\"}",
                "{\"access_key_id\":null,\"secret_access_key\":\"" + SECRET + "\"}",
                "{\"access_key_id\":\"AKIAIOSFODNN7EXAMPLE\",\"secret_access_key\":[\""
                    + SECRET
                    + "\"]}",
                "{\"access_key_id\":\"AKIAIOSFODNN7EXAMPLE\",\"secret_access_key\":{\"x\":\""
                    + SECRET
                    + "\"}}",
                "{\"type\":\"authorized_user\",\"client_id\":\"c\",\"refresh_token\":\""
                    + SECRET
                    + "\"}",
                "{\"type\":\"external_account\",\"token_url\":\"http://evil/" + SECRET + "\"}",
                "{\"type\":\"service_account\"}"));
    for (String url : List.of("\"s3://bucket/results\"", "\"gs://bucket/results\"")) {
      for (String one : bad) {
        refused("invalid-parameter", "credentials", create(url, one));
      }
    }
    refused("invalid-parameter", "credentials", create("\"gs://bucket/results\"", S3));
    for (String field :
        List.of(
            "type",
            "project_id",
            "private_key_id",
            "private_key",
            "client_email",
            "client_id",
            "auth_uri",
            "token_uri",
            "auth_provider_x509_cert_url",
            "client_x509_cert_url")) {
      refused(
          "invalid-parameter",
          "credentials",
          create("\"gs://bucket/results\"", account(field, "")));
    }
    refused(
        "invalid-parameter",
        "credentials",
        create("\"gs://bucket/results\"", account("token_uri", "https://evil.example/token")));
    refused("invalid-parameter", "credentials", create("\"s3://bucket/results\"", account("", "")));
    nothingStored();
  }

  /** The key of a service account, with one value replaced. */
  private static String account(String field, String value) {
    List<String> fields = new ArrayList<>();
    Map.of(
            "type", "service_account",
            "project_id", "p",
            "private_key_id", "0123",
            "private_key",
                "-----BEGIN PRIVATE KEY-----\\n" + SECRET + "\\n-----END PRIVATE KEY-----\\n",
            "client_email", "a@p.iam.gserviceaccount.com",
            "client_id", "1",
            "auth_uri", "https://accounts.google.com/o/oauth2/auth",
            "token_uri", "https://oauth2.googleapis.com/token",
            "auth_provider_x509_cert_url", "https://www.googleapis.com/oauth2/v1/certs",
            "client_x509_cert_url", "https://www.googleapis.com/robot/v1/metadata/x509/a")
        .forEach((k, v) -> fields.add("\"" + k + "\":\"" + (k.equals(field) ? value : v) + "\""));
    return "{" + String.join(",", fields) + "}";
  }

  @Test
  @DisplayName("CFG-MODEL-1 the other parameters")
  void parameters() throws Exception {
    String good = create("\"s3://bucket/results\"", S3);
    Map<String, List<String>> bad =
        Map.of(
            "signed_urls_enabled", List.of("null", "1", "0", "\"true\"", "[]", "{}"),
            "signed_urls_expiry",
                List.of(
                    "0",
                    "-1",
                    "1.5",
                    "\"3600\"",
                    "true",
                    "[]",
                    "604801",
                    "1e400",
                    "1e999999999",
                    "9223372036854775807",
                    "1e-9",
                    "9223372036854775808"),
            "settings",
                List.of(
                    "null",
                    "[]",
                    "\"x\"",
                    "{\"region\":1}",
                    "{\"region\":null}",
                    "{\"region\":\"\"}",
                    "{\"nope\":\"x\"}",
                    "{\"credential\":\"env\"}",
                    "{\"\":\"x\"}",
                    "{\"endpoint\":\"not a url\"}"),
            "state", List.of("\"new\"", "\"valid\""),
            "type", List.of("\"s3\""),
            "id", List.of("\"x\""),
            "resource", List.of("\"storage_config\""),
            "organisation", List.of("\"other\""),
            "date_created", List.of("\"2018-08-22T10:25:05Z\""),
            "nope", List.of("1", "null"));
    int count = 0;
    for (Map.Entry<String, List<String>> parameter : bad.entrySet()) {
      for (String value : parameter.getValue()) {
        String body = "{\"" + parameter.getKey() + "\":" + value + "," + good.substring(1);
        refused("invalid-parameter", parameter.getKey(), body);
        count++;
      }
    }
    assertTrue(count > 30, "so many: " + count);
    refused("invalid-parameter", "body", "{\"<script>\":1," + good.substring(1));
    nothingStored();
  }

  @Test
  @DisplayName("the trailing comma of the documented sample is no error")
  void trailingComma() throws Exception {
    String url = Service.place();
    String body = Service.body(url).replace("\"}}", "\",},}");
    Wire.Reply reply = service.post(CONFIGS, body);
    assertEquals(201, reply.status(), reply.text());
    String id = reply.json().string("id").orElseThrow();
    assertEquals(200, service.call("DELETE", CONFIGS + "/" + id, Map.of()).status());
  }
}
