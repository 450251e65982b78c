package dev.stowage.swift;

import dev.stowage.blob.BlobStore;
import dev.stowage.transfer.TransferOptions;
import dev.stowage.transfer.TransferResult;
import dev.stowage.transfer.Transfers;
import java.nio.file.Path;

/** One upload in a JVM of its own, made to be killed; logs in by the environment. */
final class UploadChild {
  private UploadChild() {}

  /** Journals, store, file, size of the segments. */
  public static void main(String[] args) {
    TransferOptions options =
        TransferOptions.defaults()
            .withJournals(Path.of(args[0]))
            .withPartSize(Long.parseLong(args[3]));
    try (BlobStore store = BlobStore.open(args[1]);
        Transfers transfers = Transfers.create(options)) {
      System.out.println("begins");
      System.out.flush();
      TransferResult result = transfers.upload(Path.of(args[2]), store, "k");
      System.out.println("done " + result.resumedBytes());
    }
  }
}
