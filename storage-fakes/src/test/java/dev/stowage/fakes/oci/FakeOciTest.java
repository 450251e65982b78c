package dev.stowage.fakes.oci;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.fakes.RawClient;
import dev.stowage.fakes.oci.objects.FakeObjectStorage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the fake accepts and what it refuses, asked without any client of OCI. */
class FakeOciTest {
  @RegisterExtension static final FakeOci OCI = FakeOci.start();

  private static final String BUCKET = "/n/axstowagefake/b/b";

  @BeforeEach
  void fresh() {
    OCI.reset();
    storage().createBucket("b");
  }

  private static FakeObjectStorage storage() {
    return OCI.service(FakeObjectStorage.class);
  }

  private static OciSigner signer() {
    return new OciSigner(OCI, key(OCI.privateKeyPem()));
  }

  private static PrivateKey key(String pem) {
    String base64 = pem.replaceAll("-----[A-Z ]+-----|\\s", "");
    try {
      return KeyFactory.getInstance("RSA")
          .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64)));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static void refused(int status, String code, RawClient.Answer answer) {
    assertEquals(status, answer.status(), answer.text());
    assertTrue(answer.text().contains("\"code\":\"" + code + "\""), answer.text());
    assertFalse(answer.header("opc-request-id").isEmpty());
  }

  private static void unauthenticated(RawClient.Answer answer) {
    refused(401, "NotAuthenticated", answer);
  }

  private static RawClient.Answer plain(String method, String target) throws IOException {
    try (RawClient client = new RawClient(OCI.port())) {
      return client.exchange(method + " " + target + " HTTP/1.1\nHost: x\n", new byte[0]);
    }
  }

  @Test
  void signature_asOraclesPageHasIt_isAccepted() throws IOException {
    assertEquals("\"axstowagefake\"", signer().send("GET", "/n").text());
    assertEquals(200, signer().send("GET", BUCKET + "/o?prefix=a%2Fb&limit=3").status());
    RawClient.Answer put =
        signer().send("PUT", BUCKET + "/o/k", new byte[] {1, 2}, false, Map.of());
    assertEquals(200, put.status(), put.text());
    assertEquals(2, storage().object("b", "k").orElseThrow().size());
    RawClient.Answer upload = signer().json("POST", BUCKET + "/u", "{\"object\":\"k\"}");
    assertEquals(200, upload.status(), upload.text());
  }

  @Test
  void signature_missingOrWrong_isRefused() throws IOException {
    unauthenticated(plain("GET", "/n"));
    unauthenticated(signer().signedTarget("/n?other").send("GET", "/n"));
    unauthenticated(signer().keyId("ocid1.tenancy/nobody/aa:bb").send("GET", "/n"));
    unauthenticated(signer().algorithm("hmac-sha256").send("GET", "/n"));
    for (String name : new String[] {"date", "host", "(request-target)"}) {
      unauthenticated(signer().leavingOut(name).send("GET", "/n"));
    }
    PrivateKey other = OciKeys.generate().getPrivate();
    unauthenticated(new OciSigner(OCI, other).send("GET", "/n"));
    OCI.revokeUser();
    unauthenticated(signer().send("GET", "/n"));
  }

  @Test
  void signature_ofAnotherTime_isRefused() throws IOException {
    assertEquals(200, signer().time(Instant.now().minusSeconds(240)).send("GET", "/n").status());
    unauthenticated(signer().time(Instant.now().minusSeconds(400)).send("GET", "/n"));
    unauthenticated(signer().time(Instant.now().plusSeconds(400)).send("GET", "/n"));
  }

  @Test
  void document_whoseHashIsNotSignedOrWrong_isRefused() throws IOException {
    byte[] body = "{\"object\":\"k\"}".getBytes(StandardCharsets.UTF_8);
    for (String name : new String[] {"content-length", "content-type", "x-content-sha256"}) {
      unauthenticated(signer().leavingOut(name).send("POST", BUCKET + "/u", body, true, Map.of()));
    }
    unauthenticated(signer().send("POST", BUCKET + "/u", body, false, Map.of()));
    Map<String, String> wrong = Map.of("x-content-sha256", OciSigner.sha256(new byte[1]));
    unauthenticated(signer().send("POST", BUCKET + "/u", body, true, wrong));
    assertEquals(List.of(), storage().uploads("b"));
  }

  @Test
  void token_untilItsEndAndNoLonger() throws IOException {
    String token = OCI.issueToken(Duration.ofMinutes(10));
    assertEquals(200, signer().keyId("ST$" + token).send("GET", "/n").status());
    OCI.clock().advance(Duration.ofMinutes(11));
    OciSigner late = signer().keyId("ST$" + token).time(OCI.clock().instant());
    unauthenticated(late.send("GET", "/n"));
  }

  @Test
  void token_isRenewedForItsHolderOnly() throws IOException {
    String token = OCI.issueToken(Duration.ofMinutes(10));
    String body = "{\"currentToken\":\"" + token + "\"}";
    String path = "/v1/authentication/refresh";
    unauthenticated(signer().json("POST", path, body));
    RawClient.Answer renewed = signer().keyId("ST$" + token).json("POST", path, body);
    assertEquals(200, renewed.status());
    assertFalse(renewed.text().contains(token));
  }

  @Test
  void metadata_wantsItsWord() throws IOException {
    assertEquals(401, plain("GET", "/opc/v2/instance/region").status());
  }

  @Test
  void unknownPath_andUnreadableDocument() throws IOException {
    refused(404, "NotFound", signer().send("GET", "/20200101/nothing"));
    refused(400, "CannotParseRequest", signer().json("POST", BUCKET + "/u", "{\"object\""));
    refused(404, "BucketNotFound", signer().send("GET", "/n/axstowagefake/b/none/o"));
    refused(404, "NamespaceNotFound", signer().send("GET", "/n/other/b/b/o"));
  }

  @Test
  void put_isChecked() throws IOException {
    byte[] body = {1, 2, 3};
    String path = BUCKET + "/o/k";
    refused(
        400,
        "UnmatchedContentMD5",
        signer().send("PUT", path, body, false, Map.of("content-md5", "AAAAAAAAAAAAAAAAAAAAAA==")));
    refused(
        400,
        "UnmatchedContentCRC32C",
        signer()
            .send(
                "PUT",
                path,
                body,
                false,
                Map.of("opc-checksum-algorithm", "CRC32C", "opc-content-crc32c", "AAAAAA==")));
    refused(
        400,
        "InvalidParameter",
        signer().send("PUT", path, body, false, Map.of("opc-content-crc32c", "AAAAAA==")));
    refused(
        400,
        "InvalidParameter",
        signer().send("PUT", path, body, false, Map.of("storage-tier", "Cold")));
    refused(
        412, "IfMatchFailed", signer().send("PUT", path, body, false, Map.of("if-match", "none")));
    assertEquals(List.of(), storage().keys("b"));
  }

  @Test
  void list_isInclusiveOrStrictAndNamesTheNext() throws IOException {
    for (String key : new String[] {"a", "b", "c/1", "c/2", "d"}) {
      storage().putObject("b", key, new byte[1]);
    }
    String two = signer().send("GET", BUCKET + "/o?start=b&limit=2&delimiter=%2F").text();
    assertTrue(two.contains("\"nextStartWith\":\"d\""), two);
    assertTrue(two.contains("\"prefixes\":[\"c/\"]"), two);
    assertTrue(signer().send("GET", BUCKET + "/o?start=b").text().contains("\"name\":\"b\""));
    assertFalse(signer().send("GET", BUCKET + "/o?startAfter=b").text().contains("\"name\":\"b\""));
    refused(400, "InvalidParameter", signer().send("GET", BUCKET + "/o?delimiter=x"));
    refused(400, "InvalidParameter", signer().send("GET", BUCKET + "/o?start=a&startAfter=a"));
    refused(400, "InvalidParameter", signer().send("GET", BUCKET + "/o?fields=colour"));
  }

  @Test
  void parts_mustAllBeCommittedOrExcluded() throws IOException {
    String id =
        signer()
            .json("POST", BUCKET + "/u", "{\"object\":\"k\"}")
            .text()
            .replaceAll(".*\"uploadId\":\"([^\"]+)\".*", "$1");
    String at = BUCKET + "/u/k?uploadId=" + id;
    String one =
        signer()
            .send("PUT", at + "&uploadPartNum=1", new byte[] {1}, false, Map.of())
            .header("etag");
    signer().send("PUT", at + "&uploadPartNum=2", new byte[] {2}, false, Map.of());
    String commit = "{\"partsToCommit\":[{\"partNum\":1,\"etag\":\"" + one + "\"}]";
    refused(400, "InvalidUploadPart", signer().json("POST", at, commit + "}"));
    assertEquals(200, signer().json("POST", at, commit + ",\"partsToExclude\":[2]}").status());
    refused(404, "NoSuchUpload", signer().send("GET", at));
    assertEquals(1, storage().object("b", "k").orElseThrow().size());
  }

  @Test
  void preauthenticated_untilItExpiresAndForItsVerbOnly() throws IOException {
    storage().putObject("b", "k", "content".getBytes(StandardCharsets.UTF_8));
    String made =
        signer()
            .json(
                "POST",
                BUCKET + "/p",
                "{\"name\":\"n\",\"objectName\":\"k\",\"accessType\":\"ObjectRead\",\"timeExpires\":\""
                    + Instant.now().plusSeconds(60)
                    + "\"}")
            .text();
    String uri = made.replaceAll(".*\"accessUri\":\"([^\"]+)\".*", "$1");
    assertEquals("content", plain("GET", uri).text());
    assertEquals(404, plain("DELETE", uri).status());
    assertEquals(404, plain("GET", uri.replace("/o/k", "/o/other")).status());
    OCI.clock().advance(Duration.ofSeconds(61));
    assertEquals(404, plain("GET", uri).status());
  }

  @Test
  void service_thatIsNotThere_isSaid() {
    try (FakeOci bare = FakeOci.builder().start()) {
      assertThrows(IllegalArgumentException.class, () -> bare.service(FakeObjectStorage.class));
    }
  }
}
