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
import java.nio.file.Files;
import java.nio.file.Path;
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
  private static final int BUFFER = 128 * 1024;

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
    Crew crew = engine.hire();
    try {
      for (int n = 1; n <= plan.count(); n++) {
        int number = n;
        if (!kept.get(n)) {
          engine.request(crew, () -> fetch(number, opened));
        }
      }
      crew.join();
    } finally {
      engine.dismiss(crew);
    }
  }

  private void fetch(int number, AtomicReference<@Nullable BlobReader> opened) {
    BlobReader first = number == 1 ? opened.getAndSet(null) : null;
    long offset = plan.offset(number);
    long length = plan.length(number);
    try (InputStream in = first == null ? source.open(offset, length) : first;
        RandomAccessFile file = new RandomAccessFile(temporary.toFile(), "rw")) {
      file.seek(offset);
      Digests received = copy(in, file, length);
      sums.set(number, received);
      int crc = PartSums.crcOf(received);
      journal.finished(new JournalState.Part(number, length, crc, ""));
    } catch (IOException e) {
      throw Faults.ofFile("write", target, e);
    }
  }

  private Digests copy(InputStream in, RandomAccessFile file, long length) throws IOException {
    Digests digests = new Digests(sums.algorithms());
    byte[] buffer = new byte[(int) Math.min(BUFFER, length)];
    long left = length;
    try {
      while (left > 0) {
        int n = in.read(buffer, 0, (int) Math.min(buffer.length, left));
        if (n < 0) {
          throw StorageException.of(
              ErrorCode.CONTENT_CHANGED, "the blob ended " + left + " bytes too soon");
        }
        engine.throttle().take(n);
        digests.update(buffer, 0, n);
        file.write(buffer, 0, n);
        left -= n;
        engine.meter().moved(key, n);
      }
      return digests;
    } finally {
      if (left > 0) {
        engine.meter().moved(key, left - length);
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
