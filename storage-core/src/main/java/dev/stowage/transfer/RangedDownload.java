package dev.stowage.transfer;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.blob.BlobReader;
import dev.stowage.blob.Checksum;
import dev.stowage.blob.ChecksumAlgorithm;
import dev.stowage.portable.Digests;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.BitSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Downloads one version of a blob in ranges, several at a time, each written to its place in a
 * temporary file. Goes on with what an interrupted call left in that file, range by range, as far
 * as the bytes still have the checksums that were noted.
 */
final class RangedDownload {
  /** Pieces of a socket are gathered: a file system likes few large writes better. */
  private static final int BUFFER = 256 * 1024;

  private final Engine engine;
  private final BlobSource source;
  private final String key;
  private final Path target;
  private final Path temporary;
  private final Journal journal;
  private final PartPlan plan;
  private final PartSums sums;
  private final BitSet kept = new BitSet();

  RangedDownload(Engine engine, BlobSource source, String key, Path target, Journal journal) {
    this.engine = engine;
    this.source = source;
    this.key = key;
    this.target = target;
    this.temporary = TemporaryFile.large(target);
    this.journal = journal;
    this.plan = new PartPlan(source.size(), rangeSize(source.size(), engine.options().partSize()));
    this.sums =
        new PartSums(
            plan,
            engine.options().verified()
                ? source.wideCrc().map(Checksum::algorithm)
                : Optional.empty());
  }

  /** No service limits ranges, but a journal of more than a million would be no use. */
  private static long rangeSize(long size, long wanted) {
    return Math.max(wanted, size >> 20);
  }

  /**
   * @param first an open read of this version from its start, or null
   */
  Moved run(@Nullable BlobReader first) {
    JournalHead head =
        new JournalHead(
            TransferKind.DOWNLOAD,
            source.name(),
            target.toString(),
            source.version(),
            plan.size(),
            plan.partSize(),
            engine.options().pacer().now(),
            JournalHead.Address.NONE);
    try {
      JournalHead before = journal.state().head();
      if (before != null && before.fits(head) && !journal.damaged()) {
        if (wasPublished()) {
          journal.remove();
          engine.meter().moved(key, plan.size());
          return new Moved(plan.size(), plan.size(), true);
        }
        keep();
      }
      if (kept.isEmpty()) {
        checkRoom();
        journal.begin(head);
        try (RandomAccessFile file = new RandomAccessFile(temporary.toFile(), "rw")) {
          file.setLength(0);
          file.setLength(plan.size());
        }
      }
      fetchMissing(first);
      boolean verified = verify();
      journal.completing(sums.whole());
      TemporaryFile.publish(temporary, target, engine.options().fsync());
      journal.remove();
      return new Moved(plan.size(), keptBytes(), verified);
    } catch (IOException e) {
      throw ended(Faults.ofFile("write", target, e));
    } catch (StorageException e) {
      throw ended(e);
    }
  }

  private StorageException ended(StorageException failure) {
    boolean begun = journal.state().head() != null;
    if (!journal.durable() || !begun || !Faults.worthResuming(failure)) {
      TemporaryFile.discard(temporary);
      journal.remove();
    }
    return failure;
  }

  private void checkRoom() throws IOException {
    Path parent = target.getParent();
    if (parent == null) {
      return;
    }
    long room = Files.getFileStore(parent).getUsableSpace();
    if (room < plan.size()) {
      throw StorageException.of(
          ErrorCode.QUOTA_EXCEEDED,
          "no space left for "
              + target
              + ": it has "
              + plan.size()
              + " bytes and "
              + room
              + " are free");
    }
  }

  /** Whether the file got its name, and only that was not written down any more. */
  private boolean wasPublished() throws IOException {
    OptionalInt whole = journal.state().completing();
    return whole.isPresent()
        && !Files.exists(temporary)
        && Files.isRegularFile(target)
        && Files.size(target) == plan.size()
        && FileSource.crcOf(target, 0, plan.size()) == whole.getAsInt();
  }

  private void keep() throws IOException {
    if (!Files.isRegularFile(temporary) || Files.size(temporary) != plan.size()) {
      return;
    }
    Crew crew = engine.hire();
    try {
      for (JournalState.Part part : journal.state().parts().values()) {
        int number = part.number();
        if (number >= 1 && number <= plan.count() && part.length() == plan.length(number)) {
          engine.request(crew, () -> keep(part));
        }
      }
      crew.join();
    } finally {
      engine.dismiss(crew);
    }
  }

