package dev.stowage.fakes;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The requests a fake has received, in the order of their arrival, for request budgets.
 *
 * <p>An entry is complete before its client can have read the end of the answer. Thread-safe.
 */
public final class RequestJournal {

  private final List<Entry> entries = new ArrayList<>();

  RequestJournal() {}

  /** Every request since the last {@link #clear()}. */
  public synchronized List<RecordedRequest> requests() {
    return entries.stream().map(Entry::snapshot).toList();
  }

  /** The requests of one operation. */
  public List<RecordedRequest> requests(String operation) {
    return requests().stream().filter(r -> r.operation().equals(operation)).toList();
  }

  /** How many requests there were. */
  public synchronized int count() {
    return entries.size();
  }

  /** How many requests of one operation there were. */
  public int count(String operation) {
    return requests(operation).size();
  }

  /** Bytes of bodies received in all, those of requests that are still coming included. */
  public synchronized long requestBytes() {
    return entries.stream().mapToLong(entry -> entry.requestBytes.get()).sum();
  }

  /** Bytes of bodies sent in all. */
  public synchronized long responseBytes() {
    return entries.stream().mapToLong(entry -> entry.responseBytes.get()).sum();
  }

  /** The operations in order: the shortest form of a budget. */
  public List<String> operations() {
    return requests().stream().map(RecordedRequest::operation).toList();
  }

  /** Forgets everything. */
  public synchronized void clear() {
    entries.clear();
  }

  synchronized Entry open(String operation, FakeRequest head, long connection) {
    Entry entry = new Entry(operation, head, connection);
    entries.add(entry);
    return entry;
  }

  /** A request under way. */
  static final class Entry {
    final AtomicLong requestBytes = new AtomicLong();
    final AtomicLong responseBytes = new AtomicLong();
    private final String operation;
    private final FakeRequest head;
    private final long connection;
    private final List<FaultKind> faults = new ArrayList<>();
    private volatile int status;

    private Entry(String operation, FakeRequest head, long connection) {
      this.operation = operation;
      this.head = head;
      this.connection = connection;
    }

    void status(int sent) {
      status = sent;
    }

    void broken(FaultKind kind) {
      synchronized (faults) {
        faults.add(kind);
      }
    }

    private RecordedRequest snapshot() {
      List<FaultKind> kinds;
      synchronized (faults) {
        kinds = List.copyOf(faults);
      }
      return new RecordedRequest(
          operation,
          head.method(),
          head.path(),
          head.query(),
          head.headers(),
          connection,
          status,
          requestBytes.get(),
          responseBytes.get(),
          kinds);
    }
  }
}
