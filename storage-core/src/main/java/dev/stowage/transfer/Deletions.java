package dev.stowage.transfer;

import dev.stowage.StorageException;
import dev.stowage.blob.BlobStore;
import dev.stowage.blob.DeleteResult;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Deletes what a target has too much: blobs by the thousand, files at once. */
final class Deletions {
  private static final int CHUNK = 1000;

  private final Engine engine;
  private final Tally tally;
  private final Batch batch;
  private final TreeLocation target;
  private final List<String> waiting = new ArrayList<>();

  Deletions(Engine engine, Tally tally, Batch batch, TreeLocation target) {
    this.engine = engine;
    this.tally = tally;
    this.batch = batch;
    this.target = target;
  }

  void add(TreeEntry entry) {
    Path file = entry.file();
    if (file != null) {
      delete(entry.key(), file);
      return;
    }
    waiting.add(entry.key());
    if (waiting.size() >= CHUNK) {
      flush();
    }
  }

  /** At once, since a file may stand where a directory is needed next. */
  private void delete(String key, Path file) {
    try {
      Files.deleteIfExists(file);
      deleted(key);
      removeEmpty(file.getParent());
    } catch (IOException e) {
      batch.fail(key, Faults.ofFile("delete", file, e));
    }
  }

  private void removeEmpty(@Nullable Path from) throws IOException {
    Path root = target.directory().orElseThrow();
    Path directory = from;
    while (directory != null && !directory.equals(root) && directory.startsWith(root)) {
      try {
        Files.delete(directory);
      } catch (DirectoryNotEmptyException e) {
        return;
      }
      directory = directory.getParent();
    }
  }

  void flush() {
    if (waiting.isEmpty()) {
      return;
    }
    List<String> keys = List.copyOf(waiting);
    waiting.clear();
    batch.submit(keys.get(0), () -> delete(keys));
  }

  private void delete(List<String> keys) {
    BlobStore store = target.requireStore();
    List<String> whole = keys.stream().map(key -> target.prefix() + key).toList();
    List<DeleteResult> results = engine.request(() -> store.deleteAll(whole));
    for (int i = 0; i < keys.size(); i++) {
      String key = keys.get(i);
      StorageException failure = results.get(i).failure().orElse(null);
      if (failure == null) {
        deleted(key);
      } else {
        batch.fail(key, failure);
      }
    }
  }

  private void deleted(String key) {
    tally.delete();
    engine.meter().deleted(key);
  }
}
