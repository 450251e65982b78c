package dev.stowage.transfer;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.blob.BlobInfo;
import dev.stowage.blob.BlobReader;
import dev.stowage.blob.BlobStore;
import dev.stowage.blob.Verification;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Downloads one blob to a file: in one request if it is small, else in ranges. */
final class FileDownload {
  private static final int BUFFER = 128 * 1024;

  private final Engine engine;
  private final BlobStore store;
  private final String key;
  private final Path target;

  FileDownload(Engine engine, BlobStore store, String key, Path target) {
    this.engine = engine;
    this.store = store;
    this.key = key;
    this.target = TemporaryFile.prepare(target);
  }

  /**
   * @param size as a listing says, or -1
   */
  Moved run(long size) {
    String identity =
        "download\n"
            + new UploadTarget(store, key, dev.stowage.blob.PutOptions.defaults()).identity()
            + "\n"
            + target.normalize();
    if (size > engine.options().partSize() || engine.journals().has(identity)) {
      BlobInfo info = find();
      engine.meter().started(key, info.size());
      return inRanges(info, null, identity);
    }
    AtomicReference<@Nullable Moved> moved = new AtomicReference<>();
    BlobReader large = engine.request(() -> open(moved));
    Moved done = moved.get();
    if (done != null) {
      return done;
    }
    try (large) {
      return inRanges(large.info(), large, identity);
    }
  }

  private BlobInfo find() {
    return engine
        .request(() -> store.find(key))
        .orElseThrow(
            () ->
                StorageException.builder(ErrorCode.NOT_FOUND, "no such blob")
                    .operation("get")
                    .key(key)
                    .build());
  }

  /** What turns out to be small is saved at once; the reader of anything else is left open. */
  private BlobReader open(AtomicReference<@Nullable Moved> moved) throws IOException {
    BlobReader reader = store.get(key);
    boolean left = false;
    try {
      engine.meter().started(key, reader.info().size());
      if (reader.info().size() > engine.options().partSize()) {
        left = true;
        return reader;
      }
      moved.set(save(reader));
      return reader;
    } finally {
      if (!left) {
        reader.close();
      }
    }
  }

  private Moved inRanges(BlobInfo info, @Nullable BlobReader first, String identity) {
    if (info.size() == 0) {
      try (Journal left = engine.journals().open(identity)) {
        left.remove();
      }
      return engine.request(
          () -> {
            try (BlobReader reader = new BlobSource(store, key, info).open(0, 0)) {
              return save(reader);
            }
          });
    }
    try (Journal journal = engine.journals().open(identity)) {
      BlobSource source = new BlobSource(store, key, info);
      return new RangedDownload(engine, source, key, target, journal).run(first);
    }
  }

  private Moved save(BlobReader reader) {
    try (FileClaim claim = claim()) {
      boolean published = false;
      try {
        RandomAccessFile file = claim.file();
        file.setLength(0);
        long bytes = fill(reader, file);
        if (engine.options().fsync()) {
          file.getFD().sync();
        }
        java.nio.file.Files.move(
            claim.path(), target, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
        published = true;
        boolean verified = reader.verification() == Verification.VERIFIED || bytes == 0;
        return new Moved(bytes, 0, verified);
      } finally {
        if (!published) {
          TemporaryFile.discard(claim.path());
        }
      }
    } catch (IOException e) {
      throw Faults.ofFile("write", target, e);
    }
  }

  private FileClaim claim() throws IOException {
    FileClaim usual = FileClaim.tryCreate(TemporaryFile.small(target));
    if (usual != null) {
      return usual;
    }
    FileClaim other = FileClaim.tryCreate(TemporaryFile.another(target));
    if (other == null) {
      throw new IOException("files cannot be locked here");
    }
    return other;
  }

  private long fill(BlobReader reader, RandomAccessFile file) throws IOException {
    byte[] buffer = new byte[(int) Math.max(1, Math.min(BUFFER, reader.info().size()))];
    long bytes = 0;
    boolean whole = false;
    try {
      for (int n; (n = reader.read(buffer)) >= 0; ) {
        engine.throttle().take(n);
        file.write(buffer, 0, n);
        bytes += n;
        engine.meter().moved(key, n);
      }
      whole = true;
      return bytes;
    } finally {
      if (!whole) {
        engine.meter().moved(key, -bytes);
      }
    }
  }
}
