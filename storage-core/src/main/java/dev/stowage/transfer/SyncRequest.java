package dev.stowage.transfer;

import dev.stowage.StorageException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Which objects of a source a target is to have. Immutable.
 *
 * <p>Patterns are about relative keys: {@code *} is any number of characters other than a slash,
 * {@code **} any number of any characters, {@code ?} one character other than a slash, {@code
 * [a-z_]} one of those and {@code [!a-z]} one of the others; a backslash takes the next character
 * as it is. A pattern that ends with a slash is everything under directories of that name. A
 * pattern without any other slash is about a name at any depth: {@code *.log}, {@code .git/}. A
 * pattern with one is about the whole key: {@code logs/2026-*}; {@code /a} is {@code a} at the top.
 */
public final class SyncRequest {
  private final State state;

  private SyncRequest(State state) {
    this.state = state;
  }

  /**
   * Everything of the source, compared by size and time; deletes nothing and overwrites nothing
   * that is newer.
   *
   * @throws StorageException INVALID_ARGUMENT when both are directories
   */
  public static SyncRequest of(TreeLocation source, TreeLocation target) {
    if (source.directory().isPresent()) {
      target.requireStore();
    }
    return new SyncRequest(new State(source, target));
  }

  /** Only keys that match this pattern, or another one that is included. */
  public SyncRequest withInclude(String glob) {
    Glob compiled = Glob.of(glob);
    return with(s -> s.includes = plus(s.includes, compiled));
  }

  /**
   * No keys that match this pattern, included or not. They are not deleted at the target either.
   */
  public SyncRequest withExclude(String glob) {
    Glob compiled = Glob.of(glob);
    return with(s -> s.excludes = plus(s.excludes, compiled));
  }

  /** Deletes at the target what the source does not have. */
  public SyncRequest withDeleteExtra(boolean value) {
    return with(s -> s.deleteExtra = value);
  }

  /** Replaces objects that differ even if they are newer at the target. */
  public SyncRequest withOverwriteNewer(boolean value) {
    return with(s -> s.overwriteNewer = value);
  }

  public SyncRequest withComparison(Comparison value) {
    return with(s -> s.comparison = value);
  }

  public TreeLocation source() {
    return state.source;
  }

  public TreeLocation target() {
    return state.target;
  }

  public boolean deleteExtra() {
    return state.deleteExtra;
  }

  public boolean overwriteNewer() {
    return state.overwriteNewer;
  }

  public Comparison comparison() {
    return state.comparison;
  }

  /** Whether the patterns let this key take part. */
  boolean selects(String key) {
    boolean included =
        state.includes.isEmpty() || state.includes.stream().anyMatch(glob -> glob.matches(key));
    return included && state.excludes.stream().noneMatch(glob -> glob.matches(key));
  }

  private static List<Glob> plus(List<Glob> some, Glob more) {
    List<Glob> all = new ArrayList<>(some);
    all.add(more);
    return List.copyOf(all);
  }

  private SyncRequest with(Consumer<State> change) {
    State copy = new State(state.source, state.target);
    copy.includes = state.includes;
    copy.excludes = state.excludes;
    copy.deleteExtra = state.deleteExtra;
    copy.overwriteNewer = state.overwriteNewer;
    copy.comparison = state.comparison;
    change.accept(copy);
    return new SyncRequest(copy);
  }

  private static final class State {
    private final TreeLocation source;
    private final TreeLocation target;
    private List<Glob> includes = List.of();
    private List<Glob> excludes = List.of();
    private boolean deleteExtra;
    private boolean overwriteNewer;
    private Comparison comparison = Comparison.SIZE_AND_TIME;

    State(TreeLocation source, TreeLocation target) {
      this.source = source;
      this.target = target;
    }
  }
}
