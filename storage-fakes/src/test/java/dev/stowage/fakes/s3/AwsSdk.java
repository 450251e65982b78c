package dev.stowage.fakes.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.function.Executable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Amazon's own client, which knows nothing of us, against a fake. */
final class AwsSdk {

  private AwsSdk() {}

  static StaticCredentialsProvider credentials(FakeS3 fake) {
    return StaticCredentialsProvider.create(
        AwsBasicCredentials.create(fake.accessKey(), fake.secretKey()));
  }

  /** A client that never retries. */
  static S3Client connect(FakeS3 fake) {
    return S3Client.builder()
        .endpointOverride(fake.endpoint())
        .region(Region.of(fake.region()))
        .forcePathStyle(true)
        .credentialsProvider(credentials(fake))
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .overrideConfiguration(c -> c.retryStrategy(AwsRetryStrategy.doNotRetry()))
        .build();
  }

  static RequestBody text(String text) {
    return RequestBody.fromString(text, StandardCharsets.UTF_8);
  }

  static byte[] data(int size) {
    byte[] data = new byte[size];
    new Random(size).nextBytes(data);
    return data;
  }

  static void assertFails(String code, Executable call) {
    S3Exception e = assertThrows(S3Exception.class, call);
    assertEquals(code, e.awsErrorDetails().errorCode());
  }
}
