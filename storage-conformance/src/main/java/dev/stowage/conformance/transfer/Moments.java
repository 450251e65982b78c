package dev.stowage.conformance.transfer;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Random moments of a transfer, by how far it has got and not by the clock: so they are spread over
 * it on a busy machine too.
 */
public final class Moments {
  /** Of five moments one comes after the end, so that what was begun is finished at times. */
  private static final double BEYOND = 1.25;

  private static final long MOST_EXTRA = TimeUnit.MILLISECONDS.toNanos(40);

  private final long seed = Long.getLong("stowage.kill.seed", System.nanoTime());
  private final Random random = new Random(seed);

  /** Other moments than the last time, unless {@code -Dstowage.kill.seed} says which. */
  public Moments() {}

  /** What {@code stowage.kill.seed} must be to get the same moments, for messages. */
  public String seed() {
    return "seed " + seed;
  }

  /** A number of bytes in a range. */
  public long between(long least, long most) {
    return least + (long) (random.nextDouble() * (most - least));
  }

  /**
   * A moment in the rest of a transfer.
   *
   * @param moved how many bytes have moved until now
   * @param rest how many will move to the end
   */
  public BooleanSupplier within(LongSupplier moved, long rest) {
    return after(moved, (long) (random.nextDouble() * BEYOND * rest));
  }

  /** The moment when some bytes have moved, and a little later. */
  public BooleanSupplier after(LongSupplier moved, long bytes) {
    long extra = (long) (random.nextDouble() * MOST_EXTRA);
    return new BooleanSupplier() {
      private long reached;

      @Override
      public boolean getAsBoolean() {
        if (reached == 0 && moved.getAsLong() >= bytes) {
          reached = System.nanoTime();
        }
        return reached != 0 && System.nanoTime() - reached >= extra;
      }
    };
  }
}
