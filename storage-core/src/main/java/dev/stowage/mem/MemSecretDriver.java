package dev.stowage.mem;

import dev.stowage.ErrorCode;
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
import dev.stowage.spi.SecretDriver;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Secrets in memory: every feature. */
final class MemSecretDriver implements SecretDriver {
  private static final SecretCapabilities CAPABILITIES =
      new SecretCapabilities(
          EnumSet.allOf(SecretFeature.class),
          SecretLimits.defaults()
              .withMaxNameBytes(512)
              .withRecoveryWindow(Duration.ofSeconds(1), Duration.ofDays(30)));

  private final String name;
  private final MemVault vault;
  private final Pacer pacer;

  MemSecretDriver(String name, MemVault vault, Pacer pacer) {
    this.name = name;
    this.vault = vault;
    this.pacer = pacer;
  }

  @Override
  public String scheme() {
    return "mem";
  }

  @Override
  public String container() {
    return name;
  }

  @Override
  public SecretCapabilities capabilities() {
    return CAPABILITIES;
  }

  @Override
  public Failure classify(Throwable thrown) {
    return Failure.of(ErrorCode.UNKNOWN, String.valueOf(thrown.getMessage()));
  }

  @Override
  public Optional<String> nameProblem(String secret) {
    return Optional.empty();
  }

  @Override
  public boolean knowsTokens() {
    return true;
  }

  @Override
  public Content get(String secret, SecretSelector selector) {
    synchronized (vault) {
      MemSecret found = require(secret);
      MemSecret.Version version = found.require(selector);
      SecretVersion described = found.describe(version);
      if (!version.enabled()) {
        throw StorageException.of(
            ErrorCode.PRECONDITION_FAILED, "version " + described.id() + " is disabled");
      }
      return new Content(version.value(), described);
    }
  }

  @Override
  public SecretVersion create(String secret, byte[] value, SecretWrite how, String token) {
    synchronized (vault) {
      MemSecret existing = vault.find(secret, pacer.now());
      if (existing != null && existing.isDeleted()) {
        throw StorageException.of(
            ErrorCode.ALREADY_EXISTS,
            "the secret waits for its deletion at "
                + existing.deletedFrom()
                + "; undelete it, or take another name");
      }
      if (existing != null) {
        if (existing.wasWrittenBy(token)) {
          return existing.first();
        }
        throw StorageException.of(ErrorCode.ALREADY_EXISTS, "there is a secret of this name");
      }
      MemSecret made = new MemSecret();
      vault.add(secret, made);
      return made.add(value, how, token, pacer.now());
    }
  }

  @Override
  public SecretVersion addVersion(String secret, byte[] value, SecretWrite how, String token) {
    synchronized (vault) {
      return require(secret).add(value, how, token, pacer.now());
    }
  }

  @Override
  public void promote(String secret, String versionId) {
    synchronized (vault) {
      require(secret).promote(versionId);
    }
  }

  @Override
  public Page<SecretVersion> versions(String secret, @Nullable String cursor) {
    synchronized (vault) {
      List<SecretVersion> older =
          require(secret).olderThan(cursor == null ? 0 : Integer.parseInt(cursor));
      if (older.size() <= MemVault.PAGE) {
        return new Page<>(older, Optional.empty());
      }
      List<SecretVersion> page = older.subList(0, MemVault.PAGE);
      return new Page<>(page, Optional.of(page.get(MemVault.PAGE - 1).id()));
    }
  }

  @Override
  public Page<String> list(String prefix, @Nullable String cursor) {
    synchronized (vault) {
      List<String> names = new ArrayList<>();
      String from = cursor == null ? prefix : cursor;
      for (Map.Entry<String, MemSecret> each : vault.from(from, pacer.now()).entrySet()) {
        if (!each.getKey().startsWith(prefix)) {
          break;
        }
        if (each.getValue().isDeleted()) {
          continue;
        }
        if (names.size() == MemVault.PAGE) {
          return new Page<>(names, Optional.of(each.getKey()));
        }
        names.add(each.getKey());
      }
      return new Page<>(names, Optional.empty());
    }
  }

  @Override
  public Optional<Instant> delete(String secret, @Nullable Duration window) {
    synchronized (vault) {
      MemSecret found = vault.find(secret, pacer.now());
      if (found == null) {
        return Optional.empty();
      }
      if (window == null) {
        vault.remove(secret);
        return Optional.empty();
      }
      if (!found.isDeleted()) {
        found.deleteFrom(Optional.of(pacer.now().plus(window)));
      }
      return Optional.ofNullable(found.deletedFrom());
    }
  }

  @Override
  public void undelete(String secret) {
    synchronized (vault) {
      MemSecret found = vault.find(secret, pacer.now());
      if (found == null) {
        throw absent();
      }
      found.deleteFrom(Optional.empty());
    }
  }

  @Override
  public void setEnabled(String secret, String versionId, boolean enabled) {
    synchronized (vault) {
      require(secret).require(SecretSelector.version(versionId)).enable(enabled);
    }
  }

  private MemSecret require(String secret) {
    MemSecret found = vault.find(secret, pacer.now());
    if (found == null || found.isDeleted()) {
      throw absent();
    }
    return found;
  }

  private static StorageException absent() {
    return StorageException.of(ErrorCode.NOT_FOUND, "there is no such secret");
  }

  @Override
  public Optional<Keeper> keeper() {
    return Optional.of(vault.keeper());
  }

  @Override
  public <T> @Nullable T unwrap(Class<T> type) {
    return null;
  }

  @Override
  public void close() {
    // The vault belongs to the process.
  }
}
