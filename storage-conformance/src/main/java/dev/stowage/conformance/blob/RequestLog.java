package dev.stowage.conformance.blob;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Every request that reached a driver or a wire, in order. Thread-safe. */
public final class RequestLog {
  /**
   * One request.
   *
   * @param operation what it was
   * @param key the key it names, if one
   * @param failed whether it was answered with an error, or not at all
   * @param bytes payload bytes sent
   */
  public record Entry(Operation operation, Optional<String> key, boolean failed, long bytes) {}

  private final List<Entry> entries = new ArrayList<>();
  private final AtomicLong sent = new AtomicLong();
  private final AtomicInteger openBodies = new AtomicInteger();

  public synchronized void add(Entry entry) {
    entries.add(entry);
  }

  public synchronized List<Entry> entries() {
    return List.copyOf(entries);
  }

  public synchronized int size() {
    return entries.size();
  }

  public synchronized long count(Operation operation) {
    return entries.stream().filter(e -> e.operation() == operation).count();
  }

  /** Forgets the requests so far. */
  public synchronized void clear() {
    entries.clear();
  }

  /** Payload bytes that left this process, also of requests that are still under way. */
  public long bytesSent() {
    return sent.get();
  }

  public void sent(long bytes) {
    sent.addAndGet(bytes);
  }

  /** Bodies of reads that were opened and not yet closed, or connections in use. */
  public int openBodies() {
    return openBodies.get();
  }

  public void bodyOpened() {
    openBodies.incrementAndGet();
  }

  public void bodyClosed() {
    openBodies.decrementAndGet();
  }

  @Override
  public synchronized String toString() {
    return entries.toString();
  }
}
