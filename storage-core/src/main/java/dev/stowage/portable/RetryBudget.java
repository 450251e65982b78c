package dev.stowage.portable;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * The retries that all calls of one store may still spend. A retry takes ten points, a success
 * gives one back.
 */
final class RetryBudget {
  private static final int PRICE = 10;

  private final int capacity;
  private final AtomicInteger points;

  RetryBudget(int retries) {
    capacity = Math.multiplyExact(retries, PRICE);
    points = new AtomicInteger(capacity);
  }

  boolean spend() {
    if (capacity == 0) {
      return true;
    }
    return points.getAndUpdate(p -> p >= PRICE ? p - PRICE : p) >= PRICE;
  }

  void refill() {
    if (points.get() < capacity) {
      points.getAndUpdate(p -> Math.min(p + 1, capacity));
    }
  }
}
