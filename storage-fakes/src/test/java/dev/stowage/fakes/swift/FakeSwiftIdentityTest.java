package dev.stowage.fakes.swift;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import wiremock.com.fasterxml.jackson.databind.JsonNode;

/** Keystone, TempAuth, access lists and temporary URLs of the fake, by plain HTTP. */
class FakeSwiftIdentityTest {
  @RegisterExtension static final FakeSwift FAKE = FakeSwift.start();

  private SwiftHttp http;

  @BeforeEach
  void empty() {
    FAKE.reset();
    http = new SwiftHttp(FAKE);
    http.put("/c", "");
  }

  private static HttpResponse<String> keystone(String method, String body, String... headers) {
    return new SwiftHttp(FAKE)
        .as("")
        .to(URI.create(FAKE.authUrl() + "/auth/tokens"), method, body, headers);
  }

  private static HttpResponse<String> login(String body) {
    return keystone("POST", body, "Content-Type", "application/json");
  }

  @Test
  void login_givesATokenAndTheCatalogue() {
    HttpResponse<String> answer = login(SwiftHttp.login(FAKE, FAKE.password()));
    assertEquals(201, answer.statusCode());
    String token = SwiftHttp.header(answer, "X-Subject-Token");
    JsonNode told = SwiftHttp.json(answer).path("token");
    assertEquals(FAKE.projectId(), told.path("project").path("id").asText());
    assertEquals("member", told.path("roles").path(0).path("name").asText());
    Set<String> endpoints = new HashSet<>();
    for (JsonNode service : told.path("catalog")) {
      for (JsonNode endpoint : service.path("endpoints")) {
        endpoints.add(
            service.path("type").asText()
                + " "
                + endpoint.path("interface").asText()
                + " "
                + endpoint.path("region_id").asText());
      }
    }
    assertTrue(endpoints.contains("object-store public RegionTwo"), endpoints.toString());
    assertTrue(endpoints.contains("object-store internal RegionOne"), endpoints.toString());
    assertEquals(204, http.as(token).get("/c").statusCode());
    HttpResponse<String> shown =
        keystone("GET", "", "X-Auth-Token", token, "X-Subject-Token", token);
    assertEquals(200, shown.statusCode());
    assertEquals(told.path("expires_at"), SwiftHttp.json(shown).path("token").path("expires_at"));
    assertEquals(
        204, keystone("DELETE", "", "X-Auth-Token", token, "X-Subject-Token", token).statusCode());
    assertEquals(401, http.as(token).get("/c").statusCode());
    assertEquals(
        401, keystone("GET", "", "X-Auth-Token", token, "X-Subject-Token", token).statusCode());
  }

  @Test
  void login_thatIsWrong_isRefused() {
    String good = SwiftHttp.login(FAKE, FAKE.password());
    HttpResponse<String> wrong = login(SwiftHttp.login(FAKE, "wrong"));
    assertEquals(401, wrong.statusCode());
    assertEquals(401, SwiftHttp.json(wrong).path("error").path("code").asInt());
    assertEquals(401, login(good.replace(FAKE.user(), "nobody")).statusCode());
    assertEquals(401, login(good.replace(FAKE.project(), "another")).statusCode());
    assertEquals(400, login("{").statusCode());
    assertEquals(400, login("{\"auth\": {}}").statusCode());
    assertEquals(
        400, login(good.replace("\"domain\":{\"id\":\"default\"}", "\"x\":1")).statusCode());
    assertEquals(400, keystone("POST", good, "Content-Type", "text/plain").statusCode());
    FAKE.changePassword();
    assertEquals(401, login(good).statusCode());
    assertEquals(201, login(SwiftHttp.login(FAKE, FAKE.password())).statusCode());
  }

  @Test
  void token_endsWithTheClockOrWhenRevoked() {
    assertEquals(204, http.get("/c").statusCode());
    FAKE.clock().advance(Duration.ofMinutes(61));
    HttpResponse<String> late = http.get("/c");
    assertEquals(401, late.statusCode());
    assertTrue(SwiftHttp.header(late, "WWW-Authenticate").startsWith("Swift realm="));
    SwiftHttp again = new SwiftHttp(FAKE);
    assertEquals(204, again.get("/c").statusCode());
    FAKE.revokeTokens();
    assertEquals(401, again.get("/c").statusCode());
    assertEquals(401, http.as("").get("/c").statusCode());
  }

