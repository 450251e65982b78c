package dev.stowage.portable;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.blob.BlobBody;
import dev.stowage.blob.PutOptions;
import dev.stowage.blob.PutResult;
import dev.stowage.blob.UploadPart;
import dev.stowage.spi.BlobDriver;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * A writer over a driver that wants sizes: what fits into one part is put in one request at the
 * commit, more goes out in parts, a few at a time.
 */
final class PartsWriter extends CommitWriter {
  private static final int IN_FLIGHT = 3;

  private final BlobWrites writes;
  private final BlobCore core;
  private final String key;
  private final PutOptions options;
  private final PartSizes sizes;
  private final Deque<Future<UploadPart>> flying = new ArrayDeque<>();
  private final List<UploadPart> done = new ArrayList<>();
  private final java.util.concurrent.Phaser requests = new java.util.concurrent.Phaser(1);
  private byte[] buffer = new byte[64 * 1024];
  private int filled;
  private int number = 1;
  private @Nullable PortableUpload upload;
  private volatile boolean givenUp;

  PartsWriter(BlobWrites writes, BlobCore core, String key, PutOptions options) {
    super(core, Call.once("write", key), options);
    this.writes = writes;
    this.core = core;
    this.key = key;
    this.options = options;
    this.sizes = new PartSizes(options, core.capabilities().limits());
  }

  @Override
  void take(byte[] bytes, int offset, int length) throws IOException {
    int at = offset;
    int left = length;
    while (left > 0) {
      int size = sizes.of(number);
      if (filled == size) {
        send();
        continue;
      }
      int n = Math.min(left, size - filled);
      reserve(filled + n, size);
      System.arraycopy(bytes, at, buffer, filled, n);
      filled += n;
      at += n;
      left -= n;
    }
  }

  private void reserve(int needed, int most) {
    if (needed > buffer.length) {
      int grown = (int) Math.min(most, Math.max(needed, 2L * buffer.length));
      buffer = java.util.Arrays.copyOf(buffer, grown);
    }
  }

  private void send() {
    if (upload == null) {
      begin();
    }
    PortableUpload active = java.util.Objects.requireNonNull(upload);
    if (flying.size() >= IN_FLIGHT) {
      done.add(arrived(flying.removeFirst()));
    }
    int partNumber = number++;
    BlobBody part = BlobBody.of(buffer, 0, filled);
    flying.add(Workers.submit(() -> underway(() -> active.put(partNumber, part))));
    buffer = new byte[Math.min(sizes.of(number), 1 << 20)];
    filled = 0;
  }

  /** A future that was cancelled says nothing of its request, which may still be on its way. */
  private UploadPart underway(java.util.function.Supplier<UploadPart> request) {
    requests.register();
    try {
      if (givenUp) {
        throw StorageException.of(ErrorCode.CANCELLED, "the writer was given up");
      }
      return request.get();
    } finally {
      requests.arriveAndDeregister();
    }
  }

  private void begin() {
    BlobDriver.Parts parts =
        core.driver()
            .parts()
            .orElseThrow(
                () ->
                    calls()
                        .failure(
                            Call.once("write", key),
                            ErrorCode.UNSUPPORTED,
                            core.driver().scheme()
                                + ": does not support bodies of unknown length above "
                                + sizes.of(1)
                                + " bytes")
                        .build());
    PortableUpload started = PortableUpload.start(core, parts, key, options);
    upload = started;
    watch(started::abort);
  }

  private static UploadPart arrived(Future<UploadPart> part) {
    try {
      return part.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw StorageException.of(ErrorCode.CANCELLED, "the calling thread was interrupted");
    } catch (ExecutionException e) {
      throw e.getCause() instanceof StorageException known
          ? known
          : StorageException.builder(ErrorCode.UNKNOWN, String.valueOf(e.getCause()))
              .cause(e.getCause())
              .build();
    }
  }

  @Override
  PutResult publish(PutOptions given) {
    if (upload == null) {
      return writes.putWhole(key, BlobBody.of(buffer, 0, filled), given);
    }
    if (filled > 0) {
      send();
    }
    buffer = new byte[0];
    while (!flying.isEmpty()) {
      done.add(arrived(flying.removeFirst()));
    }
    PutOptions whole =
        given.checksum().isPresent()
            ? given
            : given.withChecksum(sum(dev.stowage.blob.ChecksumAlgorithm.CRC32C));
    return upload.complete(done, whole);
  }

  @Override
  void giveUp() {
    buffer = new byte[0];
    givenUp = true;
    flying.forEach(part -> part.cancel(true));
    // An interrupt is often why it is given up; the requests that clean up must be sent even so.
    boolean interrupted = Thread.interrupted();
    try {
      flying.clear();
      requests.arriveAndAwaitAdvance(); // A part must not arrive behind the abort.
      if (upload != null) {
        upload.abort();
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
