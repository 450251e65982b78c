package dev.stowage.transfer;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.blob.MultipartUpload;
import dev.stowage.blob.MultipartUploads;
import dev.stowage.blob.PendingUpload;
import dev.stowage.blob.PutOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts uploads in parts, and gives up those that are of no use any more. */
final class UploadLeftovers {
  private static final Logger LOG = LoggerFactory.getLogger(UploadLeftovers.class);

  /**
   * A process can die after the service began an upload and before its id was written down. Such an
   * upload is known by its key and by the time; the clock of the service may differ by this much.
   */
  private static final Duration SKEW = Duration.ofMinutes(1);

  private final UploadTarget target;
  private final Journal journal;

  UploadLeftovers(UploadTarget target, Journal journal) {
    this.target = target;
    this.journal = journal;
  }

  private MultipartUploads uploads() {
    return target
        .store()
        .multipartUploads()
        .orElseThrow(
            () ->
                StorageException.of(
                    ErrorCode.UNSUPPORTED, target.store() + " does not take uploads in parts"));
  }

  MultipartUpload start() {
    return uploads().start(target.key(), target.options());
  }

  /** As {@link #giveUp()}; true, for callers that need an answer. */
  boolean gaveUp() {
    giveUp();
    return true;
  }

  /** Gives up what the journal knows of. */
  void giveUp() {
    String id = journal.state().uploadId();
    Instant starting = journal.state().starting();
    Instant damaged = journal.damagedSince();
    if (id != null) {
      abort(id);
    } else if (starting != null) {
      abortStarted(starting.minus(SKEW), starting.plus(SKEW));
    } else if (damaged != null) {
      abortStarted(Instant.MIN, damaged.plus(SKEW));
    }
  }

  private void abortStarted(Instant first, Instant last) {
    List<PendingUpload> orphans;
    try (Stream<PendingUpload> pending = uploads().list(target.key())) {
      orphans =
          pending
              .filter(upload -> upload.key().equals(target.key()))
              .filter(upload -> !upload.started().isBefore(first))
              .filter(upload -> !upload.started().isAfter(last))
              .toList();
    }
    orphans.forEach(orphan -> abort(orphan.id()));
  }

  private void abort(String id) {
    try {
      uploads().resume(target.key(), id, PutOptions.defaults()).abort();
    } catch (StorageException e) {
      if (e.code() != ErrorCode.NOT_FOUND) {
        throw e;
      }
    }
  }

  /** After a failure that matters more; also when this thread was interrupted. */
  void giveUpQuietly(@Nullable MultipartUpload upload) {
    boolean interrupted = Thread.interrupted();
    try {
      if (upload != null) {
        upload.abort();
      } else {
        giveUp();
      }
      journal.remove();
    } catch (StorageException e) {
      LOG.warn("an upload to {} could not be given up", target.name(), e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
