package dev.stowage.examples;

import dev.stowage.blob.BlobBody;
import dev.stowage.blob.BlobStore;
import dev.stowage.transfer.CheckResult;
import dev.stowage.transfer.Comparison;
import dev.stowage.transfer.SyncRequest;
import dev.stowage.transfer.TransferResult;
import dev.stowage.transfer.Transfers;
import dev.stowage.transfer.TreeLocation;
import java.io.IOException;

/**
 * Moves everything from one store to another, of whatever provider, and proves that it is there.
 */
public final class MoveBucket {
  private MoveBucket() {}

  /** Arguments: the URL to move from, and the URL to move to. */
  public static void main(String[] args) throws IOException {
    String to = args.length > 1 ? args[1] : "mem://move-bucket-target";
    try (BlobStore source = BlobStore.open(ExampleStore.url(args));
        BlobStore target = BlobStore.open(to);
        Transfers transfers = Transfers.create()) {
      for (int i = 0; i < 20; i++) {
        source.put("data/" + i, BlobBody.of("content " + i));
      }
      SyncRequest everything =
          SyncRequest.of(TreeLocation.blobs(source, ""), TreeLocation.blobs(target, ""));
      TransferResult copied = transfers.sync(everything);
      System.out.println("copied " + copied.objects() + " objects");

      CheckResult check =
          transfers.check(
              everything.withComparison(Comparison.CHECKSUM),
              difference -> System.out.println("differs: " + difference));
      System.out.println("equal by checksum: " + check.equal() + ", all: " + check.same());

      System.out.println(
          "a second sync has nothing to do: " + transfers.sync(everything).upToDate());
      System.out.println("deleted at the source: " + source.deletePrefix("data/"));
    }
  }
}
