package dev.stowage.transfer;

import dev.stowage.OpenOptions;
import dev.stowage.StorageException;
import dev.stowage.blob.BlobInfo;
import dev.stowage.blob.BlobStore;
import dev.stowage.blob.CopyOptions;
import dev.stowage.blob.PutOptions;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Moves files, streams, objects and trees between disks and stores.
 *
 * <p>What is large goes in parts, several at a time and in bounded memory, and is compared by
 * checksum when it is there. A transfer of a file or a blob that was interrupted, even by the death
 * of the process, goes on when the same call is made again: what arrived is kept as far as the
 * store still has it and the source still fits it, and anything that is of no use any more is given
 * up.
 *
 * <p>A call about one object throws what went wrong. A call about many collects the failures of
 * single objects in its result, and throws only what stops them all, such as a missing container.
 * Interrupting the thread of a call ends it with {@code CANCELLED}; what can be resumed, can be
 * resumed.
 *
 * <p>Thread-safe: the limits of {@link TransferOptions} hold for all calls together. Stores stay
 * open; closing this ends the calls that are under way, with {@code CLOSED}.
 *
 * <pre>{@code
 * try (Transfers transfers = Transfers.create()) {
 *   transfers.upload(Path.of("backup.tar"), store, "backups/backup.tar");
 * }
 * }</pre>
 */
public final class Transfers implements AutoCloseable {
  private final Engine engine;

  private Transfers(TransferOptions options) {
    this.engine = new Engine(options);
  }

  public static Transfers create() {
    return create(TransferOptions.defaults());
  }

  public static Transfers create(TransferOptions options) {
    return new Transfers(options);
  }

  /** Uploads a file. */
  public TransferResult upload(Path file, BlobStore store, String key) {
    return upload(file, store, key, engine.options().puts());
  }

  /**
   * Uploads a file. A file that is changed meanwhile is not published.
   *
   * @throws StorageException NOT_FOUND for a missing file; CONTENT_CHANGED; CONFLICT when the same
   *     upload is under way; else as {@link BlobStore#put}
   */
  public TransferResult upload(Path file, BlobStore store, String key, PutOptions options) {
    return one(key, () -> new FileUpload(engine, file, store, key, options).run());
  }

  /** Uploads what a stream gives, to its end. */
  public TransferResult upload(InputStream stream, BlobStore store, String key) {
    return upload(stream, store, key, engine.options().puts());
  }

  /** Uploads what a stream gives, to its end; it is not closed. Cannot be resumed. */
  public TransferResult upload(
      InputStream stream, BlobStore store, String key, PutOptions options) {
    return one(
        key, () -> new StreamUpload(engine, stream, new UploadTarget(store, key, options)).run());
  }

  /**
   * Downloads a blob to a file, replacing one that is there; missing directories are made. Until
   * all is there and compared, the bytes are in a file beside it, {@code .stowage-….part}.
   *
   * @throws StorageException NOT_FOUND; CONTENT_CHANGED when the blob was replaced meanwhile;
   *     QUOTA_EXCEEDED when the disk is full; INTEGRITY_FAILURE. No file is left then
   */
  public TransferResult download(BlobStore store, String key, Path file) {
    return one(key, () -> new FileDownload(engine, store, key, file).run(-1));
  }

  /** Copies a blob with its headers and metadata. */
  public TransferResult copy(BlobStore source, String from, BlobStore target, String to) {
    return copy(source, from, target, to, CopyOptions.defaults());
  }

  /** Copies a blob: at the service where both stores are of one, else through this process. */
  public TransferResult copy(
      BlobStore source, String from, BlobStore target, String to, CopyOptions options) {
    StoreCopy.TransferEnd start = new StoreCopy.TransferEnd(source, from);
    StoreCopy.TransferEnd end = new StoreCopy.TransferEnd(target, to);
    return one(to, () -> new StoreCopy(engine, start, end, options).run(-1));
  }

