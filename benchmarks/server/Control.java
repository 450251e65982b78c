import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * What a run sets and asks. {@code /__set?latency=MS&bandwidth=BYTES} delays every request,
 * connection and interim reply, and caps each connection in each direction; {@code flip=true} turns
 * a bit of what is read; {@code /__stats} tells what happened since {@code /__reset}; {@code
 * /__clear} forgets all blobs; {@code /__size?key=bucket/key} answers the size of a blob, or -1.
 */
final class Control {
  private final Blobs blobs;
  private final Map<String, LongAdder> requests = new ConcurrentHashMap<>();
  private final AtomicInteger connections = new AtomicInteger();
  private volatile int most;
  private volatile long latency;
  private volatile long bandwidth;
  private volatile boolean flips;

  Control(Blobs blobs) {
    this.blobs = blobs;
  }

  long bandwidth() {
    return bandwidth;
  }

  boolean flips() {
    return flips;
  }

  void delay() throws InterruptedException {
    if (latency > 0) {
      sleepUntil(System.nanoTime() + latency * 1_000_000);
    }
  }

  static void sleepUntil(long due) throws InterruptedException {
    for (long left; (left = due - System.nanoTime()) > 500_000; ) {
      Thread.sleep(left / 1_000_000, (int) (left % 1_000_000));
    }
  }

  void connected() {
    int now = connections.incrementAndGet();
    synchronized (this) {
      most = Math.max(most, now);
    }
  }

  void disconnected() {
    connections.decrementAndGet();
  }

  void count(String operation) {
    requests.computeIfAbsent(operation, o -> new LongAdder()).increment();
  }

  String answer(Request request) {
    switch (request.bucket()) {
      case "__set" -> {
        latency = number(request, "latency");
        bandwidth = number(request, "bandwidth");
        flips = !request.query("flip").isEmpty();
      }
      case "__reset" -> {
        requests.clear();
        synchronized (this) {
          most = connections.get();
        }
      }
      case "__clear" -> blobs.clear();
      case "__size" -> {
        Blobs.Blob blob = blobs.find(request.query("key"));
        return Long.toString(blob == null ? -1 : blob.size());
      }
      default -> {
        // Only asks.
      }
    }
    StringBuilder json = new StringBuilder("{\"connections\":").append(most);
    json.append(",\"wrong\":").append(blobs.wrong()).append(",\"requests\":{");
    String comma = "";
    for (Map.Entry<String, LongAdder> entry : new TreeMap<>(requests).entrySet()) {
      json.append(comma).append('"').append(entry.getKey()).append("\":").append(entry.getValue());
      comma = ",";
    }
    return json.append("}}").toString();
  }

  private static long number(Request request, String name) {
    String value = request.query(name);
    return value.isEmpty() ? 0 : Long.parseLong(value);
  }
}
