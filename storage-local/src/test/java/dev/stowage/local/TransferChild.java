package dev.stowage.local;

import dev.stowage.blob.BlobStore;
import dev.stowage.transfer.SyncRequest;
import dev.stowage.transfer.TransferOptions;
import dev.stowage.transfer.TransferResult;
import dev.stowage.transfer.Transfers;
import dev.stowage.transfer.TreeLocation;
import java.nio.file.Path;

/** One transfer in a JVM of its own, made to be killed. Says when it begins and what it did. */
final class TransferChild {
  private TransferChild() {}

  public static void main(String[] args) {
    TransferOptions options =
        TransferOptions.defaults()
            .withJournals(Path.of(args[1]))
            .withPartSize(1L << 20)
            .withParallelism(4);
    String other = args[3];
    try (BlobStore store = BlobStore.open(args[2]);
        Transfers transfers = Transfers.create(options)) {
      System.out.println("begins");
      System.out.flush();
      TransferResult result =
          switch (args[0]) {
            case "upload" -> transfers.upload(Path.of(other), store, "k");
            case "download" -> transfers.download(store, "k", Path.of(other));
            case "copy" -> copy(transfers, store, other);
            case "sync" ->
                transfers.sync(
                    SyncRequest.of(
                        TreeLocation.directory(Path.of(other)), TreeLocation.blobs(store, "t/")));
            default -> throw new IllegalArgumentException(args[0]);
          };
      System.out.println(
          "done " + result.objects() + " " + result.resumedBytes() + " " + result.failed());
    }
  }

  private static TransferResult copy(Transfers transfers, BlobStore store, String url) {
    try (BlobStore target = BlobStore.open(url)) {
      return transfers.copy(store, "k", target, "k");
    }
  }
}
