package dev.stowage.conformance.driver;

import java.util.ArrayList;
import java.util.List;

/** Every request that reached a driver or a wire, in order. Thread-safe. */
public final class RequestLog {
  /**
   * One request.
   *
   * @param operation the name of the driver's method
   * @param key what it names, empty if nothing
   */
  public record Entry(String operation, String key) {}

  private final List<Entry> entries = new ArrayList<>();

  public synchronized void add(String operation, String key) {
    entries.add(new Entry(operation, key));
  }

  public synchronized List<Entry> entries() {
    return List.copyOf(entries);
  }

  public synchronized int size() {
    return entries.size();
  }

  public synchronized long count(String operation) {
    return entries.stream().filter(e -> e.operation().equals(operation)).count();
  }

  /** Forgets the requests so far. */
  public synchronized void clear() {
    entries.clear();
  }

  @Override
  public synchronized String toString() {
    return entries.toString();
  }
}
