package dev.stowage.local;

import dev.stowage.Credentials;
import dev.stowage.ErrorCode;
import dev.stowage.OpenOptions;
import dev.stowage.StorageException;
import dev.stowage.config.ConfigOptions;
import dev.stowage.config.ConfigRequest;
import dev.stowage.config.ConfigUpdate;
import dev.stowage.config.SignedUrlPolicy;
import dev.stowage.config.StorageConfigs;
import dev.stowage.kv.KvStore;
import dev.stowage.secret.SecretStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Another process that works on a registry of storage configurations in files. */
final class ConfigChild {
  static final Credentials CREDENTIALS =
      Credentials.of(Map.of("user_name", "me", "token", "hidden-token-of-the-test"));

  private ConfigChild() {}

  /** A registry in a directory, and the stores under it. */
  record Opened(KvStore rows, SecretStore secrets, StorageConfigs configs)
      implements AutoCloseable {
    @Override
    public void close() {
      configs.close();
      secrets.close();
      rows.close();
    }
  }

  static Opened open(Path directory) {
    OpenOptions options =
        OpenOptions.defaults()
            .withEnvironment(
                Map.of(
                    "XDG_CONFIG_HOME", directory.resolve("user").toString(),
                    "XDG_STATE_HOME", directory.resolve("user").toString()));
    String url = "file://" + directory.resolve("registry");
    KvStore rows = KvStore.open(url + "/configs", options);
    SecretStore secrets = SecretStore.open(url, options);
    return new Opened(
        rows,
        secrets,
        StorageConfigs.open(rows, secrets, ConfigOptions.defaults().withOpenOptions(options)));
  }

  static String place(Path directory, long number) {
    return "file://" + directory.resolve("place-" + number);
  }

  /** The change that a number stands for. */
  static ConfigUpdate change(Path directory, long number) {
    return ConfigUpdate.none()
        .withUrl(place(directory, number / 2 % 2))
        .withSignedUrls(SignedUrlPolicy.off().withExpiry(Duration.ofSeconds(number)));
  }

  public static void main(String[] args) throws Exception {
    Path directory = Path.of(args[1]);
    try (Opened opened = open(directory)) {
      if (args[0].equals("create")) {
        create(opened.configs(), place(directory, 0), Integer.parseInt(args[2]));
      } else {
        update(opened.configs(), directory, args[2], Long.parseLong(args[3]));
      }
    }
  }

  private static void create(StorageConfigs configs, String url, int count) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(count);
    List<Callable<String>> creates = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      creates.add(() -> createdOrThere(configs, url));
    }
    System.out.println("ready");
    System.in.read();
    for (Future<String> done : threads.invokeAll(creates)) {
      System.out.println(done.get());
    }
    threads.shutdown();
  }

  private static String createdOrThere(StorageConfigs configs, String url) {
    try {
      return "created " + configs.create(ConfigRequest.of(url, CREDENTIALS)).id();
    } catch (StorageException e) {
      if (e.code() != ErrorCode.ALREADY_EXISTS) {
        throw e;
      }
      return "there " + e.key().orElseThrow();
    }
  }

  /** Until it is killed. */
  private static void update(StorageConfigs configs, Path directory, String id, long from) {
    for (long number = from; number < from + 100_000; number++) {
      configs.update(id, change(directory, number));
      System.out.println(number);
    }
  }
}
