package dev.stowage.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.Credentials;
import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.kv.Document;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** CFG-CRED-1 to CFG-CRED-5. */
class CfgCredentialsTest {
  private static final String ID = "AKIAIOSFODNN7EXAMPLE";
  private static final String SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
  private static final List<String> TEN =
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
          "client_x509_cert_url");

  @TempDir Path directory;

  private Path file(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text);
  }

  private static Credentials parse(String text) {
    return CredentialsFile.parse("f", text.getBytes(StandardCharsets.UTF_8));
  }

  private static String refused(String text) {
    StorageException e = Refusals.of(ErrorCode.INVALID_ARGUMENT, () -> parse(text));
    assertFalse(e.getMessage().contains("hidden"), e.getMessage());
    assertEquals(null, e.getCause(), "a cause may quote the content");
    return e.reason();
  }

  static Map<String, String> serviceAccount() {
    Map<String, String> key = new LinkedHashMap<>();
    TEN.forEach(field -> key.put(field, "hidden-" + field));
    key.put("type", "service_account");
    key.put("private_key", "-----BEGIN PRIVATE KEY-----\nhidden\n-----END PRIVATE KEY-----\n");
    return key;
  }

  @Test
  @DisplayName("T14 CFG-CRED-1 a service account's key, line feeds and unknown fields as they are")
  void cred1_serviceAccount() {
    Map<String, String> key = serviceAccount();
    key.put("universe_domain", "googleapis.com");
    String json = Document.of(key).toJson();
    assertTrue(json.contains("\\n"), json);
    assertEquals(key, parse(json).fields());
  }

  @Test
  @DisplayName("CFG-CRED-1 each of the ten fields is needed, and named when it is missing")
  void cred1_tenFields() {
    for (String field : TEN) {
      for (String value : new String[] {null, "", " "}) {
        Map<String, Object> key = new LinkedHashMap<>(serviceAccount());
        key.remove(field);
        if (value != null) {
          key.put(field, value);
        }
        String reason = refused(Document.of(key).toJson());
        assertTrue(reason.contains('"' + field + '"'), reason);
      }
    }
    assertTrue(
        refused(Document.of(serviceAccount()).with("type", "authorized_user").toJson())
            .contains("service_account"));
    assertTrue(
        refused(Document.of(serviceAccount()).with("private_key", "hidden\\n").toJson())
            .contains("private_key"));
  }

  @Test
  @DisplayName("CFG-CRED-2 the S3 dictionary, also with the comma of the documented sample")
  void cred2_dictionary() {
    String sample =
        """
        {
            "user_name": "storage-user",
            "access_key_id": "AKIAIOSFODNN7EXAMPLE",
            "secret_access_key": "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
        }
        """;
    assertEquals(TestConfigs.S3, parse(sample));
    assertEquals(TestConfigs.S3, parse(sample.replace("KEY\",", "KEY\"")));
    String written =
        new String(CredentialsJson.write(TestConfigs.S3.fields()), StandardCharsets.UTF_8);
    assertEquals(TestConfigs.S3.fields(), Document.fromJson(written).toMap(), "JSON, strictly");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":{\"b\":\"hidden\"}}",
        "{\"a\":[\"hidden\"]}",
        "{\"a\":null}",
        "{\"a\":\"hidden\",\"a\":\"hidden\"}",
        "{\"\":\"hidden\"}",
        "{\"a\":\"hidden\\ud800\"}",
        "{}",
        "{\"a\":\"hidden\"} {}",
        "{\"a\":\"hidden\"} hidden",
        "{\"a\":\"hidden",
        "{\"a\" \"hidden\"}",
        "{'a':'hidden'}",
        "{\"a\":\"hidden\",,}",
        "{,}",
        "{",
      })
  @DisplayName("CFG-CRED-2 CFG-CRED-5 JSON that is no flat object is refused, never quoted")
  void cred2_malformed(String text) {
    refused(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "User Name,Access Key Id,Secret Access Key\nme,%s,%s\n",
        "User Name,Access Key Id,Secret Access Key\n\"me\",\"%s\",\"%s\"\n",
        "User name,Password,Access key ID,Secret access key,Console login link\r\n"
            + "me,,%s,%s,https://123.signin.aws.amazon.com/console\r\n",
        "User name,Console password,Access key ID,Secret access key,Console sign-in URL\r\n"
            + "me,\"p,a\"\"ss\nword\",%s,%s,https://x/console\r\n",
        "\uFEFFUser name,Access key ID,Secret access key\r\nme,%s,%s",
        " user name , ACCESS KEY ID ,\"Secret access  key\"\n me , %s , %s \n\n",
        "User name,Access key ID,Secret access key\rme,%s,%s\r",
        "Secret access key,User name,Access key ID\n%2$s,me,%1$s,extra\n",
      })
  @DisplayName(
      "T14 CFG-CRED-3 CSV headers a, b and d, byte order mark, CRLF, quotes, other columns")
  void t14_csv(String text) {
    assertEquals(
        Credentials.keys(ID, SECRET).with("user_name", "me"),
        parse(String.format(text, ID, SECRET)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Access key ID,Secret access key\n%s,%s\n",
        "\uFEFFAccess key ID,Secret access key\r\n%s,%s\r\n",
        "User name,Access key ID,Secret access key\n,%s,%s\n",
      })
  @DisplayName("T14 CFG-CRED-3 CSV header c: no user name")
  void t14_csvWithoutUser(String text) {
    assertEquals(Credentials.keys(ID, SECRET), parse(String.format(text, ID, SECRET)));
  }

  @Test
  @DisplayName("CFG-CRED-3 all rows of a file with several users")
  void cred3_severalUsers() throws IOException {
    Path csv = file("users.csv", "User name,Access key ID,Secret access key\na,1,2\n\nb,3,4\n");
    assertEquals(
        List.of(
            Credentials.keys("1", "2").with("user_name", "a"),
            Credentials.keys("3", "4").with("user_name", "b")),
        CredentialsFile.readAll(csv));
    assertEquals("a", CredentialsFile.read(csv).require("user_name"));
  }

  @Test
  @DisplayName("CFG-CRED-3 each mistake of a CSV file has its own words")
  void cred3_mistakes() {
    Set<String> reasons = new HashSet<>();
    List<String> broken =
        List.of(
            "",
            "\uFEFF",
            ",,\n",
            "hidden",
            "User name,Secret access key\nme,hidden\n",
            "User name,Access key ID\nme,hidden\n",
            "Access key ID,Secret access key\n",
            "Access key ID,Secret access key\nhidden,\n",
            "Access key ID,Secret access key\n,hidden\n",
            "Access key ID,Secret access key\nhidden\n",
            "Access key ID,Access key ID,Secret access key\nhidden,b,c\n",
            "Access key ID,Secret access key\n\"hidden,b\n");
    broken.forEach(text -> reasons.add(refused(text)));
    // The three empty ones say the same, and so do the two without a secret.
    assertEquals(broken.size() - 3, reasons.size(), reasons::toString);
  }

  @Test
  @DisplayName("CFG-CRED-4 url and credentials that do not fit are refused before any request")
  void cred4_misfit() {
    try (TestConfigs test = new TestConfigs()) {
      Credentials google = Credentials.of(serviceAccount());
      StorageException e =
          Refusals.argument(
              "credentials", () -> test.configs.create(ConfigRequest.of("s3://my-bucket", google)));
      assertTrue(e.reason().contains("do not fit a s3: url"), e.reason());
      Refusals.argument(
          "credentials",
          () -> test.configs.create(ConfigRequest.of("gs://my-bucket", TestConfigs.S3)));
      StorageConfig config = test.configs.create(ConfigRequest.of("gs://my-bucket", google));
      Refusals.argument(
          "credentials",
          () ->
              test.configs.update(
                  config.id(), ConfigUpdate.none().withCredentials(TestConfigs.S3)));
      // Half a key is refused as it is in a file.
      Map<String, String> half = serviceAccount();
      half.remove("token_uri");
      Refusals.argument(
          "credentials",
          () -> test.configs.create(ConfigRequest.of("gs://other-bucket", Credentials.of(half))));
    }
  }

  @Test
  @DisplayName("CFG-CRED-5 files are told by their content, whatever their names say")
  void cred5_sniffed() throws IOException {
    String json = "\uFEFF \n{\"access_key_id\":\"1\",\"secret_access_key\":\"2\"}";
    String csv = "Access key ID,Secret access key\n1,2\n";
    for (String name : List.of("keys.csv", "keys.json", "keys")) {
      assertEquals(Credentials.keys("1", "2"), CredentialsFile.read(file(name, json)));
      assertEquals(Credentials.keys("1", "2"), CredentialsFile.read(file(name, csv)));
    }
  }

  @Test
  @DisplayName("CFG-CRED-5 failures name the file and never its content")
  void cred5_failures() throws IOException {
    Path missing = directory.resolve("missing.json");
    StorageException e = Refusals.of(ErrorCode.NOT_FOUND, () -> CredentialsFile.read(missing));
    assertTrue(e.reason().contains("missing.json"), e.reason());
    Path latin = directory.resolve("latin.csv");
    Files.write(latin, new byte[] {'h', 'i', 'd', 'd', 'e', 'n', (byte) 0xe9});
    Path utf16 = directory.resolve("utf16.csv");
    Files.write(utf16, "Access key ID".getBytes(StandardCharsets.UTF_16));
    Path large = file("large.json", "{\"a\":\"" + "hidden".repeat(20_000) + "\"}");
    for (Path broken : List.of(latin, utf16, large)) {
      StorageException told =
          Refusals.of(ErrorCode.INVALID_ARGUMENT, () -> CredentialsFile.read(broken));
      assertTrue(told.reason().contains(broken.getFileName().toString()), told.reason());
      assertFalse(told.reason().contains("hidden"), told.reason());
    }
    Refusals.of(ErrorCode.PERMISSION_DENIED, () -> CredentialsFile.read(directory));
  }
}
