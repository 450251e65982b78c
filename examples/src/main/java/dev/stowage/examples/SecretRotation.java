package dev.stowage.examples;

import dev.stowage.secret.SecretCache;
import dev.stowage.secret.SecretStore;
import dev.stowage.secret.SecretValue;
import dev.stowage.secret.SecretVersion;
import dev.stowage.secret.SecretWrite;
import java.io.IOException;
import java.time.Duration;

/** A password changes while the program that uses it runs, and its code does not. */
public final class SecretRotation {
  private static final String NAME = "orders/database-password";

  private SecretRotation() {}

  public static void main(String[] args) throws IOException {
    String url = ExampleStore.url(args);
    try (SecretStore operator = SecretStore.open(url);
        SecretCache secrets = SecretStore.open(url).cached(Duration.ofHours(1))) {
      try (SecretValue first = SecretValue.of("tr0ub4dor&3")) {
        operator.put(NAME, first);
        Database database = new Database(first);
        signIn(database, secrets);

        try (SecretValue second = SecretValue.of("correct horse battery staple")) {
          // Written, but not in force before the database knows it.
          SecretVersion pending = operator.put(NAME, second, SecretWrite.defaults().withPending());
          signIn(database, secrets);
          database.changePassword(second);
          operator.promote(NAME, pending.id());
          signIn(database, secrets);
        }
      }
    }
  }

  /** What an application does: when the password in hand is refused, ask for the current one. */
  private static void signIn(Database database, SecretCache secrets) {
    if (!tryOnce(database, secrets)) {
      System.out.println("refused; reading the secret again");
      secrets.refresh(NAME);
      if (!tryOnce(database, secrets)) {
        throw new IllegalStateException("the current password is refused");
      }
    }
  }

  private static boolean tryOnce(Database database, SecretCache secrets) {
    try (SecretValue password = secrets.get(NAME)) {
      boolean welcome = database.accepts(password);
      if (welcome) {
        String version = password.version().map(SecretVersion::id).orElse("?");
        System.out.println("signed in with version " + version);
      }
      return welcome;
    }
  }

  /** Stands for a database that knows one password. */
  private static final class Database {
    private SecretValue password;

    Database(SecretValue password) {
      this.password = password;
    }

    void changePassword(SecretValue next) {
      password = next;
    }

    boolean accepts(SecretValue offered) {
      return password.sameAs(offered);
    }
  }
}
