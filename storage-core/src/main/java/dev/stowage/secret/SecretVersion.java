package dev.stowage.secret;

import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is known of one version of a secret; never its value. Immutable. */
public final class SecretVersion {
  private final String id;
  private final Set<SecretStage> stages;
  private final SecretState state;
  private final @Nullable String label;
  private final @Nullable Instant created;
  private final @Nullable Instant expires;

  private SecretVersion(Builder from) {
    id = from.id;
    stages = Collections.unmodifiableSet(EnumSet.copyOf(from.stages));
    state = from.state;
    label = from.label;
    created = from.created;
    expires = from.expires;
  }

  /** For providers. */
  public static Builder builder(String id) {
    return new Builder(id);
  }

  /** The service's name for the version; another for every version of one secret. */
  public String id() {
    return id;
  }

  public Set<SecretStage> stages() {
    return stages;
  }

  public boolean isCurrent() {
    return stages.contains(SecretStage.CURRENT);
  }

  public SecretState state() {
    return state;
  }

  /** A name that the writer gave it. */
  public Optional<String> label() {
    return Optional.ofNullable(label);
  }

  public Optional<Instant> created() {
    return Optional.ofNullable(created);
  }

  public Optional<Instant> expires() {
    return Optional.ofNullable(expires);
  }

  @Override
  public String toString() {
    return "SecretVersion[" + id + ", " + stages + ", " + state + "]";
  }

  /** Collects what a service says of a version. Not thread-safe. */
  public static final class Builder {
    private final String id;
    private final EnumSet<SecretStage> stages = EnumSet.noneOf(SecretStage.class);
    private SecretState state = SecretState.ENABLED;
    private @Nullable String label;
    private @Nullable Instant created;
    private @Nullable Instant expires;

    private Builder(String id) {
      this.id = id;
    }

    public Builder stage(SecretStage value) {
      stages.add(value);
      return this;
    }

    public Builder state(SecretState value) {
      state = value;
      return this;
    }

    public Builder label(@Nullable String value) {
      label = value;
      return this;
    }

    public Builder created(@Nullable Instant value) {
      created = value;
      return this;
    }

    public Builder expires(@Nullable Instant value) {
      expires = value;
      return this;
    }

    public SecretVersion build() {
      return new SecretVersion(this);
    }
  }
}
