package dev.stowage.s3;

import dev.stowage.Credentials;
import dev.stowage.ErrorCode;
import dev.stowage.OpenOptions;
import dev.stowage.StorageException;
import dev.stowage.blob.BlobService;
import dev.stowage.conformance.blob.BlobHarness;
import dev.stowage.conformance.blob.DriverHarness;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * A fresh bucket on a real server; faults are injected between the portable layer and the driver.
 */
final class ServerHarness {
  private ServerHarness() {}

  /** The endpoint that an environment variable names; {@code tools/servers/s3 start} prints it. */
  static String endpoint(String variable) {
    String endpoint = System.getenv(variable);
    if (endpoint == null) {
      throw new IllegalStateException(
          variable + " is not set; eval \"$(tools/servers/s3 start)\" first");
    }
    return endpoint;
  }

  static BlobHarness open(String endpoint, Credentials credentials, String parameters) {
    Path secret = SecretFile.of(credentials);
    OpenOptions options = OpenOptions.defaults().withEnvironment(Map.of());
    String query =
        "?endpoint=" + endpoint + "&region=us-east-1&credential=file:" + secret + parameters;
    String bucket = "kit-" + UUID.randomUUID();
    BlobService account = BlobService.open("s3:" + query, options);
    account.create(bucket);
    return DriverHarness.of("s3://" + bucket + "/" + query)
        .with(options)
        .withMissing("s3://missing-" + UUID.randomUUID() + "/" + query)
        .withNativeType(S3Client.class)
        .onClose(
            () -> {
              discard(account, bucket);
              account.close();
            });
  }

  /** A server may hold blobs that it does not list, or that come late: then the bucket stays. */
  private static void discard(BlobService account, String bucket) {
    try {
      account.delete(bucket);
    } catch (StorageException e) {
      if (e.code() != ErrorCode.CONFLICT) {
        throw e;
      }
    }
  }
}