  /**
   * Copies a blob, then deletes the source.
   *
   * @throws StorageException PRECONDITION_FAILED when the source was replaced after it was copied;
   *     both are there then
   */
  public TransferResult move(BlobStore source, String from, BlobStore target, String to) {
    BlobInfo info =
        engine
            .request(() -> source.find(from))
            .orElseThrow(
                () ->
                    StorageException.builder(dev.stowage.ErrorCode.NOT_FOUND, "no such blob")
                        .operation("move")
                        .key(from)
                        .build());
    CopyOptions pinned = CopyOptions.defaults().withSourceIfMatch(info.etag());
    TransferResult result = copy(source, from, target, to, pinned);
    SourceRemoval.remove(source, from, info.etag());
    return result;
  }

  /** Uploads every file of a directory; see {@link TreeLocation#directory}. */
  public TransferResult uploadTree(Path directory, BlobStore store, String prefix) {
    return copyTree(
        SyncRequest.of(TreeLocation.directory(directory), TreeLocation.blobs(store, prefix)));
  }

  /**
   * Downloads every blob under a prefix. A key that would leave the directory, or that cannot be a
   * file beside the others, is a failure of that key: empty names, {@code .} and {@code ..}, a
   * symbolic link on the way, a name that is a file and a directory.
   */
  public TransferResult downloadTree(BlobStore store, String prefix, Path directory) {
    return copyTree(
        SyncRequest.of(TreeLocation.blobs(store, prefix), TreeLocation.directory(directory)));
  }

  /** Copies every blob under a prefix. */
  public TransferResult copyTree(BlobStore source, String from, BlobStore target, String to) {
    return copyTree(
        SyncRequest.of(TreeLocation.blobs(source, from), TreeLocation.blobs(target, to)));
  }

  /** Copies every object that the patterns of the request select, whatever is at the target. */
  public TransferResult copyTree(SyncRequest request) {
    return new TreeCopy(engine, request, false).run();
  }

  /** As {@link #copyTree(SyncRequest)} between two stores; deletes each blob when it was copied. */
  public TransferResult moveTree(SyncRequest request) {
    request.source().requireStore();
    request.target().requireStore();
    return new TreeCopy(engine, request, true).run();
  }

  /** Copies what the target does not have, or has differently, and deletes extra if asked to. */
  public TransferResult sync(SyncRequest request) {
    return new Sync(engine, request).run();
  }

  /**
   * What {@link #sync} would do, unchanged objects included, in order of keys; lazy. Close the
   * stream.
   */
  public Stream<SyncAction> plan(SyncRequest request) {
    return new Sync(engine, request).plan();
  }

  /**
   * Compares two trees: by size, or by checksum if the request says so. Changes nothing.
   *
   * @param found told of every difference, in no order, one at a time
   */
  public CheckResult check(SyncRequest request, Consumer<Difference> found) {
    return new Check(engine, request, found).run();
  }

  /** How far all calls together are. Cheap; for a display, from any thread. */
  public Progress progress() {
    return engine.meter().progress();
  }

  /** Transfers that were interrupted and can be made again to go on, oldest first. */
  public List<PendingTransfer> pending() {
    return engine.journals().list();
  }

  /**
   * Gives up a transfer: aborts its parts at the store, which is opened by the URL that it was
   * opened by before, and deletes what it left here.
   *
   * @throws StorageException CONFLICT when it is under way; UNSUPPORTED when the store was not
   *     opened by URL, so that {@link #giveUp(PendingTransfer, BlobStore)} is needed
   */
  public void giveUp(PendingTransfer transfer, OpenOptions options) {
    new Abandonment(engine).giveUp(transfer, options);
  }

  /**
   * As {@link #giveUp(PendingTransfer, OpenOptions)}, at a store opened as before: no view of it.
   */
  public void giveUp(PendingTransfer transfer, BlobStore target) {
    new Abandonment(engine).giveUp(transfer, target);
  }

  /** Ends what is under way. Closing again does nothing. */
  @Override
  public void close() {
    engine.close();
  }

  private TransferResult one(String key, Callable<Moved> work) {
    engine.checkOpen();
    Tally tally = new Tally();
    try {
      Moved moved = work.call();
      tally.add(moved);
      engine.meter().done(key, moved.bytes());
      return new TransferResult(tally);
    } catch (StorageException e) {
      engine.meter().failed(key, e);
      throw e;
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw Faults.of(e);
    }
  }
}
