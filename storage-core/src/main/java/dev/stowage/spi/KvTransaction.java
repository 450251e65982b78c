package dev.stowage.spi;

import java.util.List;

/**
 * What came of a transaction.
 *
 * @param outcomes one per write when it was committed, else empty
 * @param refusedIndex the position of the first write whose condition did not hold, or -1
 */
public record KvTransaction(List<KvOutcome> outcomes, int refusedIndex) {
  public KvTransaction {
    outcomes = List.copyOf(outcomes);
  }

  public static KvTransaction committed(List<KvOutcome> outcomes) {
    return new KvTransaction(outcomes, -1);
  }

  public static KvTransaction refused(int index) {
    return new KvTransaction(List.of(), index);
  }
}
