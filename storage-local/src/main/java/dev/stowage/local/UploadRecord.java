package dev.stowage.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stowage.blob.PutOptions;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of an upload that was started.
 *
 * @param options headers, metadata and tags; conditions are given again when it is completed
 */
record UploadRecord(String key, Instant started, PutOptions options) {
  private static final String FILE = "upload.json";

  void write(Path directory, boolean sync) throws IOException {
    ObjectNode json = BlobJson.object();
    json.put("key", key);
    json.put("started", BlobJson.nanos(started));
    BlobJson.headers(json, options.headers());
    BlobJson.map(json, "metadata", options.metadata());
    BlobJson.map(json, "tags", options.tags());
    Path file = directory.resolve(FILE);
    if (sync) {
      Files.write(
          file,
          BlobJson.bytes(json),
          StandardOpenOption.CREATE,
          StandardOpenOption.SYNC,
          StandardOpenOption.WRITE);
      Directories.force(directory);
    } else {
      Files.write(file, BlobJson.bytes(json));
    }
  }

  /** Null when there is no upload. */
  static @Nullable UploadRecord read(Path directory) throws IOException {
    JsonNode json;
    try {
      json = BlobJson.parse(Files.readAllBytes(directory.resolve(FILE)));
    } catch (NoSuchFileException e) {
      return null;
    } catch (FileSystemException e) {
      if (FileFailures.isNotDirectory(e)) {
        return null;
      }
      throw e;
    }
    return new UploadRecord(
        json.path("key").asText(),
        BlobJson.instant(json.path("started").asLong()),
        PutOptions.defaults()
            .withHeaders(BlobJson.headers(json))
            .withMetadata(BlobJson.map(json, "metadata"))
            .withTags(BlobJson.map(json, "tags")));
  }
}
