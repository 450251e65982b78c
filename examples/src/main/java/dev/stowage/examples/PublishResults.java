package dev.stowage.examples;

import dev.stowage.Credentials;
import dev.stowage.blob.BlobBody;
import dev.stowage.config.ConfigRequest;
import dev.stowage.config.CredentialsFile;
import dev.stowage.config.PublishedResult;
import dev.stowage.config.ResultPublisher;
import dev.stowage.config.StorageConfig;
import dev.stowage.config.StorageConfigs;
import dev.stowage.kv.KvStore;
import dev.stowage.secret.SecretStore;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A customer names a place for results; it is tested, kept with sealed credentials, and used.
 *
 * <p>Arguments: the place, such as {@code gs://my-bucket/results}, and the credentials file.
 */
public final class PublishResults {
  private PublishResults() {}

  public static void main(String[] args) {
    Credentials credentials =
        args.length < 2 ? Credentials.anonymous() : CredentialsFile.read(Path.of(args[1]));
    try (KvStore rows = KvStore.open("mem:");
        SecretStore secrets = SecretStore.open("mem:");
        StorageConfigs configs = StorageConfigs.open(rows, secrets)) {
      StorageConfig created = configs.create(ConfigRequest.of(args[0], credentials));
      System.out.println(created.state() + " " + created.url());
      StorageConfig tested = configs.awaitTested(created.id(), Duration.ofMinutes(2));
      tested.failure().ifPresent(failure -> System.out.println(failure.message()));
      System.out.println(tested.state());
      try (ResultPublisher publisher = configs.publisher()) {
        PublishedResult result = publisher.publish("2026/report.json", BlobBody.of("{}"));
        System.out.println(result.url());
      }
    }
  }
}
