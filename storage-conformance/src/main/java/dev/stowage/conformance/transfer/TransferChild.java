package dev.stowage.conformance.transfer;

import dev.stowage.OpenOptions;
import dev.stowage.blob.BlobReader;
import dev.stowage.blob.BlobStore;
import dev.stowage.blob.BlobWriter;
import dev.stowage.transfer.TransferOptions;
import dev.stowage.transfer.Transfers;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** One transfer in a JVM of its own. Says when it begins, and what it had not to move again. */
final class TransferChild {

  /** The ways of moving a file to a blob or back. */
  enum Way {
    /** A file, of known length. */
    UPLOAD,
    /** A stream through the transfer engine, of unknown length. */
    STREAM,
    /** A stream through a writer of the store, of unknown length. */
    WRITER,
    /** A blob into a file. */
    DOWNLOAD,
    /** A blob through a reader of the store. */
    READER
  }

  private TransferChild() {}

  /** Arguments: the way, the store's URL, the key, the file, the directory of journals. */
  public static void main(String[] args) throws IOException {
    Path file = Path.of(args[3]);
    OpenOptions environment = OpenOptions.defaults().withEnvironment(Map.of());
    try (BlobStore store = BlobStore.open(args[1], environment);
        Transfers transfers = Transfers.create(options(Path.of(args[4])))) {
      System.out.println(ChildProgram.BEGINS);
      System.out.flush();
      long kept =
          switch (Way.valueOf(args[0])) {
            case UPLOAD -> transfers.upload(file, store, args[2]).resumedBytes();
            case STREAM -> stream(transfers, store, args[2], file);
            case WRITER -> write(store, args[2], file);
            case DOWNLOAD -> transfers.download(store, args[2], file).resumedBytes();
            case READER -> read(store, args[2], file);
          };
      System.out.println(ChildProgram.DONE + kept);
    }
  }

  static TransferOptions options(Path journals) {
    return TransferOptions.defaults().withJournals(journals).withParallelism(4);
  }

  private static long stream(Transfers transfers, BlobStore store, String key, Path file)
      throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return transfers.upload(in, store, key).resumedBytes();
    }
  }

  private static long write(BlobStore store, String key, Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file);
        BlobWriter writer = store.openWriter(key)) {
      in.transferTo(writer);
      writer.commit();
    }
    return 0;
  }

  private static long read(BlobStore store, String key, Path file) throws IOException {
    try (BlobReader reader = store.get(key);
        OutputStream out = Files.newOutputStream(file)) {
      reader.transferTo(out);
    }
    return 0;
  }
}
