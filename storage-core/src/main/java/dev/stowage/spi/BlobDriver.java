package dev.stowage.spi;

import dev.stowage.blob.BlobCapabilities;
import dev.stowage.blob.BlobInfo;
import dev.stowage.blob.BlobVersion;
import dev.stowage.blob.ByteRange;
import dev.stowage.blob.CopyOptions;
import dev.stowage.blob.DeleteResult;
import dev.stowage.blob.FormRequest;
import dev.stowage.blob.GetOptions;
import dev.stowage.blob.ListPage;
import dev.stowage.blob.ListRequest;
import dev.stowage.blob.PendingUpload;
import dev.stowage.blob.PutOptions;
import dev.stowage.blob.PutResult;
import dev.stowage.blob.SignRequest;
import dev.stowage.blob.SignedForm;
import dev.stowage.blob.SignedUrl;
import dev.stowage.blob.UploadPart;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One container of one blob service.
 *
 * <p>Minimal on purpose: what the portable layer can do for all providers is not here. Arguments
 * were checked, keys are legal, conditions and options are among the capabilities, and a content
 * has the size it says. Every method is one request to the service unless it says otherwise, is not
 * retried, and lets the SDK's exceptions escape to {@link #classify}. Thread-safe.
 */
public interface BlobDriver extends AutoCloseable {
  /** The URL scheme, such as {@code s3}; a label of telemetry. */
  String scheme();

  /** The container's name for messages. */
  String container();

  /** Without a request, and always the same. */
  BlobCapabilities capabilities();

  /** What an exception of this driver means. Pure; never throws. */
  Failure classify(Throwable thrown);

  /** Asks whether the container is there; the failure says why not. */
  void checkContainer() throws IOException;

  /**
   * Writes a whole blob. The condition stands in the options. The reply carries every checksum of
   * the whole content that the service acknowledged; the portable layer compares them with what was
   * sent.
   */
  PutResult put(String key, BlobContent content, PutOptions options) throws IOException;

  /**
   * Opens a read. A range past the end is clamped, one that starts past the end is a failure of
   * code RANGE_NOT_SATISFIABLE or an ordinary reply that the portable layer recognises. The reply
   * is closed by the caller.
   */
  BlobReply get(String key, GetOptions options) throws IOException;

  /** What a read would say, without the bytes; a missing blob is a failure of code NOT_FOUND. */
  BlobInfo head(String key, GetOptions options) throws IOException;

  /** Deletes; a missing blob is no failure unless there is a condition on its etag. */
  void delete(String key, @Nullable String ifMatch) throws IOException;

  /** One page in UTF-8 order; the cursor is the driver's own text. */
  ListPage list(ListRequest request) throws IOException;

  Optional<Bulk> bulk();

  Optional<Copier> copier();

  Optional<Sinks> sinks();

  Optional<Parts> parts();

  Optional<Signer> signer();

  Optional<Versions> versions();

  Optional<Appender> appender();

  /** The native client of this type, or null. */
  <T> @Nullable T unwrap(Class<T> type);

  @Override
  void close();

  /** Deletes many keys in one request. */
  interface Bulk {
    /** A result for each of at most {@code maxBulkDelete} keys, in order. */
    List<DeleteResult> deleteAll(List<String> keys) throws IOException;
  }

  /** Copies at the service. */
  interface Copier {
    /** Whether it can copy from the container of another driver. */
    boolean reaches(BlobDriver source);

    /**
     * Returns when the copy can be read. May take several requests for what is larger than one copy
     * of the service.
     *
     * @param source of the source blob: as {@code head} gives it when the portable layer had to
     *     know, else null
     */
    PutResult copy(
        BlobDriver from,
        String fromKey,
        String toKey,
        CopyOptions options,
        @Nullable BlobInfo source)
        throws IOException;

    /** Whether {@link #copy} needs the source's attributes to carry out these options. */
    boolean needsSource(CopyOptions options);
  }

  /** Takes bytes without being told how many will come. */
  interface Sinks {
    Sink open(String key, PutOptions options) throws IOException;
  }

  /** One blob being written. */
  interface Sink extends Closeable {
    OutputStream stream();

    /** Publishes; the condition of the options is checked here. */
    PutResult commit() throws IOException;

    /** Gives up what was not committed. */
    @Override
    void close() throws IOException;
  }

  /** Uploads in parts. */
  interface Parts {
    String start(String key, PutOptions options) throws IOException;

    UploadPart put(String key, String uploadId, int number, BlobContent content) throws IOException;

    /**
     * Publishes.
     *
     * @param options those of the start, with the condition and the checksum of the whole
     */
    PutResult complete(String key, String uploadId, List<UploadPart> parts, PutOptions options)
        throws IOException;

    /** Gives up; one that is gone is no failure. */
    void abort(String key, String uploadId) throws IOException;

    /** A page of parts in order of number, those after the given one. */
    Page<UploadPart> parts(String key, String uploadId, int afterNumber) throws IOException;

    /** A page of unfinished uploads in order of key. */
    Page<PendingUpload> uploads(String prefix, @Nullable String cursor) throws IOException;
  }

  /** Signs URLs. */
  interface Signer {
    /** The life was checked against the limits. */
    SignedUrl sign(SignRequest request) throws IOException;

    /** Asked only when forms are among the features. */
    SignedForm signForm(FormRequest request) throws IOException;
  }

  /** Keeps old versions. */
  interface Versions {
    /** A page by key, the newest of a key first. */
    Page<BlobVersion> listVersions(String prefix, @Nullable String cursor) throws IOException;

    /** Deletes; one that is gone is no failure. */
    void deleteVersion(String key, String version) throws IOException;
  }

  /** Appends. */
  interface Appender {
    PutResult append(String key, BlobContent content) throws IOException;
  }

  /**
   * An open read.
   *
   * @param info of the whole blob
   * @param range the bytes served: offset and length
   * @param body those bytes
   */
  record BlobReply(BlobInfo info, ByteRange range, InputStream body) implements Closeable {
    @Override
    public void close() throws IOException {
      body.close();
    }
  }

  /**
   * One page of something.
   *
   * @param cursor where the next starts, or empty
   */
  record Page<T>(List<T> items, Optional<String> cursor) {
    public Page {
      items = List.copyOf(items);
    }
  }
}
