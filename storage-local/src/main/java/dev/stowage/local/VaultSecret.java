package dev.stowage.local;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.secret.SecretSelector;
import dev.stowage.secret.SecretStage;
import dev.stowage.secret.SecretState;
import dev.stowage.secret.SecretVersion;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One secret with its versions, whose values are sealed. */
final class VaultSecret {
  /** One version. */
  static final class Version {
    final int number;
    final @Nullable String label;
    final String token;
    final Instant created;
    byte[] sealed;
    boolean pending;
    boolean enabled = true;

    Version(int number, byte[] sealed, @Nullable String label, String token, Instant created) {
      this.number = number;
      this.sealed = sealed;
      this.label = label;
      this.token = token;
      this.created = created;
    }
  }

  final List<Version> versions = new ArrayList<>();
  int current;
  int previous;
  @Nullable Instant deletedFrom;

  int nextNumber() {
    return versions.size() + 1;
  }

  @Nullable Version writtenBy(String token) {
    return versions.stream().filter(v -> v.token.equals(token)).findFirst().orElse(null);
  }

  void add(Version version, boolean pending) {
    versions.add(version);
    version.pending = pending && versions.size() > 1;
    if (!version.pending) {
      makeCurrent(version);
    }
  }

  void makeCurrent(Version version) {
    if (!version.enabled) {
      throw StorageException.of(
          ErrorCode.PRECONDITION_FAILED,
          "version " + version.number + " is disabled; enable it first");
    }
    if (current != version.number) {
      previous = current;
      current = version.number;
    }
    version.pending = false;
  }

  Version require(SecretSelector selector) {
    return versions.stream()
        .filter(version -> matches(version, selector))
        .reduce((older, newer) -> newer)
        .orElseThrow(
            () ->
                StorageException.of(
                    ErrorCode.NOT_FOUND, "the secret has no version with " + selector));
  }

  private boolean matches(Version version, SecretSelector selector) {
    return switch (selector.kind()) {
      case STAGE -> stages(version).contains(selector.stage());
      case VERSION -> String.valueOf(version.number).equals(selector.id());
      case LABEL -> Objects.equals(version.label, selector.id());
    };
  }

  private List<SecretStage> stages(Version version) {
    List<SecretStage> stages = new ArrayList<>();
    if (version.number == current) {
      stages.add(SecretStage.CURRENT);
    }
    if (version.number == previous) {
      stages.add(SecretStage.PREVIOUS);
    }
    if (version.pending) {
      stages.add(SecretStage.PENDING);
    }
    if (version.number == versions.size()) {
      stages.add(SecretStage.LATEST);
    }
    return stages.isEmpty() ? List.of(SecretStage.DEPRECATED) : stages;
  }

  SecretVersion describe(Version version) {
    SecretVersion.Builder described =
        SecretVersion.builder(String.valueOf(version.number))
            .label(version.label)
            .created(version.created)
            .state(state(version));
    stages(version).forEach(described::stage);
    return described.build();
  }

  private SecretState state(Version version) {
    if (deletedFrom != null) {
      return SecretState.PENDING_DELETION;
    }
    return version.enabled ? SecretState.ENABLED : SecretState.DISABLED;
  }

  /** Newest first, those older than a number. */
  List<SecretVersion> olderThan(int number) {
    List<SecretVersion> older = new ArrayList<>();
    for (int i = Math.min(number - 1, versions.size()); i >= 1; i--) {
      older.add(describe(versions.get(i - 1)));
    }
    return older;
  }

  boolean isDue(Instant now) {
    return deletedFrom != null && !deletedFrom.isAfter(now);
  }
}
