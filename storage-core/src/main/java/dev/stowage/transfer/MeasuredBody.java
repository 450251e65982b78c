package dev.stowage.transfer;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.blob.BlobBody;
import dev.stowage.blob.ChecksumAlgorithm;
import dev.stowage.portable.Digests;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;

/**
 * A body whose bytes are counted, held to the bandwidth and summed up on their way. When it is
 * opened again for a retry, counting starts over. One request at a time.
 */
final class MeasuredBody {
  private final Engine engine;
  private final String key;
  private final long length;
  private final BlobBody.Source source;
  private final Set<ChecksumAlgorithm> algorithms;
  private Digests digests;
  private long passed;

  MeasuredBody(Engine engine, String key, long length, BlobBody.Source source) {
    this(engine, key, length, source, Set.of(ChecksumAlgorithm.CRC32C));
  }

  /**
   * @param algorithms the CRC32C, and others
   */
  MeasuredBody(
      Engine engine,
      String key,
      long length,
      BlobBody.Source source,
      Set<ChecksumAlgorithm> algorithms) {
    this.algorithms = algorithms;
    this.digests = new Digests(algorithms);
    this.engine = engine;
    this.key = key;
    this.length = length;
    this.source = source;
  }

  BlobBody body() {
    return BlobBody.of(length, this::open);
  }

  private InputStream open() throws IOException {
    takeBack();
    digests = new Digests(algorithms);
    return new Measured(source.open());
  }

  /** The bytes did not arrive after all. */
  void takeBack() {
    engine.meter().moved(key, -passed);
    passed = 0;
  }

  /** The CRC32C of the bytes, when all of them went through. */
  int crc() {
    return PartSums.crcOf(sums());
  }

  /** The checksums of the bytes, when all of them went through. */
  Digests sums() {
    if (passed != length) {
      throw StorageException.of(
          ErrorCode.INTEGRITY_FAILURE, "only " + passed + " of " + length + " bytes were taken");
    }
    return digests;
  }

  private final class Measured extends FilterInputStream {
    Measured(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int wanted) throws IOException {
      int n = in.read(target, offset, wanted);
      if (n > 0) {
        engine.throttle().take(n);
        digests.update(target, offset, n);
        passed += n;
        engine.meter().moved(key, n);
      }
      return n;
    }

    @Override
    public boolean markSupported() {
      return false;
    }

    @Override
    public long skip(long n) throws IOException {
      throw new IOException("bytes that are summed up cannot be skipped");
    }
  }
}
