package dev.stowage.gcs;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.blob.BlobBody;
import dev.stowage.blob.Checksum;
import dev.stowage.blob.ChecksumAlgorithm;
import dev.stowage.blob.PutResult;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.OptionalLong;
import java.util.zip.CRC32C;

/**
 * A resumable upload of one object: it lives at the service, for a week, and is gone on with by
 * whoever has its URI.
 *
 * <p>Not thread-safe: a session takes its bytes in order.
 */
public final class GcsUpload {
  private static final int PIECE = 8 << 20;

  private final GcsSessions sessions;
  private final String key;
  private final URI session;

  GcsUpload(GcsSessions sessions, String key, URI session) {
    this.sessions = sessions;
    this.key = key;
    this.session = session;
  }

  public String key() {
    return key;
  }

  /** A permission to write this object: keep it as you keep a password. */
  public URI session() {
    return session;
  }

  /**
   * How many bytes the service has; all of them when the upload is done.
   *
   * @throws StorageException NOT_FOUND when the service does not know the upload any more
   */
  public long persisted() {
    return run(
        () -> {
          GcsSessions.State state = state();
          return state.done() == null ? state.persisted() : GcsResource.info(state.done()).size();
        });
  }

  private GcsSessions.State state() throws IOException {
    GcsSessions.State state = sessions.stateOf(session, -1);
    if (state == null) {
      throw StorageException.builder(ErrorCode.NOT_FOUND, "there is no such upload any more")
          .operation("upload")
          .key(key)
          .provider("gs")
          .build();
    }
    return state;
  }

  /**
   * Sends what the service does not have yet, and publishes. The body is read from its beginning,
   * so that its checksum is that of the whole; what the service has already is not sent.
   *
   * <p>A failure leaves the upload as it is: ask again, in this process or another.
   *
   * @param body the whole object, of any size, known or not
   * @throws StorageException INTEGRITY_FAILURE when the service has other bytes than the body
   */
  public PutResult send(BlobBody body) {
    return run(
        () -> {
          GcsSessions.State state = state();
          try (InputStream in = body.open()) {
            return state.done() == null
                ? send(in, state.persisted())
                : checked(state, Checksum.crc32c(sum(in)));
          }
        });
  }

  private static int sum(InputStream in) throws IOException {
    CRC32C crc = new CRC32C();
    byte[] buffer = new byte[128 * 1024];
    for (int n; (n = in.read(buffer)) >= 0; ) {
      crc.update(buffer, 0, n);
    }
    return (int) crc.getValue();
  }

  private PutResult send(InputStream in, long persisted) throws IOException {
    CRC32C crc = new CRC32C();
    byte[] piece = new byte[PIECE];
    long at = 0;
    while (at < persisted) {
      int n = in.read(piece, 0, (int) Math.min(piece.length, persisted - at));
      if (n < 0) {
        throw StorageException.invalidArgument(
            "the service has " + persisted + " bytes of this upload, the body only " + at);
      }
      crc.update(piece, 0, n);
      at += n;
    }
    while (true) {
      int n = in.readNBytes(piece, 0, piece.length);
      crc.update(piece, 0, n);
      boolean last = n < piece.length;
      OptionalLong size = last ? OptionalLong.of(at + n) : OptionalLong.empty();
      GcsSessions.State state = sessions.piece(session, piece, n, at, size);
      if (state.done() != null) {
        return checked(state, Checksum.crc32c((int) crc.getValue()));
      }
      if (last || state.persisted() != at + n) {
        throw new IOException("the service kept only a part of what was sent");
      }
      at += n;
    }
  }

  private static PutResult checked(GcsSessions.State state, Checksum ours) throws IOException {
    PutResult result = GcsResource.written(java.util.Objects.requireNonNull(state.done()));
    Checksum theirs = result.checksums().get(ChecksumAlgorithm.CRC32C);
    if (theirs != null && !theirs.equals(ours)) {
      throw StorageException.of(
          ErrorCode.INTEGRITY_FAILURE,
          "the service stored other bytes than were sent: its CRC32C is "
              + theirs.hex()
              + ", ours "
              + ours.hex());
    }
    return result;
  }

  /** Gives the upload up; one that is gone is no failure. */
  public void cancel() {
    this.<Boolean>run(
        () -> {
          sessions.cancel(session);
          return true;
        });
  }

  private interface Step<T> {
    T run() throws IOException;
  }

  private <T> T run(Step<T> step) {
    try {
      return step.run();
    } catch (IOException | RuntimeException e) {
      throw GcsFailures.translated("upload", key, e);
    }
  }

  @Override
  public String toString() {
    return "GcsUpload[" + key + "]";
  }
}
