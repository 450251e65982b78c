package dev.stowage.config.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.MessageDigest;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The page for browsers. */
@Timeout(120)
class StatusPageTest {
  private static Service service;

  @BeforeAll
  static void start() {
    service = new Service();
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  private static Map<String, String> basic(String user, String password) {
    String pair = Base64.getEncoder().encodeToString((user + ":" + password).getBytes(UTF_8));
    return Map.of("Authorization", "Basic " + pair);
  }

  private static Wire.Reply page(String organisation, String target) throws Exception {
    String token = service.token(organisation, EnumSet.of(Scope.READ));
    return service.call("GET", target, basic("me", token));
  }

  @Test
  void page_needsATokenAsItsPassword() throws Exception {
    for (Map<String, String> wrong :
        List.of(
            Map.of("Authorization", ""),
            Map.of("Authorization", "Basic"),
            Map.of("Authorization", "Basic !!!!"),
            Map.of("Authorization", "Basic QUJD"),
            Map.of("Authorization", "Token " + service.token),
            basic("me", "wrong"),
            basic(service.token, ""))) {
      Wire.Reply reply = service.call("GET", "/", wrong);
      assertEquals(401, reply.status(), wrong.toString());
      assertTrue(reply.header("WWW-Authenticate").startsWith("Basic realm="), reply.toString());
    }
    assertEquals(200, service.call("GET", "/", basic("", service.token)).status());
    assertEquals(
        401,
        service.call("GET", "/configs/storage", basic("me", service.token)).status(),
        "a browser's password opens nothing but the page");
    String writer = service.token("acme", EnumSet.of(Scope.WRITE));
    assertEquals(403, service.call("GET", "/", basic("me", writer)).status());
  }

  @Test
  void page_isEscapedAndStrict() throws Exception {
    String organisation = "<script>alert('\"&')</script>";
    var configs = service.configs.forOrganisation(organisation);
    String url = Service.place() + "/<img src=x onerror=alert(1)>";
    configs.create(
        dev.stowage.config.ConfigRequest.of(
            url.replace(" ", "%20"), dev.stowage.Credentials.anonymous()));
    Wire.Reply reply = page(organisation, "/");
    assertEquals(200, reply.status(), reply.text());
    assertEquals(
        "text/html; charset=utf-8",
        reply.header("Content-Type").toLowerCase(java.util.Locale.ROOT));
    assertEquals("no-store", reply.header("Cache-Control"));
    assertEquals("nosniff", reply.header("X-Content-Type-Options"));
    assertEquals("no-referrer", reply.header("Referrer-Policy"));
    String html = reply.text();
    assertFalse(html.contains("<script"), html);
    assertFalse(html.contains("<img"), html);
    assertTrue(html.contains("&lt;script&gt;alert(&#39;&quot;&amp;&#39;)&lt;/script&gt;"), html);
    assertTrue(html.contains("&lt;img"), html);
    String style = html.substring(html.indexOf("<style>") + 7, html.indexOf("</style>"));
    String hash =
        Base64.getEncoder()
            .encodeToString(MessageDigest.getInstance("SHA-256").digest(style.getBytes(UTF_8)));
    assertEquals(
        "default-src 'none'; style-src 'sha256-"
            + hash
            + "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
        reply.header("Content-Security-Policy"));
  }

  @Test
  void page_listsWithoutSecrets() throws Exception {
    String bad =
        Service.body(Service.place()).replaceFirst("\\{", "{\"settings\":{\"create\":\"false\"},");
    String valid = service.created(Service.place()).string("id").orElseThrow();
    String invalid = service.post("/configs/storage", bad).json().string("id").orElseThrow();
    service.tested(invalid);
    Wire.Reply all = service.call("GET", "/", basic("me", service.token));
    String html = all.text();
    assertTrue(html.contains(valid) && html.contains("<b class=\"valid\">valid</b>"), html);
    assertTrue(html.contains(invalid) && html.contains("<b class=\"invalid\">invalid</b>"), html);
    assertTrue(html.contains("(default)"), html);
    assertFalse(html.contains(Service.USER_SECRET));
    assertFalse(html.contains(service.token));
    String only = service.call("GET", "/?state=invalid", basic("me", service.token)).text();
    assertTrue(only.contains(invalid) && !only.contains(valid), only);
    assertEquals(400, service.call("GET", "/?state=x", basic("me", service.token)).status());
    assertEquals(400, service.call("GET", "/?x=1", basic("me", service.token)).status());
  }

  @Test
  void page_hasPages() throws Exception {
    String organisation = "many";
    var configs = service.configs.forOrganisation(organisation);
    String last = "";
    for (int i = 0; i < 101; i++) {
      last =
          configs
              .create(
                  dev.stowage.config.ConfigRequest.of(
                      Service.place(), dev.stowage.Credentials.anonymous()))
              .id();
    }
    String first = page(organisation, "/").text();
    assertFalse(first.contains(last));
    int at = first.indexOf("href=\"/?after_id=") + 6;
    String more = first.substring(at, first.indexOf('"', at));
    assertTrue(page(organisation, more).text().contains(last), more);
    assertTrue(page("nobody", "/").text().contains("There are none."));
  }
}
