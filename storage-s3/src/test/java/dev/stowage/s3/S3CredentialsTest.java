package dev.stowage.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.ErrorCode;
import dev.stowage.OpenOptions;
import dev.stowage.StorageException;
import dev.stowage.http.HttpTransport;
import dev.stowage.http.TransportOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

class S3CredentialsTest {
  private final HttpTransport transport = HttpTransport.create(TransportOptions.defaults());
  private final Map<String, String> env =
      new HashMap<>(Map.of("HOME", "/nonexistent", "AWS_EC2_METADATA_DISABLED", "true"));

  @TempDir Path directory;

  @AfterEach
  void close() {
    transport.close();
  }

  private AwsCredentialsIdentity resolve(String where) {
    S3Config.Builder config = S3Config.builder("b").region("r");
    if (!where.isEmpty()) {
      config.credential(where);
    }
    return Objects.requireNonNull(
        S3Credentials.of(config.build(), OpenOptions.defaults().withEnvironment(env), transport)
            .resolve());
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text);
  }

  @Test
  void environment_comesFirst() {
    env.put("AWS_ACCESS_KEY_ID", "id");
    env.put("AWS_SECRET_ACCESS_KEY", "secret");
    env.put("AWS_SESSION_TOKEN", "token");
    AwsCredentialsIdentity identity = resolve("");
    assertEquals("id", identity.accessKeyId());
    assertEquals("token", ((AwsSessionCredentialsIdentity) identity).sessionToken());
  }

  @Test
  void profile_isThatOfTheEnvironmentsFile() throws IOException {
    Path profiles =
        file(
            "credentials",
            """
            [default]
            aws_access_key_id = one
            aws_secret_access_key = s1
            [other]
            aws_access_key_id = two
            aws_secret_access_key = s2
            """);
    env.put("AWS_SHARED_CREDENTIALS_FILE", profiles.toString());
    assertEquals("one", resolve("").accessKeyId());
    assertEquals("two", resolve("profile:other").accessKeyId());
    env.put("AWS_PROFILE", "other");
    assertEquals("two", resolve("").accessKeyId());
    assertEquals("one", resolve("file:" + profiles).accessKeyId());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"access_key_id\":\"id\",\"secret_access_key\":\"s\"}",
        "Access key ID,Secret access key\nid,s\n",
        "\uFEFFUser name,Password,Access key ID,Secret access key\r\nme,,id,s\r\n",
        "[default]\naws_access_key_id=id\naws_secret_access_key=s\n",
      })
  void file_ofAnyKind(String text) throws IOException {
    AwsCredentialsIdentity identity = resolve("file:" + file("f", text));
    assertEquals("id", identity.accessKeyId());
    assertEquals("s", identity.secretAccessKey());
  }

  @Test
  void file_broken_isNotQuoted() throws IOException {
    Path broken = file("f", "{\"access_key_id\":\"id\",\"secret_access_key\":\"hidden");
    StorageException e = assertThrows(StorageException.class, () -> resolve("file:" + broken));
    assertEquals(ErrorCode.UNAUTHENTICATED, e.code());
    assertFalse(e.getMessage().contains("hidden"), e.getMessage());
    assertNull(e.getCause());
  }

  @Test
  void nothing_saysWhatToDo() {
    StorageException e = assertThrows(StorageException.class, () -> resolve(""));
    assertEquals(ErrorCode.UNAUTHENTICATED, e.code());
    assertTrue(e.reason().contains("AWS_ACCESS_KEY_ID"), e.reason());
    assertThrows(StorageException.class, () -> resolve("env"));
  }

  @Test
  void webIdentity_isExchanged_andRenewedBeforeItEnds() throws IOException {
    try (WireServer sts = new WireServer()) {
      Path token = file("token", "jwt&token\n");
      env.put("AWS_WEB_IDENTITY_TOKEN_FILE", token.toString());
      env.put("AWS_ROLE_ARN", "arn:aws:iam::1:role/r");
      env.put("AWS_ENDPOINT_URL_STS", sts.endpoint());
      sts.answer("200 OK", answer("first", Instant.now().plusSeconds(3600)));
      S3Credentials credentials =
          S3Credentials.of(
              S3Config.builder("b").region("r").build(),
              OpenOptions.defaults().withEnvironment(env),
              transport);
      assertEquals("first", Objects.requireNonNull(credentials.resolve()).accessKeyId());
      assertEquals("first", Objects.requireNonNull(credentials.resolve()).accessKeyId());
      assertTrue(sts.only().text().endsWith("&WebIdentityToken=jwt%26token"), sts.only().text());
      assertFalse(sts.only().headers().containsKey("authorization"));

      sts.answer("200 OK", answer("short", Instant.now().plusSeconds(60)));
      WebIdentity soon = new WebIdentity(env, "r", transport);
      assertEquals("short", soon.resolve().accessKeyId());
      sts.answer("200 OK", answer("next", Instant.now().plusSeconds(3600)));
      assertEquals("next", soon.resolve().accessKeyId());
    }
  }

  private static String answer(String id, Instant end) {
    return "<AssumeRoleWithWebIdentityResponse><AssumeRoleWithWebIdentityResult><Credentials>"
        + "<AccessKeyId>"
        + id
        + "</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken>"
        + "<Expiration>"
        + end
        + "</Expiration></Credentials></AssumeRoleWithWebIdentityResult>"
        + "</AssumeRoleWithWebIdentityResponse>";
  }

  @Test
  void webIdentity_refused_isUnauthenticated() throws IOException {
    try (WireServer sts = new WireServer()) {
      env.put("AWS_WEB_IDENTITY_TOKEN_FILE", file("token", "jwt").toString());
      env.put("AWS_ROLE_ARN", "arn");
      env.put("AWS_ENDPOINT_URL_STS", sts.endpoint());
      sts.answer(
          "400 Bad Request",
          "<ErrorResponse><Error><Code>ExpiredTokenException</Code></Error></ErrorResponse>");
      StorageException e = assertThrows(StorageException.class, () -> resolve(""));
      assertEquals(ErrorCode.UNAUTHENTICATED, e.code());
      assertTrue(e.reason().contains("ExpiredTokenException"), e.reason());
    }
  }
}
