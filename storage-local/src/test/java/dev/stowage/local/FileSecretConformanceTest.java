package dev.stowage.local;

import dev.stowage.conformance.secret.SecretDriverHarness;
import dev.stowage.conformance.secret.SecretHarness;
import dev.stowage.conformance.secret.SecretStoreContract;
import dev.stowage.spi.MasterKeyRotation;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class FileSecretConformanceTest implements SecretStoreContract {
  @TempDir Path directory;

  @Override
  public String provider() {
    return "file";
  }

  @Override
  public String configuration() {
    return "embedded";
  }

  @Override
  public SecretHarness newHarness() {
    return SecretDriverHarness.of(
            TestUser.url(directory.resolve("one")), TestUser.url(directory.resolve("other")))
        .with(new TestUser(directory.resolve("user")).options())
        .withNativeType(MasterKeyRotation.class);
  }
}
