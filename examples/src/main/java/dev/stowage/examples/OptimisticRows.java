package dev.stowage.examples;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.kv.Document;
import dev.stowage.kv.KvStore;
import dev.stowage.kv.Revision;
import dev.stowage.kv.RowKey;
import dev.stowage.kv.RowOptions;
import java.io.IOException;

/** Several sell from one stock: none of them locks, and nothing is sold twice. */
public final class OptimisticRows {
  private static final RowKey STOCK = RowKey.of("chair");

  private OptimisticRows() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    String url = args.length > 0 ? args[0] : ExampleStore.url(args) + "shop";
    try (KvStore rows = KvStore.open(url)) {
      Revision first = rows.put(STOCK, Document.empty().with("left", 50).with("price", "49.90"));
      Thread[] sellers = new Thread[4];
      for (int i = 0; i < sellers.length; i++) {
        sellers[i] = new Thread(() -> sellMany(rows));
        sellers[i].start();
      }
      for (Thread seller : sellers) {
        seller.join();
      }
      Document stock = rows.get(STOCK).orElseThrow().document();
      System.out.println("left: " + stock.integer("left").orElseThrow());
      System.out.println("price: " + stock.string("price").orElseThrow());
      System.out.println("written over what changed: " + overwrites(rows, first));
    }
  }

  private static void sellMany(KvStore rows) {
    for (int i = 0; i < 10; i++) {
      // Called again with what others wrote meanwhile.
      rows.update(STOCK, stock -> stock.with("left", stock.integer("left").orElseThrow() - 1));
    }
  }

  /** The same by hand: a write that holds only for the revision it was made from. */
  private static boolean overwrites(KvStore rows, Revision known) {
    try {
      rows.put(STOCK, Document.empty().with("left", 1000), RowOptions.defaults().ifRevision(known));
      return true;
    } catch (StorageException e) {
      if (e.code() == ErrorCode.PRECONDITION_FAILED) {
        return false;
      }
      throw e;
    }
  }
}
