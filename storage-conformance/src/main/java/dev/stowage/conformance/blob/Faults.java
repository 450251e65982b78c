package dev.stowage.conformance.blob;

/**
 * The switches of a service that can be told to go wrong. Armed faults go off in the order in which
 * they were armed, each on the first request it is armed for. Thread-safe.
 */
public interface Faults {
  /** Arms a fault for the next request that is one of these. */
  void next(Fault fault, Operation... operations);

  /** Arms a fault for every request that is one of these, until {@link #clear()}. */
  void always(Fault fault, Operation... operations);

  /** Arms an answer of this HTTP status, with nothing done, for the next such request. */
  void nextStatus(int status, Operation operation);

  /** Does this right before the next such request, before any fault goes off. */
  void before(Operation operation, Runnable action);

  /** Disarms everything. */
  void clear();

  /** How many faults have gone off. */
  int fired();
}
