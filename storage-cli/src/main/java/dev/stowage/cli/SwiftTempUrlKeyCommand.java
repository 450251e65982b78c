package dev.stowage.cli;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.StorageUrl;
import dev.stowage.swift.SwiftClient;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "tempurl-key",
    description = {
      "The keys that temporary URLs are signed with: say which are set, set one, remove one.",
      "swift://container is for the keys of a container, swift: for those of the account.",
      "Keys are read from and written to files or pipes; they are never printed."
    })
final class SwiftTempUrlKeyCommand extends SwiftCommand.OnAccount {
  private static final int RANDOM_BYTES = 32;

  /** What to do; without any of these, only to look. */
  static final class Action {
    @Option(names = "--generate", description = "Set a new random key.")
    boolean generate;

    @Option(
        names = "--set",
        paramLabel = "FILE",
        description = "Set the key that is in a file, or - for standard input.")
    @Nullable String set;

    @Option(
        names = "--save",
        paramLabel = "FILE",
        description = "Write the key to a new file that only you can read, or to a pipe (-).")
    @Nullable String save;

    @Option(names = "--remove", description = "Remove the key; URLs signed with it end.")
    boolean remove;
  }

  @Parameters(paramLabel = "URL", description = "A container or an account.")
  String url = "";

  @ArgGroup(exclusive = true)
  @Nullable Action action;

  @Option(
      names = "--second",
      description = "The second key. URLs of both are good, so one can be replaced at a time.")
  boolean second;

  @Option(
      names = "--replace",
      description = "Replace a key that is there (exit code 4 without this); its URLs end.")
  boolean replace;

  @Override
  String url() {
    return url;
  }

  @Override
  void run(SwiftClient client, StorageUrl url, Output out) throws IOException {
    if (!url.path().isEmpty()) {
      throw StorageException.invalidArgument(
          "keys are of a container or an account; leave the object's name away");
    }
    String container = url.container();
    if (action == null) {
      print(container, metadata(client, container), out);
    } else if (action.save != null) {
      save(action.save, metadata(client, container).get(name().toLowerCase(Locale.ROOT)));
    } else if (action.remove) {
      write(client, container, "");
      print(container, metadata(client, container), out);
    } else {
      String key = action.set == null ? random() : read(action.set);
      boolean there = metadata(client, container).containsKey(name().toLowerCase(Locale.ROOT));
      if (there && !replace) {
        throw StorageException.of(
            ErrorCode.ALREADY_EXISTS,
            "there is such a key, and URLs signed with it would end: say --replace, or --second"
                + " for the other key");
      }
      write(client, container, key);
      print(container, metadata(client, container), out);
    }
  }

  private String name() {
    return second ? "Temp-URL-Key-2" : "Temp-URL-Key";
  }

  private static Map<String, String> metadata(SwiftClient client, String container)
      throws IOException {
    return container.isEmpty()
        ? client.account().metadata()
        : client.objects(container).usage().metadata();
  }

  private void write(SwiftClient client, String container, String key) throws IOException {
    Map<String, String> change = Map.of(name(), key);
    if (container.isEmpty()) {
      client.setAccountMetadata(change);
    } else {
      client.objects(container).setContainerMetadata(change);
    }
  }

  private static void print(String container, Map<String, String> metadata, Output out) {
    boolean first = metadata.containsKey("temp-url-key");
    boolean other = metadata.containsKey("temp-url-key-2");
    if (out.isJson()) {
      var row = Output.row();
      row.put("of", container.isEmpty() ? "account" : "container");
      row.put("first", first);
      row.put("second", other);
      out.json(row);
    } else {
      String of = container.isEmpty() ? "the account" : Text.printable(container);
      out.line("first key of " + of + ": " + (first ? "set" : "none"));
      out.line("second key of " + of + ": " + (other ? "set" : "none"));
    }
  }

  private static String random() {
    byte[] bytes = new byte[RANDOM_BYTES];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /** One line of what a header may carry. */
  private static String read(String file) throws IOException {
    byte[] bytes = file.equals("-") ? System.in.readAllBytes() : Files.readAllBytes(Path.of(file));
    String key = new String(bytes, StandardCharsets.UTF_8).replaceFirst("\\r?\\n$", "");
    if (!key.matches("[!-~]+")) {
      throw StorageException.invalidArgument(
          "a key is one line of printable ASCII without blanks, such as openssl rand -hex 32 makes");
    }
    return key;
  }

  private void save(String file, @Nullable String key) throws IOException {
    if (key == null) {
      throw StorageException.of(
          ErrorCode.NOT_FOUND, "there is no such key, or this user may not see it");
    }
    try (OutputStream target =
        file.equals("-") ? Output.standardStream() : PrivateFile.create(Path.of(file))) {
      target.write(key.getBytes(StandardCharsets.UTF_8));
    }
  }
}
