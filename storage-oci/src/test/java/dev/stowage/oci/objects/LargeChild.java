package dev.stowage.oci.objects;

import dev.stowage.blob.BlobReader;
import dev.stowage.blob.BlobStore;
import dev.stowage.blob.BlobWriter;
import dev.stowage.transfer.TransferOptions;
import dev.stowage.transfer.Transfers;
import java.io.IOException;
import java.nio.file.Path;

/** Moves much in a JVM of its own with a small heap. */
final class LargeChild {
  private LargeChild() {}

  /** Arguments: the URL, a file, the directory of journals, the size. */
  public static void main(String[] args) throws IOException {
    long size = Long.parseLong(args[3]);
    TransferOptions options = TransferOptions.defaults().withJournals(Path.of(args[2]));
    byte[] piece = new byte[1 << 16];
    try (BlobStore store = BlobStore.open(args[0]);
        Transfers transfers = Transfers.create(options)) {
      transfers.upload(Path.of(args[1]), store, "file");
      try (BlobWriter writer = store.openWriter("stream")) {
        for (long at = 0; at < size; at += piece.length) {
          writer.write(piece);
        }
        writer.commit();
      }
      long read = 0;
      try (BlobReader reader = store.get("file")) {
        for (int n = reader.read(piece); n >= 0; n = reader.read(piece)) {
          read += n;
        }
      }
      System.out.println("done " + read);
    }
  }
}
