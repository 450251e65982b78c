package dev.stowage.transfer;

import dev.stowage.StorageException;
import dev.stowage.blob.BlobBody;
import dev.stowage.blob.Checksum;
import dev.stowage.blob.ChecksumAlgorithm;
import dev.stowage.blob.MultipartUpload;
import dev.stowage.blob.PutResult;
import dev.stowage.blob.UploadPart;
import dev.stowage.spi.Crc32cCombine;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Uploads a stream of unknown length: what fits into one part in one request, more in parts, of
 * which as many are in memory as the budget allows. It cannot be resumed, since a stream cannot be
 * read again; the journal is kept so that the parts of a killed one are given up by the next.
 */
final class StreamUpload {
  private static final int FIRST = 64 * 1024;

  private final Engine engine;
  private final InputStream stream;
  private final UploadTarget target;
  private final List<UploadPart> arrived = Collections.synchronizedList(new ArrayList<>());

  /** Arrays of parts that were sent; no more of them than were in flight at the same time. */
  private final Queue<byte[]> spare = new ConcurrentLinkedQueue<>();

  private int whole;
  private long total;

  StreamUpload(Engine engine, InputStream stream, UploadTarget target) {
    this.engine = engine;
    this.stream = stream;
    this.target = target;
  }

  Moved run() {
    engine.meter().started(target.key(), -1);
    if (target.store().multipartUploads().isEmpty()) {
      return piped();
    }
    int partSize = partSize(1);
    Buffer first = read(partSize);
    if (first.length() < partSize) {
      try {
        return single(first);
      } finally {
        first.release();
      }
    }
    return inParts(first);
  }

  private Moved piped() {
    Counting counted = new Counting();
    PutResult result =
        engine.request(
            () -> target.store().put(target.key(), BlobBody.once(counted), target.options()));
    return new Moved(result.size(), 0, !result.checksums().isEmpty());
  }

  private Moved single(Buffer bytes) {
    PutResult result =
        engine.request(
            () -> sent(bytes, body -> target.store().put(target.key(), body, target.options())));
    boolean verified = result.checksums().containsKey(ChecksumAlgorithm.CRC32C);
    return new Moved(bytes.length(), 0, verified || !result.checksums().isEmpty());
  }

  /**
   * Sends bytes and counts them. Without a limit of bandwidth they go as they are in memory, which
   * spares a copy and lets their checksum go ahead of them; with one, piece by piece.
   */
  private <T> T sent(Buffer bytes, Function<BlobBody, T> request) {
    if (engine.options().bandwidth().isEmpty()) {
      T result = request.apply(BlobBody.of(bytes.array(), 0, bytes.length()));
      engine.meter().moved(target.key(), bytes.length());
      return result;
    }
    MeasuredBody body =
        new MeasuredBody(
            engine,
            target.key(),
            bytes.length(),
            () -> new ByteArrayInputStream(bytes.array(), 0, bytes.length()));
    boolean whole = false;
    try {
      T result = request.apply(body.body());
      whole = true;
      return result;
    } finally {
      if (!whole) {
        body.takeBack();
      }
    }
  }

  private Moved inParts(Buffer first) {
    Buffer waiting = first;
    try (Journal journal = engine.journals().open("stream\n" + target.identity())) {
      UploadLeftovers leftovers = new UploadLeftovers(target, journal);
      MultipartUpload upload = null;
      try {
        engine.request(leftovers::gaveUp);
        journal.begin(head());
        journal.starting();
        upload = engine.request(leftovers::start);
        journal.started(upload.id());
        waiting = null;
        send(upload, first);
        PutResult result = complete(upload);
        journal.remove();
        boolean acknowledged = arrived.stream().noneMatch(part -> part.checksums().isEmpty());
        boolean verified = result.checksums().containsKey(ChecksumAlgorithm.CRC32C);
        return new Moved(total, 0, acknowledged || verified);
      } catch (StorageException e) {
        leftovers.giveUpQuietly(upload);
        throw e;
      }
    } finally {
      if (waiting != null) {
        waiting.release();
      }
    }
  }

  private JournalHead head() {
    return new JournalHead(
        TransferKind.STREAM,
        "-",
        target.name(),
        "",
        -1,
        partSize(1),
        engine.options().pacer().now(),
        target.address());
  }

