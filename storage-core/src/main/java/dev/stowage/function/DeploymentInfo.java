package dev.stowage.function;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a service says of a function at one moment. Immutable. */
public final class DeploymentInfo {
  private final String name;
  private final DeploymentState state;
  private final @Nullable String id;
  private final @Nullable String arn;
  private final @Nullable String runtime;
  private final @Nullable String checksum;
  private final @Nullable String reason;
  private final @Nullable Instant modified;

  private DeploymentInfo(Builder from) {
    name = from.name;
    state = from.state;
    id = from.id;
    arn = from.arn;
    runtime = from.runtime;
    checksum = from.checksum;
    reason = from.reason;
    modified = from.modified;
  }

  /** For providers; the state is never PARTIAL. */
  public static Builder builder(String name, DeploymentState state) {
    return new Builder(name, state);
  }

  public String name() {
    return name;
  }

  public DeploymentState state() {
    return state;
  }

  /** The service's own id. */
  public Optional<String> id() {
    return Optional.ofNullable(id);
  }

  /** The name that is unique beyond the account. */
  public Optional<String> arn() {
    return Optional.ofNullable(arn);
  }

  public Optional<String> runtime() {
    return Optional.ofNullable(runtime);
  }

  /** Of the code, as the service computes it. */
  public Optional<String> checksum() {
    return Optional.ofNullable(checksum);
  }

  /** Why it is not active, in the service's words and with its code. */
  public Optional<String> reason() {
    return Optional.ofNullable(reason);
  }

  public Optional<Instant> modified() {
    return Optional.ofNullable(modified);
  }

  @Override
  public String toString() {
    return "DeploymentInfo[" + name + ", " + state + "]";
  }

  /** Collects what a service says of a function. Not thread-safe. */
  public static final class Builder {
    private final String name;
    private final DeploymentState state;
    private @Nullable String id;
    private @Nullable String arn;
    private @Nullable String runtime;
    private @Nullable String checksum;
    private @Nullable String reason;
    private @Nullable Instant modified;

    private Builder(String name, DeploymentState state) {
      this.name = name;
      this.state = state;
    }

    public Builder id(@Nullable String value) {
      id = value;
      return this;
    }

    public Builder arn(@Nullable String value) {
      arn = value;
      return this;
    }

    public Builder runtime(@Nullable String value) {
      runtime = value;
      return this;
    }

    public Builder checksum(@Nullable String value) {
      checksum = value;
      return this;
    }

    public Builder reason(@Nullable String value) {
      reason = value;
      return this;
    }

    public Builder modified(@Nullable Instant value) {
      modified = value;
      return this;
    }

    public DeploymentInfo build() {
      return new DeploymentInfo(this);
    }
  }
}
