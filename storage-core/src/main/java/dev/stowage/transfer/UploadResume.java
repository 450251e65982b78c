package dev.stowage.transfer;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.blob.BlobInfo;
import dev.stowage.blob.Checksum;
import dev.stowage.blob.ChecksumAlgorithm;
import dev.stowage.blob.MultipartUpload;
import dev.stowage.blob.UploadPart;
import dev.stowage.portable.Digests;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what of an interrupted upload can be kept. The store's list of parts is the truth; a
 * part counts if the source still has the bytes whose checksum was noted when it was sent. One that
 * does not means that the source was replaced, and then nothing is kept.
 */
final class UploadResume {
  private final Engine engine;
  private final PartSource source;
  private final UploadTarget target;
  private final JournalState state;
  private final PartPlan plan;
  private final @Nullable MultipartUpload upload;
  private final @Nullable Map<Integer, UploadPart> stored;

  UploadResume(
      Engine engine, PartSource source, UploadTarget target, JournalState state, PartPlan plan) {
    this.engine = engine;
    this.source = source;
    this.target = target;
    this.state = state;
    this.plan = plan;
    String id = state.uploadId();
    this.upload =
        id == null
            ? null
            : target
                .store()
                .multipartUploads()
                .map(uploads -> uploads.resume(target.key(), id, target.options()))
                .orElse(null);
    this.stored = upload == null ? null : storedParts(upload);
  }

  /** Null when the store does not know the upload. */
  private @Nullable Map<Integer, UploadPart> storedParts(MultipartUpload of) {
    try {
      Map<Integer, UploadPart> parts = new HashMap<>();
      engine.request(of::parts).forEach(part -> parts.put(part.number(), part));
      return parts;
    } catch (StorageException e) {
      if (e.code() == ErrorCode.NOT_FOUND) {
        return null;
      }
      throw e;
    }
  }

  /**
   * Whether the upload was completed, and only that was not written down any more: then the store
   * does not know it, and has an object of the source's bytes.
   */
  boolean isDone() {
    if (stored != null || state.completing().isEmpty()) {
      return false;
    }
    Optional<BlobInfo> found = engine.request(() -> target.store().find(target.key()));
    if (found.isEmpty() || found.get().size() != plan.size()) {
      return false;
    }
    Map<ChecksumAlgorithm, Checksum> theirs = found.get().checksums();
    return Optional.ofNullable(theirs.get(ChecksumAlgorithm.CRC32C))
        .or(() -> theirs.values().stream().findFirst())
        .filter(sum -> crcIf(sum, 0, plan.size()).isPresent())
        .isPresent();
  }

  /**
   * The upload to go on with, or null to start over.
   *
   * @param sent receives the parts that are there
   * @param sums receives their CRC32C
   */
  @Nullable MultipartUpload continued(@Nullable UploadPart[] sent, PartSums sums) {
    if (upload == null || stored == null) {
      return null;
    }
    Map<Integer, Integer> trusted = new HashMap<>();
    for (UploadPart part : stored.values()) {
      int number = part.number();
      if (number >= 1 && number <= plan.count() && part.size() == plan.length(number)) {
        OptionalInt crc = crcOf(part);
        if (crc.isEmpty()) {
          crc = crcByOthers(part);
        }
        if (crc.isPresent()) {
          trusted.put(number, crc.getAsInt());
        }
      }
    }
    if (!sourceHas(trusted)) {
      return null;
    }
    trusted.forEach(
        (number, crc) -> {
          sent[number - 1] = stored.get(number);
          sums.set(number, crc);
        });
    return upload;
  }

  /**
   * Of what the store has: as noted when it was sent, if it is still the same part, else as the
   * store says, for a part that arrived just before the end.
   */
  private OptionalInt crcOf(UploadPart part) {
    Checksum theirs = part.checksums().get(ChecksumAlgorithm.CRC32C);
    JournalState.Part noted = state.parts().get(part.number());
    if (noted != null && noted.etag().equals(part.etag()) && noted.length() == part.size()) {
      boolean agree = theirs == null || theirs.equals(Checksum.crc32c(noted.crc()));
      return agree ? OptionalInt.of(noted.crc()) : OptionalInt.empty();
    }
    return theirs == null
        ? OptionalInt.empty()
        : OptionalInt.of(ByteBuffer.wrap(theirs.bytes()).getInt());
  }

  /** The same for a store that says another checksum, which the source's bytes are to have. */
  private OptionalInt crcByOthers(UploadPart part) {
    Optional<Checksum> theirs =
        part.checksums().values().stream()
            .filter(sum -> sum.algorithm() != ChecksumAlgorithm.CRC32C)
            .findFirst();
    if (theirs.isEmpty() || state.parts().containsKey(part.number())) {
      return OptionalInt.empty();
    }
    return crcIf(theirs.get(), plan.offset(part.number()), part.size());
  }

  /** The CRC32C of some of the source's bytes, if they have this checksum. */
  private OptionalInt crcIf(Checksum theirs, long offset, long length) {
    Digests digests = new Digests(EnumSet.of(theirs.algorithm(), ChecksumAlgorithm.CRC32C));
    engine.request(
        () -> {
          byte[] buffer = new byte[128 * 1024];
          try (InputStream in = source.open(offset, length)) {
            for (int n; (n = in.read(buffer)) >= 0; ) {
              digests.update(buffer, 0, n);
            }
          }
          return true;
        });
    int crc = PartSums.crcOf(digests);
    return digests.value(theirs.algorithm()).equals(theirs)
        ? OptionalInt.of(crc)
        : OptionalInt.empty();
  }

  private boolean sourceHas(Map<Integer, Integer> crcs) {
    AtomicBoolean all = new AtomicBoolean(true);
    Crew crew = engine.hire();
    try {
      for (Map.Entry<Integer, Integer> part : crcs.entrySet()) {
        int number = part.getKey();
        engine.request(
            crew,
            () -> {
              if (all.get()
                  && !source.still(plan.offset(number), plan.length(number), part.getValue())) {
                all.set(false);
              }
            });
      }
      crew.join();
    } finally {
      engine.dismiss(crew);
    }
    return all.get();
  }
}
