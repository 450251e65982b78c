package dev.stowage.portable;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.blob.BlobBody;
import dev.stowage.blob.Checksum;
import dev.stowage.blob.ChecksumAlgorithm;
import dev.stowage.spi.BlobContent;
import dev.stowage.spi.CallScope;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A caller's body on its way to a driver: counted, hashed, and held to the size and the checksum
 * that were declared.
 *
 * <p>The last bytes are only handed on after the source ended where it should and the checksum
 * fits, so a body that lies never arrives whole.
 */
final class MeteredContent implements BlobContent {
  /** A body passes through half a dozen layers, each of which costs by the piece. */
  private static final int BUFFER = 512 * 1024;

  private final Calls calls;
  private final BlobBody body;
  private final long size;
  private final @Nullable Checksum declared;
  private final EnumSet<ChecksumAlgorithm> required = EnumSet.noneOf(ChecksumAlgorithm.class);
  private final Map<ChecksumAlgorithm, Checksum> finished = new EnumMap<>(ChecksumAlgorithm.class);
  private final Map<ChecksumAlgorithm, Checksum> ofMemory = new EnumMap<>(ChecksumAlgorithm.class);
  private Digests digests;
  private @Nullable InputStream onceStream;
  private long taken;
  private boolean started;
  private @Nullable StorageException problem;

