package dev.stowage.cli;

import dev.stowage.Credentials;
import dev.stowage.config.ConfigQuery;
import dev.stowage.config.ConfigRequest;
import dev.stowage.config.ConfigState;
import dev.stowage.config.ConfigTask;
import dev.stowage.config.ConfigUpdate;
import dev.stowage.config.Organisation;
import dev.stowage.config.SignedUrlPolicy;
import dev.stowage.config.StorageConfig;
import dev.stowage.config.StorageConfigs;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

@Command(
    name = "config",
    description = {
      "Storage configurations: places for results, with credentials that are kept sealed.",
      "create, update and test put a small payload at the place, read it back if signed URLs are",
      "on, delete it, and end with 1 and the reason when that failed."
    },
    subcommands = {
      ConfigCommand.Create.class,
      ConfigCommand.ListAll.class,
      ConfigCommand.Show.class,
      ConfigCommand.Update.class,
      ConfigCommand.Delete.class,
      ConfigCommand.Test.class,
      ConfigCommand.Default.class,
      ConfigPublishCommand.class,
      ConfigCommand.RotateKey.class,
      ConfigServeCommand.class,
      ConfigTokenCommand.class
    })
final class ConfigCommand {
  /** Longer than any test may take. */
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private ConfigCommand() {}

  /** A registry and what all its commands take. */
  abstract static class OnRegistry implements Callable<Integer> {
    @Mixin CommonOptions common = new CommonOptions();

    @Mixin ConfigRegistry registry = new ConfigRegistry();

    @Override
    public final Integer call() throws IOException {
      try (ConfigRegistry.Opened opened = registry.open(common.open());
          Output out = common.output()) {
        return run(opened.configs(), out);
      }
    }

    abstract int run(StorageConfigs configs, Output out) throws IOException;
  }

  /** Waits for the test of a configuration and prints what came of it. */
  private static int tested(StorageConfigs configs, String id, Output out) {
    StorageConfig config = configs.awaitTested(id, PATIENCE);
    print(config, false, out);
    config
        .failure()
        .ifPresent(failure -> System.err.println("stowage: " + Text.printable(failure.message())));
    return config.state() == ConfigState.INVALID ? Failures.FAILED : 0;
  }

  private static void print(StorageConfig config, boolean isDefault, Output out) {
    if (out.isJson()) {
      out.text(config.toDocument().toJson());
    } else {
      out.line(
          config.id()
              + "\t"
              + config.state().word()
              + "\t"
              + Text.printable(config.url())
              + (isDefault ? "\tdefault" : ""));
    }
  }

  @Command(
      name = "create",
      description = {
        "Create a configuration and test it. Exit code 4 when there is one with this url."
      })
  static final class Create extends OnRegistry {
    @Option(
        names = "--url",
        required = true,
        paramLabel = "URL",
        description = "type://bucket/path, such as gs://my-bucket/results.")
    String url = "";

    @Mixin ConfigSettings settings = new ConfigSettings();

    @Option(names = "--or-get", description = "Print the one that has the url, if there is one.")
    boolean orGet;

    @Override
    int run(StorageConfigs configs, Output out) {
      ConfigRequest request =
          ConfigRequest.of(url, settings.read().orElseGet(Credentials::anonymous))
              .withSettings(settings.settings)
              .withSignedUrls(
                  settings.policy(SignedUrlPolicy.off()).orElseGet(SignedUrlPolicy::off));
      StorageConfig config = orGet ? configs.createOrGet(request) : configs.create(request);
      return tested(configs, config.id(), out);
    }
  }

  @Command(
      name = "list",
      description = "List configurations, oldest first; deactivated ones only with --state.")
  static final class ListAll extends OnRegistry {
    @Option(names = "--type", description = "Only these, such as gs.")
    @Nullable String type;

    @Option(names = "--state", description = "Only new, valid, invalid or deactivated ones.")
    @Nullable ConfigState state;

    @Option(
        names = "--created-from",
        paramLabel = "TIME",
        converter = InstantConverter.class,
        description = "Only those created then or later, such as 2026-01-31T00:00:00Z.")
    @Nullable Instant from;

    @Option(
        names = "--created-before",
        paramLabel = "TIME",
        converter = InstantConverter.class,
        description = "Only those created before.")
    @Nullable Instant before;

    @Override
    int run(StorageConfigs configs, Output out) {
      ConfigQuery query = ConfigQuery.all();
      query = type == null ? query : query.withType(type);
      query = state == null ? query : query.withState(state);
      query = from == null ? query : query.withCreatedFrom(from);
      query = before == null ? query : query.withCreatedBefore(before);
      Organisation organisation = configs.organisation();
      try (Stream<StorageConfig> found = configs.list(query)) {
        found.forEach(
            config ->
                print(
                    config,
                    organisation.defaultConfig().filter(config.id()::equals).isPresent(),
                    out));
      }
      return 0;
    }
  }

