package dev.stowage.transfer;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.blob.Checksum;
import dev.stowage.blob.ChecksumAlgorithm;
import dev.stowage.blob.MultipartUpload;
import dev.stowage.blob.PutResult;
import dev.stowage.blob.UploadPart;
import dev.stowage.portable.Digests;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Writes one blob in parts that are read from their source while they are sent, several at a time.
 * Goes on with what an interrupted call left, as far as the store and the source bear it out.
 */
final class PartedUpload {
  private final Engine engine;
  private final TransferKind kind;
  private final PartSource source;
  private final UploadTarget target;
  private final Journal journal;
  private final PartPlan plan;
  private final @Nullable UploadPart[] sent;

  /** Compared in the end, where the source's service keeps no CRC32C. */
  private final Optional<Checksum> wide;

  private final PartSums sums;
  private long resumedBytes;

  PartedUpload(
      Engine engine, TransferKind kind, PartSource source, UploadTarget target, Journal journal) {
    this.engine = engine;
    this.kind = kind;
    this.source = source;
    this.target = target;
    this.journal = journal;
    this.plan =
        PartPlan.within(
            target.store().capabilities().limits(), source.size(), target.partSize(engine));
    this.sent = new @Nullable UploadPart[plan.count()];
    this.wide = engine.options().verified() ? source.wideCrc() : Optional.empty();
    this.sums = new PartSums(plan, wide.map(Checksum::algorithm));
  }

  Moved run() {
    JournalHead head =
        new JournalHead(
            kind,
            source.name(),
            target.name(),
            source.version() + "\n" + target.attributes(),
            plan.size(),
            plan.partSize(),
            engine.options().pacer().now(),
            target.address());
    UploadLeftovers leftovers = new UploadLeftovers(target, journal);
    MultipartUpload upload = null;
    JournalHead before = journal.state().head();
    if (before != null && before.fits(head) && !journal.damaged()) {
      UploadResume resume = new UploadResume(engine, source, target, journal.state(), plan);
      if (resume.isDone()) {
        journal.remove();
        engine.meter().moved(target.key(), plan.size());
        return new Moved(plan.size(), plan.size(), true);
      }
      upload = resume.continued(sent, sums);
    }
    try {
      if (upload == null) {
        engine.request(leftovers::gaveUp);
        Arrays.fill(sent, null);
        journal.begin(head);
        journal.starting();
        upload = engine.request(leftovers::start);
        journal.started(upload.id());
      }
      return finish(upload);
    } catch (StorageException e) {
      if (!journal.durable() || !Faults.worthResuming(e)) {
        leftovers.giveUpQuietly(upload);
      }
      throw e;
    }
  }

  private Moved finish(MultipartUpload upload) {
    sendMissing(upload);
    int whole = sums.whole();
    checkWhole(whole);
    journal.completing(whole);
    List<UploadPart> parts = Arrays.stream(sent).map(Objects::requireNonNull).toList();
    PutResult result = engine.request(() -> complete(upload, parts, whole));
    journal.remove();
    boolean acknowledged = parts.stream().noneMatch(part -> part.checksums().isEmpty());
    boolean verified = acknowledged || result.checksums().containsKey(ChecksumAlgorithm.CRC32C);
    return new Moved(plan.size(), resumedBytes, verified);
  }

  private PutResult complete(MultipartUpload upload, List<UploadPart> parts, int whole) {
    return engine.options().verified()
        ? upload.complete(parts, Checksum.crc32c(whole))
        : upload.complete(parts);
  }

  /** What the source's service says its bytes are is what must have been read. */
  private void checkWhole(int whole) {
    OptionalInt known = source.crc();
    if (engine.options().verified() && known.isPresent() && known.getAsInt() != whole) {
      throw StorageException.of(
          ErrorCode.INTEGRITY_FAILURE,
          "the bytes read have the CRC32C "
              + Checksum.crc32c(whole).hex()
              + " but the stored one of the source is "
              + Checksum.crc32c(known.getAsInt()).hex());
    }
    if (wide.isPresent() && !wide.get().equals(sums.wholeWide())) {
      throw StorageException.of(
          ErrorCode.INTEGRITY_FAILURE,
          "the bytes read have another "
              + wide.get().algorithm()
              + " than the stored one of the source, which is "
              + wide.get().hex());
    }
  }

  private void sendMissing(MultipartUpload upload) {
    Crew crew = engine.hire();
    try {
      for (int n = 1; n <= plan.count(); n++) {
        int number = n;
        if (sent[n - 1] != null) {
          resumedBytes += plan.length(n);
          engine.meter().moved(target.key(), plan.length(n));
          if (sums.isWide()) {
            engine.request(crew, () -> readAgain(number));
          }
        } else {
          engine.request(crew, () -> send(upload, number));
        }
      }
      crew.join();
    } finally {
      engine.dismiss(crew);
    }
  }

  private void send(MultipartUpload upload, int number) {
    long offset = plan.offset(number);
    long length = plan.length(number);
    MeasuredBody body =
        new MeasuredBody(
            engine, target.key(), length, () -> source.open(offset, length), sums.algorithms());
    boolean arrived = false;
    try {
      UploadPart part = upload.put(number, body.body());
      int crc = body.crc();
      checkPart(part, crc);
      sent[number - 1] = part;
      sums.set(number, body.sums());
      journal.finished(new JournalState.Part(number, length, crc, part.etag()));
      arrived = true;
    } finally {
      if (!arrived) {
        body.takeBack();
      }
    }
  }

  /** Of a part that was sent before only the CRC32C is known. */
  private void readAgain(int number) throws IOException {
    Digests digests;
    try (InputStream in = source.open(plan.offset(number), plan.length(number))) {
      digests = FileHash.of(in, sums.algorithms());
    }
    if (PartSums.crcOf(digests) != sums.crc(number)) {
      throw StorageException.of(
          ErrorCode.INTEGRITY_FAILURE,
          "part " + number + " was sent with other bytes than the source has now");
    }
    sums.set(number, digests);
  }

  private static void checkPart(UploadPart part, int crc) {
    Checksum theirs = part.checksums().get(ChecksumAlgorithm.CRC32C);
    if (theirs != null && !theirs.equals(Checksum.crc32c(crc))) {
      throw StorageException.of(
          ErrorCode.INTEGRITY_FAILURE,
          "the service stored other bytes of part " + part.number() + " than were sent");
    }
  }
}
