package dev.stowage.mem;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.blob.PendingUpload;
import dev.stowage.blob.PutOptions;
import dev.stowage.blob.UploadPart;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** Unfinished uploads of a container. */
final class MemUploads {
  /** One part as it was received. */
  record Part(UploadPart receipt, byte[] content) {}

  /** One upload. */
  record Upload(
      PendingUpload pending, PutOptions options, ConcurrentSkipListMap<Integer, Part> parts) {}

  private final Map<String, Upload> uploads = new ConcurrentHashMap<>();

  void start(PendingUpload pending, PutOptions options) {
    uploads.put(pending.id(), new Upload(pending, options, new ConcurrentSkipListMap<>()));
  }

  Upload require(String key, String id) {
    Upload upload = uploads.get(id);
    if (upload == null || !upload.pending().key().equals(key)) {
      throw StorageException.of(ErrorCode.NOT_FOUND, "there is no such upload");
    }
    return upload;
  }

  void remove(String id) {
    uploads.remove(id);
  }

  List<PendingUpload> list(String prefix) {
    List<PendingUpload> found = new ArrayList<>();
    for (Upload upload : uploads.values()) {
      if (upload.pending().key().startsWith(prefix)) {
        found.add(upload.pending());
      }
    }
    found.sort(
        Comparator.comparing(PendingUpload::key, dev.stowage.spi.KeyOrder.UTF8)
            .thenComparing(PendingUpload::started));
    return found;
  }

  /** The bytes of these parts, each checked to be the one that was received. */
  static byte[] assemble(Upload upload, List<UploadPart> parts) {
    Map<Integer, Part> received = new TreeMap<>(upload.parts());
    java.io.ByteArrayOutputStream whole = new java.io.ByteArrayOutputStream();
    for (UploadPart wanted : parts) {
      Part part = received.get(wanted.number());
      if (part == null || !part.receipt().etag().equals(wanted.etag())) {
        throw StorageException.invalidArgument(
            "part " + wanted.number() + " is not the one that was received");
      }
      whole.writeBytes(part.content());
    }
    return whole.toByteArray();
  }
}
