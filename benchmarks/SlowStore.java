import dev.stowage.OpenOptions;
import dev.stowage.StorageUrl;
import dev.stowage.blob.BlobStore;
import dev.stowage.blob.GetOptions;
import dev.stowage.blob.PendingUpload;
import dev.stowage.blob.PutOptions;
import dev.stowage.blob.PutResult;
import dev.stowage.blob.UploadPart;
import dev.stowage.conformance.blob.ForwardingBlobDriver;
import dev.stowage.spi.BlobContent;
import dev.stowage.spi.BlobDriver;
import dev.stowage.spi.BlobProvider;
import dev.stowage.spi.Stores;
import dev.stowage.transfer.TransferOptions;
import dev.stowage.transfer.Transfers;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.ServiceLoader;

/**
 * How well parallel transfers fill a slow network: a store on disk whose every request takes 30 ms
 * and whose every connection carries 20 MB/s. Prints, for 1 to 16 requests at a time, the rate over
 * that of so many single streams; the aim is 0.85.
 *
 * <p>Arguments: an empty directory, and the MiB to move.
 */
final class SlowStore {
  private static final long LATENCY_NANOS = 30_000_000;
  private static final double BYTES_PER_NANO = 20e6 / 1e9;

  public static void main(String[] args) throws Exception {
    Path directory = Path.of(args[0]);
    int mib = Integer.parseInt(args[1]);
    Path source = directory.resolve("source");
    byte[] block = new byte[1 << 20];
    Random random = new Random(1);
    try (OutputStream out = Files.newOutputStream(source)) {
      for (int i = 0; i < mib; i++) {
        random.nextBytes(block);
        out.write(block);
      }
    }
    long bytes = (long) mib << 20;
    double single = bytes / (LATENCY_NANOS + bytes / BYTES_PER_NANO) * 1000;
    System.out.printf("a single stream: %.1f MB/s%n", single);
    System.out.printf("%8s %12s %8s %12s %8s%n", "parallel", "up MB/s", "ratio", "down MB/s", "ratio");
    for (int parallel : new int[] {1, 2, 4, 8, 16}) {
      try (BlobStore store = slow(directory.resolve("store-" + parallel));
          Transfers transfers =
              Transfers.create(
                  TransferOptions.defaults()
                      .withParallelism(parallel)
                      .withJournals(directory.resolve("journals")))) {
        double up = rate(bytes, () -> transfers.upload(source, store, "k"));
        Path back = directory.resolve("back");
        double down = rate(bytes, () -> transfers.download(store, "k", back));
        if (Files.mismatch(source, back) != -1) {
          throw new AssertionError("other bytes");
        }
        Files.delete(back);
        System.out.printf(
            "%8d %12.1f %8.2f %12.1f %8.2f%n",
            parallel, up, up / single / parallel, down, down / single / parallel);
        store.delete("k");
      }
    }
  }

  private static double rate(long bytes, Runnable transfer) {
    long start = System.nanoTime();
    transfer.run();
    return bytes * 1000.0 / (System.nanoTime() - start);
  }

  private static BlobStore slow(Path directory) {
    OpenOptions options = OpenOptions.defaults();
    StorageUrl url = StorageUrl.parse(directory.toUri() + "?sync=false");
    BlobProvider provider =
        ServiceLoader.load(BlobProvider.class).stream()
            .map(ServiceLoader.Provider::get)
            .filter(one -> one.schemes().contains("file"))
            .findFirst()
            .orElseThrow();
    return Stores.blobs(new SlowDriver(provider.open(url, options).driver()), options);
  }

  /** Waits as long as so many bytes take on one connection, less what they took anyway. */
  private static void pass(long start, long bytes, long latency) {
    long due = start + latency + (long) (bytes / BYTES_PER_NANO);
    try {
      for (long left; (left = due - System.nanoTime()) > 0; ) {
        Thread.sleep(left / 1_000_000, (int) (left % 1_000_000));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new IOException("interrupted", e));
    }
  }

  private static final class SlowDriver extends ForwardingBlobDriver {
    SlowDriver(BlobDriver inner) {
      super(inner);
    }

    @Override
    public PutResult put(String key, BlobContent content, PutOptions options) throws IOException {
      long start = System.nanoTime();
      PutResult result = super.put(key, content, options);
      pass(start, content.size(), LATENCY_NANOS);
      return result;
    }

    @Override
    public BlobReply get(String key, GetOptions options) throws IOException {
      pass(System.nanoTime(), 0, LATENCY_NANOS);
      BlobReply reply = super.get(key, options);
      return new BlobReply(reply.info(), reply.range(), new Slow(reply.body()));
    }

    @Override
    public Optional<Parts> parts() {
      return inner().parts().map(SlowParts::new);
    }
  }

  private static final class Slow extends FilterInputStream {
    private final long start = System.nanoTime();
    private long passed;

    Slow(InputStream in) {
      super(in);
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int n = super.read(target, offset, Math.min(length, 64 * 1024));
      passed += Math.max(n, 0);
      pass(start, passed, 0);
      return n;
    }
  }

  private record SlowParts(BlobDriver.Parts inner) implements BlobDriver.Parts {
    @Override
    public String start(String key, PutOptions options) throws IOException {
      pass(System.nanoTime(), 0, LATENCY_NANOS);
      return inner.start(key, options);
    }

    @Override
    public UploadPart put(String key, String uploadId, int number, BlobContent content)
        throws IOException {
      long start = System.nanoTime();
      UploadPart part = inner.put(key, uploadId, number, content);
      pass(start, content.size(), LATENCY_NANOS);
      return part;
    }

    @Override
    public PutResult complete(
        String key, String uploadId, List<UploadPart> parts, PutOptions options)
        throws IOException {
      pass(System.nanoTime(), 0, LATENCY_NANOS);
      return inner.complete(key, uploadId, parts, options);
    }

    @Override
    public void abort(String key, String uploadId) throws IOException {
      inner.abort(key, uploadId);
    }

    @Override
    public BlobDriver.Page<UploadPart> parts(String key, String uploadId, int afterNumber)
        throws IOException {
      return inner.parts(key, uploadId, afterNumber);
    }

    @Override
    public BlobDriver.Page<PendingUpload> uploads(String prefix, String cursor)
        throws IOException {
      return inner.uploads(prefix, cursor);
    }
  }
}