  private void keep(JournalState.Part part) throws IOException {
    int number = part.number();
    Digests there =
        FileHash.of(temporary, plan.offset(number), plan.length(number), sums.algorithms());
    if (PartSums.crcOf(there) == part.crc()) {
      sums.set(number, there);
      synchronized (kept) {
        kept.set(number);
      }
      engine.meter().moved(key, part.length());
    }
  }

  private long keptBytes() {
    return kept.stream().mapToLong(plan::length).sum();
  }

  private void fetchMissing(@Nullable BlobReader first) {
    AtomicReference<@Nullable BlobReader> opened = new AtomicReference<>(first);
    int left = plan.count() - kept.cardinality();
    Crew crew = engine.hire();
    try {
      for (int from = kept.nextClearBit(1); from <= plan.count(); ) {
        int start = from;
        int end = endOfRun(start, left);
        engine.request(crew, () -> fetch(start, end, opened));
        left -= end - start;
        from = kept.nextClearBit(end);
      }
      crew.join();
    } finally {
      engine.dismiss(crew);
    }
  }

  /**
   * Neighbours come in one request where the service wants that. Towards the end there are fewer in
   * each, so that all connections end about together.
   */
  private int endOfRun(int start, int left) {
    long atOnce = source.rangeSize() / plan.partSize();
    long share = left / engine.options().parallelism();
    int most = (int) Math.max(1, Math.min(atOnce, share));
    int limit = Math.min(start + most, plan.count() + 1);
    int next = kept.nextSetBit(start);
    return next < 0 ? limit : Math.min(limit, next);
  }

  /** Parts are noted one by one, so that what was fetched of a run is kept. */
  private void fetch(int start, int end, AtomicReference<@Nullable BlobReader> opened) {
    BlobReader first = start == 1 ? opened.getAndSet(null) : null;
    long offset = plan.offset(start);
    long length = plan.offset(end - 1) + plan.length(end - 1) - offset;
    try (InputStream in = first == null ? source.open(offset, length) : first;
        FileChannel file = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
      file.position(offset);
      for (int number = start; number < end; number++) {
        Digests received = copy(in, file, plan.length(number));
        sums.set(number, received);
        int crc = PartSums.crcOf(received);
        journal.finished(new JournalState.Part(number, plan.length(number), crc, ""));
      }
    } catch (IOException e) {
      throw Faults.ofFile("write", target, e);
    }
  }

  private Digests copy(InputStream in, FileChannel file, long length) throws IOException {
    Digests digests = new Digests(sums.algorithms());
    byte[] buffer = new byte[(int) Math.min(BUFFER, length)];
    long read = 0;
    boolean whole = false;
    try {
      while (read < length) {
        int filled = 0;
        int wanted = (int) Math.min(buffer.length, length - read);
        while (filled < wanted) {
          int n = in.read(buffer, filled, wanted - filled);
          if (n < 0) {
            throw StorageException.of(
                ErrorCode.CONTENT_CHANGED, "the blob ended " + (length - read) + " bytes too soon");
          }
          engine.throttle().take(n);
          engine.meter().moved(key, n);
          filled += n;
          read += n;
        }
        digests.update(buffer, 0, filled);
        for (ByteBuffer rest = ByteBuffer.wrap(buffer, 0, filled); rest.hasRemaining(); ) {
          file.write(rest);
        }
      }
      whole = true;
      return digests;
    } finally {
      if (!whole) {
        engine.meter().moved(key, -read);
      }
    }
  }

  /** False when the store has no checksum of the whole. */
  private boolean verify() throws IOException {
    if (!engine.options().verified()) {
      return false;
    }
    Map<ChecksumAlgorithm, Checksum> stored = source.info().checksums();
    if (stored.isEmpty()) {
      return false;
    }
    ChecksumAlgorithm algorithm =
        stored.containsKey(ChecksumAlgorithm.CRC32C)
            ? ChecksumAlgorithm.CRC32C
            : source
                .wideCrc()
                .map(Checksum::algorithm)
                .orElseGet(() -> stored.keySet().stream().sorted().findFirst().orElseThrow());
    Checksum ours = ours(algorithm);
    Checksum theirs = stored.get(algorithm);
    if (!ours.equals(theirs)) {
      throw StorageException.of(
          ErrorCode.INTEGRITY_FAILURE,
          "the bytes received have the "
              + algorithm
              + " "
              + ours.hex()
              + " but the stored one is "
              + (theirs == null ? "" : theirs.hex()));
    }
    return true;
  }

  private Checksum ours(ChecksumAlgorithm algorithm) throws IOException {
    return switch (algorithm) {
      case CRC32C -> Checksum.crc32c(sums.whole());
      case CRC64NVME, CRC64XZ -> sums.wholeWide();
      default -> FileHash.of(temporary, algorithm);
    };
  }
}
