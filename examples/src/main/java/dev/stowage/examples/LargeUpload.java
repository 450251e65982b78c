package dev.stowage.examples;

import dev.stowage.blob.BlobStore;
import dev.stowage.transfer.TransferListener;
import dev.stowage.transfer.TransferOptions;
import dev.stowage.transfer.TransferResult;
import dev.stowage.transfer.Transfers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Uploads a large file in parallel parts, with progress. Kill it and start it again with the same
 * file and URL: it goes on where it was.
 */
public final class LargeUpload {
  private LargeUpload() {}

  /** Arguments: the URL of a store, and a file; without a file, one of 32 MiB is made. */
  public static void main(String[] args) throws IOException {
    Path file = args.length > 1 ? Path.of(args[1]) : makeFile();
    AtomicLong moved = new AtomicLong();
    TransferListener progress =
        new TransferListener() {
          @Override
          public void moved(String key, long bytes) {
            moved.addAndGet(bytes);
          }
        };
    TransferOptions options = TransferOptions.defaults().withParallelism(4).withListener(progress);
    try (BlobStore store = BlobStore.open(ExampleStore.url(args));
        Transfers transfers = Transfers.create(options)) {
      TransferResult result = transfers.upload(file, store, "backups/large.bin");
      System.out.println("bytes at the store: " + result.bytes());
      System.out.println("moved now: " + (moved.get() - result.resumedBytes()));
      System.out.println("verified: " + (result.unverified() == 0));
    }
  }

  private static Path makeFile() throws IOException {
    Path file = Files.createTempFile("stowage-large", ".bin");
    byte[] bytes = new byte[32 << 20];
    new Random(1).nextBytes(bytes);
    Files.write(file, bytes);
    file.toFile().deleteOnExit();
    return file;
  }
}
