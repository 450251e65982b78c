package dev.stowage.function;

import dev.stowage.StorageException;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Sizes, spans and names of one service. Immutable; providers start from {@link #defaults()}. */
public final class FunctionLimits {
  private static final FunctionLimits DEFAULTS = new FunctionLimits(new State());

  private final State state;

  private FunctionLimits(State state) {
    this.state = state;
  }

  /** Memory in steps of 1 MB, up to 15 minutes, any runtime and type of trigger. */
  public static FunctionLimits defaults() {
    return DEFAULTS;
  }

  public FunctionLimits withMemory(int minMb, int maxMb, int stepMb) {
    return with(
        s -> {
          s.minMemory = minMb;
          s.maxMemory = maxMb;
          s.memoryStep = stepMb;
        });
  }

  public FunctionLimits withMaxTimeout(Duration value) {
    return with(s -> s.maxTimeout = value);
  }

  /** A regular expression, and the same in words. */
  public FunctionLimits withNameRule(String pattern, String inWords) {
    try {
      Pattern compiled = Pattern.compile(pattern);
      return with(
          s -> {
            s.name = compiled;
            s.nameInWords = inWords;
          });
    } catch (PatternSyntaxException e) {
      throw StorageException.invalidArgument("no regular expression: " + e.getMessage());
    }
  }

  /** None for any. */
  public FunctionLimits withRuntimes(Set<String> values) {
    return with(s -> s.runtimes = Set.copyOf(values));
  }

  /** None for any. */
  public FunctionLimits withTriggerTypes(Set<String> values) {
    return with(s -> s.triggerTypes = Set.copyOf(values));
  }

  public FunctionLimits withMaxTriggers(int value) {
    return with(s -> s.maxTriggers = value);
  }

  /** Names and values together, in UTF-8. */
  public FunctionLimits withMaxEnvironmentBytes(int value) {
    return with(s -> s.maxEnvironmentBytes = value);
  }

  /** Of an archive from this machine or in memory. */
  public FunctionLimits withMaxArchiveBytes(long value) {
    return with(s -> s.maxArchiveBytes = value);
  }

  public int minMemory() {
    return state.minMemory;
  }

  public int maxMemory() {
    return state.maxMemory;
  }

  public int memoryStep() {
    return state.memoryStep;
  }

  public Duration maxTimeout() {
    return state.maxTimeout;
  }

  public boolean admitsName(String name) {
    return state.name.matcher(name).matches();
  }

  public String nameRule() {
    return state.nameInWords;
  }

  public Set<String> runtimes() {
    return new TreeSet<>(state.runtimes);
  }

  public Set<String> triggerTypes() {
    return new TreeSet<>(state.triggerTypes);
  }

  public int maxTriggers() {
    return state.maxTriggers;
  }

  public int maxEnvironmentBytes() {
    return state.maxEnvironmentBytes;
  }

  public long maxArchiveBytes() {
    return state.maxArchiveBytes;
  }

  private FunctionLimits with(java.util.function.Consumer<State> change) {
    State copy = state.copy();
    change.accept(copy);
    return new FunctionLimits(copy);
  }

  private static final class State {
    private int minMemory = 128;
    private int maxMemory = 10_240;
    private int memoryStep = 1;
    private Duration maxTimeout = Duration.ofMinutes(15);
    private Pattern name = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]{0,63}");
    private String nameInWords = "1 to 64 letters, digits, _ and -, the first a letter or _";
    private Set<String> runtimes = Set.of();
    private Set<String> triggerTypes = Set.of();
    private int maxTriggers = 50;
    private int maxEnvironmentBytes = 4096;
    private long maxArchiveBytes = 50L << 20;

    State copy() {
      State copy = new State();
      copy.minMemory = minMemory;
      copy.maxMemory = maxMemory;
      copy.memoryStep = memoryStep;
      copy.maxTimeout = maxTimeout;
      copy.name = name;
      copy.nameInWords = nameInWords;
      copy.runtimes = runtimes;
      copy.triggerTypes = triggerTypes;
      copy.maxTriggers = maxTriggers;
      copy.maxEnvironmentBytes = maxEnvironmentBytes;
      copy.maxArchiveBytes = maxArchiveBytes;
      return copy;
    }
  }
}
