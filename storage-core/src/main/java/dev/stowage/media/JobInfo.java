package dev.stowage.media;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** What a service says of a job at one moment. Immutable. */
public final class JobInfo {
  private final String id;
  private final MediaState state;
  private final @Nullable String name;
  private final @Nullable Instant created;
  private final @Nullable Instant started;
  private final @Nullable Instant ended;
  private final int progress;
  private final List<MediaOutput> outputs;
  private final List<MediaTask> tasks;
  private final @Nullable MediaFailure failure;
  private final @Nullable String text;

  private JobInfo(Builder from) {
    id = from.id;
    state = from.state;
    name = from.name;
    created = from.created;
    started = from.started;
    ended = from.ended;
    progress = from.progress;
    outputs = List.copyOf(from.outputs);
    tasks = List.copyOf(from.tasks);
    failure = from.failure;
    text = from.text;
  }

  /** For providers. */
  public static Builder builder(String id, MediaState state) {
    return new Builder(id, state);
  }

  public Builder toBuilder() {
    return new Builder(id, state)
        .name(name)
        .created(created)
        .started(started)
        .ended(ended)
        .progress(progress)
        .outputs(outputs)
        .tasks(tasks)
        .failure(failure)
        .text(text);
  }

  public String id() {
    return id;
  }

  public MediaState state() {
    return state;
  }

  public Optional<String> name() {
    return Optional.ofNullable(name);
  }

  public Optional<Instant> created() {
    return Optional.ofNullable(created);
  }

  public Optional<Instant> started() {
    return Optional.ofNullable(started);
  }

  public Optional<Instant> ended() {
    return Optional.ofNullable(ended);
  }

  /** In per cent, from 0 to 100. */
  public OptionalInt progress() {
    return progress < 0 ? OptionalInt.empty() : OptionalInt.of(progress);
  }

  public List<MediaOutput> outputs() {
    return outputs;
  }

  public List<MediaTask> tasks() {
    return tasks;
  }

  public Optional<MediaFailure> failure() {
    return Optional.ofNullable(failure);
  }

  public Optional<String> text() {
    return Optional.ofNullable(text);
  }

  @Override
  public String toString() {
    return "JobInfo[" + id + ", " + state + "]";
  }

  /** Collects what a service says of a job. Not thread-safe. */
  public static final class Builder {
    private final String id;
    private MediaState state;
    private @Nullable String name;
    private @Nullable Instant created;
    private @Nullable Instant started;
    private @Nullable Instant ended;
    private int progress = -1;
    private List<MediaOutput> outputs = List.of();
    private List<MediaTask> tasks = List.of();
    private @Nullable MediaFailure failure;
    private @Nullable String text;

    private Builder(String id, MediaState state) {
      this.id = id;
      this.state = state;
    }

    public Builder state(MediaState value) {
      state = value;
      return this;
    }

    public Builder name(@Nullable String value) {
      name = value;
      return this;
    }

    public Builder created(@Nullable Instant value) {
      created = value;
      return this;
    }

    public Builder started(@Nullable Instant value) {
      started = value;
      return this;
    }

    public Builder ended(@Nullable Instant value) {
      ended = value;
      return this;
    }

    /** In per cent; what is above 100 counts as 100, what is below 0 as not known. */
    public Builder progress(int value) {
      progress = Math.min(value, 100);
      return this;
    }

    public Builder outputs(List<MediaOutput> value) {
      outputs = value;
      return this;
    }

    public Builder tasks(List<MediaTask> value) {
      tasks = value;
      return this;
    }

    public Builder failure(@Nullable MediaFailure value) {
      failure = value;
      return this;
    }

    /** A result that is not a file, such as a decoded watermark. */
    public Builder text(@Nullable String value) {
      text = value;
      return this;
    }

    public JobInfo build() {
      return new JobInfo(this);
    }
  }
}
