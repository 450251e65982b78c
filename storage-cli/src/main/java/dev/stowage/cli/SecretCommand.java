package dev.stowage.cli;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.secret.SecretSelector;
import dev.stowage.secret.SecretStore;
import dev.stowage.secret.SecretValue;
import dev.stowage.secret.SecretVersion;
import dev.stowage.spi.MasterKeyRotation;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "secret",
    description = {
      "Secrets of a store, such as file:///directory.",
      "Values are read from and written to files or pipes; they never stand on a command line."
    },
    subcommands = {
      SecretCommand.Put.class,
      SecretCommand.Get.class,
      SecretCommand.ListNames.class,
      SecretCommand.Versions.class,
      SecretCommand.Remove.class,
      SecretCommand.RotateKey.class
    })
final class SecretCommand {
  private SecretCommand() {}

  /** A store and what all its commands take. */
  abstract static class OnStore implements Callable<Integer> {
    @Mixin CommonOptions common = new CommonOptions();

    @Parameters(index = "0", paramLabel = "URL", description = "The store.")
    String url = "";

    @Override
    public final Integer call() throws IOException {
      try (SecretStore store = SecretStore.open(url, common.open());
          Output out = common.output()) {
        run(store, out);
        return 0;
      }
    }

    abstract void run(SecretStore store, Output out) throws IOException;
  }

  @Command(
      name = "put",
      description = "Store a secret, as a new version if there is one; prints the version's id.")
  static final class Put extends OnStore {
    @Option(names = "--if-absent", description = "Only if there is none (exit code 4 if so).")
    boolean ifAbsent;

    @Parameters(index = "1", paramLabel = "NAME")
    String name = "";

    @Parameters(index = "2", paramLabel = "FILE", description = "A file, or - for standard input.")
    String file = "";

    @Override
    void run(SecretStore store, Output out) throws IOException {
      byte[] bytes =
          file.equals("-") ? System.in.readAllBytes() : Files.readAllBytes(Path.of(file));
      try (SecretValue value = SecretValue.of(bytes)) {
        SecretVersion version = ifAbsent ? store.create(name, value) : store.put(name, value);
        print(version, out);
      } finally {
        Arrays.fill(bytes, (byte) 0);
      }
    }
  }

  @Command(
      name = "get",
      description = "Write a secret to a new file that only you can read, or to a pipe (-).")
  static final class Get extends OnStore {
    @Option(names = "--version-id", paramLabel = "ID", description = "An older version.")
    @Nullable String version;

    @Parameters(index = "1", paramLabel = "NAME")
    String name = "";

    @Parameters(index = "2", paramLabel = "FILE", description = "A file, or - for a pipe.")
    String file = "";

    @Override
    void run(SecretStore store, Output out) throws IOException {
      SecretSelector selector =
          version == null ? SecretSelector.current() : SecretSelector.version(version);
      try (SecretValue value = store.get(name, selector)) {
        byte[] bytes = value.bytes();
        try (OutputStream target =
            file.equals("-") ? Output.standardStream() : PrivateFile.create(Path.of(file))) {
          target.write(bytes);
        } finally {
          Arrays.fill(bytes, (byte) 0);
        }
      }
    }
  }

  @Command(name = "list", description = "List names.")
  static final class ListNames extends OnStore {
    @Parameters(index = "1", arity = "0..1", paramLabel = "PREFIX", defaultValue = "")
    String prefix = "";

    @Override
    void run(SecretStore store, Output out) {
      try (Stream<String> names = store.list(prefix)) {
        names.forEach(
            name -> {
              if (out.isJson()) {
                var row = Output.row();
                row.put("name", name);
                out.json(row);
              } else {
                out.line(Text.printable(name));
              }
            });
      }
    }
  }

  @Command(name = "versions", description = "List the versions of a secret, without values.")
  static final class Versions extends OnStore {
    @Parameters(index = "1", paramLabel = "NAME")
    String name = "";

    @Override
    void run(SecretStore store, Output out) {
      store.versions(name).forEach(version -> print(version, out));
    }
  }

  @Command(name = "rm", description = "Delete a secret with all its versions.")
  static final class Remove extends OnStore {
    @Parameters(index = "1", paramLabel = "NAME")
    String name = "";

    @Override
    void run(SecretStore store, Output out) {
      store
          .delete(name)
          .ifPresent(
              when -> out.line("gone for good at " + when + "; undelete is possible before"));
    }
  }

  @Command(
      name = "rotate-key",
      description = {
        "Seal an embedded store with another master key, which the environment names:",
        "STOWAGE_SECRET_NEW_PASSPHRASE, or as the store's documentation says."
      })
  static final class RotateKey extends OnStore {
    @Override
    void run(SecretStore store, Output out) {
      store
          .unwrap(MasterKeyRotation.class)
          .orElseThrow(
              () ->
                  StorageException.of(
                      ErrorCode.UNSUPPORTED, "the service keeps the master key of this store"))
          .rotateMasterKey();
      if (!out.isJson()) {
        out.line("sealed with the new key");
      }
    }
  }

  private static void print(SecretVersion version, Output out) {
    if (out.isJson()) {
      var row = Output.row();
      row.put("id", version.id());
      row.put("state", version.state());
      row.put("stages", version.stages());
      version.created().ifPresent(at -> row.put("created", at.toString()));
      out.json(row);
    } else {
      out.line(version.id() + "\t" + version.state() + "\t" + version.stages());
    }
  }
}
