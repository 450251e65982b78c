package dev.stowage.transfer;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.blob.BlobBody;
import dev.stowage.blob.Checksum;
import dev.stowage.blob.ChecksumAlgorithm;
import dev.stowage.portable.Digests;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import java.util.zip.CRC32C;

/**
 * A body whose bytes are counted, held to the bandwidth and summed up on their way. When it is
 * opened again for a retry, counting starts over. One request at a time.
 */
final class MeasuredBody {
  private final Engine engine;
  private final String key;
  private final long length;
  private final BlobBody.Source source;
  private final CRC32C crc = new CRC32C();
  private final Set<ChecksumAlgorithm> more;
  private Digests digests;
  private long passed;
  private int value;

  MeasuredBody(Engine engine, String key, long length, BlobBody.Source source) {
    this(engine, key, length, source, Set.of());
  }

  /**
   * @param more checksums beside the CRC32C
   */
  MeasuredBody(
      Engine engine, String key, long length, BlobBody.Source source, Set<ChecksumAlgorithm> more) {
    this.more = more;
    this.digests = new Digests(more);
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
    crc.reset();
    digests = new Digests(more);
    value = 0;
    return new Measured(source.open());
  }

  /** The bytes did not arrive after all. */
  void takeBack() {
    engine.meter().moved(key, -passed);
    passed = 0;
  }

  /** The CRC32C of the bytes, when all of them went through. */
  int crc() {
    if (passed != length) {
      throw StorageException.of(
          ErrorCode.INTEGRITY_FAILURE, "only " + passed + " of " + length + " bytes were taken");
    }
    return value;
  }

  /** One of the others; once. */
  Checksum sum(ChecksumAlgorithm algorithm) {
    return digests.value(algorithm);
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
        crc.update(target, offset, n);
        digests.update(target, offset, n);
        value = (int) crc.getValue();
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