  /** One configuration. */
  abstract static class OnOne extends OnRegistry {
    @Parameters(index = "0", paramLabel = "ID")
    String id = "";
  }

  @Command(name = "show", description = "Print a configuration; its credentials are masked.")
  static final class Show extends OnOne {
    @Override
    int run(StorageConfigs configs, Output out) {
      StorageConfig config = configs.retrieve(id);
      if (out.isJson()) {
        print(config, false, out);
        return 0;
      }
      out.line("id\t" + config.id());
      out.line("organisation\t" + Text.printable(config.organisation()));
      out.line("url\t" + Text.printable(config.url()));
      config.settings().forEach((k, v) -> out.line("setting " + k + "\t" + Text.printable(v)));
      config
          .credentials()
          .forEach((k, v) -> out.line("credential " + k + "\t" + Text.printable(v)));
      out.line("signed urls\t" + config.signedUrls());
      out.line("state\t" + config.state().word());
      config.failure().ifPresent(f -> out.line("reason\t" + Text.printable(f.message())));
      out.line("created\t" + config.created());
      return 0;
    }
  }

  @Command(name = "update", description = "Change a configuration and test it again.")
  static final class Update extends OnOne {
    @Option(names = "--url", paramLabel = "URL", description = "Another place of the same type.")
    @Nullable String url;

    @Mixin ConfigSettings settings = new ConfigSettings();

    @Option(
        names = "--state",
        description = "new, which tests it and switches it on, or deactivated.")
    @Nullable ConfigState state;

    @Override
    int run(StorageConfigs configs, Output out) {
      ConfigUpdate update = ConfigUpdate.none();
      update = url == null ? update : update.withUrl(url);
      update = state == null ? update : update.withState(state);
      update = settings.read().map(update::withCredentials).orElse(update);
      Map<String, String> changed = settings.settings;
      update = changed.isEmpty() ? update : update.withSettings(changed);
      if (settings.policy(SignedUrlPolicy.off()).isPresent()) {
        SignedUrlPolicy before = configs.retrieve(id).signedUrls();
        update = settings.policy(before).map(update::withSignedUrls).orElse(update);
      }
      configs.update(id, update);
      return tested(configs, id, out);
    }
  }

  @Command(
      name = "delete",
      description = "Delete a configuration and its credentials, for good; results stay.")
  static final class Delete extends OnOne {
    @Override
    int run(StorageConfigs configs, Output out) {
      configs.delete(id);
      return 0;
    }
  }

  @Command(name = "test", description = "Test a configuration.")
  static final class Test extends OnOne {
    @Override
    int run(StorageConfigs configs, Output out) {
      ConfigTask task = configs.test(id);
      if (!out.isJson()) {
        return tested(configs, id, out);
      }
      ConfigTask over = configs.awaitTask(task.id(), PATIENCE);
      out.text(over.toDocument().toJson());
      return over.failure().isPresent() ? Failures.FAILED : 0;
    }
  }

  @Command(
      name = "default",
      description = "Print the default configuration of the organisation, or make one the default.")
  static final class Default extends OnRegistry {
    @Parameters(index = "0", arity = "0..1", paramLabel = "ID")
    @Nullable String id;

    @Override
    int run(StorageConfigs configs, Output out) {
      if (id != null) {
        configs.makeDefault(id);
      }
      Organisation organisation = configs.organisation();
      if (out.isJson()) {
        out.text(organisation.toDocument().toJson());
        return 0;
      }
      organisation.defaultConfig().ifPresent(config -> print(configs.retrieve(config), true, out));
      return organisation.defaultConfig().isPresent() ? 0 : Failures.NOT_FOUND;
    }
  }

  @Command(
      name = "rotate-key",
      description = "Seal all credentials of the organisation with a new key.")
  static final class RotateKey extends OnRegistry {
    @Override
    int run(StorageConfigs configs, Output out) {
      out.line(String.format(Locale.ROOT, "sealed anew: %d", configs.rotateKey()));
      return 0;
    }
  }

  static final class InstantConverter implements ITypeConverter<Instant> {
    @Override
    public Instant convert(String text) {
      try {
        return Instant.parse(text);
      } catch (java.time.DateTimeException e) {
        throw new TypeConversionException(
            "'" + text + "' is not a time; write 2026-01-31T00:00:00Z");
      }
    }
  }
}
