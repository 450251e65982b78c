package dev.stowage.cli;

import dev.stowage.ErrorCode;
import dev.stowage.OpenOptions;
import dev.stowage.StorageException;
import dev.stowage.blob.BlobInfo;
import dev.stowage.blob.BlobLocation;
import dev.stowage.blob.Checksum;
import java.util.Map;
import java.util.TreeMap;

/** Blobs as commands name and print them. */
final class Blobs {
  private Blobs() {}

  static boolean isUrl(String name) {
    return name.matches("[A-Za-z][A-Za-z0-9+.-]+:.*");
  }

  /** Opens the store of a URL that must name one object. */
  static BlobLocation object(String url, OpenOptions options) {
    if (!isUrl(url)) {
      throw StorageException.invalidArgument(
          "\""
              + Text.printable(url)
              + "\" is not a URL; write scheme://container/key, or"
              + " file:///directory/key for a store on this disk");
    }
    BlobLocation location = BlobLocation.open(url, options);
    if (location.key().isEmpty()) {
      location.close();
      throw StorageException.invalidArgument(
          "the URL names a whole container; add the key of an object");
    }
    return location;
  }

  static StorageException missing(String operation, BlobLocation location) {
    return StorageException.builder(ErrorCode.NOT_FOUND, "no such blob")
        .operation(operation)
        .key(location.key())
        .build();
  }

  /** What {@code ls --json} prints. */
  static Map<String, Object> brief(BlobInfo blob) {
    Map<String, Object> row = Output.row();
    row.put("key", blob.key());
    row.put("size", blob.size());
    row.put("etag", blob.etag());
    row.put("modified", blob.modified().toString());
    return row;
  }

  /** What {@code stat --json} prints. */
  static Map<String, Object> full(BlobInfo blob) {
    Map<String, Object> row = brief(blob);
    blob.created().ifPresent(v -> row.put("created", v.toString()));
    blob.version().ifPresent(v -> row.put("version", v));
    row.put("contentType", blob.contentType());
    blob.headers().contentEncoding().ifPresent(v -> row.put("contentEncoding", v));
    blob.headers().contentLanguage().ifPresent(v -> row.put("contentLanguage", v));
    blob.headers().contentDisposition().ifPresent(v -> row.put("contentDisposition", v));
    blob.headers().cacheControl().ifPresent(v -> row.put("cacheControl", v));
    row.put("metadata", blob.metadata());
    row.put("tags", blob.tags());
    Map<String, String> checksums = new TreeMap<>();
    for (Checksum checksum : blob.checksums().values()) {
      checksums.put(checksum.algorithm().name(), checksum.hex());
    }
    row.put("checksums", checksums);
    blob.storageClass().ifPresent(v -> row.put("storageClass", v));
    blob.expires().ifPresent(v -> row.put("expires", v.toString()));
    return row;
  }
}
