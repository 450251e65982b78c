/** Lets bytes pass on one connection, in one direction, no faster than the bandwidth. */
final class Pace {
  private static final long IDLE = 20_000_000;

  private final Control control;
  private long start;
  private long bytes;

  Pace(Control control) {
    this.control = control;
  }

  /** The most that may pass at once, so that the rate is even. */
  int piece(int wanted) {
    long bandwidth = control.bandwidth();
    return bandwidth == 0 ? wanted : (int) Math.min(wanted, Math.max(16 * 1024, bandwidth / 200));
  }

  void passed(long count) throws InterruptedException {
    long bandwidth = control.bandwidth();
    if (bandwidth == 0) {
      return;
    }
    long now = System.nanoTime();
    if (start == 0 || due(bandwidth) + IDLE < now) {
      start = now;
      bytes = 0;
    }
    bytes += count;
    Control.sleepUntil(due(bandwidth));
  }

  private long due(long bandwidth) {
    return start + (long) (bytes * 1e9 / bandwidth);
  }
}
