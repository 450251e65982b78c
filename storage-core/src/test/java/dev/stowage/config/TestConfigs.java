package dev.stowage.config;

import dev.stowage.Credentials;
import dev.stowage.OpenOptions;
import dev.stowage.StorageUrl;
import dev.stowage.blob.BlobStore;
import dev.stowage.kv.KvStore;
import dev.stowage.secret.SecretStore;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;

/** A registry in memory, whose places are in memory too. */
final class TestConfigs implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofSeconds(30);

  /** As the document prints it. */
  static final Credentials S3 =
      Credentials.keys("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY")
          .with("user_name", "storage-user");

  final KvStore rows;
  final SecretStore secrets = SecretStore.open("mem:");
  final StorageConfigs configs;

  TestConfigs() {
    this(ConfigOptions.defaults(), "mem:");
  }

  TestConfigs(ConfigOptions options, String table) {
    rows = KvStore.open(table);
    OpenOptions open =
        options.openOptions().withEnvironment(Map.of("AWS_EC2_METADATA_DISABLED", "true"));
    configs = StorageConfigs.open(rows, secrets, options.withOpenOptions(open));
  }

  /** A place in memory that nobody else uses. */
  static String place() {
    return "mem://c-" + UUID.randomUUID() + "/results";
  }

  static ConfigRequest at(String url) {
    return ConfigRequest.of(
        url, Credentials.of(Map.of("user_name", "me", "token", "hidden-token")));
  }

  /** A configuration whose test succeeded. */
  StorageConfig valid(String url) {
    return configs.awaitTested(configs.create(at(url)).id(), PATIENCE);
  }

  /** One whose test failed, since nobody makes its container. */
  StorageConfig invalid(String url) {
    ConfigRequest request = at(url).withSetting("create", "false");
    return configs.awaitTested(configs.create(request).id(), PATIENCE);
  }

  /** How many blobs are in the container of a place. */
  static long blobs(String url) {
    try (BlobStore store = BlobStore.open("mem://" + StorageUrl.parse(url).container())) {
      return store.list("").count();
    }
  }

  @Override
  public void close() {
    configs.close();
    secrets.close();
    rows.close();
  }
}
