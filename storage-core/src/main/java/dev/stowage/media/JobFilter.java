package dev.stowage.media;

import dev.stowage.StorageException;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which jobs to list. Immutable. */
public final class JobFilter {
  private static final JobFilter ALL = new JobFilter(Set.of(), null, null);

  private final Set<MediaState> states;
  private final @Nullable Instant from;
  private final @Nullable Instant until;

  private JobFilter(Set<MediaState> states, @Nullable Instant from, @Nullable Instant until) {
    this.states = states;
    this.from = from;
    this.until = until;
  }

  public static JobFilter all() {
    return ALL;
  }

  /** Only those in one of these states; none means any. */
  public JobFilter withStates(MediaState... values) {
    EnumSet<MediaState> copy = EnumSet.noneOf(MediaState.class);
    Collections.addAll(copy, values);
    return new JobFilter(Collections.unmodifiableSet(copy), from, until);
  }

  /** Only those submitted at this time or later. */
  public JobFilter withFrom(Instant value) {
    return new JobFilter(states, value, until).checked();
  }

  /** Only those submitted before this time. */
  public JobFilter withUntil(Instant value) {
    return new JobFilter(states, from, value).checked();
  }

  private JobFilter checked() {
    if (from != null && until != null && until.isBefore(from)) {
      throw StorageException.invalidArgument("no time is from " + from + " until " + until);
    }
    return this;
  }

  /** Empty for any. */
  public Set<MediaState> states() {
    return states;
  }

  public Optional<Instant> from() {
    return Optional.ofNullable(from);
  }

  public Optional<Instant> until() {
    return Optional.ofNullable(until);
  }

  /** Whether a job is one of these; one whose time is not known passes the times. */
  public boolean admits(JobInfo job) {
    return (states.isEmpty() || states.contains(job.state()))
        && job.created().map(this::admits).orElse(true);
  }

  private boolean admits(Instant created) {
    return (from == null || !created.isBefore(from)) && (until == null || created.isBefore(until));
  }

  @Override
  public String toString() {
    return "JobFilter[" + states + ", " + from + ".." + until + "]";
  }
}