  @Test
  void tempAuth_givesATokenForItsOwnAccount() {
    URI uri = URI.create(FAKE.endpoint() + "/auth/v1.0");
    String key = FAKE.tempAuthEnvironment().get("ST_KEY");
    SwiftHttp nobody = http.as("");
    HttpResponse<String> answer =
        nobody.to(uri, "GET", "", "X-Auth-User", "test:tester", "X-Auth-Key", key);
    assertEquals(200, answer.statusCode());
    assertEquals("3599", SwiftHttp.header(answer, "X-Auth-Token-Expires").replace("3600", "3599"));
    URI storage = URI.create(SwiftHttp.header(answer, "X-Storage-Url"));
    SwiftHttp tester = http.as(SwiftHttp.header(answer, "X-Auth-Token"));
    assertEquals(201, tester.to(URI.create(storage + "/own"), "PUT", "").statusCode());
    assertEquals(403, tester.get("/c").statusCode());
    assertEquals(
        401,
        nobody.to(uri, "GET", "", "X-Auth-User", "test:tester", "X-Auth-Key", "x").statusCode());
  }

  @Test
  void accessLists_openWhatTheySay() {
    SwiftHttp nobody = http.as("");
    http.put("/c/k", "content");
    assertEquals(401, nobody.get("/c/k").statusCode());
    assertEquals(204, http.send("POST", "/c", "", "X-Container-Read", ".r:*").statusCode());
    assertEquals("content", nobody.get("/c/k").body());
    assertEquals(401, nobody.get("/c").statusCode());
    http.send("POST", "/c", "", "X-Container-Read", ".r:*,.rlistings");
    assertEquals(200, nobody.get("/c").statusCode());
    http.send("POST", "/c", "", "X-Container-Read", ".r:*,.r:-.example.org");
    assertEquals(401, nobody.get("/c/k", "Referer", "http://www.example.org/").statusCode());
    assertEquals(401, nobody.put("/c/k", "x"));
    assertEquals(400, http.send("POST", "/c", "", "X-Container-Write", ".r:*").statusCode());
    assertEquals(400, http.send("POST", "/c", "", "X-Container-Read", ".nonsense").statusCode());
    assertEquals(".r:*,.r:-.example.org", SwiftHttp.header(http.get("/c"), "X-Container-Read"));
    assertFalse(nobody.get("/c").headers().firstValue("X-Container-Read").isPresent());
  }

  @Test
  void tempUrl_isCheckedToTheLetter() {
    http.put("/c/a%20b", "content", "X-Object-Meta-Secret", "s", "X-Object-Meta-Public-P", "p");
    http.send("POST", "/c", "", "X-Container-Meta-Temp-URL-Key", "mykey");
    long end = FAKE.clock().instant().getEpochSecond() + 60;
    String path = "/v1/" + FAKE.account() + "/c/a b";
    String sig = signature("HmacSHA256", "GET\n" + end + "\n" + path);
    SwiftHttp nobody = http.as("");
    String good = "/c/a%20b?temp_url_sig=" + sig + "&temp_url_expires=" + end;
    HttpResponse<String> answer = nobody.get(good);
    assertEquals("content", answer.body());
    assertEquals(
        "attachment; filename=\"a b\"; filename*=UTF-8''a%20b",
        SwiftHttp.header(answer, "Content-Disposition"));
    assertEquals("", SwiftHttp.header(answer, "X-Object-Meta-Secret"));
    assertEquals("p", SwiftHttp.header(answer, "X-Object-Meta-Public-P"));
    assertEquals("inline", SwiftHttp.header(nobody.get(good + "&inline"), "Content-Disposition"));
    assertEquals(200, nobody.send("HEAD", good, "").statusCode());
    assertEquals(401, nobody.send("PUT", good, "x").statusCode());
    assertEquals(401, nobody.get(good.replace("a%20b", "ab")).statusCode());
    assertEquals(
        401, nobody.get(good.replace("expires=" + end, "expires=" + (end + 1))).statusCode());
    assertEquals(401, nobody.get("/c/a%20b?temp_url_sig=" + sig).statusCode());
    FAKE.clock().advance(Duration.ofSeconds(61));
    assertEquals(401, nobody.get(good).statusCode());
  }

  /** The signature of the example in OpenStack's documents. */
  @Test
  void tempUrl_vector() {
    byte[] mac =
        dev.stowage.fakes.text.HttpText.hmac(
            "HmacSHA1",
            "mykey".getBytes(java.nio.charset.StandardCharsets.US_ASCII),
            "GET\n1400000000\n/v1/AUTH_p/c/o");
    assertEquals(
        "4795fc3c0d3abfdf2c5eeca87788b873817d9680", java.util.HexFormat.of().formatHex(mac));
  }

  private static String signature(String algorithm, String text) {
    byte[] key = "mykey".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    return java.util.HexFormat.of()
        .formatHex(dev.stowage.fakes.text.HttpText.hmac(algorithm, key, text));
  }
}
