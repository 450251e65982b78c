package dev.stowage.fakes.s3;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Amazon's own client against the fake: a client that we did not write. */
class FakeS3WithAwsSdkTest {

  @RegisterExtension static final FakeS3 s3 = FakeS3.builder().minPartSize(1024).start();

  private static S3Client client;

  @BeforeAll
  static void connect() {
    client =
        S3Client.builder()
            .endpointOverride(s3.endpoint())
            .region(Region.of(s3.region()))
            .forcePathStyle(true)
            .credentialsProvider(
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(s3.accessKey(), s3.secretKey())))
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .build();
  }

  @AfterAll
  static void disconnect() {
    client.close();
  }

  @BeforeEach
  void emptyBucket() {
    s3.reset();
    client.createBucket(b -> b.bucket("bucket"));
  }

  private static RequestBody text(String text) {
    return RequestBody.fromString(text, StandardCharsets.UTF_8);
  }

  @Test
  void put_thenGet_givesBytesHeadersAndMetadata() {
    client.putObject(
        b ->
            b.bucket("bucket")
                .key("a/b c+d%é😀")
                .contentType("text/x-test")
                .metadata(Map.of("colour", "blue")),
        text("hello"));

    var got = client.getObjectAsBytes(b -> b.bucket("bucket").key("a/b c+d%é😀"));

    assertArrayEquals("hello".getBytes(StandardCharsets.UTF_8), got.asByteArray());
    assertEquals("text/x-test", got.response().contentType());
    assertEquals(Map.of("colour", "blue"), got.response().metadata());
    assertEquals("\"5d41402abc4b2a76b9719d911017c592\"", got.response().eTag());
  }

  @Test
  void get_missingKey_isNoSuchKey() {
    assertThrows(
        NoSuchKeyException.class, () -> client.getObject(b -> b.bucket("bucket").key("none")));
    assertThrows(
        NoSuchKeyException.class, () -> client.headObject(b -> b.bucket("bucket").key("none")));
  }

  @Test
  void list_inPagesOfTwo_givesAllKeysInByteOrder() {
    for (String key : List.of("\uffee", "😀", "a b", "a+b", "a\u0001b", "t/1", "t!x")) {
      client.putObject(b -> b.bucket("bucket").key(key), text(key));
    }
    List<String> keys =
        client
            .listObjectsV2Paginator(b -> b.bucket("bucket").maxKeys(2).encodingType("url"))
            .contents()
            .stream()
            .map(S3Object::key)
            .toList();
    assertEquals(List.of("a\u0001b", "a b", "a+b", "t!x", "t/1", "\uffee", "😀"), keys);
  }

  @Test
  void delete_manyKeys_reportsEach() {
    client.putObject(b -> b.bucket("bucket").key("one"), text("1"));
    var deleted =
        client.deleteObjects(
            b ->
                b.bucket("bucket")
                    .delete(
                        d ->
                            d.objects(
                                List.of(
                                    ObjectIdentifier.builder().key("one").build(),
                                    ObjectIdentifier.builder().key("<none> & \"more\"").build()))));
    assertEquals(2, deleted.deleted().size());
    assertEquals(List.of(), s3.keys("bucket"));
  }
}