  MeteredContent(Calls calls, BlobBody body, long size, @Nullable Checksum declared) {
    this.calls = calls;
    this.body = body;
    this.size = size;
    this.declared = declared;
    if (declared != null) {
      required.add(declared.algorithm());
    }
    if (body.inMemory().isEmpty()) {
      // Cheap, and so what a service acknowledges can be compared whatever the driver asked for.
      required.add(ChecksumAlgorithm.CRC32C);
    }
    digests = new Digests(required);
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public boolean replayable() {
    return body.replayable();
  }

  /** What a driver does with a content. */
  interface Step<T> {
    T run() throws IOException;
  }

  /** Lets a driver take the bytes; a fault of the body itself comes before what came of it. */
  <T> T handTo(Step<T> driver) throws IOException {
    T result;
    try {
      result = driver.run();
    } catch (IOException | RuntimeException e) {
      if (problem != null) {
        throw problem;
      }
      throw e;
    }
    if (problem != null) {
      throw problem;
    }
    return result;
  }

  /** Whether one more attempt could still send every byte. */
  boolean canStartAgain() {
    return body.replayable() || taken == 0;
  }

  @Override
  public Optional<ByteBuffer> inMemory() {
    return body.inMemory();
  }

  @Override
  public void require(ChecksumAlgorithm algorithm) {
    if (required.add(algorithm) && started) {
      throw new IllegalStateException("bytes passed before " + algorithm + " was asked for");
    }
  }

  @Override
  public Optional<Checksum> before(ChecksumAlgorithm algorithm) {
    if (declared != null && declared.algorithm() == algorithm) {
      return Optional.of(declared);
    }
    return inMemory(algorithm);
  }

  @Override
  public Checksum after(ChecksumAlgorithm algorithm) {
    Checksum sum = known(algorithm);
    return sum == null ? sent(algorithm) : sum;
  }

  @Override
  public InputStream open() throws IOException {
    return start();
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    Optional<ByteBuffer> memory = body.inMemory();
    if (memory.isPresent() && required.isEmpty()) {
      started = true;
      body.writeTo(out);
      taken = size;
      CallScope.sent(size);
      return;
    }
    try (Metered in = start()) {
      byte[] buffer = new byte[(int) Math.max(1, Math.min(size, BUFFER))];
      for (int n; (n = in.read(buffer, 0, buffer.length)) >= 0; ) {
        out.write(buffer, 0, n);
      }
    }
  }

  /**
   * Compares what a service acknowledged with what was sent.
   *
   * @return what is wrong, or null
   */
  @Nullable String disagreement(Map<ChecksumAlgorithm, Checksum> acknowledged) {
    for (Checksum theirs : acknowledged.values()) {
      Checksum ours = known(theirs.algorithm());
      if (ours != null && !ours.equals(theirs)) {
        return "the service stored other bytes than were sent: its "
            + theirs.algorithm()
            + " is "
            + theirs.hex()
            + ", ours "
            + ours.hex();
      }
    }
    return null;
  }

  private @Nullable Checksum known(ChecksumAlgorithm algorithm) {
    return digests.has(algorithm) ? sent(algorithm) : inMemory(algorithm).orElse(null);
  }

  private Optional<Checksum> inMemory(ChecksumAlgorithm algorithm) {
    Checksum known = ofMemory.get(algorithm);
    if (known != null) {
      return Optional.of(known);
    }
    Optional<Checksum> sum =
        body.inMemory().isEmpty() ? Optional.empty() : Optional.of(Digests.of(algorithm, body));
    sum.ifPresent(value -> ofMemory.put(algorithm, value));
    return sum;
  }

  private Checksum sent(ChecksumAlgorithm algorithm) {
    return finished.computeIfAbsent(algorithm, digests::value);
  }

  private Metered start() throws IOException {
    started = true;
    finished.clear();
    digests = new Digests(required);
    if (body.replayable()) {
      taken = 0;
      return new Metered(openSource());
    }
    if (taken > 0) {
      throw fail(
          StorageException.invalidArgument("this body can be read only once and was read before"));
    }
    if (onceStream == null) {
      onceStream = openSource();
    }
    return new Metered(onceStream);
  }

  private InputStream openSource() throws IOException {
    try {
      return body.open();
    } catch (IOException | RuntimeException e) {
      throw fail(sourceFailed(e));
    }
  }

  private StorageException fail(StorageException what) {
    problem = what;
    return what;
  }

  private static StorageException sourceFailed(Exception e) {
    if (e instanceof StorageException known) {
      return known;
    }
    if (e.getCause() instanceof StorageException known) {
      return known;
    }
    return StorageException.builder(
            ErrorCode.UNKNOWN, "the body could not be read: " + IoFailures.wordsOf(e))
        .cause(e)
        .build();
  }

  /** The source of one attempt. */
  private final class Metered extends InputStream {
    private final InputStream source;
    private long left = size;
    private boolean checked;

    Metered(InputStream source) {
      this.source = source;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      if (left == 0) {
        checkEnd();
        return -1;
      }
      int n = readSource(target, offset, (int) Math.min(length, left));
      digests.update(target, offset, n);
      left -= n;
      taken += n;
      CallScope.sent(n);
      if (left == 0) {
        checkEnd();
      }
      return n;
    }

    private int readSource(byte[] target, int offset, int length) {
      try {
        calls.checkStillWanted();
        int n;
        do {
          n = source.read(target, offset, length);
        } while (n == 0);
        if (n < 0) {
          throw fail(
              StorageException.invalidArgument(
                  "the body ended after " + taken + " bytes but " + size + " were declared"));
        }
        return n;
      } catch (IOException e) {
        throw fail(sourceFailed(e));
      } catch (StorageException e) {
        throw fail(e);
      } catch (RuntimeException e) {
        throw fail(sourceFailed(e));
      }
    }

    private void checkEnd() {
      if (checked) {
        return;
      }
      checked = true;
      try {
        if (source.read() >= 0) {
          throw fail(
              StorageException.invalidArgument("the body is longer than the declared " + size));
        }
      } catch (IOException e) {
        throw fail(sourceFailed(e));
      }
      if (declared != null && !sent(declared.algorithm()).equals(declared)) {
        throw fail(
            StorageException.of(
                ErrorCode.INTEGRITY_FAILURE,
                "the body has the "
                    + declared.algorithm()
                    + " "
                    + sent(declared.algorithm()).hex()
                    + " but "
                    + declared.hex()
                    + " was declared"));
      }
    }

    @Override
    public void close() throws IOException {
      if (body.replayable() || taken > 0) {
        source.close();
      }
    }
  }
}
