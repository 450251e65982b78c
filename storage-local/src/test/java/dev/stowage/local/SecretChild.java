package dev.stowage.local;

import dev.stowage.OpenOptions;
import dev.stowage.secret.SecretStore;
import dev.stowage.secret.SecretValue;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** What the child processes of {@link FileSecretProcessTest} do. */
final class SecretChild {
  private SecretChild() {}

  /** Arguments: what, directory of the secrets, home of the user, a word, a number. */
  public static void main(String[] args) {
    OpenOptions options = new TestUser(Path.of(args[2])).options();
    try (SecretStore store = SecretStore.open(TestUser.url(Path.of(args[1])), options)) {
      PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
      for (int i = 0; i < Integer.parseInt(args[4]); i++) {
        switch (args[0]) {
          case "put" -> put(store, args[3], args[3] + i);
          case "rotate" -> LocalSecrets.rotate(store, MasterKey.keyFile());
          default -> throw new IllegalArgumentException(args[0]);
        }
        out.println(i);
      }
    }
  }

  static void put(SecretStore store, String name, String text) {
    try (SecretValue value = SecretValue.of(text)) {
      store.put(name, value);
    }
  }
}
