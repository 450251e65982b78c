package dev.stowage;

import dev.stowage.http.TransportOptions;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a store is opened with beside its URL. Immutable; everything is optional.
 *
 * <pre>{@code
 * OpenOptions.defaults().withDeadline(Duration.ofSeconds(30)).withListener(metrics)
 * }</pre>
 */
public final class OpenOptions {
  private static final OpenOptions DEFAULTS = new OpenOptions(new State());

  private final State state;

  private OpenOptions(State state) {
    this.state = state;
  }

  /**
   * The provider's own chain of credentials, {@link RetryPolicy#defaults()}, no deadline, the
   * process environment and the system clock.
   */
  public static OpenOptions defaults() {
    return DEFAULTS;
  }

  /** Uses these credentials instead of the provider's own chain. */
  public OpenOptions withCredentials(Credentials value) {
    return with(s -> s.credentials = value);
  }

  public OpenOptions withRetry(RetryPolicy value) {
    return with(s -> s.retry = value);
  }

  /**
   * The longest a call may take, all attempts and waits included. A call that runs into it fails
   * with {@link ErrorCode#DEADLINE_EXCEEDED}. Reading a body after {@code get} returned is bounded
   * by the read timeout of the transport instead.
   */
  public OpenOptions withDeadline(Duration value) {
    if (value.isNegative() || value.isZero()) {
      throw StorageException.invalidArgument("deadline must be longer than zero, not " + value);
    }
    return with(s -> s.deadline = value);
  }

  public OpenOptions withListener(CallListener value) {
    return with(s -> s.listener = value);
  }

  /** Time-outs, pool, proxy and TLS of the transport under the provider's SDK. */
  public OpenOptions withTransport(TransportOptions value) {
    return with(s -> s.transport = value);
  }

  /**
   * Hosts, besides the provider's own, that credentials may name as where to fetch tokens. Without
   * it credentials that would send us elsewhere are refused.
   */
  public OpenOptions withTokenHosts(Set<String> value) {
    Set<String> copy = Set.copyOf(value);
    return with(s -> s.tokenHosts = copy);
  }

  /** Replaces the process environment that credentials and defaults are looked up in. */
  public OpenOptions withEnvironment(Map<String, String> value) {
    Map<String, String> copy = Map.copyOf(value);
    return with(s -> s.environment = copy);
  }

  /** Replaces the clock, for tests. */
  public OpenOptions withPacer(Pacer value) {
    return with(s -> s.pacer = value);
  }

  public Optional<Credentials> credentials() {
    return Optional.ofNullable(state.credentials);
  }

  public RetryPolicy retry() {
    return state.retry;
  }

  public Optional<Duration> deadline() {
    return Optional.ofNullable(state.deadline);
  }

  public CallListener listener() {
    return state.listener;
  }

  public TransportOptions transport() {
    return state.transport == null ? TransportOptions.defaults() : state.transport;
  }

  public Set<String> tokenHosts() {
    return state.tokenHosts;
  }

  public Map<String, String> environment() {
    return state.environment == null ? System.getenv() : state.environment;
  }

  public Pacer pacer() {
    return state.pacer;
  }

  /** Prints nothing that came from credentials or the environment. */
  @Override
  public String toString() {
    return "OpenOptions[retry=" + retry() + ", deadline=" + state.deadline + "]";
  }

  private OpenOptions with(java.util.function.Consumer<State> change) {
    State copy = state.copy();
    change.accept(copy);
    return new OpenOptions(copy);
  }

  private static final class State {
    private @Nullable Credentials credentials;
    private RetryPolicy retry = RetryPolicy.defaults();
    private @Nullable Duration deadline;
    private CallListener listener = CallListener.NONE;
    private @Nullable TransportOptions transport;
    private Set<String> tokenHosts = Set.of();
    private @Nullable Map<String, String> environment;
    private Pacer pacer = Pacer.system();

    State copy() {
      State copy = new State();
      copy.credentials = credentials;
      copy.retry = retry;
      copy.deadline = deadline;
      copy.listener = listener;
      copy.transport = transport;
      copy.tokenHosts = tokenHosts;
      copy.environment = environment;
      copy.pacer = pacer;
      return copy;
    }
  }
}
