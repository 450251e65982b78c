package dev.stowage.mem;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.secret.SecretSelector;
import dev.stowage.secret.SecretStage;
import dev.stowage.secret.SecretState;
import dev.stowage.secret.SecretVersion;
import dev.stowage.secret.SecretWrite;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One secret with its versions. Guarded by its vault. */
final class MemSecret {
  /** One version. */
  static final class Version {
    private final int number;
    private final byte[] value;
    private final @Nullable String label;
    private final String token;
    private final Instant created;
    private boolean pending;
    private boolean enabled = true;

    Version(int number, byte[] value, SecretWrite how, String token, Instant created) {
      this.number = number;
      this.value = value.clone();
      this.label = how.label().orElse(null);
      this.token = token;
      this.created = created;
    }

    byte[] value() {
      return value.clone();
    }

    boolean enabled() {
      return enabled;
    }

    void enable(boolean on) {
      enabled = on;
    }
  }

  private final List<Version> versions = new ArrayList<>();
  private int current;
  private int previous;
  private @Nullable Instant deletedFrom;

  /** Adds a version, unless the same write did so before. */
  SecretVersion add(byte[] value, SecretWrite how, String token, Instant now) {
    for (Version version : versions) {
      if (version.token.equals(token)) {
        return describe(version);
      }
    }
    Version added = new Version(versions.size() + 1, value, how, token, now);
    versions.add(added);
    added.pending = how.pending() && versions.size() > 1;
    if (!added.pending) {
      makeCurrent(added);
    }
    return describe(added);
  }

  boolean wasWrittenBy(String token) {
    return versions.get(0).token.equals(token);
  }

  SecretVersion first() {
    return describe(versions.get(0));
  }

  private void makeCurrent(Version version) {
    if (current != version.number) {
      previous = current;
      current = version.number;
    }
    version.pending = false;
  }

  void promote(String id) {
    Version version = require(SecretSelector.version(id));
    if (!version.enabled) {
      throw StorageException.of(
          ErrorCode.PRECONDITION_FAILED, "version " + id + " is disabled; enable it first");
    }
    makeCurrent(version);
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
            .state(
                deletedFrom != null
                    ? SecretState.PENDING_DELETION
                    : version.enabled ? SecretState.ENABLED : SecretState.DISABLED);
    stages(version).forEach(described::stage);
    return described.build();
  }

  /** Newest first, those older than a number; 0 for all. */
  List<SecretVersion> olderThan(int number) {
    List<SecretVersion> older = new ArrayList<>();
    for (int i = (number == 0 ? versions.size() : number - 1); i >= 1; i--) {
      older.add(describe(versions.get(i - 1)));
    }
    return older;
  }

  @Nullable Instant deletedFrom() {
    return deletedFrom;
  }

  boolean isDeleted() {
    return deletedFrom != null;
  }

  void deleteFrom(Optional<Instant> when) {
    deletedFrom = when.orElse(null);
  }

  void erase() {
    versions.forEach(version -> Arrays.fill(version.value, (byte) 0));
  }
}