  private void send(MultipartUpload upload, Buffer first) {
    Crew crew = engine.hire();
    Buffer buffer = first;
    try {
      for (int number = 1; buffer.length() > 0; number++) {
        Buffer part = buffer;
        int current = number;
        int crc = part.crc();
        whole = number == 1 ? crc : Crc32cCombine.combine(whole, crc, part.length());
        total += part.length();
        engine.request(
            crew, () -> arrived.add(sent(part, body -> upload.put(current, body))), part::release);
        buffer = part.last() ? Buffer.none() : read(partSize(number + 1));
      }
      buffer.release();
      crew.join();
    } finally {
      engine.dismiss(crew);
    }
  }

  private PutResult complete(MultipartUpload upload) {
    List<UploadPart> parts = new ArrayList<>(arrived);
    parts.sort(Comparator.comparingInt(UploadPart::number));
    return engine.request(
        () ->
            engine.options().verified()
                ? upload.complete(parts, Checksum.crc32c(whole))
                : upload.complete(parts));
  }

  /** Doubles with every tenth of the parts that the service allows, after the first three. */
  private int partSize(int number) {
    var limits = target.store().capabilities().limits();
    long least = Math.max(target.partSize(engine), limits.minPartSize());
    long tenth = Math.max(1, limits.maxParts() / 10);
    long doublings = Math.min(8, Math.max(0, (number - 1) / tenth - 3));
    return (int) Math.min(Math.min(least << doublings, limits.maxPartSize()), 1 << 30);
  }

  /** One part, or what is left; a short stream takes no more memory than it is long. */
  private Buffer read(int partSize) {
    try {
      engine.memory().take(partSize);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Crew.interrupted();
    }
    boolean filled = false;
    try {
      byte[] bytes = array(partSize);
      int length = 0;
      boolean last = false;
      while (length < partSize && !last) {
        if (length == bytes.length) {
          bytes = Arrays.copyOf(bytes, (int) Math.min(partSize, bytes.length * 4L));
        }
        int n = stream.readNBytes(bytes, length, bytes.length - length);
        last = n < bytes.length - length;
        length += n;
        if (Thread.currentThread().isInterrupted()) {
          throw Crew.interrupted();
        }
      }
      filled = true;
      return new Buffer(this, partSize, bytes, length, last);
    } catch (IOException e) {
      throw Faults.of(new IOException("the stream could not be read: " + e.getMessage(), e));
    } finally {
      if (!filled) {
        engine.memory().give(partSize);
      }
    }
  }

  private byte[] array(int partSize) {
    byte[] used = spare.poll();
    if (used != null && used.length == partSize) {
      return used;
    }
    // Parts have grown: arrays of the old size would only stand in the way.
    used = null;
    spare.clear();
    return new byte[total > 0 ? partSize : Math.min(partSize, FIRST)];
  }

  /**
   * Bytes of one part, and what they take from the budget. Once released it holds no bytes, whoever
   * may still hold it: a small heap has no room for them beside a part that is larger.
   */
  private static final class Buffer {
    private final @Nullable StreamUpload owner;
    private final int reserved;
    private final int length;
    private final boolean last;
    private volatile byte[] array;

    Buffer(@Nullable StreamUpload owner, int reserved, byte[] array, int length, boolean last) {
      this.owner = owner;
      this.reserved = reserved;
      this.array = array;
      this.length = length;
      this.last = last;
    }

    static Buffer none() {
      return new Buffer(null, 0, new byte[0], 0, true);
    }

    byte[] array() {
      return array;
    }

    int length() {
      return length;
    }

    boolean last() {
      return last;
    }

    int crc() {
      CRC32C crc = new CRC32C();
      crc.update(array, 0, length);
      return (int) crc.getValue();
    }

    void release() {
      if (owner != null) {
        if (array.length == reserved) {
          owner.spare.add(array);
        }
        array = new byte[0];
        owner.engine.memory().give(reserved);
      }
    }
  }

  /** The stream itself, for a store that takes it as it comes. */
  private final class Counting extends InputStream {
    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int n = stream.read(bytes, offset, length);
      if (n > 0) {
        engine.throttle().take(n);
        engine.meter().moved(target.key(), n);
      }
      return n;
    }
  }
}
