package dev.stowage.local;

import dev.stowage.ErrorCode;
import dev.stowage.OpenOptions;
import dev.stowage.Pacer;
import dev.stowage.StorageException;
import dev.stowage.secret.SecretCapabilities;
import dev.stowage.secret.SecretFeature;
import dev.stowage.secret.SecretLimits;
import dev.stowage.secret.SecretSelector;
import dev.stowage.secret.SecretVersion;
import dev.stowage.secret.SecretWrite;
import dev.stowage.spi.BlobDriver.Page;
import dev.stowage.spi.Failure;
import dev.stowage.spi.MasterKeyRotation;
import dev.stowage.spi.SecretDriver;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Secrets in a sealed file: every feature. Unwraps to {@link MasterKeyRotation}. */
final class FileSecretDriver implements SecretDriver {
  private static final int PAGE = 100;
  private static final SecretCapabilities CAPABILITIES =
      new SecretCapabilities(
          EnumSet.allOf(SecretFeature.class),
          SecretLimits.defaults()
              .withMaxNameBytes(512)
              .withRecoveryWindow(Duration.ofSeconds(1), Duration.ofDays(30)));

  private final Path directory;
  private final Vault vault;
  private final OpenOptions options;
  private final Pacer pacer;

  FileSecretDriver(Path directory, KeyChoice choice, boolean create, OpenOptions options) {
    UserDirectories user = new UserDirectories(options.environment());
    this.directory = directory;
    this.options = options;
    this.pacer = options.pacer();
    this.vault =
        new Vault(
            directory, user.secretHeads(), create, new VaultKeys(choice, new KeySources(user)));
  }

  @Override
  public String scheme() {
    return "file";
  }

  @Override
  public String container() {
    return directory.toString();
  }

  @Override
  public SecretCapabilities capabilities() {
    return CAPABILITIES;
  }

  @Override
  public Failure classify(Throwable thrown) {
    return VaultFailures.classify(thrown, directory);
  }

  @Override
  public Optional<String> nameProblem(String name) {
    return Optional.empty();
  }

  @Override
  public boolean knowsTokens() {
    return true;
  }

  @Override
  public Content get(String name, SecretSelector selector) throws Exception {
    return vault.read(
        content -> {
          VaultSecret secret = present(content).require(name, pacer.now());
          VaultSecret.Version version = secret.require(selector);
          if (!version.enabled) {
            throw StorageException.of(
                ErrorCode.PRECONDITION_FAILED, "version " + version.number + " is disabled");
          }
          return new Content(present(content).openValue(name, version), secret.describe(version));
        });
  }

  private static VaultContent present(@Nullable VaultContent content) {
    if (content == null) {
      throw VaultFailures.noSecret();
    }
    return content;
  }

  @Override
  public SecretVersion create(String name, byte[] value, SecretWrite how, String token)
      throws Exception {
    return change(
        content -> {
          VaultSecret existing = content.find(name, pacer.now());
          if (existing != null && existing.deletedFrom != null) {
            throw VaultFailures.waits(existing.deletedFrom);
          }
          if (existing != null) {
            VaultSecret.Version first = existing.versions.get(0);
            if (first.token.equals(token)) {
              return existing.describe(first);
            }
            throw StorageException.of(ErrorCode.ALREADY_EXISTS, "there is a secret of this name");
          }
          VaultSecret made = new VaultSecret();
          content.secrets().put(name, made);
          return add(content, name, made, value, new Write(how, token));
        });
  }

  @Override
  public SecretVersion addVersion(String name, byte[] value, SecretWrite how, String token)
      throws Exception {
    return change(
        content -> {
          VaultSecret secret = content.require(name, pacer.now());
          VaultSecret.Version done = secret.writtenBy(token);
          return done != null
              ? secret.describe(done)
              : add(content, name, secret, value, new Write(how, token));
        });
  }

  private record Write(SecretWrite how, String token) {}

  private SecretVersion add(
      VaultContent content, String name, VaultSecret secret, byte[] value, Write write)
      throws Exception {
    int number = secret.nextNumber();
    VaultSecret.Version version =
        new VaultSecret.Version(
            number,
            content.sealValue(name, number, value),
            write.how().label().orElse(null),
            write.token(),
            pacer.now());
    secret.add(version, write.how().pending());
    return secret.describe(version);
  }

