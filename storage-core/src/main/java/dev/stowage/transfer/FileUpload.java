package dev.stowage.transfer;

import dev.stowage.blob.BlobFeature;
import dev.stowage.blob.BlobStore;
import dev.stowage.blob.ChecksumAlgorithm;
import dev.stowage.blob.PutOptions;
import dev.stowage.blob.PutResult;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Uploads one file: in one request if it is small, else in parts. */
final class FileUpload {
  private final Engine engine;
  private final Path file;
  private final BlobStore store;
  private final String key;
  private final PutOptions options;

  FileUpload(Engine engine, Path file, BlobStore store, String key, PutOptions options) {
    this.engine = engine;
    this.file = file;
    this.store = store;
    this.key = key;
    this.options = options;
  }

  Moved run() {
    FileSource source = FileSource.of(file);
    engine.meter().started(key, source.size());
    UploadTarget target = new UploadTarget(store, key, withTime(source));
    if (!target.inParts(source.size(), target.partSize(engine))) {
      return whole(source, target);
    }
    String identity = "upload\n" + source.name() + "\n" + target.identity();
    try (Journal journal = engine.journals().open(identity)) {
      return new PartedUpload(engine, TransferKind.UPLOAD, source, target, journal).run();
    }
  }

  private Moved whole(FileSource source, UploadTarget target) {
    MeasuredBody body =
        new MeasuredBody(engine, key, source.size(), () -> source.open(0, source.size()));
    PutResult result;
    boolean arrived = false;
    try {
      result = engine.request(() -> store.put(key, body.body(), target.options()));
      arrived = true;
    } finally {
      if (!arrived) {
        body.takeBack();
      }
    }
    boolean verified = result.checksums().containsKey(ChecksumAlgorithm.CRC32C);
    return new Moved(source.size(), 0, verified || !result.checksums().isEmpty());
  }

  private PutOptions withTime(FileSource source) {
    if (!engine.options().fileTimes()
        || options.metadata().containsKey(FileTimes.NAME)
        || !store.capabilities().has(BlobFeature.METADATA)) {
      return options;
    }
    Map<String, String> metadata = new LinkedHashMap<>(options.metadata());
    metadata.put(FileTimes.NAME, FileTimes.format(source.modified()));
    return options.withMetadata(metadata);
  }
}
