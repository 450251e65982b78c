package dev.stowage.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.Credentials;
import dev.stowage.ErrorCode;
import dev.stowage.OpenOptions;
import dev.stowage.StorageException;
import dev.stowage.StorageUrl;
import dev.stowage.blob.BlobFeature;
import dev.stowage.blob.BlobStore;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class S3ConfigTest {
  private static S3Config of(String url) {
    return S3Config.of(StorageUrl.parse(url));
  }

  @ParameterizedTest
  @CsvSource({
    "s3://bucket, https://bucket.s3.eu-west-1.amazonaws.com/k",
    "s3://a.b.c, https://s3.eu-west-1.amazonaws.com/a.b.c/k",
    "s3://bucket?style=path, https://s3.eu-west-1.amazonaws.com/bucket/k",
    "s3://bucket?endpoint=http://127.0.0.1:9000, http://127.0.0.1:9000/bucket/k",
    "s3://bucket?endpoint=http://localhost, http://localhost/bucket/k",
    "s3://bucket?endpoint=http://[::1]:9000/, http://[::1]:9000/bucket/k",
    "s3://bucket?endpoint=https://minio.example, https://bucket.minio.example/k",
    "s3://bucket?endpoint=minio.example/s3/, https://bucket.minio.example/s3/k",
    "s3://bucket?endpoint=https://minio.example/s3/&style=path, https://minio.example/s3/bucket/k",
  })
  void endpoint_isWhatTheUrlSays(String url, String expected) {
    S3Endpoint endpoint = S3Endpoint.of(of(url), "eu-west-1");
    assertEquals(expected, endpoint.uri(endpoint.path("k"), Map.of()).toString());
  }

  @Test
  void region_ofChina_hasItsDomain() {
    S3Endpoint endpoint = S3Endpoint.of(of("s3://bucket"), "cn-north-1");
    assertEquals("bucket.s3.cn-north-1.amazonaws.com.cn", endpoint.host());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "s3://b?profile=old",
        "s3://b?checksum=crc99",
        "s3://b?lock=GOVERNANCE",
        "s3://b?lock=GOVERNANCE&lock-days=-1",
        "s3://b?endpoint=ftp://x",
        "s3://b?endpoint=http://user@host",
        "s3://b?secret=x",
        "s3://?region=r",
        "s3://b?region=r&credential=somewhere",
      })
  void url_whatItCannotSay_isRefused(String url) {
    OpenOptions nobody =
        OpenOptions.defaults().withEnvironment(Map.of("AWS_REGION", "r", "HOME", "/nonexistent"));
    StorageException e =
        assertThrows(StorageException.class, () -> BlobStore.open(url, nobody).close());
    assertEquals(ErrorCode.INVALID_ARGUMENT, e.code());
  }

  @Test
  void region_unknown_saysHowToGiveIt() {
    OpenOptions bare = OpenOptions.defaults().withEnvironment(Map.of("HOME", "/nonexistent"));
    StorageException e =
        assertThrows(StorageException.class, () -> BlobStore.open("s3://b", bare).close());
    assertTrue(e.reason().contains("region="), e.reason());
  }

  @Test
  void profile_followsTheEndpoint() {
    assertFalse(of("s3://b").compatible());
    assertFalse(of("s3://b?endpoint=https://s3.eu-west-1.amazonaws.com").compatible());
    assertTrue(of("s3://b?endpoint=https://minio.example").compatible());
    assertTrue(of("s3://b?endpoint=https://amazonaws.com.evil.example").compatible());
    assertFalse(of("s3://b?endpoint=https://minio.example&profile=aws").compatible());
  }

  @Test
  void conditions_none_areRefusedBeforeAnyRequest() {
    try (BlobStore store =
        BlobStore.open(
            "s3://b?region=r&conditions=none&versions=false&endpoint=http://127.0.0.1:1",
            OpenOptions.defaults().withCredentials(Credentials.keys("a", "b")))) {
      assertFalse(store.capabilities().has(BlobFeature.CREATE_ONLY));
      assertFalse(store.capabilities().has(BlobFeature.DELETE_IF_MATCH));
      assertTrue(store.versions().isEmpty());
      StorageException e =
          assertThrows(
              StorageException.class,
              () ->
                  store.put(
                      "k",
                      dev.stowage.blob.BlobBody.of("x"),
                      dev.stowage.blob.PutOptions.ifAbsent()));
      assertEquals(ErrorCode.UNSUPPORTED, e.code());
    }
  }
}
