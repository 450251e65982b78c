import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Locale;

/** Figures of this process, gathered as JSON. */
final class Measure {
  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  interface Work {
    void run() throws Exception;
  }

  private final StringBuilder json = new StringBuilder("{");

  /** Nanoseconds of user and system time of all threads so far. */
  static long cpu() {
    return SYSTEM.getProcessCpuTime();
  }

  /** Bytes that the threads which are still there have allocated so far. */
  static long allocated() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long sum = 0;
    for (long bytes : threads.getThreadAllocatedBytes(threads.getAllThreadIds())) {
      sum += Math.max(0, bytes);
    }
    return sum;
  }

  void section(Work work) throws Exception {
    long cpu = cpu();
    long start = System.nanoTime();
    work.run();
    number("wall", (System.nanoTime() - start) / 1e9);
    number("cpu", (cpu() - cpu) / 1e9);
  }

  synchronized void number(String name, double value) {
    separate();
    json.append(String.format(Locale.ROOT, "\"%s\":%.6f", name, value));
  }

  synchronized void text(String name, String value) {
    separate();
    json.append('"')
        .append(name)
        .append("\":\"")
        .append(value.replaceAll("[\\p{Cntrl}\"\\\\]", " "))
        .append('"');
  }

  private void separate() {
    if (json.length() > 1) {
      json.append(',');
    }
  }

  String json() {
    return json + "}";
  }
}
