package dev.stowage.conformance.driver;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what is armed, and goes between: every request runs through {@link #run}. Armed faults go
 * off in the order in which they were armed. Thread-safe.
 */
public final class FaultPlan {
  /** Arms for requests of any kind. */
  public static final String ANY = "*";

  private record Armed(Fault fault, String operation, boolean always) {}

  private final RequestLog log;
  private final List<Armed> armed = new ArrayList<>();

  public FaultPlan(RequestLog log) {
    this.log = log;
  }

  /** Arms a fault for the next request of this kind. */
  public synchronized void next(Fault fault, String operation) {
    armed.add(new Armed(fault, operation, false));
  }

  /** Arms a fault for every request of this kind, until {@link #clear()}. */
  public synchronized void always(Fault fault, String operation) {
    armed.add(new Armed(fault, operation, true));
  }

  /** Disarms everything. */
  public synchronized void clear() {
    armed.clear();
  }

  /** Makes a request, or goes wrong in the way that is armed for it. */
  public <T> T run(String operation, String key, Callable<T> request) throws Exception {
    log.add(operation, key);
    Fault fault = take(operation);
    if (fault == null) {
      return request.call();
    }
    if (fault == Fault.LOST_RESPONSE) {
      request.call();
    }
    throw new InjectedFailure(fault.failure());
  }

  /** As {@link #run}, for a request without a result. */
  public void perform(String operation, String key, Request request) throws Exception {
    run(
        operation,
        key,
        () -> {
          request.run();
          return true;
        });
  }

  private synchronized @Nullable Fault take(String operation) {
    for (Iterator<Armed> all = armed.iterator(); all.hasNext(); ) {
      Armed one = all.next();
      if (one.operation().equals(ANY) || one.operation().equals(operation)) {
        if (!one.always()) {
          all.remove();
        }
        return one.fault();
      }
    }
    return null;
  }

  /** A request without a result. */
  @FunctionalInterface
  public interface Request {
    void run() throws Exception;
  }
}