  @Override
  public void promote(String name, String versionId) throws Exception {
    changeVersion(name, versionId, VaultSecret::makeCurrent);
  }

  @Override
  public void setEnabled(String name, String versionId, boolean enabled) throws Exception {
    changeVersion(name, versionId, (secret, version) -> version.enabled = enabled);
  }

  private interface VersionChange {
    void apply(VaultSecret secret, VaultSecret.Version version);
  }

  private void changeVersion(String name, String versionId, VersionChange change) throws Exception {
    change(
        content -> {
          VaultSecret secret = content.require(name, pacer.now());
          change.apply(secret, secret.require(SecretSelector.version(versionId)));
          return true;
        });
  }

  /** With those secrets gone for good whose time is over. */
  private <T> T change(Vault.Change<T> change) throws Exception {
    return vault.change(
        content -> {
          content.purge(pacer.now());
          return change.apply(content);
        });
  }

  @Override
  public Page<SecretVersion> versions(String name, @Nullable String cursor) throws Exception {
    int before = cursor == null ? Integer.MAX_VALUE : Integer.parseInt(cursor);
    List<SecretVersion> older =
        vault.read(content -> present(content).require(name, pacer.now()).olderThan(before));
    if (older.size() <= PAGE) {
      return new Page<>(older, Optional.empty());
    }
    List<SecretVersion> page = List.copyOf(older.subList(0, PAGE));
    return new Page<>(page, Optional.of(page.get(PAGE - 1).id()));
  }

  @Override
  public Page<String> list(String prefix, @Nullable String cursor) throws Exception {
    return vault.read(
        content ->
            content == null
                ? new Page<>(List.of(), Optional.empty())
                : page(content, prefix, cursor == null ? prefix : cursor));
  }

  private Page<String> page(VaultContent content, String prefix, String from) {
    List<String> names = content.names(prefix, from, PAGE + 1);
    return names.size() <= PAGE
        ? new Page<>(names, Optional.empty())
        : new Page<>(names.subList(0, PAGE), Optional.of(names.get(PAGE)));
  }

  @Override
  public Optional<Instant> delete(String name, @Nullable Duration window) throws Exception {
    boolean there =
        vault.read(content -> content != null && content.find(name, pacer.now()) != null);
    if (!there) {
      return Optional.empty();
    }
    return change(
        content -> {
          VaultSecret secret = content.find(name, pacer.now());
          if (secret == null) {
            return Optional.empty();
          }
          if (window == null) {
            content.secrets().remove(name);
            return Optional.empty();
          }
          if (secret.deletedFrom == null) {
            secret.deletedFrom = pacer.now().plus(window);
          }
          return Optional.of(secret.deletedFrom);
        });
  }

  @Override
  public void undelete(String name) throws Exception {
    change(
        content -> {
          VaultSecret secret = content.find(name, pacer.now());
          if (secret == null) {
            throw VaultFailures.noSecret();
          }
          secret.deletedFrom = null;
          return true;
        });
  }

  @Override
  public Optional<Keeper> keeper() {
    return Optional.of(new FileKeeper(vault));
  }

  /** Seals the vault with the key that is chosen after the kind of the one in use. */
  void rotate(Function<KeyKind, MasterKey> next) {
    try {
      vault.rotate(next);
    } catch (StorageException e) {
      throw rotationFailed(Failure.of(e.code(), e.reason()), e.getCause());
    } catch (IOException | GeneralSecurityException e) {
      throw rotationFailed(classify(e), e);
    }
  }

  private StorageException rotationFailed(Failure failure, @Nullable Throwable cause) {
    return StorageException.builder(failure.code(), failure.message())
        .operation("rotate master key")
        .provider(scheme())
        .container(container())
        .cause(cause)
        .build();
  }

  @Override
  public <T> @Nullable T unwrap(Class<T> type) {
    MasterKeyRotation rotation = () -> rotate(KeyChoice.next(options)::after);
    if (type == MasterKeyRotation.class) {
      return type.cast(rotation);
    }
    return type == FileSecretDriver.class ? type.cast(this) : null;
  }

  @Override
  public void close() {
    vault.close();
  }
}
