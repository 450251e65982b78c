package dev.stowage.oci.objects;

import dev.stowage.blob.BlobStore;
import dev.stowage.transfer.TransferOptions;
import dev.stowage.transfer.TransferResult;
import dev.stowage.transfer.Transfers;
import java.nio.file.Path;

/** One upload in a JVM of its own, made to be killed. Says when it begins and what it did. */
final class UploadChild {
  private UploadChild() {}

  /** Arguments: the URL, the file, the directory of journals. */
  public static void main(String[] args) {
    TransferOptions options =
        TransferOptions.defaults()
            .withJournals(Path.of(args[2]))
            .withPartSize(10L << 20)
            .withParallelism(4);
    try (BlobStore store = BlobStore.open(args[0]);
        Transfers transfers = Transfers.create(options)) {
      System.out.println("begins");
      System.out.flush();
      TransferResult result = transfers.upload(Path.of(args[1]), store, "k");
      System.out.println("done " + result.objects() + " " + result.resumedBytes());
    }
  }
}
